"""A cast in a database, and people who sign in by the front door."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from placement_portal.database import db
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import monday_of
from tests import world
from tests.conftest import Client, Given
from tests.house.browser import Browser
from tests.world import Cast

SignedIn = Callable[[str], Browser]


@dataclass
class Town:
    """The cast, and ways to look at what is kept."""

    cast: Cast
    given: Given

    def entries(self) -> list[Entry]:
        """Return every entry, the first one written first."""
        with self.given():
            return db.session.query(Entry).order_by(Entry.id).all()

    def entry(self) -> Entry:
        """Return the only entry."""
        (only,) = self.entries()
        return only


def last_week(weekday: int) -> date:
    """Return a day of the week before this one; Monday is 0."""
    return date.fromordinal(monday_of(world.in_days(-7)).toordinal() + weekday)


@pytest.fixture
def town(given: Given) -> Town:
    with given():
        cast = world.the_cast()
    return Town(cast, given)


@pytest.fixture
def signed_in(client: Client, town: Town) -> SignedIn:
    """Return what signs a member of the cast in, by the name of their part."""

    def enter(part: str) -> Browser:
        browser = client()
        browser.sign_in(f"{part}@example.org", world.PASSWORD)
        return browser

    return enter
