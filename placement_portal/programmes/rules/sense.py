"""Whether a rule makes sense by itself, and beside the others of its set, each with an example."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations, pairwise
from typing import Final, NamedTuple

from placement_portal.programmes.rules.demands import Demand
from placement_portal.programmes.rules.kinds import RuleKind, RuleUnit, Window

PERCENT: Final = 100
HOUR: Final = 60
MOST_STEPS: Final = 6
MOST_AMOUNT: Final = 10_000 * HOUR

UNITS: Final[Mapping[RuleKind, AbstractSet[RuleUnit | None]]] = {
    RuleKind.MINIMUM: frozenset({RuleUnit.HOURS, RuleUnit.SESSIONS, RuleUnit.DAYS}),
    RuleKind.CAP: frozenset({RuleUnit.HOURS, RuleUnit.PERCENT}),
    RuleKind.SHARE: frozenset({RuleUnit.PERCENT}),
    RuleKind.RATIO: frozenset({RuleUnit.HOURS}),
    RuleKind.STEPS: frozenset({RuleUnit.HOURS}),
    RuleKind.MONTHLY: frozenset({RuleUnit.HOURS}),
    RuleKind.FREQUENCY: frozenset({RuleUnit.SESSIONS}),
    RuleKind.LONGEST_GAP: frozenset({None}),
    RuleKind.GATE: frozenset({RuleUnit.HOURS}),
    RuleKind.HOUR: frozenset({RuleUnit.HOURS}),
    RuleKind.VARIETY: frozenset({None}),
    RuleKind.ATTENDANCE: frozenset({RuleUnit.PERCENT}),
}
"""What each kind is counted in."""

MORE: Final[Mapping[RuleKind, AbstractSet[str]]] = {
    RuleKind.MINIMUM: frozenset({"day_from", "half_from", "grace"}),
    RuleKind.CAP: frozenset(),
    RuleKind.SHARE: frozenset({"of", "grace"}),
    RuleKind.RATIO: frozenset({"of", "per", "window", "grace"}),
    RuleKind.STEPS: frozenset({"of", "steps", "grace"}),
    RuleKind.MONTHLY: frozenset({"of", "grace"}),
    RuleKind.FREQUENCY: frozenset({"weeks", "grace"}),
    RuleKind.LONGEST_GAP: frozenset({"grace"}),
    RuleKind.GATE: frozenset({"of", "window", "back"}),
    RuleKind.HOUR: frozenset({"from_minutes"}),
    RuleKind.VARIETY: frozenset({"what", "least", "across", "grace"}),
    RuleKind.ATTENDANCE: frozenset({"grace"}),
}
"""What each kind may say besides."""

NEEDS_WORK: Final = frozenset(
    {RuleKind.CAP, RuleKind.SHARE, RuleKind.RATIO, RuleKind.STEPS, RuleKind.MONTHLY, RuleKind.GATE}
)
"""Kinds that say nothing when they are about all work."""


def problems(demand: Demand) -> list[str]:
    """Return what is wrong with one rule, in sentences; an empty list when it makes sense."""
    found = []
    if demand.unit not in UNITS[demand.kind]:
        found.append(
            "It is counted in something that its kind does not know." if demand.unit else "Say what it is counted in."
        )
    if set(demand.more) - MORE[demand.kind]:
        found.append("It says something that its kind does not know.")
    if demand.kind in NEEDS_WORK and not (demand.groups or demand.codes):
        found.append("Say which work it is about: about all work it would say nothing.")
    if demand.unit is RuleUnit.PERCENT and not 1 <= demand.amount <= PERCENT:
        found.append("A percentage is a number from 1 to 100.")
    if not 1 <= demand.amount <= MOST_AMOUNT:
        found.append("The amount must be more than nothing, and at most 10,000 hours.")
    check = _CHECKS.get(demand.kind)
    return found or list(check(demand) if check else ())


def _minimum(demand: Demand) -> Iterator[str]:
    if demand.unit is RuleUnit.DAYS and demand.number("half_from") >= demand.number("day_from", 1) > 1:
        yield "Half a day must begin with fewer minutes than a whole one."


def _ratio(demand: Demand) -> Iterator[str]:
    if demand.number("per") < 1:
        yield "Say for how much of the other work."
    if demand.groups & demand.of_clients:
        yield "The work that is asked for and the other work must not be the same."


def _steps(demand: Demand) -> Iterator[str]:
    steps = demand.steps
    if not 1 <= len(steps) <= MOST_STEPS:
        yield f"Say 1 to {MOST_STEPS} steps."
    if any(one >= other for (one, _), (other, _) in pairwise(steps)):
        yield "Each step must reach further than the one before."
    if any(asked < 1 for _, asked in steps):
        yield "Each step must ask for something."
    yield from _other_work(demand)


def _other_work(demand: Demand) -> Iterator[str]:
    if demand.groups & demand.of_clients:
        yield "The work that is asked for and the other work must not be the same."


def _share(demand: Demand) -> Iterator[str]:
    if demand.of and not demand.groups <= demand.of:
        yield "The work must be part of the whole that it is a share of."


def _hour(demand: Demand) -> Iterator[str]:
    if not 1 <= demand.number("from_minutes") < demand.amount:
        yield "A session that counts for more must be shorter than what it counts as."


def _gate(demand: Demand) -> Iterator[str]:
    yield from _other_work(demand)
    if demand.window is Window.STAGE:
        yield "Say whether it runs by week or by month."


def _frequency(demand: Demand) -> Iterator[str]:
    if demand.number("weeks") < 1:
        yield "Say in how many weeks."


_CHECKS: Final[Mapping[RuleKind, Callable[[Demand], Iterator[str]]]] = {
    RuleKind.MINIMUM: _minimum,
    RuleKind.SHARE: _share,
    RuleKind.RATIO: _ratio,
    RuleKind.STEPS: _steps,
    RuleKind.MONTHLY: _other_work,
    RuleKind.GATE: _gate,
    RuleKind.HOUR: _hour,
    RuleKind.FREQUENCY: _frequency,
}


# Two rules beside each other ------------------------------------------------------------------------------------------


class Contradiction(NamedTuple):
    """Two rules that nobody can meet both, or that say the same thing twice: which, and an example in words."""

    one: int
    other: int
    sentence: str


def contradictions(demands: Sequence[Demand]) -> list[Contradiction]:
    """Return which rules of a set contradict each other; `one` and `other` are their places."""
    found = []
    for (n, one), (m, other) in combinations(enumerate(demands), 2):
        for first, second in ((one, other), (other, one)):
            sentence = _clash(first, second)
            if sentence:
                found.append(Contradiction(n, m, sentence))
                break
    return found


def _clash(one: Demand, other: Demand) -> str | None:
    clash = _CLASHES.get((one.kind, other.kind))
    return clash(one, other) if clash else None


def _same_work(one: Demand, other: Demand) -> bool:
    return (one.groups, one.codes) == (other.groups, other.codes)


def _within(one: Demand, other: Demand) -> bool:
    """Say whether all work of one rule is work of the other."""
    if one.codes or other.codes:
        return _same_work(one, other)
    return one.groups <= other.groups if one.groups and other.groups else not other.groups


def _minimum_over_cap(minimum: Demand, cap: Demand) -> str | None:
    """Say so when a minimum asks for more than a cap lets count."""
    if minimum.unit is not RuleUnit.HOURS or not _within(minimum, cap) or cap.unit is not RuleUnit.HOURS:
        return None
    if minimum.amount <= cap.amount:
        return None
    return (
        f"Somebody with {_hours(minimum.amount)} would have {_hours(cap.amount)} counted, "
        f"and never reach {_hours(minimum.amount)}."
    )


def _share_over_cap(share: Demand, cap: Demand) -> str | None:
    """Say so when a share must be larger than a cap lets it be."""
    if cap.unit is not RuleUnit.PERCENT or share.of or not _within(share, cap) or share.amount <= cap.amount:
        return None
    return (
        f"Of 100 hours at least {share.amount} would have to be this work, "
        f"while at most {cap.amount} of them would count."
    )


def _shares_over_whole(one: Demand, other: Demand) -> str | None:
    """Say so when two shares of different work are more than the whole."""
    if one.of or other.of or one.groups & other.groups or one.codes or other.codes:
        return None
    if one.amount + other.amount <= PERCENT:
        return None
    return f"Of 100 hours {one.amount} and {other.amount} would be needed, {one.amount + other.amount} together."


def _twice(one: Demand, other: Demand) -> str | None:
    """Say so when the same is asked for twice, in two amounts."""
    if not _same_work(one, other) or one.unit is not other.unit or one.of != other.of or one.more != other.more:
        return None
    return "Both ask the same of the same work: keep the one that is meant."


def _gap_and_frequency(gap: Demand, frequency: Demand) -> str | None:
    """Say so when somebody could keep a frequency and break the longest gap, which cannot be broken with it."""
    weeks = frequency.number("weeks", 1)
    most = 2 * weeks * 7 - 1
    if not _same_work(gap, frequency) or frequency.amount > 1 or gap.amount >= most:
        return None
    return (
        f"One on the first day of {weeks} weeks and one on the last day of the next keep the frequency, "
        f"and lie {most} days apart: more than {gap.amount}."
    )


_CLASHES: Final[Mapping[tuple[RuleKind, RuleKind], Callable[[Demand, Demand], str | None]]] = {
    (RuleKind.MINIMUM, RuleKind.CAP): _minimum_over_cap,
    (RuleKind.SHARE, RuleKind.CAP): _share_over_cap,
    (RuleKind.SHARE, RuleKind.SHARE): lambda one, other: _twice(one, other) or _shares_over_whole(one, other),
    (RuleKind.LONGEST_GAP, RuleKind.FREQUENCY): _gap_and_frequency,
    **{(kind, kind): _twice for kind in RuleKind if kind is not RuleKind.SHARE},
}


def _hours(minutes: int) -> str:
    whole, rest = divmod(minutes, HOUR)
    return f"{whole} h {rest} min" if rest else f"{whole} h"
