"""Private feeds: one's own, and the one that a link opens."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from placement_portal.absences import queries as absences
from placement_portal.accounts.models import Person
from placement_portal.calendar.models import CalendarFeed
from placement_portal.calendar.queries.placements import for_feed
from placement_portal.calendar.rules import Of
from placement_portal.calendar.rules.feeds import AHEAD, BACK
from placement_portal.database import db
from placement_portal.ics.rules import Planned
from placement_portal.links.queries import hashed
from placement_portal.placements.models import Placement
from placement_portal.placements.policy import standing
from placement_portal.rhythm.models import PlannedSupervision
from placement_portal.rhythm.policy import may_plan
from placement_portal.rhythm.rules import as_event


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


def meetings(person: Person, today: date) -> list[Planned]:
    """Return the supervision that is planned for somebody, or with them, as events, in one statement."""
    plan, first, last = PlannedSupervision, today - BACK, today + AHEAD
    records = standing(person).own_records()
    concerned = sa.or_(plan.supervisor_id == person.id, Placement.student_id.in_(records))
    wanted = (
        sa.select(plan)
        .join(plan.placement)
        .where(plan.cancelled_at.is_(None), plan.day.between(first, last), concerned)
        .options(contains_eager(plan.placement).joinedload(Placement.provider))
        .order_by(plan.day, plan.start, plan.id)
    )
    found = [each for each in db.session.scalars(wanted) if may_plan(person, each)]
    return [as_event(each, each.placement.provider.zone) for each in found]


def of_placement(placement: Placement) -> Of:
    """Return the same of one placement that one may see, as its student has it."""
    return Of(absences.expected([placement])[placement.id], placement.provider.zone, supervises=False)
