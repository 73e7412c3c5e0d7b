"""Who may sign and who may resolve a dispute: the room of the thing knows, and is asked."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from placement_portal.accounts.models import Person
from placement_portal.signatures.models import Signature, SignatureDispute
from placement_portal.signatures.rules import Offer


class NotNow(Exception):
    """Nothing can be signed at the moment; the message is a sentence that says why."""


class Signable(Protocol):
    """What a higher room tells of the things of one kind that can be signed."""

    @property
    def kind(self) -> str:
        """The word for the kind in addresses and rows, such as `agreement`; never changed."""
        ...

    @property
    def template(self) -> str:
        """The part of a page that shows a thing exactly as it is signed."""
        ...

    def find(self, viewer: Person, subject_id: uuid.UUID) -> Any | None:
        """Return a thing that the viewer may see."""
        ...

    def may_sign(self, person: Person, thing: Any) -> bool:
        """Say whether the person is one of those who sign it, now or when it is their turn."""
        ...

    def offer(self, person: Person, thing: Any) -> Offer:
        """Return what the person would sign now; raise `NotNow`."""
        ...

    def hold(self, thing: Any) -> None:
        """Lock the rows of a thing and read them anew, so that nothing moves until the end of the transaction."""
        ...

    def signed(self, thing: Any, signature: Signature, *, by: Person) -> None:
        """Take note of a signature: move the state, tell whose turn it is."""
        ...

    def shown(self, thing: Any) -> Mapping[str, Any]:
        """Return what the template needs."""
        ...

    def page(self, subject_id: uuid.UUID) -> tuple[str, Mapping[str, Any]]:
        """Return the endpoint, and its values, of the page where a thing is read."""
        ...

    def contents(self, subject_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Mapping[str, Any]]:
        """Return what things say now, for checks that nobody changed them behind the portal's back."""
        ...

    def keepers(self, subject_id: uuid.UUID) -> Sequence[Person]:
        """Return who is told of a dispute."""
        ...

    def may_resolve(self, person: Person, thing: Any) -> bool:
        """Say whether the person may resolve a dispute about a thing that they may see."""
        ...

    def disputed(self, signature: Signature, *, by: Person) -> None:
        """Freeze a thing whose signature is disputed."""
        ...

    def resolved(self, signature: Signature, *, by: Person) -> None:
        """Thaw a thing after a dispute; the signature may have ended."""
        ...


@dataclass(frozen=True, slots=True)
class Paper:
    """Something that may be signed, with what its room tells of it."""

    signable: Signable
    thing: Any
    id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Disputed:
    """A dispute with the thing that it is about."""

    dispute: SignatureDispute
    paper: Paper

    @property
    def id(self) -> uuid.UUID:
        """The id of the dispute."""
        return self.dispute.id


def may_sign(person: Person, paper: Paper) -> bool:
    """Say whether the person is one of those who sign a thing."""
    return paper.signable.may_sign(person, paper.thing)


def may_resolve(person: Person, disputed: Disputed) -> bool:
    """Say whether the person may resolve a dispute: never one about a signature in their own name."""
    own = disputed.dispute.signature.signer_id == person.id
    return not own and disputed.paper.signable.may_resolve(person, disputed.paper.thing)
