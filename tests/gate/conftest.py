"""The same officers as in the tests of checks."""

from tests.clearance.conftest import offices as offices
