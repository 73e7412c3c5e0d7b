"""What an hour is worth before anything is added up: short sessions, work without supervision, caps.

Every minute keeps its place: what is cut off an entry becomes a tally of its own that does not count.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from placement_portal.programmes.rules import Demand, RuleKind, about
from placement_portal.progress.rules.asked import Asked
from placement_portal.progress.rules.caps import Cut, cut_off
from placement_portal.progress.rules.gates import Gate, held_periods
from placement_portal.progress.rules.tallies import Tally
from placement_portal.sites.rules import DateRange

WEIGHS: Final = frozenset({RuleKind.HOUR, RuleKind.GATE, RuleKind.CAP})


@dataclass(frozen=True, slots=True)
class Weighed:
    """Tallies with what they are worth, and by which rules something was cut off or held back."""

    tallies: Sequence[Tally]
    cuts: Sequence[Cut] = ()
    gates: Sequence[Gate] = ()


def weigh(
    tallies: Sequence[Tally],
    asked: Iterable[Asked],
    as_of: date,
    credit_of: Callable[[Demand], int] = lambda _: 0,
    credit: int = 0,
    unsupervised: Sequence[DateRange] = (),
) -> Weighed:
    """Return what tallies are worth under the rules that weigh them; the others are looked at later.

    `credit_of` says how many minutes of credit a rule is about, `credit` are all of them.
    """
    weighing = [each for each in asked if isinstance(each.rule, Demand) and each.rule.kind in WEIGHS]
    if not weighing:
        return Weighed(tallies)
    worth = _as_hours(tallies, [_demand(each) for each in weighing if _demand(each).kind is RuleKind.HOUR])
    gates = [
        Gate(each, held_periods(_demand(each), worth, as_of, unsupervised))
        for each in weighing
        if _demand(each).kind is RuleKind.GATE
    ]
    held = [_held(tally, gates) for tally in worth]
    caps = [each for each in weighing if _demand(each).kind is RuleKind.CAP]
    kept, cuts = cut_off(held, caps, [credit_of(_demand(each)) for each in caps], credit)
    return Weighed(kept, cuts, gates)


def _demand(asked: Asked) -> Demand:
    assert isinstance(asked.rule, Demand)
    return asked.rule


def _as_hours(tallies: Sequence[Tally], rules: Sequence[Demand]) -> list[Tally]:
    """Give short sessions what they are short of an hour, where the programme says what one hour is."""
    return [_as_hour(tally, rules) for tally in tallies]


def _as_hour(tally: Tally, rules: Sequence[Demand]) -> Tally:
    for rule in rules:
        fits = rule.number("from_minutes", rule.amount) <= tally.minutes < rule.amount
        if fits and tally.would_count and about(rule.groups, rule.codes, tally.group, tally.code):
            return replace(tally, extra=rule.amount - tally.minutes)
    return tally


def _held(tally: Tally, gates: Sequence[Gate]) -> Tally:
    if tally.is_countable and any(gate.holds(tally.day, tally.group, tally.code) for gate in gates):
        return replace(tally, is_gated=True, extra=0)
    return tally
