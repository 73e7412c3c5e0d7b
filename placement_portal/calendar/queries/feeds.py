"""Private feeds: one's own, and the one that a link opens."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from placement_portal.absences import queries as absences
from placement_portal.accounts.models import Person
from placement_portal.calendar.models import CalendarFeed
from placement_portal.calendar.queries.placements import for_feed
from placement_portal.calendar.rules import Of
from placement_portal.calendar.rules.feeds import AHEAD, BACK
from placement_portal.database import db
from placement_portal.links.queries import hashed
from placement_portal.placements.models import Placement


def feed_of(viewer: Person) -> CalendarFeed | None:
    """Return the viewer's own feed."""
    return db.session.get(CalendarFeed, viewer.id)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens: a feed and whose it is."""

    feed: CalendarFeed
    person: Person


def opened_by(token: str) -> Opened | None:
    """Return the feed that a link opens, while its person may sign in; None for every other link."""
    wanted = (
        sa.select(CalendarFeed, Person)
        .join(Person, Person.id == CalendarFeed.person_id)
        .where(CalendarFeed.token_hash == hashed(token), Person.deactivated_at.is_(None))
    )
    found = db.session.execute(wanted).one_or_none()
    return Opened(found[0], found[1]) if found else None


def contents(person: Person, today: date) -> list[Of]:
    """Return what somebody's feed is made of on a day, in three statements."""
    found = for_feed(person, today - BACK, today + AHEAD)
    held = absences.expected([each for each, _ in found])
    return [Of(held[each.id], each.provider.zone, supervises) for each, supervises in found]


def of_placement(placement: Placement) -> Of:
    """Return the same of one placement that one may see, as its student has it."""
    return Of(absences.expected([placement])[placement.id], placement.provider.zone, supervises=False)
