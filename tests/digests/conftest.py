"""The cast with officers and what both sides ask for, as the tests of checks have them."""

from tests.clearance.conftest import Offices, offices

__all__ = ["Offices", "offices"]
