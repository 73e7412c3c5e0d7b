"""My hours, and the hours of a placement: totals that open, lines that say why they count, a download, a print view."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from placement_portal import clock, ledger, transaction
from placement_portal.access import Permission, requires, signed_in, viewer
from placement_portal.accounts.views import fresh
from placement_portal.hours.policy import reads_notes
from placement_portal.hours.rules import NOT_COUNTED_SENTENCES
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.policy import is_their_student
from placement_portal.programmes.rules import CategoryGroup
from placement_portal.progress.rules import HeldBack, verdict
from placement_portal.record import queries
from placement_portal.record.events import HoursDownloaded
from placement_portal.record.forms import Filters, as_arguments, filters, narrowed
from placement_portal.record.queries import Row, Tallied, Whose
from placement_portal.record.rules import EVERYTHING, PAGE, SAID_TO_STAFF, Narrowed, Summed, months, place, sums
from placement_portal.record.views.answers import blueprint
from placement_portal.sheets import write_csv
from placement_portal.supervision import queries as supervision
from placement_portal.supervision.queries import Held
from placement_portal.supervision.rules import SupervisionStatus
from placement_portal.web.formats import clock_time
from placement_portal.web.labels import label

HEADERS = (
    "Day",
    "Start",
    "Planned minutes",
    "Minutes",
    "Kind",
    "With",
    "Where",
    "What became of it",
    "Status",
    "Counts",
    "Why",
    "Note",
)


@blueprint.get("/hours")
@signed_in
def hours() -> ResponseReturnValue:
    """Show one's own hours, newest first, with the four totals above them."""
    whose = queries.own(viewer())
    by = _mine(whose)
    chosen = _chosen(whose, by)
    return _page("hours", chosen, by, queries.tallied(chosen), whose=whose)


@blueprint.get("/placements/<uuid:placement_id>/hours")
@requires(Permission.SEE_HOURS, placements.find)
def placement_hours(placement: Placement) -> ResponseReturnValue:
    """Show the hours of one placement to everybody who has to do with it; notes only to their readers."""
    notes, mine = reads_notes(viewer(), placement), is_their_student(viewer(), placement)
    by = replace(narrowed(request.args), placement_id=None, in_drafts=mine)
    by = by if notes else replace(by, text="")
    alone = queries.tallied([placement.id])._replace(credited={})
    return _page("placement_hours", [placement.id], by, alone, placement=placement, notes=notes, mine=mine)


@blueprint.get("/hours/download.csv")
@signed_in
@fresh
def download() -> Response:
    """Download one's own hours, as narrowed as the list was; the ledger keeps that it was done."""
    person = viewer()
    whose = queries.own(person)
    by = _mine(whose)
    chosen = _chosen(whose, by)
    holds = queries.tallied(chosen).holds
    rows = [_cells(each, each.held(holds)) for each in queries.every(chosen, by, holds)]
    if by == replace(EVERYTHING, placement_id=by.placement_id):
        rows += [_session_cells(each) for each in supervision.sessions_of_placements(chosen)]
    downloaded = HoursDownloaded(entries=len(rows))
    transaction.remember(lambda: ledger.record(downloaded, by=person, on=person.id))
    name = f"my-hours-{clock.today().isoformat()}.csv"
    return Response(
        write_csv(HEADERS, rows),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@blueprint.get("/hours/print")
@signed_in
def print_view() -> ResponseReturnValue:
    """Show one's own hours for paper."""
    whose = queries.own(viewer())
    by = _mine(whose)
    chosen = _chosen(whose, by)
    tallied = queries.tallied(chosen)
    rows = queries.every(chosen, by, tallied.holds)
    return render_template(
        "record/print.html",
        rows=rows,
        held=queries.why_held(rows, tallied.holds),
        sums=sums(tallied.summed, tallied.credited),
        supervision=supervision.sessions_of_placements(chosen),
        by=by,
        today=clock.today(),
    )


def _mine(whose: Sequence[Whose]) -> Narrowed:
    by = narrowed(request.args)
    return by if by.placement_id in {each.id for each in whose} else replace(by, placement_id=None)


def _chosen(whose: Sequence[Whose], by: Narrowed) -> list[uuid.UUID]:
    return [by.placement_id] if by.placement_id else [each.id for each in whose]


def _page(
    template: str, chosen: list[uuid.UUID], by: Narrowed, tallied: Tallied, **context: Any
) -> ResponseReturnValue:
    rows = queries.page(chosen, by, place(request.args.get("after", "")), tallied.holds)
    lines, goes_on = rows[:PAGE], len(rows) > PAGE
    arguments = as_arguments(by)
    return render_template(
        f"record/{template}.html",
        rows=lines,
        sums=sums(tallied.summed, tallied.credited),
        held=queries.why_held(lines, tallied.holds),
        filters=_filters(by, tallied.summed, **context),
        by=by,
        arguments=arguments,
        older=_here(arguments | {"after": str(lines[-1].place)}) if goes_on else None,
        newest=_here(arguments) if "after" in request.args else None,
        why_not=SAID_TO_STAFF if "placement" in context else NOT_COUNTED_SENTENCES,
        **context,
    )


def _here(arguments: dict[str, Any]) -> str:
    return url_for(str(request.endpoint), **(request.view_args or {}), **arguments)


def _filters(
    by: Narrowed,
    summed: list[Summed],
    whose: Sequence[Whose] = (),
    placement: Placement | None = None,
    notes: bool = True,
    **_context: object,
) -> Filters:
    return filters(
        _here({}),
        by,
        placements=[(each.id, f"{each.site or each.provider}, from {each.starts:%B %Y}") for each in whose],
        months=_months(whose, placement),
        categories=[
            each for each in dict.fromkeys((each.category_id, each.category) for each in summed) if each[0].int
        ],
        notes=notes,
    )


def _months(whose: Sequence[Whose], placement: Placement | None) -> tuple[date, ...]:
    spans = [(each.starts, each.ends) for each in ([placement] if placement else whose)]
    if not spans:
        return ()
    last = min(max(ends for _, ends in spans), clock.today())
    return months(min(starts for starts, _ in spans), last)


def _cells(row: Row, held: HeldBack | None) -> tuple[Any, ...]:
    judged = verdict(row, row.gap, held)
    return (
        row.day,
        clock_time(row.start),
        row.planned_minutes,
        row.minutes,
        row.category,
        row.code or "",
        row.site,
        label(row.outcome).text,
        label(row.status).text,
        judged.counts,
        judged.sentence,
        row.note,
    )


def _session_cells(held: Held) -> tuple[Any, ...]:
    """Return a supervision session as a line of the same file."""
    counts = held.status is SupervisionStatus.CONFIRMED and not held.is_reversed
    why = held.sum if counts else label(held.status).text
    start, group, status = clock_time(held.start), label(CategoryGroup.SUPERVISION).text, label(held.status).text
    minutes = held.minutes
    return held.day, start, minutes, minutes, group, "", held.supervisor, label(held.mode).text, status, counts, why, ""
