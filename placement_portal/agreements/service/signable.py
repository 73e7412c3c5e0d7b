"""Agreements as things to sign: what the room of signatures asks, and what it tells."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.agreements import policy, queries, rules
from placement_portal.agreements.models import Agreement
from placement_portal.agreements.rules import AgreementStatus, PartyRole
from placement_portal.agreements.service import moving
from placement_portal.agreements.service.drafting import hold
from placement_portal.database import db
from placement_portal.placements.rules import OPEN
from placement_portal.signatures import service as signatures
from placement_portal.signatures.models import Signature
from placement_portal.signatures.policy import NotNow
from placement_portal.signatures.rules import Offer, ProofKind
from placement_portal.web.labels import label

KIND: Final = "agreement"
MEANING: Final[Mapping[PartyRole, str]] = {
    PartyRole.STUDENT: "I agree to this, and I will keep what it asks of me as the student.",
    PartyRole.PROVIDER: "I agree to this for the provider, and we will keep what it asks of us.",
    PartyRole.UNIVERSITY: "I agree to this for the university, and we will keep what it asks of us.",
}
NOT_YET: Final[Mapping[AgreementStatus, str]] = {
    AgreementStatus.DRAFT: "This is a draft: it cannot be signed yet.",
    AgreementStatus.SIGNED: "This is signed by all already.",
    AgreementStatus.SUPERSEDED: "A newer version has taken the place of this one.",
    AgreementStatus.FROZEN: "A signature is in question. Nobody can sign until that is settled.",
}


class Agreements:
    """What this room tells of agreements."""

    kind = KIND
    template = "agreements/_text.html"

    def find(self, viewer: Person, subject_id: uuid.UUID) -> Agreement | None:
        """Return an agreement that the viewer may see."""
        return queries.find(viewer, subject_id)

    def may_sign(self, person: Person, thing: Agreement) -> bool:
        """Say whether the person signs for one of the three."""
        return policy.may_sign(person, thing)

    def offer(self, person: Person, thing: Agreement) -> Offer:
        """Return what the person would sign now; raise `NotNow`."""
        role = _role(person, thing)
        number = queries.registration_of(person, thing.placement.provider_id) if role is PartyRole.PROVIDER else ""
        return _offer(thing, role, person, number=number)

    def hold(self, thing: Agreement) -> None:
        """Lock it and read it anew."""
        hold(thing)

    def signed(self, thing: Agreement, signature: Signature, *, by: Person) -> None:
        """Move the state, tell whose turn it is."""
        moving.signed(thing, _role(by, thing), signature, now=signature.at, by=by, letters=True)

    def shown(self, thing: Agreement) -> Mapping[str, Any]:
        """Return what the template needs."""
        people = queries.around([thing.placement_id])
        return {"agreement": thing, "told": queries.tell(thing, people)}

    def page(self, subject_id: uuid.UUID) -> tuple[str, Mapping[str, Any]]:
        """Return where an agreement is read."""
        return "agreements.agreement", {"agreement_id": subject_id}

    def contents(self, subject_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Mapping[str, Any]]:
        """Return what agreements say now."""
        return queries.contents_of(subject_ids)

    def keepers(self, subject_id: uuid.UUID) -> Sequence[Person]:
        """Return the tutor and who runs the programme, as far as they can sign in."""
        agreement = db.session.get_one(Agreement, subject_id)
        people = queries.around([agreement.placement_id])
        found = {each.id for each in people.at(agreement.placement_id, "tutor", *policy.STAFF) if each.has_account}
        return db.session.scalars(sa.select(Person).where(Person.id.in_(found)).order_by(Person.id)).all()

    def may_resolve(self, person: Person, thing: Agreement) -> bool:
        """Say whether the person may settle a dispute."""
        return policy.may_settle(person, thing)

    def disputed(self, signature: Signature, *, by: Person) -> None:
        """Freeze the agreement."""
        moving.freeze(_held(signature), by=by)

    def resolved(self, signature: Signature, *, by: Person) -> None:
        """Thaw the agreement; whoever's signature ended is asked again."""
        moving.thaw(_held(signature), signature if signature.ending else None, now=clock.now(), by=by)


AGREEMENTS: Final = Agreements()


def keep_signature(
    agreement: Agreement, role: PartyRole, *, proof: ProofKind, number: str, at: datetime, by: Person
) -> Signature:
    """Keep a signature that a dataset tells of, without letters; the state moves as if it were made here.

    Raises `NotNow` when that person could not sign for that party on that day.
    """
    signed = [each.role for each in agreement.parties if each.signature_id]
    people = queries.around([agreement.placement_id], clock.local(at).date())
    could = [*people.signers(agreement, role), *people.to_come(agreement, role)]  # on paper one signs before one begins
    capacity = next((each.what for each in could if each.id == by.id), None)
    if capacity is None or agreement.status not in rules.TO_SIGN or role not in rules.turn(agreement.roles, signed):
        raise NotNow(f"{by.name} could not sign for this party then.")
    offer = replace(_offer(agreement, role, by, number=number), capacity=queries.in_words(capacity))
    signature = signatures.keep(offer, proof=proof, at=at, by=by)
    moving.signed(agreement, role, signature, now=at, by=by, letters=False)
    return signature


def _offer(thing: Agreement, role: PartyRole, person: Person, *, number: str) -> Offer:
    return Offer(
        kind=KIND,
        subject=thing.id,
        chain=thing.placement.university_id,
        title=thing.title,
        content=queries.content(thing),
        meaning=MEANING[role],
        capacity=label(policy.capacity_of(person, thing, role) or role).text,
        name=person.name,
        number=number,
    )


def _role(person: Person, thing: Agreement) -> PartyRole:
    """Return for which party somebody signs now; raise `NotNow` with the reason when for none."""
    if thing.status not in rules.TO_SIGN:
        raise NotNow(NOT_YET[thing.status])
    if thing.placement.status not in OPEN:
        raise NotNow("This placement has ended. There is nothing left to agree.")
    if any(each.signer_id == person.id for each in thing.parties):
        raise NotNow("You signed this already. Nobody signs for two.")
    signed = [each.role for each in thing.parties if each.signature_id]
    open_to = [role for role in policy.parts_of(person, thing) if role not in signed]
    if not open_to:
        raise NotNow("Somebody has signed for your side already.")
    now = [role for role in open_to if role in rules.turn(thing.roles, signed)]
    if not now:
        raise NotNow("It is not your turn yet: others sign first.")
    return now[0]


def _held(signature: Signature) -> Agreement:
    agreement = db.session.get_one(Agreement, signature.subject_id)
    hold(agreement)
    return agreement
