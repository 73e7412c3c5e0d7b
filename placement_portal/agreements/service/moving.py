"""How an agreement moves: ready to sign, open again, signed by one more, frozen, thawed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from placement_portal import clock, transaction
from placement_portal.accounts.models import Person
from placement_portal.agreements import emails, events, queries, rules
from placement_portal.agreements.models import Agreement, AgreementParty
from placement_portal.agreements.queries import Around
from placement_portal.agreements.rules import AgreementAction, AgreementStatus, PartyRole
from placement_portal.agreements.service.drafting import hold, record
from placement_portal.agreements.service.noticing import ask
from placement_portal.database import db
from placement_portal.organisations.service import Refused
from placement_portal.placements import service as placements
from placement_portal.signatures import service as signatures
from placement_portal.signatures.models import Signature

NOTHING: Final[Mapping[str, Any]] = {}


def missing(agreement: Agreement, people: Around) -> list[str]:
    """Return what a draft still needs before anybody can be asked to sign it, each as a sentence."""
    sentences = {
        "Write at least one learning goal.": bool(agreement.goals),
        "Say whom the student rings when they cannot come.": bool(agreement.absence),
        "Say who supervises the placement.": bool(
            people.signers(agreement, PartyRole.PROVIDER) or people.to_come(agreement, PartyRole.PROVIDER)
        ),
        "Say who signs for the university: the placement has no tutor, and the programme no lead.": bool(
            people.signers(agreement, PartyRole.UNIVERSITY) or people.to_come(agreement, PartyRole.UNIVERSITY)
        ),
    }
    return [sentence for sentence, there in sentences.items() if not there]


def make_ready(
    agreement: Agreement,
    *,
    now: datetime,
    by: Person,
    shown: int | None = None,
    today: date | None = None,
    letters: bool = True,
    then: Mapping[str, Any] = NOTHING,
) -> None:
    """Fix the facts as they are now, or as a dataset says they were `then`; ask those whose turn it is to sign.

    Raises `Refused` with what is missing, `Moved` when stale, `NotAllowed` when it is no draft.
    """
    hold(agreement)
    transaction.check_version(agreement, shown)
    people = queries.around([agreement.placement_id], today)
    lacking = missing(agreement, people)
    if agreement.status is AgreementStatus.DRAFT and lacking:
        raise Refused(" ".join(lacking))
    change_state(agreement, AgreementAction.MAKE_READY, by)
    agreement.facts = queries.facts_now(agreement.placement, people, today) | dict(then)
    agreement.ready_at = now
    db.session.flush()
    signatures.put_forward(queries.content(agreement))
    ask_next(agreement, people if letters else None, now=now)


def reopen(agreement: Agreement, *, by: Person, shown: int | None = None) -> None:
    """Open what is not signed by all to change it; signatures that stand end, visibly, and their signers are told."""
    hold(agreement)
    transaction.check_version(agreement, shown)
    change_state(agreement, AgreementAction.REOPEN, by)
    signatures.end_changed(agreement.id, by=by)
    for party in agreement.parties:
        _forget(party)
    agreement.ready_at = None
    db.session.flush()


def signed(
    agreement: Agreement, role: PartyRole, signature: Signature, *, now: datetime, by: Person, letters: bool
) -> None:
    """Note that one more party signed; the last signature puts the version in the place of the one before."""
    party = next(each for each in agreement.parties if each.role is role)
    party.signature_id, party.signer_id = signature.id, by.id
    if all(each.signature_id for each in agreement.parties):
        _complete(agreement, now=now, by=by, letters=letters)
        return
    change_state(agreement, AgreementAction.SIGN, by)
    db.session.flush()
    ask_next(agreement, queries.around([agreement.placement_id]) if letters else None, now=now)


def freeze(agreement: Agreement, *, by: Person) -> None:
    """Stop everything while a signature is in question; a version that is not in force any more stays as it is."""
    if rules.possible(agreement.status, AgreementAction.FREEZE):
        change_state(agreement, AgreementAction.FREEZE, by)
        _note(agreement)


def thaw(agreement: Agreement, ended: Signature | None, *, now: datetime, by: Person) -> None:
    """Go on after a dispute; whoever's signature ended is asked again."""
    for party in agreement.parties:
        if ended is not None and party.signature_id == ended.id:
            _forget(party)
    if agreement.status is not AgreementStatus.FROZEN:
        return
    standing = sum(1 for each in agreement.parties if each.signature_id)
    change_state(agreement, rules.thawing(standing, len(agreement.parties)), by)
    _note(agreement)
    if agreement.status in rules.TO_SIGN:
        ask_next(agreement, queries.around([agreement.placement_id]), now=now)


def ask_next(agreement: Agreement, people: Around | None, *, now: datetime) -> None:
    """Ask every party whose turn it is and that was not asked yet; write to `people`, or to nobody."""
    done = [each.role for each in agreement.parties if each.signature_id]
    for role in sorted(rules.turn(agreement.roles, done)):
        party = next(each for each in agreement.parties if each.role is role)
        if party.asked_at is None:
            party.asked_at = now
            if people:
                ask(agreement, role, people, now=now)
    db.session.flush()


def change_state(agreement: Agreement, action: AgreementAction, by: Person) -> None:
    """Move the state by the table, and record it."""
    before, agreement.status = agreement.status, rules.move(agreement.status, action)
    record(agreement, events.AgreementMoved(did=action, before=before, after=agreement.status), by)


def _note(agreement: Agreement) -> None:
    """Tell the placement whether an agreement about it is in force, and since when."""
    db.session.flush()
    signed = queries.signed_of(agreement.placement_id)
    since = signed.signed_at if signed else None
    placements.note_agreed(agreement.placement_id, clock.local(since).date() if since else None)


def _complete(agreement: Agreement, *, now: datetime, by: Person, letters: bool) -> None:
    before = queries.signed_of(agreement.placement_id)
    if before is not None:
        before.placement = agreement.placement
        change_state(before, AgreementAction.SUPERSEDE, by)
        db.session.flush()
    change_state(agreement, AgreementAction.SIGN_LAST, by)
    agreement.signed_at = now
    _note(agreement)
    if letters:
        emails.signed_by_all(agreement)


def _forget(party: AgreementParty) -> None:
    party.asked_at = party.signature_id = party.signer_id = None
