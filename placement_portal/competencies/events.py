"""What the ledger keeps of ratings: that somebody rated, never what they wrote."""

import uuid
from dataclasses import dataclass
from datetime import date

from placement_portal.competencies.rules import RatingSide, SignOffAction
from placement_portal.ledger import Event


@dataclass(frozen=True, kw_only=True)
class RatingRoundOpened(Event):
    """Student and supervisor of a placement are asked to rate."""

    placement: uuid.UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class RatingsFinished(Event):
    """A side is done; `shown` when both are, so that both are shown side by side."""

    side: RatingSide
    rated: int
    digest: str
    shown: bool


@dataclass(frozen=True, kw_only=True)
class RatingsTakenBack(Event):
    """A side goes on rating, before the other one was done."""

    side: RatingSide


@dataclass(frozen=True, kw_only=True)
class RatingsChanged(Event):
    """A side changed ratings after both were shown: of which competencies, with the digest of all it says now."""

    side: RatingSide
    competencies: list[str]
    digest: str


@dataclass(frozen=True, kw_only=True)
class LookAsked(Event):
    """A student asked to look at a competency together on a day."""

    competency: str
    day: date


@dataclass(frozen=True, kw_only=True)
class LookClosed(Event):
    """A request to look was answered, or withdrawn."""

    competency: str
    looked: bool


@dataclass(frozen=True, kw_only=True)
class EarlierRatingsOpened(Event):
    """A lead opened the ratings of earlier years to the supervisors of a placement."""

    placement: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class SignOffPrepared(Event):
    """A supervisor wrote down what they saw, to sign it."""

    competency: str
    seen_on: date


@dataclass(frozen=True, kw_only=True)
class SignOffMoved(Event):
    """A single sign-off was signed, thrown away, or came into question."""

    competency: str
    act: SignOffAction
