"""The parts of a home: one for each thing that a person does; None for what they do not do."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from placement_portal.accounts.models import Person
from placement_portal.changes import queries as changes
from placement_portal.clearance.queries.asking import glances_among
from placement_portal.clearance.views.answers import note_glances
from placement_portal.cohorts import queries as cohort_queries
from placement_portal.home import queries
from placement_portal.home.rules import WEEKS_SHOWN, still_shown
from placement_portal.home.views import menu
from placement_portal.letters import queries as letters
from placement_portal.organisations import queries as organisation_queries
from placement_portal.organisations.models import Organisation
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.policy import standing
from placement_portal.progress import queries as progress
from placement_portal.progress.rules import Shown, Week
from placement_portal.sites.rules import monday_of
from placement_portal.supervision import queries as sessions
from placement_portal.supervision.queries import Rhythm

Section = dict[str, Any]


def student(viewer: Person, today: date, now: datetime) -> Section | None:
    """What do I log, what came back, am I on course?"""
    if not standing(viewer).records:
        return None
    current = placements.for_home(viewer)
    lately = queries.lately(viewer, current.placements, now)
    others = [] if current.placements else placements.own(viewer)
    stays = {each.id: viewer.id for each in (*current.placements, *others)}
    return {
        "gates": glances_among(stays, {viewer.id: lately.checks}, "you"),
        "standings": progress.of_viewer(viewer),
        "placements": current.placements,
        "others": others,
        "people": current.people,
        "sent_back": lately.sent_back,
        "news": lately.news,
        "rounds": lately.rounds,
        "rhythms": [each for each in lately.rhythms if each.placement.starts <= today <= each.placement.ends],
        "missing": queries.missing_this_week(viewer, current.placements, today),
    }


def supervisor(viewer: Person, today: date) -> Section | None:
    """What waits for me, and how do those I supervise get on?"""
    if not menu.supervises(standing(viewer)):
        return None
    everybody, waits = placements.supervisees_of(viewer), queries.waits_for(viewer)
    mine = [each for each in everybody if each.id in waits or still_shown(each.ends, today)]
    order, found = list(waits), queries.around(viewer, mine)
    first = sorted(mine, key=lambda each: order.index(each.id) if each.id in waits else len(order))
    note_glances("home", {each.student.person_id: each.provider_id for each in mine if each.id in found.gates})
    return {
        "waiting": sum(each.entries for each in waits.values()),
        "sessions": sum(each.sessions for each in waits.values()),
        "supervisees": [_supervisee(each, waits.get(each.id), found.shown.get(each)) for each in first],
        "gates": found.gates,
        "rhythms": found.rhythms,
        "earlier": [each for each in everybody if each not in mine],
    }


def pressing(viewer: Person, supervisor: Section | None, today: date) -> Sequence[Rhythm]:
    """Who is without supervision for too long, and what is overdue, of those I supervise or tutor?"""
    known = {each.placement.id: each for each in supervisor["rhythms"]} if supervisor else {}
    more = [each for each in sessions.tutored(viewer) if each.id not in known and each.ends >= today]
    found = [*known.values(), *sessions.rhythms(viewer, more, today)]
    return sessions.in_order(each for each in found if each.presses and each.placement.ends >= today)


def cohorts(viewer: Person) -> Section | None:
    """Who needs me first, in each cohort?"""
    if not menu.sees_cohorts(standing(viewer)):
        return None
    return {"glances": cohort_queries.at_a_glance(viewer)}


def provider(viewer: Person, today: date) -> Section | None:
    """What is missing for what we host to be safe?"""
    hosts = standing(viewer).hosts()
    return {"hosts": hosts, "to_do": queries.to_do(viewer, today)} if hosts else None


def organisations(viewer: Person) -> Sequence[Organisation]:
    """Which organisations do I work for? Asked of whoever has a role in one; most students have none."""
    links = standing(viewer)
    return organisation_queries.of_person(viewer) if links.providers or links.programmes else ()


def answers(viewer: Person) -> Section | None:
    """Which changes wait for my answer, and where is work with clients stopped?"""
    found = changes.pressing(viewer)
    return {"rows": found, "waits": any(each.kind for each in found)} if found else None


def office(viewer: Person) -> letters.Pressing:
    """Which checks, exceptions, letters and proposals wait for me as an officer, a lead or a co-ordinator?"""
    return letters.pressing(viewer)


def _supervisee(placement: Placement, waits: queries.Waits | None, shown: Shown | None) -> Section:
    return {"placement": placement, "waits": waits, "weeks": _lately(shown)}


def _lately(shown: Shown | None) -> list[Week]:
    """Return the last weeks up to this one: the rhythm in which somebody works."""
    past = [week for week in shown.weeks if week.monday <= monday_of(shown.as_of)] if shown else []
    return past[-WEEKS_SHOWN:]
