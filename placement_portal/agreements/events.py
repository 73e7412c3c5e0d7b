"""What the ledger keeps of agreements: states and numbers; what was written stays out of it."""

import uuid
from dataclasses import dataclass

from placement_portal.agreements.rules import AgreementAction, AgreementStatus, ProviderSigner, UniversitySigner
from placement_portal.ledger import Event


@dataclass(frozen=True, kw_only=True)
class AgreementTextMade(Event):
    """A programme has a new text for agreements."""

    programme: uuid.UUID
    number: int
    order: list[str]
    provider_signs: ProviderSigner
    university_signs: UniversitySigner


@dataclass(frozen=True, kw_only=True)
class AgreementStarted(Event):
    """A new version of the agreement about a placement was begun, from a version of the programme's text."""

    placement: uuid.UUID
    number: int
    text_number: int


@dataclass(frozen=True, kw_only=True)
class AgreementDropped(Event):
    """A draft that nobody had signed was deleted."""

    placement: uuid.UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class AgreementWritten(Event):
    """Somebody wrote the learning goals, or whom to ring."""

    goals: int
    absence: bool


@dataclass(frozen=True, kw_only=True)
class AgreementTextTaken(Event):
    """A draft took the newest text of its programme."""

    before: int
    after: int


@dataclass(frozen=True, kw_only=True)
class AgreementMoved(Event):
    """The state changed."""

    did: AgreementAction
    before: AgreementStatus
    after: AgreementStatus
