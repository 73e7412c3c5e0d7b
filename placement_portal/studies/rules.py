"""What is true of promotion: what speaks against moving a student on, in words, for people to decide."""

import enum
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from placement_portal.programmes.rules import StudentStatus
from placement_portal.progress.rules import RuleState


class PromotionDoubt(enum.StrEnum):
    """Why somebody should look before a student goes into the next stage."""

    INTERRUPTED = "interrupted"
    REPEATING = "repeating"
    WITHDRAWN = "withdrawn"
    COMPLETED = "completed"
    PLACEMENT_OPEN = "placement_open"
    UNDECIDED = "undecided"
    SENT_BACK = "sent_back"
    NOT_SATISFIED = "not_satisfied"


NEVER_PROMOTED: Final = frozenset({PromotionDoubt.WITHDRAWN, PromotionDoubt.COMPLETED})
"""These cannot be ticked: the student is not on the course any more."""

DONE: Final = frozenset({RuleState.SATISFIED, RuleState.CREDITED})
BY_STATUS: Final[Mapping[StudentStatus, PromotionDoubt]] = {
    StudentStatus.INTERRUPTED: PromotionDoubt.INTERRUPTED,
    StudentStatus.REPEATING: PromotionDoubt.REPEATING,
    StudentStatus.WITHDRAWN: PromotionDoubt.WITHDRAWN,
    StudentStatus.COMPLETED: PromotionDoubt.COMPLETED,
}


SENTENCES: Final[Mapping[PromotionDoubt, tuple[str, str]]] = {
    PromotionDoubt.INTERRUPTED: ("Interrupted: stays interrupted in the next stage.",) * 2,
    PromotionDoubt.REPEATING: ("Repeats this stage.",) * 2,
    PromotionDoubt.WITHDRAWN: ("Withdrew from the course.",) * 2,
    PromotionDoubt.COMPLETED: ("Completed the course.",) * 2,
    PromotionDoubt.PLACEMENT_OPEN: ("A placement has not ended.", "{n} placements have not ended."),
    PromotionDoubt.UNDECIDED: ("1 line waits for a decision.", "{n} lines wait for a decision."),
    PromotionDoubt.SENT_BACK: ("1 line came back to the student.", "{n} lines came back to the student."),
    PromotionDoubt.NOT_SATISFIED: ("Not done: {names}.", "Not done: {names}."),
}
"""How each is said, of one and of more."""


class Named(Protocol):
    """Something with an id, in a list."""

    @property
    def id(self) -> Any: ...


T = TypeVar("T", bound=Named)


class Facts(Protocol):
    """What is known of a student in the stage that they would leave."""

    @property
    def status(self) -> StudentStatus: ...
    @property
    def open_placements(self) -> int: ...
    @property
    def waiting(self) -> int: ...
    @property
    def sent_back(self) -> int: ...
    @property
    def results(self) -> Iterable[tuple[str, RuleState]]: ...


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that speaks against moving a student on: how often, or which requirements."""

    kind: PromotionDoubt
    number: int = 0
    names: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The doubt in words."""
        one, many = SENTENCES[self.kind]
        return (one if self.number == 1 else many).format(n=self.number, names=", ".join(self.names))


def doubts(facts: Facts) -> list[Doubt]:
    """Return everything that somebody should look at first; nothing means ready."""
    found = [Doubt(BY_STATUS[facts.status])] if facts.status in BY_STATUS else []
    counted = (
        (PromotionDoubt.PLACEMENT_OPEN, facts.open_placements),
        (PromotionDoubt.UNDECIDED, facts.waiting),
        (PromotionDoubt.SENT_BACK, facts.sent_back),
    )
    found += [Doubt(kind, number) for kind, number in counted if number]
    missing = tuple(name for name, state in facts.results if state not in DONE)
    return [*found, Doubt(PromotionDoubt.NOT_SATISFIED, len(missing), missing)] if missing else found


def part_of(found: Sequence[T], after: Hashable | None, most: int) -> tuple[Sequence[T], bool]:
    """Return those of a list that follow the one whose id is `after`, at most so many, and whether there are more."""
    begin = next((place for place, each in enumerate(found, 1) if each.id == after), 0)
    return found[begin : begin + most], len(found) > begin + most


def may_be_ticked(found: Iterable[Doubt]) -> bool:
    """Say whether a student can go on at all."""
    return NEVER_PROMOTED.isdisjoint(doubt.kind for doubt in found)
