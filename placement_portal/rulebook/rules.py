"""What a rule form asks for each kind, and what would change for a student under other rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from placement_portal.programmes.rules import RuleKind, Window
from placement_portal.progress.rules import Count, RuleState

FIELDS: Final[Mapping[RuleKind, Sequence[str]]] = {
    RuleKind.MINIMUM: ("unit", "amount", "groups", "codes", "day_from", "half_from", "grace"),
    RuleKind.CAP: ("unit", "amount", "groups", "codes"),
    RuleKind.SHARE: ("amount", "groups", "codes", "of", "grace"),
    RuleKind.RATIO: ("amount", "groups", "codes", "per", "of", "window", "grace"),
    RuleKind.STEPS: ("groups", "codes", "of", "steps", "grace"),
    RuleKind.MONTHLY: ("amount", "groups", "codes", "of", "grace"),
    RuleKind.FREQUENCY: ("amount", "groups", "codes", "weeks", "grace"),
    RuleKind.LONGEST_GAP: ("amount", "groups", "codes", "grace"),
    RuleKind.GATE: ("amount", "groups", "codes", "of", "window", "back"),
    RuleKind.HOUR: ("amount", "groups", "codes", "from_minutes"),
    RuleKind.VARIETY: ("what", "amount", "groups", "codes", "least", "across", "grace"),
    RuleKind.ATTENDANCE: ("amount", "groups", "codes", "grace"),
}
"""Which questions the form of each kind has, in their order."""

AMOUNTS: Final[Mapping[RuleKind, str]] = {
    RuleKind.MINIMUM: "How much at least?",
    RuleKind.CAP: "How much at most?",
    RuleKind.SHARE: "How many percent at least?",
    RuleKind.RATIO: "How many hours at least?",
    RuleKind.MONTHLY: "How many hours in every month?",
    RuleKind.FREQUENCY: "How many sessions?",
    RuleKind.LONGEST_GAP: "How many days at most?",
    RuleKind.GATE: "How many hours of it must there be?",
    RuleKind.HOUR: "As how many hours does such a session count?",
    RuleKind.VARIETY: "How many different ones?",
    RuleKind.ATTENDANCE: "How many percent at least?",
}

OTHERS: Final[Mapping[RuleKind, str]] = {
    RuleKind.SHARE: "A share of which work?",
    RuleKind.RATIO: "For so much of which other work?",
    RuleKind.STEPS: "By how much of which other work?",
    RuleKind.MONTHLY: "In months with which other work?",
    RuleKind.GATE: "Which work counts only then?",
}

WINDOWS: Final[Mapping[RuleKind, Sequence[Window]]] = {
    RuleKind.RATIO: (Window.STAGE, Window.MONTH),
    RuleKind.GATE: (Window.WEEK, Window.MONTH),
}


@dataclass(frozen=True, slots=True)
class Shift:
    """One rule as it stands for a student now and under other rules; None where there is no such rule."""

    name: str
    before: RuleState | None
    after: RuleState | None
    why: str


@dataclass(frozen=True, slots=True)
class Change:
    """What would change for one student: the whole standing, what counts, and each rule that stands otherwise."""

    before: RuleState
    after: RuleState
    counted_before: int
    counted_after: int
    shifts: Sequence[Shift]

    @property
    def is_one(self) -> bool:
        """Whether anything changes at all."""
        return bool(self.shifts) or self.counted_before != self.counted_after


def change(before: Count, after: Count) -> Change:
    """Return what other rules would change, rule by rule; rules are the same when they have the same name."""
    now = {asked.name: result for asked, result in before.results}
    then = {asked.name: result for asked, result in after.results}
    shifts = []
    for name in _in_order(now, then):
        old, new = now.get(name), then.get(name)
        states = old.state if old else None, new.state if new else None
        if states[0] is not states[1] or (old and new and old.reason.sentence != new.reason.sentence):
            shifts.append(Shift(name, *states, new.reason.sentence if new else "It is not asked for any more."))
    worst = before.standing.worst, after.standing.worst
    return Change(*worst, before.totals.countable, after.totals.countable, shifts)


def _in_order(now: Iterable[str], then: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*then, *now]))
