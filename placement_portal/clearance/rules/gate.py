"""The gate: may somebody come on site, see clients accompanied, see them alone; what stands in the way, until when."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from placement_portal.clearance.rules import (
    CheckLevel,
    ClearanceBlock,
    ClearanceStanding,
    ClearanceStatus,
    Workforce,
)
from placement_portal.clearance.rules.exceptions import GateQuestion, Waiver, binding
from placement_portal.clearance.rules.validity import Validity, last_day

STOP: Final = "stop"
"""The code of an item that stands for a stop of the person or setting itself; nothing replaces it."""

CLOSES: Final[Mapping[ClearanceBlock, AbstractSet[GateQuestion]]] = {
    ClearanceBlock.ON_SITE: frozenset({GateQuestion.ON_SITE, GateQuestion.ACCOMPANIED, GateQuestion.ALONE}),
    ClearanceBlock.ACCOMPANIED: frozenset({GateQuestion.ACCOMPANIED, GateQuestion.ALONE}),
    ClearanceBlock.ALONE: frozenset({GateQuestion.ALONE}),
    ClearanceBlock.ASSIGNMENT: frozenset({GateQuestion.ASSIGNMENT}),
    ClearanceBlock.ALLOCATION: frozenset({GateQuestion.ALLOCATION}),
    ClearanceBlock.NOTHING: frozenset(),
}
"""Who may not come on site sees nobody there either."""

NO_END: Final = Validity()
GOOD: Final = frozenset({ClearanceStanding.IN_PLACE, ClearanceStanding.EXPIRING})
SEEN: Final = frozenset({ClearanceStatus.VERIFIED, ClearanceStatus.STOPPED})
PENDING: Final = {
    ClearanceStatus.RETURNED: ClearanceStanding.RETURNED,
    ClearanceStatus.SUBMITTED: ClearanceStanding.SUBMITTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An item as the gate sees it: where it stands, since when it counts, what it covers, who accepts it."""

    code: str
    status: ClearanceStatus
    seen_on: date | None = None
    since: date | None = None
    own_end: date | None = None
    level: CheckLevel | None = None
    workforces: AbstractSet[Workforce] = frozenset()
    accepted_by: AbstractSet[str] = frozenset()
    scope: str = ""
    stopped_on: date | None = None
    lifted_on: date | None = None

    def counts(self, on: date) -> bool:
        """Say whether its evidence was seen by a day and nothing had stopped it then."""
        seen = self.status in SEEN and self.seen_on is not None and self.seen_on <= on
        return seen and (self.stopped_on is None or on < self.stopped_on)

    def is_stop(self, on: date) -> bool:
        """Say whether it had been stopped by a day, and was not lifted by then."""
        return self.was_stopped(on) and (self.lifted_on is None or on < self.lifted_on)

    def was_stopped(self, on: date) -> bool:
        """Say whether it had ever been stopped by a day."""
        return self.stopped_on is not None and self.stopped_on <= on

    def last_day(self, validity: Validity) -> date | None:
        """Return the last day it holds as somebody counts; None when it has no end."""
        return last_day(validity, self.since or self.seen_on or date.max, self.own_end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What must be in place: the check, what waits for it, for how long it holds, who accepts and mends it."""

    code: str
    name: str = ""
    blocks: ClearanceBlock = ClearanceBlock.ON_SITE
    validity: Validity = NO_END
    warning_weeks: int = 6
    level: CheckLevel | None = None
    workforce: Workforce | None = None
    accepted_by: str = ""
    scope: str = ""
    fixer: str = ""

    @property
    def is_barred_list(self) -> bool:
        """Whether it asks for an enhanced check with a barred list, without which there is hardly any exception."""
        return self.level is CheckLevel.ENHANCED_BARRED

    def fits(self, held: Held) -> bool:
        """Say whether an item is of this check, about this scope, of this level, and covers these people: exactly."""
        same = held.code == self.code and (not self.scope or held.scope == self.scope)
        covers = self.workforce is None or self.workforce in held.workforces
        return same and covers and self.level in (None, held.level)

    def accepts(self, held: Held) -> bool:
        """Say whether the organisation that relies on it accepted an item."""
        return not self.accepted_by or self.accepted_by in held.accepted_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """How one need stands on a day, until when (no end: None), and the exception that bridges it, if one does."""

    need: Need
    standing: ClearanceStanding
    until: date | None = None
    waiver: Waiver | None = None

    def opens(self, question: GateQuestion) -> bool:
        """Say whether it keeps a question open."""
        if self.standing in GOOD:
            return True
        return self.waiver is not None and question in self.waiver.opens

    def ends(self) -> date | None:
        """Return the last day on which it stays open as things are now."""
        return self.until if self.standing in GOOD or self.waiver is None else self.waiver.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of the gate: what stands in the way, what will soon, and until when it holds."""

    question: GateQuestion
    blockers: Sequence[Judged] = ()
    warnings: Sequence[Judged] = ()
    until: date | None = None
    stopped: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the answer is yes."""
        return not self.blockers and not self.stopped


@dataclass(frozen=True)
class Gate:
    """How every need stands for one person, placement or setting on one day, and every answer that follows."""

    judged: Sequence[Judged]
    stopped: bool

    @cached_property
    def answers(self) -> Mapping[GateQuestion, Answer]:
        """Every question with its answer; worked out when somebody asks, since many pages only look at the needs."""
        return {question: _answer(question, self.judged, self.stopped) for question in GateQuestion}

    @property
    def on_site(self) -> Answer:
        """May they come on site?"""
        return self.answers[GateQuestion.ON_SITE]

    @property
    def accompanied(self) -> Answer:
        """May they see clients accompanied?"""
        return self.answers[GateQuestion.ACCOMPANIED]

    @property
    def alone(self) -> Answer:
        """May they see clients alone?"""
        return self.answers[GateQuestion.ALONE]


def gate(items: Iterable[Held], needs: Iterable[Need], exceptions: Iterable[Waiver], on: date) -> Gate:
    """Answer every question on a day: from what is held, what is needed, and the exceptions that two people agreed."""
    held = tuple(items)
    stopped = any(each.code == STOP and each.is_stop(on) for each in held)
    of_code: dict[str, list[Held]] = {}
    for each in held:
        of_code.setdefault(each.code, []).append(each)
    standings = [(need, *_stands(need, of_code.get(need.code, ()), on)) for need in needs]
    no_exceptions = stopped or any(standing is ClearanceStanding.STOPPED for _, standing, _ in standings)
    waivers = () if no_exceptions else tuple(binding(_since_stops(exceptions, held, on)))
    judged = tuple(
        Judged(need=need, standing=standing, until=until, waiver=_bridge(need, standing, held, waivers, on))
        for need, standing, until in standings
    )
    return Gate(judged, stopped)


def _since_stops(exceptions: Iterable[Waiver], held: Iterable[Held], on: date) -> list[Waiver]:
    """Leave out what a stop ended for good: lifting the stop, or a new check, does not bring an exception back."""
    stops = [each.stopped_on for each in held if each.stopped_on is not None and each.was_stopped(on)]
    return [each for each in exceptions if not any(each.starts <= stop for stop in stops)]


def _stands(need: Need, ours: Sequence[Held], on: date) -> tuple[ClearanceStanding, date | None]:
    if _is_stopped(ours, on):
        return ClearanceStanding.STOPPED, None
    seen = [each for each in ours if need.fits(each) and each.counts(on)]
    accepted = [each for each in seen if need.accepts(each)]
    if not accepted:
        return (ClearanceStanding.NOT_ACCEPTED if seen else _pending(need, ours)), None
    ends = [each.last_day(need.validity) for each in accepted]
    until = None if None in ends else max(end for end in ends if end is not None)
    return _dated(until, need.warning_weeks, on), until


def _is_stopped(ours: Sequence[Held], on: date) -> bool:
    """Say whether the check was stopped, and nothing that was seen after that day replaces it."""
    stops = [each.stopped_on for each in ours if each.stopped_on is not None and each.is_stop(on)]
    seen = [each.seen_on for each in ours if each.seen_on is not None and each.counts(on)]
    return bool(stops) and not any(day > max(stops) for day in seen)


def _pending(need: Need, ours: Sequence[Held]) -> ClearanceStanding:
    scoped = {each.status for each in ours if not need.scope or each.scope == need.scope}
    return next((PENDING[status] for status in PENDING if status in scoped), ClearanceStanding.MISSING)


def _dated(until: date | None, warning_weeks: int, on: date) -> ClearanceStanding:
    if until is None:
        return ClearanceStanding.IN_PLACE
    if on > until:
        return ClearanceStanding.LAPSED
    soon = until - on <= timedelta(weeks=warning_weeks)
    return ClearanceStanding.EXPIRING if soon else ClearanceStanding.IN_PLACE


def _bridge(
    need: Need, standing: ClearanceStanding, held: Sequence[Held], waivers: Sequence[Waiver], on: date
) -> Waiver | None:
    if standing in GOOD:
        return None
    was_seen = not need.is_barred_list or any(need.fits(each) and each.counts(on) for each in held)
    fitting = [
        each
        for each in waivers
        if each.code == need.code and each.starts <= on <= each.until and (was_seen or each.school_checked_barred_list)
    ]
    return max(fitting, key=lambda each: each.until, default=None)


def _answer(question: GateQuestion, judged: Sequence[Judged], stopped: bool) -> Answer:
    asked = [each for each in judged if question in CLOSES[each.need.blocks]]
    blockers = tuple(each for each in asked if not each.opens(question))
    ends = [end for each in asked if (end := each.ends()) is not None]
    closed = bool(blockers) or stopped
    return Answer(
        question=question,
        blockers=blockers,
        warnings=tuple(each for each in asked if each.opens(question) and _worries(each)),
        until=None if closed else min(ends, default=None),
        stopped=stopped,
    )


def _worries(each: Judged) -> bool:
    return each.standing is not ClearanceStanding.IN_PLACE
