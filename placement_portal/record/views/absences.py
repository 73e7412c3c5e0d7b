"""The absences from a placement, and one: whom to ring, what falls away, what it comes to, how it is made up."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.absences import policy
from placement_portal.absences import queries as absences_of
from placement_portal.absences.models import Absence, MakeUp
from placement_portal.absences.rules import Expected, Session, ToldWhom, is_made_up
from placement_portal.access import Permission, requires, viewer
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.progress import queries as progress
from placement_portal.progress.rules import Forecast, forecasts
from placement_portal.record import queries
from placement_portal.record.views.answers import blueprint


@dataclass(frozen=True, slots=True)
class Making:
    """A day on which time is to be made up, and whether it was logged."""

    plan: MakeUp
    logged: bool


@blueprint.get("/placements/<uuid:placement_id>/absences")
@requires(Permission.SEE_ABSENCES, placements.find)
def absences(placement: Placement) -> ResponseReturnValue:
    """Show when a student was, is and will be away; whom they told only to those who read it."""
    before = request.args.get("before", type=uuid.UUID)
    last = absences_of.find(viewer(), before) if before else None
    found = absences_of.page_of(viewer(), placement, last)
    lines, more = found[: absences_of.PAGE], len(found) > absences_of.PAGE
    return render_template(
        "record/absences.html",
        placement=placement,
        absences=lines,
        older=lines[-1].id if more else None,
        newest=last is not None,
        reads=policy.reads(viewer(), placement),
        mine=placement.student.person_id == viewer().id,
        today=clock.today(),
    )


@blueprint.get("/absences/<uuid:absence_id>")
@requires(Permission.SEE_ABSENCES, absences_of.find)
def absence(found: Absence) -> ResponseReturnValue:
    """Show one absence: whom to ring, what falls away, what it comes to, and how it is made up."""
    placement, today = found.placement, clock.today()
    reads, mine = policy.reads(viewer(), found), placement.student.person_id == viewer().id
    rings = mine and _is_ahead(found, today)
    stage = absences_of.expected(placements.of_the_same_stage(placement))
    expected = stage[placement.id]
    missed = [] if found.cancelled_at else expected.missed(found.span)
    return render_template(
        "record/absence.html",
        absence=found,
        placement=placement,
        missed=missed if reads else [],
        closed=_closed(found, expected),
        forecasts=_forecasts(found, stage, missed) if reads else [],
        contacts=absences_of.contacts(placement, today) if rings else [],
        sites=placements.sites_of(placement) if rings else [],
        told={each.whom: each.at for each in found.told},
        whom=list(ToldWhom),
        making=_making(found, expected) if reads else [],
        reads=reads,
        mine=mine,
        today=today,
    )


def _is_ahead(absence: Absence, today: date) -> bool:
    """Say whether there is still somebody to ring: it is neither over nor cancelled."""
    return absence.cancelled_at is None and today <= absence.ends


def _closed(absence: Absence, expected: Expected) -> Sequence[str]:
    """Return why days of an absence do not count: closed everywhere, or paused."""
    days = [day for day in absence.span.days if expected.runs(day)]
    return sorted({expected.closed(day) for day in days} - {""})


def _forecasts(absence: Absence, stage: Mapping[uuid.UUID, Expected], missed: Sequence[Session]) -> list[Forecast]:
    """Return what becomes of the targets, as long as the placement runs and something is missed."""
    today = clock.today()
    if not missed or today > stage[absence.placement_id].last:
        return []
    shown = progress.of_placement(absence.placement)
    return forecasts(shown.bars, shown.weeks, list(stage.values()), missed, today) if shown else []


def _making(absence: Absence, expected: Expected) -> list[Making]:
    days = [each.day for each in absence.make_ups]
    logged = queries.logged_on(absence.placement, days) if days else {}
    usual = {day: sum(each.habit.minutes for each in expected.sessions(day, day) if each.held) for day in days}
    return [
        Making(each, is_made_up(each.minutes, logged.get(each.day, 0), usual[each.day])) for each in absence.make_ups
    ]
