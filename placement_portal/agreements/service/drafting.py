"""Drafts: begun from the programme's text or from the version before, written by student and supervisor."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.agreements import events, queries
from placement_portal.agreements.models import ABSENCE_LENGTH, Agreement, AgreementNotice, AgreementParty
from placement_portal.agreements.rules import AgreementAction, AgreementStatus, NotAllowed, PartyRole
from placement_portal.agreements.service.texts import wording_of
from placement_portal.database import db
from placement_portal.organisations.service import Refused
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.signatures.models import Signature
from placement_portal.transaction import Difference


def start(placement: Placement, *, now: datetime, by: Person) -> Agreement:
    """Begin the first version of an agreement, or the next once the one before is signed by all.

    Goals and whom to ring come from the version before; the first takes whom to ring from what is known of the
    setting. Raises `Refused` while a version is not finished.
    """
    db.session.execute(sa.select(Placement.id).where(Placement.id == placement.id).with_for_update())
    before = queries.newest_of(placement.id)
    if before and before.status is not AgreementStatus.SIGNED:
        raise Refused("There is a version that is not finished yet. Finish that one first.")
    wording = wording_of(queries.newest_text(placement.programme_id))
    order = list(wording.order or PartyRole)
    made = Agreement(
        placement=placement,
        number=before.number + 1 if before else 1,
        status=AgreementStatus.DRAFT,
        text=wording.text,
        text_number=wording.number,
        order=[each.value for each in wording.order],
        provider_signs=wording.provider_signs,
        university_signs=wording.university_signs,
        absence=before.absence if before else whom_to_ring(placement),
        goals=list(before.goals) if before else [],
        facts={},
        made_at=now,
        made_by_id=by.id,
        parties=[AgreementParty(role=role, position=position) for position, role in enumerate(order)],
    )
    db.session.add(made)
    db.session.flush()
    record(
        made,
        events.AgreementStarted(placement=placement.id, number=made.number, text_number=made.text_number),
        by,
    )
    return made


def whom_to_ring(placement: Placement) -> str:
    """Return whom a student rings as far as the setting says it: its reception, else its link person."""
    on = min(max(clock.today(), placement.starts), placement.ends)
    for site in placements.sites_of(placement, on):
        link = ", ".join(part for part in (site.link_person, site.link_contact) if part)
        said = f"{site.name}, reception: {site.phone}" if site.phone else f"{site.name}, {link}" if link else ""
        if said:
            return said[:ABSENCE_LENGTH]
    return ""


def drop(agreement: Agreement, *, by: Person, shown: int | None = None) -> None:
    """Delete a draft that was begun by mistake; raise `Refused` when somebody signed it once, since that stays."""
    hold(agreement)
    transaction.check_version(agreement, shown)
    expect_draft(agreement)
    signed = sa.select(sa.exists().where(Signature.subject_id == agreement.id))
    if db.session.scalar(signed):
        raise Refused("Somebody signed this before it was opened again, so it stays on record. Change it instead.")
    record(agreement, events.AgreementDropped(placement=agreement.placement_id, number=agreement.number), by)
    db.session.execute(sa.delete(AgreementNotice).where(AgreementNotice.agreement_id == agreement.id))
    db.session.delete(agreement)
    db.session.flush()


def write(agreement: Agreement, goals: Sequence[str], absence: str, *, by: Person, shown: int | None = None) -> None:
    """Write the learning goals and whom to ring; raise `Moved` for a stale form, `NotAllowed` once it is no draft."""
    hold(agreement)
    new, old = _written(goals, absence), _written(agreement.goals, agreement.absence)
    transaction.check_version(
        agreement,
        shown,
        [
            Difference(what, new.get(what, ""), old.get(what, ""))
            for what in sorted({*new, *old})
            if new.get(what) != old.get(what)
        ],
    )
    expect_draft(agreement)
    agreement.goals, agreement.absence = list(goals), absence
    db.session.flush()
    record(agreement, events.AgreementWritten(goals=len(goals), absence=bool(absence)), by)


def take_newest_text(agreement: Agreement, *, by: Person, shown: int | None = None) -> None:
    """Let a draft take the newest text of its programme, and the way that one is signed."""
    hold(agreement)
    transaction.check_version(agreement, shown)
    expect_draft(agreement)
    before, wording = agreement.text_number, wording_of(queries.newest_text(agreement.placement.programme_id))
    agreement.text, agreement.text_number = wording.text, wording.number
    agreement.order = [each.value for each in wording.order]
    agreement.provider_signs, agreement.university_signs = wording.provider_signs, wording.university_signs
    order = list(wording.order or PartyRole)
    for party in agreement.parties:
        party.position = order.index(party.role)
    db.session.flush()
    record(agreement, events.AgreementTextTaken(before=before, after=wording.number), by)


def hold(agreement: Agreement) -> None:
    """Lock an agreement and read it anew with its parties, so that nothing moves until the transaction ends."""
    locked = sa.select(Agreement).where(Agreement.id == agreement.id).with_for_update()
    fresh = {"populate_existing": True}
    db.session.scalars(locked.execution_options(**fresh)).one()
    parties = sa.select(AgreementParty).where(AgreementParty.agreement_id == agreement.id)
    db.session.scalars(parties.execution_options(**fresh)).all()


def expect_draft(agreement: Agreement) -> None:
    """Raise `NotAllowed` unless an agreement is a draft: what others look at, or signed, does not change."""
    if agreement.status is not AgreementStatus.DRAFT:
        raise NotAllowed(agreement.status, AgreementAction.MAKE_READY)


def record(agreement: Agreement, event: ledger.Event, by: Person) -> None:
    """Keep an event about an agreement in the chain of its university."""
    chain = agreement.placement.university_id
    ledger.record(event, by=by, on=agreement.id, chain=chain, version=agreement.version)


def _written(goals: Sequence[str], absence: str) -> dict[str, Any]:
    return {**{f"Goal {number}": goal for number, goal in enumerate(goals, 1)}, "Whom to ring": absence}
