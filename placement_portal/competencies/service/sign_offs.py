"""Single sign-offs as things to sign: prepared by a supervisor, signed by them, frozen while in question."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from placement_portal import clock, ledger
from placement_portal.accounts.models import Person
from placement_portal.agreements import queries as agreements
from placement_portal.competencies import events, policy, queries
from placement_portal.competencies.models import SignOff
from placement_portal.competencies.rules import SignOffAction, SignOffStatus, move_sign_off
from placement_portal.database import db, new_id
from placement_portal.frameworks.models import Competency
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement
from placement_portal.signatures import service as signatures
from placement_portal.signatures.models import Signature
from placement_portal.signatures.policy import NotNow
from placement_portal.signatures.rules import Offer, ProofKind

KIND: Final = "sign-off"
MEANING: Final = "I saw this myself on the day that is written here, and the student did it as the programme asks."
NOT_ONCE: Final = "This is rated, not signed off once."
FUTURE: Final = "Choose a day that has been."
SIGNED_ALREADY: Final = "This is signed off already."
IN_QUESTION: Final = "The signature is in question. Nobody can sign until that is settled."


def prepare(placement: Placement, competency: Competency, seen_on: date, words: str, *, by: Person) -> SignOff:
    """Write down what is to be signed; what was prepared before and not signed is written anew."""
    if not competency.once:
        raise Refused(NOT_ONCE)
    if seen_on > clock.today():
        raise Refused(FUTURE)
    found = queries.sign_off_of(placement, competency)
    if found is not None:
        _hold(found)
        if found.status is not SignOffStatus.PREPARED:
            raise Refused(SIGNED_ALREADY)
    made = found or SignOff(id=new_id(), student_id=placement.student_id, competency_id=competency.id)
    made.placement_id, made.seen_on, made.words, made.prepared_by_id = placement.id, seen_on, words, by.id
    db.session.add(made)
    db.session.flush()
    told = events.SignOffPrepared(competency=competency.code, seen_on=seen_on)
    ledger.record(told, by=by, on=made.id, chain=placement.university_id)
    return made


def discard(sign_off: SignOff, *, by: Person) -> None:
    """Throw away what was prepared and never signed."""
    _hold(sign_off)
    move_sign_off(sign_off.status, SignOffAction.DISCARD)
    _move_told(sign_off, SignOffAction.DISCARD, by)
    db.session.execute(sa.delete(SignOff).where(SignOff.id == sign_off.id))


class SignOffs:
    """What this room tells of single sign-offs."""

    kind = KIND
    template = "competencies/_sign_off.html"

    def find(self, viewer: Person, subject_id: uuid.UUID) -> SignOff | None:
        """Return a sign-off that the viewer may see."""
        return queries.find_sign_off(viewer, subject_id)

    def may_sign(self, person: Person, thing: SignOff) -> bool:
        """Say whether the person signs it: whoever supervises the placement today."""
        return policy.may_sign_off(person, thing)

    def offer(self, person: Person, thing: SignOff) -> Offer:
        """Return what the person would sign now; raise `NotNow`."""
        if thing.status is not SignOffStatus.PREPARED:
            raise NotNow(SIGNED_ALREADY if thing.status is SignOffStatus.SIGNED else IN_QUESTION)
        return _offer(thing, person)

    def hold(self, thing: SignOff) -> None:
        """Lock it and read it anew."""
        _hold(thing)

    def signed(self, thing: SignOff, signature: Signature, *, by: Person) -> None:
        """Note that it is signed."""
        thing.status, thing.signature_id = move_sign_off(thing.status, SignOffAction.SIGN), signature.id
        _move_told(thing, SignOffAction.SIGN, by)

    def shown(self, thing: SignOff) -> Mapping[str, Any]:
        """Return what the template needs."""
        return {"sign_off": thing}

    def page(self, subject_id: uuid.UUID) -> tuple[str, Mapping[str, Any]]:
        """Return where a sign-off is read."""
        return "competencies.sign_off", {"sign_off_id": subject_id}

    def contents(self, subject_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Mapping[str, Any]]:
        """Return what sign-offs say now."""
        return queries.contents_of(subject_ids)

    def keepers(self, subject_id: uuid.UUID) -> Sequence[Person]:
        """Return the tutor and the lead, as far as they can sign in."""
        return queries.keepers_of(db.session.get_one(SignOff, subject_id).placement_id)

    def may_resolve(self, person: Person, thing: SignOff) -> bool:
        """Say whether the person may settle a dispute: the tutor and the lead."""
        return policy.may_settle(person, thing)

    def disputed(self, signature: Signature, *, by: Person) -> None:
        """Freeze it."""
        held = _held(signature)
        held.status = move_sign_off(held.status, SignOffAction.FREEZE)
        _move_told(held, SignOffAction.FREEZE, by)

    def resolved(self, signature: Signature, *, by: Person) -> None:
        """Let it stand, or ask for it again when its signature ended."""
        held = _held(signature)
        action = SignOffAction.ASK_AGAIN if signature.ending else SignOffAction.LET_STAND
        held.status = move_sign_off(held.status, action)
        held.signature_id = None if signature.ending else signature.id
        _move_told(held, action, by)


SIGN_OFFS: Final = SignOffs()


def keep_signature(sign_off: SignOff, *, proof: ProofKind, at: datetime, by: Person) -> Signature:
    """Keep a signature that a dataset tells of, as if it were made here."""
    signature = signatures.keep(_offer(sign_off, by), proof=proof, at=at, by=by)
    SIGN_OFFS.signed(sign_off, signature, by=by)
    return signature


def _offer(thing: SignOff, person: Person) -> Offer:
    return Offer(
        kind=KIND,
        subject=thing.id,
        chain=thing.placement.university_id,
        title=f"{thing.competency.code} {thing.competency.name}"[:200],
        content=queries.content_of(thing),
        meaning=MEANING,
        capacity="Supervisor",
        name=person.name,
        number=agreements.registration_of(person, thing.placement.provider_id),
    )


def _hold(sign_off: SignOff) -> None:
    locked = sa.select(SignOff).where(SignOff.id == sign_off.id).with_for_update()
    db.session.execute(locked, execution_options={"populate_existing": True})


def _held(signature: Signature) -> SignOff:
    found = db.session.get_one(SignOff, signature.subject_id)
    _hold(found)
    return found


def _move_told(sign_off: SignOff, action: SignOffAction, by: Person) -> None:
    told = events.SignOffMoved(competency=sign_off.competency.code, act=action)
    ledger.record(told, by=by, on=sign_off.id, chain=sign_off.placement.university_id)
