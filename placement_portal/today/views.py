"""The page that a student opens in a car park."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.absences import queries as absences
from placement_portal.absences.rules import Session
from placement_portal.access import signed_in, viewer
from placement_portal.hours import queries as hours
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import instants, monday_of
from placement_portal.offers import queries as offers
from placement_portal.placements import queries as placements
from placement_portal.sites.models import Site
from placement_portal.today import queries, rules

blueprint = Blueprint("today", __name__)


@blueprint.get("/today")
@signed_in
def today() -> ResponseReturnValue:
    """Where do I go, what do I bring, whom do I ask for, whom do I ring, what do I log?"""
    day = clock.today()
    running = {each.id: each for each in placements.current_of(viewer())}
    expected = absences.expected(running.values())
    key = rules.chosen(expected, request.args.get("placement", ""), day)
    if key is None:
        return render_template("today/nothing.html", today=day)
    placement, found = running[key], rules.of_day(expected[key], day)
    around = queries.around(placement, found.sites, day)
    sites, passport = around.sites, around.passport
    logged = [each for each in hours.week_of(viewer(), monday_of(day)) if each.day == day]
    return render_template(
        "today/today.html",
        today=day,
        placement=placement,
        others=[each for each in running.values() if each.id != key],
        found=found,
        sites=sites,
        passport=passport,
        bring=offers.to_bring(placement),
        contacts=absences.contacts(placement, day),
        logged={each.habit.id for each in found.sessions if _is_logged(each, logged)},
        begun={each.habit.id for each in found.sessions if _has_begun(each, _zones(sites, placement.provider.zone))},
        supervision=around.supervision,
        planned=[each for each in expected[key].planned if each.day == day],
    )


def _zones(sites: Sequence[Site], default: str) -> dict[uuid.UUID | None, str]:
    return {None: default} | {each.id: each.zone or default for each in sites}


def _has_begun(session: Session, zones: dict[uuid.UUID | None, str]) -> bool:
    zone = zones.get(session.habit.site_id, zones[None])
    begin: datetime = instants(session.day, session.habit.start, session.habit.minutes, ZoneInfo(zone))[0]
    return begin <= clock.now()


def _is_logged(session: Session, logged: Sequence[Entry]) -> bool:
    """Say whether an entry of the day is of the same kind with the same client, or begins at the same time."""
    habit = session.habit
    return any(
        each.start == habit.start
        or (each.category.name, each.slot.code if each.slot else "") == (habit.what, habit.code)
        for each in logged
    )
