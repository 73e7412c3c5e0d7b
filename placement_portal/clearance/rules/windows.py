"""On which days the gate is closed, and why: what time of a category needs is asked of every day at once."""

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from placement_portal.clearance.rules import ClearanceStanding
from placement_portal.clearance.rules.exceptions import GateQuestion, Waiver
from placement_portal.clearance.rules.gate import STOP, Answer, Gate, Held, Judged, Need, gate

DAY: Final = timedelta(days=1)
ASKED: Final = (GateQuestion.ON_SITE, GateQuestion.ACCOMPANIED, GateQuestion.ALONE)


class GapKind(enum.StrEnum):
    """Why time on a day does not count: no check yet, one that counts only from a later day, one that lapsed."""

    MISSING = "missing"
    LATER = "later"
    LAPSED = "lapsed"


GAP_SENTENCES: Final[Mapping[GapKind, str]] = {
    GapKind.MISSING: "Not countable: {name} was not in place.",
    GapKind.LATER: "Not countable: {name} counts from {day}.",
    GapKind.LAPSED: "Not countable: {name} held until {day}.",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """Why time of a day does not count: the check by name, and the day from which it counts or until which it held."""

    kind: GapKind
    name: str
    day: date | None = None

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        said = f"{self.day.day} {self.day:%B %Y}" if self.day else ""
        return GAP_SENTENCES[self.kind].format(name=self.name, day=said)

    @property
    def restorable(self) -> bool:
        """Whether the programme lead may let the time count after all: what lapsed had been in place."""
        return self.kind is GapKind.LAPSED

    def __str__(self) -> str:
        return f"{self.kind.value}|{self.day or ''}|{self.name}"


def gap(text: str) -> Gap:
    """Read a reason back."""
    kind, day, name = text.split("|", 2)
    return Gap(GapKind(kind), name, date.fromisoformat(day) if day else None)


@dataclass(frozen=True, slots=True)
class Window:
    """Days on which one question of the gate was answered with no, both ends included; without an end, still."""

    question: GateQuestion
    starts: date
    ends: date | None
    why: Gap


@dataclass(frozen=True, slots=True)
class Asking:
    """What was needed from a day on: types change, and whoever worked before is not judged by what came later."""

    since: date
    needs: Sequence[Need]


def windows(items: Iterable[Held], asked: Sequence[Asking], exceptions: Iterable[Waiver]) -> list[Window]:
    """Return on which days each question was answered with no, from the first day on which anything was asked."""
    held, waivers = tuple(each for each in items if each.code != STOP), tuple(exceptions)
    steps = sorted(asked, key=lambda each: each.since)
    if not steps:
        return []
    days = sorted(day for day in _turns(held, steps, waivers) if day >= steps[0].since)
    gates = [(day, gate(held, _needs(steps, day), waivers, day)) for day in days]
    return [each for question in ASKED for each in _closed(question, gates)]


def counts(found: Gate, question: GateQuestion) -> bool:
    """Say whether time that needs an answer counts on the day of a gate.

    What two people agreed as an exception says how the work is done: accompanied work counts for what is done alone.
    """
    if found.answers[question].is_open:
        return True
    if question is not GateQuestion.ALONE or not found.accompanied.is_open:
        return False
    return all(_bridged(each) for each in found.alone.blockers)


def _bridged(each: Judged) -> bool:
    return each.waiver is not None and GateQuestion.ACCOMPANIED in each.waiver.opens


def _needs(steps: Sequence[Asking], day: date) -> Sequence[Need]:
    return next(each.needs for each in reversed(steps) if each.since <= day)


def _turns(held: Iterable[Held], steps: Iterable[Asking], waivers: Iterable[Waiver]) -> set[date]:
    """Return every day on which an answer may differ from the day before."""
    turns: set[date] = set()
    validities = {need.validity for step in steps for need in step.needs}
    for step in steps:
        turns.add(step.since)
    for each in held:
        lasts = {each.last_day(validity) for validity in validities} if each.seen_on else set()
        turns |= {last + DAY for last in lasts if last is not None and last < date.max}
        turns |= {day for day in (each.seen_on, each.stopped_on, each.lifted_on) if day is not None}
    for waiver in waivers:
        turns |= {waiver.starts, waiver.until + DAY}
    return turns


def _closed(question: GateQuestion, gates: Sequence[tuple[date, Gate]]) -> Iterator[Window]:
    """Yield the days on which a question was closed; neighbours that say the same are one."""
    opens: date | None = None
    last: Window | None = None
    found: list[Window] = []
    for at in range(len(gates) - 1, -1, -1):
        day, answered = gates[at]
        if counts(answered, question):
            opens, last = day, None
            continue
        ends = gates[at + 1][0] - DAY if at + 1 < len(gates) else None
        why = _why(answered.answers[question], opens, last.why if last else None)
        if last is not None and last.why == why:
            found[-1] = last = replace(last, starts=day)
        else:
            last = Window(question, day, ends, why)
            found.append(last)
    yield from reversed(found)


def _why(answer: Answer, opens: date | None, later: Gap | None) -> Gap:
    """Say why a question is closed: what lapsed, what counts from a later day, or what is missing."""
    blocking = sorted(answer.blockers, key=lambda each: each.standing is not ClearanceStanding.STOPPED)
    if all(each.standing is ClearanceStanding.LAPSED for each in blocking):
        first = min(blocking, key=lambda each: each.until or date.max)
        return Gap(GapKind.LAPSED, first.need.name, first.until)
    missing = next(each for each in blocking if each.standing is not ClearanceStanding.LAPSED)
    # What still stands in the way afterwards says more than what was the first of many.
    name = later.name if later is not None and not later.restorable else missing.need.name
    return Gap(GapKind.MISSING, name) if opens is None else Gap(GapKind.LATER, name, opens)
