"""Reading an agreement: what it says, who signed, whose turn it is, what changed since; and what waits for one."""

import uuid
from datetime import date, datetime
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, signed_in, viewer
from placement_portal.agreements import policy, queries, rules, service
from placement_portal.agreements.models import Agreement
from placement_portal.agreements.queries import Around, OfPlacement
from placement_portal.agreements.rules import AgreementStatus, PartyRole
from placement_portal.agreements.views.answers import blueprint
from placement_portal.signatures import queries as signatures


@blueprint.get("/placements/<uuid:placement_id>/agreement")
@requires(Permission.SEE_AGREEMENT, queries.of_placement)
def of_placement(found: OfPlacement) -> ResponseReturnValue:
    """Show the newest version of the agreement about a placement, or how to begin one."""
    if found.agreement is None:
        return render_template("agreements/none.html", placement=found.placement)
    return _read(found.agreement)


@blueprint.get("/agreements/<uuid:agreement_id>")
@requires(Permission.SEE_AGREEMENT, queries.find)
def agreement(found: Agreement) -> ResponseReturnValue:
    """Show one version."""
    return _read(found)


@blueprint.get("/agreements/<uuid:agreement_id>/print")
@requires(Permission.SEE_AGREEMENT, queries.find)
def paper(found: Agreement) -> ResponseReturnValue:
    """Show one version for paper, with all signatures."""
    people = queries.around([found.placement_id])
    return render_template(
        "agreements/print.html",
        agreement=found,
        told=queries.tell(found, people),
        signed=signatures.signatures_of(found.id, queries.content(found)),
    )


@blueprint.get("/agreements")
@signed_in
def waiting() -> ResponseReturnValue:
    """List the agreements that wait for the viewer's signature, the longest first."""
    found = queries.waiting_for(viewer(), after=_after())
    shown, more = found[: queries.PAGE], len(found) > queries.PAGE
    next_page = f"{shown[-1].asked_at}~{shown[-1].id}" if more else None
    return render_template("agreements/waiting.html", waiting=shown, next_page=next_page)


@blueprint.get("/agreements/unsigned")
@signed_in
def unsigned() -> ResponseReturnValue:
    """List the placements that begin, or run, without an agreement signed by all."""
    found = queries.unsigned(viewer(), _after_day())
    shown, more = found[: queries.PAGE], len(found) > queries.PAGE
    next_page = f"{shown[-1].starts}~{shown[-1].placement}" if more else None
    return render_template("agreements/unsigned.html", found=shown, next_page=next_page, today=clock.today())


def _read(found: Agreement) -> ResponseReturnValue:
    people, versions = queries.around([found.placement_id]), queries.versions_of(found.placement)
    is_draft = found.status is AgreementStatus.DRAFT
    return render_template(
        "agreements/agreement.html",
        agreement=found,
        placement=found.placement,
        mine=policy.parts_of(viewer(), found) == [PartyRole.STUDENT],
        told=queries.tell(found, people),
        signed=signatures.signatures_of(found.id, queries.content(found)),
        parties=_parties(found, people),
        missing=service.missing(found, people) if is_draft else [],
        newer=is_draft and versions[0].newest_text != found.text_number,
        versions=versions,
        may_settle=policy.may_settle(viewer(), found),
    )


def _parties(found: Agreement, people: Around) -> list[dict[str, Any]]:
    """Return how far each party is: signed, asked, or waiting for its turn; and who may sign for it."""
    mine = _my_turn(found)
    turn = rules.turn(found.roles, [each.role for each in found.parties if each.signature_id])
    return [
        {
            "role": each.role,
            "signed": each.signature_id is not None,
            "turn": each.role in turn,
            "mine": each.role is mine,
            "people": people.signers(found, each.role),
            "to_come": people.to_come(found, each.role),
        }
        for each in found.parties
    ]


def _my_turn(found: Agreement) -> PartyRole | None:
    """Return for which party the viewer can sign now."""
    person = viewer()
    if found.status not in rules.TO_SIGN or any(each.signer_id == person.id for each in found.parties):
        return None
    turn = rules.turn(found.roles, [each.role for each in found.parties if each.signature_id])
    return next((role for role in policy.parts_of(person, found) if role in turn), None)


def _after_day() -> tuple[date, uuid.UUID] | None:
    day, _, placement_id = request.args.get("after", "").partition("~")
    try:
        return date.fromisoformat(day), uuid.UUID(placement_id)
    except ValueError:
        return None


def _after() -> tuple[datetime, uuid.UUID] | None:
    """Return where the page before ended; None on the first page, and for whatever cannot be read."""
    asked_at, _, agreement_id = request.args.get("after", "").partition("~")
    try:
        instant, last = datetime.fromisoformat(asked_at), uuid.UUID(agreement_id)
    except ValueError:
        return None
    return (instant, last) if instant.tzinfo else None
