"""What pages show of what is kept: bars, gaps, weeks, totals and reasons, each with its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Protocol

from placement_portal.hours.rules import NOT_COUNTED_SENTENCES, NotCountedReason
from placement_portal.programmes.rules import CategoryGroup, RuleKind, RuleUnit
from placement_portal.progress.rules.kept import sentence
from placement_portal.progress.rules.states import RuleState, in_words
from placement_portal.progress.rules.strip import WeekState


class Kept(Protocol):
    """The row that is kept for a student and stage."""

    @property
    def as_of(self) -> date: ...
    @property
    def state(self) -> RuleState: ...
    @property
    def recorded(self) -> int: ...
    @property
    def credited(self) -> int: ...
    @property
    def submitted(self) -> int: ...
    @property
    def verified(self) -> int: ...
    @property
    def countable(self) -> int: ...
    @property
    def reasons(self) -> list[Any]: ...
    @property
    def results(self) -> list[Any]: ...
    @property
    def by_group(self) -> dict[str, Any]: ...
    @property
    def weeks(self) -> list[Any]: ...
    @property
    def holds(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Bar:
    """A minimum: minutes (or sessions, when `unit` is) done of a target, and what the pace expects by now."""

    label: str
    groups: Sequence[str]
    unit: str
    status: RuleState
    done: int
    target: int
    expected: int
    waiting: int
    credited: int
    why: str
    fix: str
    ahead: str = ""
    id: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A rule of any other kind: in words, and month by month where that is how it is judged."""

    label: str
    groups: Sequence[str]
    status: RuleState
    why: str
    fix: str
    kind: RuleKind
    periods: Sequence[tuple[str, str, str, bool]]
    id: str
    number: int


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A longest gap: days since the last one, days allowed, and by when the next is due."""

    label: str
    groups: Sequence[str]
    status: RuleState
    gap: int
    limit: int
    due: date
    why: str
    fix: str
    id: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the year strip."""

    monday: date
    state: WeekState
    minutes: int


@dataclass(frozen=True, slots=True)
class Why:
    """Why somebody should look: the rule it is about, or nothing, and a whole sentence."""

    about: str
    sentence: str


@dataclass(frozen=True, slots=True)
class GroupTotals:
    """Minutes of one category group, four ways; recorded + credited = countable + what is not, each with its reason."""

    group: CategoryGroup
    recorded: int
    submitted: int
    verified: int
    countable: int
    credited: int
    not_countable: Sequence[tuple[NotCountedReason, int, str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that a page shows of one student in one stage."""

    as_of: date
    state: RuleState
    recorded: int
    submitted: int
    verified: int
    countable: int
    credited: int
    bars: Sequence[Bar]
    rhythms: Sequence[Rhythm]
    told: Sequence[Told]
    weeks: Sequence[Week]
    groups: Sequence[GroupTotals]
    whys: Sequence[Why]
    holds: Mapping[str, Any] = field(default_factory=dict)

    @property
    def not_countable(self) -> Sequence[tuple[NotCountedReason, int, str]]:
        """Minutes that do not count, by reason, over all groups."""
        sums = {
            reason: sum(minutes for group in self.groups for each, minutes, _ in group.not_countable if each is reason)
            for reason in NotCountedReason
        }
        return [(reason, minutes, NOT_COUNTED_SENTENCES[reason]) for reason, minutes in sums.items() if minutes]

    def bars_in(self, unit: str) -> Sequence[Bar]:
        """Return the minimums that are counted in one unit: "hours", "sessions" or "days"."""
        return [bar for bar in self.bars if bar.unit == unit]


def shown(kept: Kept) -> Shown:
    """Return what pages show of a kept row."""
    return Shown(
        as_of=kept.as_of,
        state=kept.state,
        recorded=kept.recorded,
        submitted=kept.submitted,
        verified=kept.verified,
        countable=kept.countable,
        credited=kept.credited,
        bars=[_bar(each) for each in kept.results if each["kind"] == RuleKind.MINIMUM],
        rhythms=[_rhythm(each) for each in kept.results if each["kind"] == RuleKind.LONGEST_GAP],
        told=[_told(each) for each in kept.results if each["kind"] not in DRAWN],
        weeks=weeks(kept.weeks),
        groups=[_group(name, each) for name, each in kept.by_group.items()],
        whys=whys(kept.reasons),
        holds=kept.holds,
    )


def whys(reasons: Sequence[Mapping[str, Any]]) -> list[Why]:
    """Return kept reasons in words."""
    return [Why(each["about"], sentence(each)) for each in reasons]


def weeks(rows: Sequence[Sequence[Any]]) -> list[Week]:
    """Return kept weeks, oldest first."""
    return [Week(date.fromisoformat(monday), WeekState(state), minutes) for monday, state, minutes in rows]


def _words(result: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "label": result["name"],
        "groups": result["groups"],
        "status": RuleState(result["state"]),
        "why": sentence(result["reason"]),
        "fix": sentence(result["fix"]) if result["fix"] else "",
        "id": result["id"],
        "number": result.get("number", 0),
    }


def _bar(result: Mapping[str, Any]) -> Bar:
    names = ("unit", "done", "target", "expected", "waiting", "credited")
    ahead = sentence(result["ahead"]) if result.get("ahead") else ""
    return Bar(**_words(result), **{name: result[name] for name in names}, ahead=ahead)


DRAWN: Final = frozenset({RuleKind.MINIMUM, RuleKind.LONGEST_GAP})
"""Kinds that are drawn as a bar or a line of their own."""


def _told(result: Mapping[str, Any]) -> Told:
    unit = RuleUnit(result["unit"] or RuleUnit.HOURS)
    periods = [
        (name, in_words(had, unit), in_words(asked, unit), had < asked) for name, had, asked in result["periods"]
    ]
    return Told(**_words(result), kind=RuleKind(result["kind"]), periods=periods)


def _rhythm(result: Mapping[str, Any]) -> Rhythm:
    due = date.fromisoformat(result["due"])
    return Rhythm(**_words(result), gap=result["gap"], limit=result["limit"], due=due)


def _group(name: str, totals: Mapping[str, Any]) -> GroupTotals:
    reasons = [(NotCountedReason(key), minutes) for key, minutes in totals["not_countable"].items()]
    because = [(reason, minutes, NOT_COUNTED_SENTENCES[reason]) for reason, minutes in reasons]
    return GroupTotals(CategoryGroup(name), **{**totals, "not_countable": because})
