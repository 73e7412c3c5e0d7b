"""The cohort page, and the same as a file."""

import re
import uuid
from collections.abc import Iterable, Sequence
from typing import Any, Final

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock, ledger, transaction
from placement_portal.access import Permission, requires, signed_in, viewer
from placement_portal.accounts.views import fresh
from placement_portal.cohorts import queries, rules
from placement_portal.cohorts.events import CohortExported
from placement_portal.cohorts.rules import CohortFilter, CohortView
from placement_portal.programmes.models import Cohort
from placement_portal.progress.rules import whys
from placement_portal.sheets.writing import Table, write_csv, write_xlsx

blueprint = Blueprint("cohorts", __name__)
EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME_LENGTH: Final = 80
RULE_LENGTH: Final = 120


@blueprint.get("/cohorts")
@signed_in
def cohorts() -> ResponseReturnValue:
    """Who needs me first, in each of my cohorts?"""
    return render_template("cohorts/cohorts.html", glances=queries.at_a_glance(viewer()), today=clock.today())


@blueprint.get("/cohorts/<uuid:cohort_id>")
@requires(Permission.SEE_COHORT, queries.find)
def cohort(cohort: Cohort) -> ResponseReturnValue:
    """Who needs you first, and why?"""
    today, asked = clock.today(), _asked()
    numbers = queries.numbers(viewer(), cohort, today)
    looked = asked.pop("view")
    rows, more = queries.who_needs_you_first(
        viewer(), cohort, today=today, whole=looked is not CohortView.LIST, **asked
    )
    shown = {
        "cohort": cohort,
        "today": today,
        "numbers": numbers,
        "rows": rows,
        "whys": {row.id: whys(row.reasons or ()) for row in rows},
        "around": queries.around([row.id for row in rows], today),
        "next_after": rows[-1].id if more else None,
        "view": looked,
        "heat": rules.heat(rows, looked, today),
        "choices": choices(numbers),
        "rules": numbers.rules,
        **asked,
    }
    return render_template(
        "cohorts/cohort.html", **shown, views=CohortView, words=rules.FILTER_WORDS, heat_above=rules.HEAT_ABOVE
    )


@blueprint.get("/cohorts/<uuid:cohort_id>/export.csv")
@requires(Permission.EXPORT, queries.find)
@fresh
def export_csv(cohort: Cohort) -> ResponseReturnValue:
    """Download the cohort as CSV."""
    headers, rows = rules.sheet(list(queries.for_export(viewer(), cohort)))
    return _file(cohort, "csv", "text/csv; charset=utf-8", write_csv(headers, rows), rows)


@blueprint.get("/cohorts/<uuid:cohort_id>/export.xlsx")
@requires(Permission.EXPORT, queries.find)
@fresh
def export_xlsx(cohort: Cohort) -> ResponseReturnValue:
    """Download the cohort as a workbook for Excel."""
    headers, rows = rules.sheet(list(queries.for_export(viewer(), cohort)))
    return _file(cohort, "xlsx", EXCEL, write_xlsx([Table(cohort.name, headers, rows)]), rows)


def choices(numbers: queries.Numbers) -> list[tuple[CohortFilter, int]]:
    """Return the filters worth offering: everybody, and those that find somebody."""
    return [(each, found) for each, found in numbers.found.items() if found or each is CohortFilter.EVERYBODY]


def _asked() -> dict[str, Any]:
    """Read what the address asks for; what makes no sense is as if it was not there."""
    return {
        "narrowed": _one_of(CohortFilter, "show"),
        "view": _one_of(CohortView, "view"),
        "typed": request.args.get("name", "").strip()[:NAME_LENGTH],
        "rule": request.args.get("rule", "")[:RULE_LENGTH],
        "after": request.args.get("after", type=uuid.UUID),
    }


def _one_of(kind: Any, name: str) -> Any:
    asked = request.args.get(name)
    return kind(asked) if asked in set(kind) else next(iter(kind))


def _file(cohort: Cohort, kind: str, mime: str, content: bytes, rows: Sequence[Iterable[Any]]) -> Response:
    person, university = viewer(), cohort.version_of.programme.university_id
    exported = CohortExported(format=kind, students=len(rows))
    transaction.remember(lambda: ledger.record(exported, by=person, on=cohort.id, chain=university))
    name = re.sub(r"\W+", "-", f"{cohort.version_of.programme.name} {cohort.name} {clock.today()}", flags=re.ASCII)
    headers = {"Content-Disposition": f'attachment; filename="{name.strip("-").lower()}.{kind}"'}
    return Response(content, mimetype=mime, headers=headers)
