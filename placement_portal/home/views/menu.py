"""The menu of a person, by what they do today: few places, the same everywhere."""

import uuid
from collections.abc import Iterator
from typing import Final

from placement_portal.accounts.models import Person
from placement_portal.clearance.policy import OFFICERS
from placement_portal.clearance.queries import officers as clearance
from placement_portal.cohorts.policy import CAPACITIES, COHORT_KINDS, TUTORING
from placement_portal.placements.policy import STAFF_KINDS, Standing, standing
from placement_portal.placements.rules import SUPERVISING, AssignmentCapacity
from placement_portal.signing import queries as signing
from placement_portal.web.navigation import Item

ROOM: Final = "organisations"
LOOKS_AFTER: Final = SUPERVISING | {AssignmentCapacity.TUTOR}
SET_UP: Final = ("programmes", "intake")
HOME: Final = Item(label="Home", endpoint="home.home", icon="home")
LOG: Final = Item(label="Log", endpoint="hours.log", icon="plus")
OWN: Final = (
    Item(label="Hours", endpoint="record.hours", icon="list"),
    Item(label="Today", endpoint="today.today", icon="school", tab=False),
    Item(label="Week", endpoint="record.week", icon="calendar", tab=False),
    Item(
        label="My checks",
        endpoint="clearance.mine",
        icon="lock",
        blueprint="clearance",
        also=("register",),
        tab=False,
    ),
)
COHORTS: Final = Item(label="Cohorts", endpoint="cohorts.cohorts", icon="chart", blueprint="cohorts")
MATCHING: Final = Item(label="Matching", endpoint="matching.rounds", icon="list", blueprint="matching")


def items(person: Person) -> Iterator[Item]:
    """Yield the places where a person goes, the most used first."""
    links = standing(person)
    yield HOME
    if links.on_course():
        yield LOG
    if links.own_records():
        yield from OWN
        newest = (("student_id", max(links.own_records())),)
        yield Item(label="My record", endpoint="studies.record", icon="book", values=newest, tab=False)
    if supervises(links):
        waiting = signing.waiting_count(person)
        yield Item(label="Waiting for you", endpoint="signing.room", icon="check", badge=waiting)
    yield from _of_courses(links)
    yield from _checks(links)
    yield from _of_provider(links)
    if links.records or links.placements_as(LOOKS_AFTER) or links.hosts():
        yield Item(
            label="Calendar", endpoint="calendar.calendar", icon="calendar", blueprint="calendar", tab=not links.records
        )
    if works_for_one(links):
        page = "organisations.organisations"
        kept = SET_UP if links.hosts() else (*SET_UP, "sites", "offers")
        yield Item(label="Organisation", endpoint=page, icon="people", blueprint=ROOM, also=kept, tab=False)


def _of_provider(links: Standing) -> Iterator[Item]:
    """Yield what a provider's co-ordinator opens every day: who is placed, where, and what is offered next."""
    for provider in sorted(links.hosts())[:1]:
        values = (("organisation_id", provider),)
        yield Item(label="Placements", endpoint="home.provider", icon="list", also=("handover",), values=values)
        yield Item(label="Settings", endpoint="sites.sites", icon="school", blueprint="sites", values=values)
        yield Item(label="Offers", endpoint="offers.offers", icon="book", blueprint="offers", values=values, tab=False)


def _checks(links: Standing) -> Iterator[Item]:
    """Yield where an officer finds what waits."""
    for office in offices(links)[:1]:
        yield Item(
            label="Checks",
            endpoint="clearance.queue",
            icon="lock",
            badge=clearance.waiting_count(office),
            blueprint="clearance",
            also=("register",),
            values=(("organisation_id", office),),
        )
    hosts = links.hosts() if not offices(links) else set()
    for host in sorted(hosts)[:1]:
        values = (("organisation_id", host),)
        page = "register.register"
        yield Item(
            label="Checks",
            endpoint=page,
            icon="lock",
            blueprint="register",
            also=("clearance",),
            values=values,
            tab=False,
        )


def _of_courses(links: Standing) -> Iterator[Item]:
    if sees_cohorts(links):
        yield COHORTS
    if links.programmes_as(STAFF_KINDS):
        yield MATCHING


def supervises(links: Standing) -> bool:
    """Say whether somebody supervises, or supervised, a placement that they may still read."""
    return any(each.what in SUPERVISING and each.still_reads(links.today) for each in links.assignments)


def offices(links: Standing) -> list[uuid.UUID]:
    """Return the ids of the organisations whose checks somebody verifies today."""
    return sorted({each.to for each in links.providers if each.what in OFFICERS and each.holds(links.today)})


def sees_cohorts(links: Standing) -> bool:
    """Say whether somebody has a role in a programme today, or tutors a student."""
    return bool(links.programmes_as(COHORT_KINDS) or links.placements_as(CAPACITIES))


def works_for_one(links: Standing) -> bool:
    """Say whether somebody belongs to an organisation today, or teaches in a programme of one."""
    teaches = links.programmes_as(STAFF_KINDS | TUTORING)
    return bool(teaches) or any(each.holds(links.today) for each in links.providers)
