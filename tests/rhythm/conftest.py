"""The same cast and the same front door as for hours."""

from tests.hours.conftest import signed_in, town

__all__ = ["signed_in", "town"]
