"""A clearance type as plain facts, and whom it is for: stages, kinds of setting, workforces."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

from placement_portal.clearance.rules import (
    CheckLevel,
    ClearanceApplies,
    ClearanceBlock,
    ClearanceFact,
    ClearanceSubject,
    ClearanceSubmitter,
    ClearanceValidity,
    ClearanceVerifier,
    NumberScheme,
    Workforce,
)
from placement_portal.clearance.rules.validity import Validity
from placement_portal.sites.rules import SiteKind

MOST_MONTHS = 120
MOST_WARNING_WEEKS = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeFacts:
    """Everything that an organisation says of one of its checks."""

    name: str
    why: str = ""
    what_to_do: str = ""
    subject: ClearanceSubject = ClearanceSubject.STUDENT
    submitted_by: ClearanceSubmitter = ClearanceSubmitter.THEMSELVES
    verified_by: ClearanceVerifier = ClearanceVerifier.UNIVERSITY
    applies: ClearanceApplies = ClearanceApplies.EVERYBODY
    facts: tuple[ClearanceFact, ...] = ()
    original: bool = False
    level: CheckLevel | None = None
    number_scheme: NumberScheme = NumberScheme.ANY
    link: str = ""
    validity: ClearanceValidity = ClearanceValidity.NONE
    months: int = 0
    ends_month: int = 0
    ends_day: int = 0
    ends_every: int = 1
    warning_weeks: int = 6
    stages: tuple[int, ...] = ()
    site_kinds: tuple[SiteKind, ...] = ()
    workforces: tuple[Workforce, ...] = ()
    blocks: ClearanceBlock = ClearanceBlock.ON_SITE

    @property
    def lasts(self) -> Validity:
        """For how long it holds."""
        return Validity(self.validity, self.months, self.ends_month, self.ends_day, self.ends_every)


class Typed(Protocol):
    """What a type says of whom it is for: a row of the database, or facts that somebody is about to save."""

    @property
    def stages(self) -> Sequence[int]: ...
    @property
    def site_kinds(self) -> Sequence[str]: ...
    @property
    def workforces(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Place:
    """A setting as far as types ask: its id and name, its kind, and whom one meets there."""

    id: str
    name: str
    kind: SiteKind
    workforces: AbstractSet[Workforce]


def for_stage(type_: Typed, stage: int) -> bool:
    """Say whether a type is for a stage."""
    return not type_.stages or stage in type_.stages


def for_place(type_: Typed, place: Place) -> bool:
    """Say whether a type is for those who go to a setting."""
    kinds = not type_.site_kinds or place.kind in type_.site_kinds
    people = not type_.workforces or any(each in place.workforces for each in type_.workforces)
    return kinds and people


def is_for_anywhere(type_: Typed) -> bool:
    """Say whether a type is asked for wherever somebody goes, so that it can be asked before that is known."""
    return not (type_.site_kinds or type_.workforces)
