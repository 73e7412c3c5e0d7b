"""The register of a provider, and the same as a file."""

import re
import uuid
from collections.abc import Mapping
from typing import Any, Final

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock, ledger, transaction
from placement_portal.access import Permission, requires, viewer
from placement_portal.accounts.models import Person
from placement_portal.accounts.views import fresh
from placement_portal.clearance.policy import OFFICERS
from placement_portal.clearance.views.answers import note_read
from placement_portal.register.events import RegisterExported
from placement_portal.register.forms import RegisterForm
from placement_portal.register.queries import pages
from placement_portal.register.queries.pages import Found, Narrowing
from placement_portal.register.rules import RegisterColumn, RegisterOpen, RegisterWho
from placement_portal.register.rules.sheet import sheet
from placement_portal.register.views.answers import EXCEL, blueprint, role_of
from placement_portal.sheets.writing import Table, write_csv, write_xlsx
from placement_portal.web.labels import label

NAME_LENGTH: Final = 80
LONGEST_WEEKS: Final = 52
NARROWS: Final = ("name", "who", "site", "university", "stage", "open", "soon")


def find_page(person: Person, organisation_id: uuid.UUID) -> Found | None:
    """Return a provider with the page of its register that the address asks for."""
    return pages.find(person, organisation_id, _narrowed(), request.args.get("after", type=uuid.UUID), all_=False)


def find_all(person: Person, organisation_id: uuid.UUID) -> Found | None:
    """Return a provider with everybody in its register whom the address asks for."""
    return pages.find(person, organisation_id, _narrowed(), all_=True)


@blueprint.get("/organisations/<uuid:organisation_id>/register")
@requires(Permission.SEE_REGISTER, find_page)
def register(found: Found) -> ResponseReturnValue:
    """Whom do we host, from every university, and what is in place for each?"""
    today, form = clock.today(), RegisterForm(request.args)
    form.offer(found.sites, found.universities)
    rows = pages.rows_of(found, today)
    _note("register", found, [each.id for each in rows.rows])
    return render_template(
        "register/register.html",
        organisation=found.organisation,
        rows=rows.rows,
        after=rows.after,
        form=form,
        narrowing=_address(),
        columns=RegisterColumn,
        officer=role_of(viewer(), found.id) in OFFICERS,
        today=today,
    )


@blueprint.get("/organisations/<uuid:organisation_id>/register.csv")
@requires(Permission.SEE_REGISTER, find_all)
@fresh
def export_csv(found: Found) -> ResponseReturnValue:
    """Download the register as CSV."""
    headers, rows = _sheet(found)
    return _file(found, "csv", "text/csv; charset=utf-8", write_csv(headers, rows))


@blueprint.get("/organisations/<uuid:organisation_id>/register.xlsx")
@requires(Permission.SEE_REGISTER, find_all)
@fresh
def export_xlsx(found: Found) -> ResponseReturnValue:
    """Download the register as a workbook for Excel."""
    headers, rows = _sheet(found)
    return _file(found, "xlsx", EXCEL, write_xlsx([Table("Register", headers, rows)]))


def _sheet(found: Found) -> tuple[list[str], list[list[Any]]]:
    today, narrowed = clock.today(), found.narrowed
    everybody = pages.everybody(found, found.people, today)
    shown = [each for each in everybody if each.is_shown(narrowed.open, today, narrowed.soon)]
    return sheet(shown, lambda member: label(member).text)


def _file(found: Found, kind: str, mime: str, content: bytes) -> Response:
    person, people = viewer(), [each.id for each in found.people]
    exported = RegisterExported(format=kind, people=len(people))
    transaction.remember(lambda: ledger.record(exported, by=person, on=found.id, chain=found.id), or_refuse=True)
    _note("register, downloaded", found, people)
    name = re.sub(r"\W+", "-", f"register {found.organisation.name} {clock.today()}", flags=re.ASCII)
    headers = {"Content-Disposition": f'attachment; filename="{name.strip("-").lower()}.{kind}"'}
    return Response(content, mimetype=mime, headers=headers)


def _note(page: str, found: Found, people: list[uuid.UUID]) -> None:
    note_read(page, found.id, people, role_of(viewer(), found.id))


def _narrowed() -> Narrowing:
    """Read what the address asks for; what makes no sense is as if it was not there."""
    site, university = (request.args.get(name, type=uuid.UUID) for name in ("site", "university"))
    stage, soon = (request.args.get(name, type=int) for name in ("stage", "soon"))
    return Narrowing(
        name=" ".join(request.args.get("name", "").split())[:NAME_LENGTH],
        who=_one_of(RegisterWho, "who"),
        site_id=site,
        university_id=university,
        stage=stage if stage in range(1, 10) else None,
        open=_one_of(RegisterOpen, "open"),
        soon=min(max(soon or Narrowing().soon, 1), LONGEST_WEEKS),
    )


def _one_of(kind: Any, name: str) -> Any:
    asked = request.args.get(name)
    return kind(asked) if asked in set(kind) else next(iter(kind))


def _address() -> Mapping[str, str]:
    return {name: request.args[name] for name in NARROWS if request.args.get(name)}
