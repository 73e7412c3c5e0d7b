"""One's own journeys: on screen, on paper, as CSV and as a workbook."""

from typing import Any, Final

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock, ledger, transaction
from placement_portal.access import signed_in, viewer
from placement_portal.accounts.views import fresh
from placement_portal.record.rules import months
from placement_portal.sheets import Table, write_csv, write_xlsx
from placement_portal.travel import queries, rules
from placement_portal.travel.events import TravelDownloaded
from placement_portal.travel.forms import SpellForm
from placement_portal.travel.rules import Leg, Spell

blueprint = Blueprint("travel", __name__)
HEADERS: Final = ("Day", "Placement", "From", "To", "Minutes logged as travel")
EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ELSEWHERE: Final = "Not kept"


@blueprint.get("/travel")
@signed_in
def travel() -> ResponseReturnValue:
    """Which journeys did I log, and for which days can I claim?"""
    shown = _shown()
    spell = shown["spell"]
    arguments = {"first": spell.first.isoformat(), "last": spell.last.isoformat()}
    return render_template("travel/travel.html", form=_form(spell), arguments=arguments, **shown)


@blueprint.get("/travel/print")
@signed_in
@fresh
def print_view() -> ResponseReturnValue:
    """Show one's own journeys for paper."""
    shown = _shown()
    _keep(shown["spell"], shown["legs"])
    return render_template("travel/print.html", **shown)


@blueprint.get("/travel/download.csv")
@signed_in
@fresh
def download_csv() -> Response:
    """Download one's own journeys as CSV."""
    spell, legs = _asked()
    return _file("csv", "text/csv", write_csv(HEADERS, [_cells(each) for each in legs]), spell, legs)


@blueprint.get("/travel/download.xlsx")
@signed_in
@fresh
def download_xlsx() -> Response:
    """Download one's own journeys as a workbook."""
    spell, legs = _asked()
    book = write_xlsx([Table("Travel", HEADERS, [_cells(each) for each in legs])])
    return _file("xlsx", EXCEL, book, spell, legs)


def _asked() -> tuple[Spell, list[Leg]]:
    spell = SpellForm(request.args).spell(clock.today())
    return spell, rules.legs(queries.logged(viewer(), spell))


def _shown() -> dict[str, Any]:
    spell, found = _asked()
    return {
        "spell": spell,
        "legs": found,
        "minutes": rules.total(found),
        "days": rules.days(found),
        "elsewhere": ELSEWHERE,
        "today": clock.today(),
    }


def _form(spell: Spell) -> SpellForm:
    form, today = SpellForm(request.args), clock.today()
    form.offer(months(queries.since(viewer()) or today, today))
    form.first.data, form.last.data = spell.first, spell.last
    return form


def _cells(leg: Leg) -> tuple[Any, ...]:
    return leg.day, leg.provider, leg.start or ELSEWHERE, leg.end or ELSEWHERE, leg.minutes


def _file(kind: str, mimetype: str, body: bytes, spell: Spell, legs: list[Leg]) -> Response:
    _keep(spell, legs)
    name = f"my-travel-{spell.first.isoformat()}-to-{spell.last.isoformat()}.{kind}"
    return Response(body, mimetype=mimetype, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _keep(spell: Spell, legs: list[Leg]) -> None:
    """Let the ledger know that journeys were taken out."""
    person, minutes = viewer(), rules.total(legs)
    taken = TravelDownloaded(first=spell.first, last=spell.last, journeys=len(legs), minutes=minutes)
    transaction.remember(lambda: ledger.record(taken, by=person, on=person.id))
