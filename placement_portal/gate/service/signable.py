"""Exceptions as things to sign: by the provider's safeguarding lead and by the programme lead, never by one alone."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceException
from placement_portal.clearance.rules.exceptions import ExceptionState
from placement_portal.database import db
from placement_portal.gate import policy, queries
from placement_portal.gate.service import exceptions
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import Side
from placement_portal.signatures import service as signatures
from placement_portal.signatures.models import Signature
from placement_portal.signatures.policy import NotNow
from placement_portal.signatures.rules import Offer, ProofKind

KIND: Final = "exception"
MEANING: Final[Mapping[Side, str]] = {
    Side.PROVIDER: "I agree, for the provider, that work goes on as written here, on these conditions and days.",
    Side.UNIVERSITY: "I agree, for the programme, that work goes on as written here, on these conditions and days.",
}
CAPACITY: Final[Mapping[Side, str]] = {
    Side.PROVIDER: "Safeguarding lead of the provider",
    Side.UNIVERSITY: "Programme lead",
}
NOT_ANY_MORE: Final[Mapping[ExceptionState, str]] = {
    ExceptionState.AHEAD: "Both have agreed to this exception already.",
    ExceptionState.IN_FORCE: "Both have agreed to this exception already.",
    ExceptionState.OVER: "Its last day is over. Ask for a new exception.",
    ExceptionState.DECLINED: "Somebody said no to this exception.",
    ExceptionState.ENDED: "This exception was ended.",
}
STOPPED: Final = "Work is stopped: no exception is possible after a stop."


class Exceptions:
    """What this room tells of exceptions."""

    kind = KIND
    template = "gate/_exception.html"

    def find(self, viewer: Person, subject_id: uuid.UUID) -> ClearanceException | None:
        """Return an exception to those who agree to it."""
        return queries.find(viewer, subject_id)

    def may_sign(self, person: Person, thing: ClearanceException) -> bool:
        """Say whether the person agrees for one of the two sides."""
        return policy.may_decide(person, thing)

    def offer(self, person: Person, thing: ClearanceException) -> Offer:
        """Return what the person would sign now; raise `NotNow`."""
        return _offer(thing, _side(person, thing), person)

    def hold(self, thing: ClearanceException) -> None:
        """Lock it and read it anew."""
        exceptions.find_locked(thing.id)

    def signed(self, thing: ClearanceException, signature: Signature, *, by: Person) -> None:
        """Let it hold with the second signature."""
        exceptions.sign(thing, _side(by, thing), by=by)

    def shown(self, thing: ClearanceException) -> Mapping[str, Any]:
        """Return what the template needs."""
        return {"told": queries.told_of(thing)}

    def page(self, subject_id: uuid.UUID) -> tuple[str, Mapping[str, Any]]:
        """Return where an exception is read."""
        return "gate.exception", {"exception_id": subject_id}

    def contents(self, subject_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Mapping[str, Any]]:
        """Return what exceptions say now."""
        return queries.contents_of(subject_ids)

    def keepers(self, subject_id: uuid.UUID) -> Sequence[Person]:
        """Return both who agree."""
        return queries.agreeing(db.session.get_one(ClearanceException, subject_id), list(Side))

    def may_resolve(self, person: Person, thing: ClearanceException) -> bool:
        """Say whether the person may settle a dispute: either of those who agree."""
        return policy.may_decide(person, thing)

    def disputed(self, signature: Signature, *, by: Person) -> None:
        """End an exception at once whose signature is in question: it rests on one person alone."""
        thing = exceptions.find_locked(signature.subject_id)
        if queries.state(thing) in exceptions.SAFE:
            exceptions.end(thing, by=by, on=clock.today() - timedelta(days=1))

    def resolved(self, signature: Signature, *, by: Person) -> None:
        """Leave it ended: two people agree to a new one if it is still needed."""


EXCEPTIONS: Final = Exceptions()


def keep_signature(exception: ClearanceException, side: Side, *, at: datetime, by: Person) -> None:
    """Keep a signature that a dataset tells of, without letters; raise `NotNow` for who does not sign for that side."""
    if side not in policy.agrees_to(by, exception):
        raise NotNow(f"{by.name} does not agree for this side.")
    signatures.keep(_offer(exception, side, by), proof=ProofKind.PASSWORD, at=at, by=by)
    exceptions.note_signed(exception, side, at=at, by=by)


def _offer(thing: ClearanceException, side: Side, person: Person) -> Offer:
    return Offer(
        kind=KIND,
        subject=thing.id,
        chain=thing.provider_id if side is Side.PROVIDER else thing.university_id,
        title=queries.title_of(thing),
        content=queries.content(thing),
        meaning=MEANING[side],
        capacity=CAPACITY[side],
        name=person.name,
    )


def _side(person: Person, thing: ClearanceException) -> Side:
    """Return for which side somebody signs now; raise `NotNow` with the reason when for none."""
    state = queries.state(thing)
    if state in NOT_ANY_MORE:
        raise NotNow(NOT_ANY_MORE[state])
    placement = db.session.get_one(Placement, thing.placement_id)
    if any(each.gate.stopped for each in queries.gate_of(placement)):
        raise NotNow(STOPPED)
    if person.id in (thing.safeguarding_by_id, thing.lead_by_id):
        raise NotNow("You agreed already. Nobody agrees for both.")
    taken = {Side.PROVIDER: thing.safeguarding_by_id, Side.UNIVERSITY: thing.lead_by_id}
    side = next((each for each in policy.agrees_to(person, thing) if taken[each] is None), None)
    if side is None:
        raise NotNow("Somebody agreed for your side already.")
    return side
