"""A year played to its end: as it is going, and as it would go if something were otherwise."""

import enum
import uuid
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from placement_portal.hours.rules import EntryStatus
from placement_portal.programmes.rules import CategoryGroup
from placement_portal.progress.rules import (
    GRAVITY,
    Calendar,
    Case,
    Count,
    MinimumResult,
    Result,
    RuleState,
    Tally,
    calendar_of,
    count,
)
from placement_portal.progress.rules.ending import LEAST_WEEKS, latest_weeks
from placement_portal.progress.rules.tallies import NO_ID
from placement_portal.sites.rules import monday_of, weeks_between

ONE_DAY: Final = timedelta(days=1)
MOST_WEEKS_MORE: Final = 52
WHOLE: Final = 100


class Scenario(enum.StrEnum):
    """What might be otherwise."""

    MISS = "miss"
    MORE_DAYS = "more_days"
    END = "end"
    PART = "part"
    SUPERVISOR_AWAY = "supervisor_away"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked: from when to when somebody is away, another end, a part of a hundred."""

    scenario: Scenario
    first: date | None = None
    last: date | None = None
    percent: int = WHOLE


@dataclass(frozen=True, slots=True)
class Line:
    """One rule at the end of the year as it is going, and as it would go."""

    name: str
    before: RuleState
    after: RuleState
    why_before: str
    why_after: str

    @property
    def is_worse(self) -> bool:
        """Whether it would end worse."""
        return GRAVITY[self.after] > GRAVITY[self.before]


@dataclass(frozen=True, slots=True)
class Answer:
    """Each rule before and after; for a part of the days also until when the same total is reached."""

    lines: Sequence[Line]
    until: date
    same_total_by: date | None = None


def may_say(case: Case, today: date) -> bool:
    """Say whether enough weeks are over for a pace, and some are left."""
    calendar = calendar_of(case.stays, case.terms)
    return calendar is not None and len(latest_weeks(calendar, today)) >= LEAST_WEEKS and today < calendar.last


def answer(case: Case, wanted: Wanted, today: date) -> Answer:
    """Play the year to its end as it is going and as it would go."""
    before, after = _played(case, today), _otherwise(case, wanted, today)
    then = {asked.id: result for asked, result in after.results}
    lines = [
        Line(asked.name, now.state, then[asked.id].state, now.reason.sentence, then[asked.id].reason.sentence)
        for asked, now in before.results
    ]
    same = _same_total(case, wanted.percent, before, today) if wanted.scenario is Scenario.PART else None
    return Answer(lines, _end(_lasting(case, wanted)), same)


def _otherwise(case: Case, wanted: Wanted, today: date) -> Count:
    if wanted.scenario is Scenario.MISS:
        return _played(case, today, away=_weeks(wanted))
    if wanted.scenario is Scenario.MORE_DAYS:
        return _played(case, today, days_more=1)
    if wanted.scenario is Scenario.SUPERVISOR_AWAY:
        return _played(case, today, without=_weeks(wanted))
    if wanted.scenario is Scenario.PART:
        return _played(case, today, percent=wanted.percent)
    return _played(_lasting(case, wanted), today)


def _weeks(wanted: Wanted) -> AbstractSet[date]:
    assert wanted.first is not None
    assert wanted.last is not None
    return frozenset(weeks_between(wanted.first, wanted.last))


def _lasting(case: Case, wanted: Wanted) -> Case:
    """Let the last placement end on another day."""
    if wanted.scenario is not Scenario.END or wanted.last is None:
        return case
    latest = max(case.stays, key=lambda stay: stay.last)
    stays = [replace(stay, last=wanted.last) if stay is latest else stay for stay in case.stays]
    return replace(case, stays=stays, terms=_terms(case, wanted.last), agreed=replace(case.agreed, until=None))


def _terms(case: Case, until: date) -> Sequence[tuple[date, date]]:
    """Let the last term go on for as long as the placement does."""
    if not case.terms or until <= max(last for _, last in case.terms):
        return case.terms
    return [*case.terms, (max(last for _, last in case.terms) + ONE_DAY, until)]


def _end(case: Case) -> date:
    latest = max(stay.last for stay in case.stays)
    return max(latest, case.agreed.until or latest)


def _played(
    case: Case,
    today: date,
    *,
    away: AbstractSet[date] = frozenset(),
    without: AbstractSet[date] = frozenset(),
    days_more: int = 0,
    percent: int = WHOLE,
) -> Count:
    """Log the rest of the year like the last four weeks, verify what waits, and judge it the day after its end."""
    until = _end(case)
    stays = [replace(stay, last=max(stay.last, until)) if stay.last == _last(case) else stay for stay in case.stays]
    calendar = calendar_of(stays, case.terms)
    assert calendar is not None
    rest = [week for week in calendar.open_weeks if week >= monday_of(today) and week not in away]
    to_come = list(_to_come(case.tallies, calendar, rest, today, without, percent))
    to_come += [replace(each, id=_fresh(n)) for n, each in enumerate(_one_day_more(to_come, days_more))]
    logged = [_decided(each) for each in case.tallies]
    closed = replace(case, tallies=[*logged, *to_come])
    return count(closed, max(until, calendar.last) + ONE_DAY)


def _last(case: Case) -> date:
    return max(stay.last for stay in case.stays)


def _decided(tally: Tally) -> Tally:
    waits = tally.status is EntryStatus.SUBMITTED
    return replace(tally, status=EntryStatus.VERIFIED, changing=0, since=None) if waits else tally


def _to_come(
    tallies: Sequence[Tally],
    calendar: Calendar,
    weeks: Sequence[date],
    today: date,
    without: AbstractSet[date],
    percent: int,
) -> Iterator[Tally]:
    """Yield the last four open weeks again and again, each for a week that is still to come."""
    models = latest_weeks(calendar, today)
    wanted = frozenset(models)
    standing = [each for each in tallies if each.week in wanted and each.stands and each.minutes]
    taken = {each.day for each in tallies}
    for n, week in enumerate(weeks):
        model = models[n % len(models)]
        for each in standing:
            day = each.day + (week - model)
            is_gone = each.group is CategoryGroup.SUPERVISION and week in without
            if each.week == model and day >= today and day not in taken and not is_gone:
                minutes = each.minutes * percent // WHOLE
                made = replace(each, day=day, status=EntryStatus.VERIFIED, minutes=minutes, id=_fresh(n, each.id))
                made.changing, made.since, made.missed = 0, None, 0
                yield made


def _one_day_more(to_come: Sequence[Tally], days: int) -> Iterator[Tally]:
    """Yield, for each week, the day on which most is logged once more."""
    if not days:
        return
    for week in sorted({each.week for each in to_come}):
        mine = [each for each in to_come if each.week == week]
        minutes = {day: sum(each.minutes for each in mine if each.day == day) for day in {each.day for each in mine}}
        best = max(sorted(minutes), key=lambda day: minutes[day])
        free = next((week + timedelta(days=n) for n in range(5) if week + timedelta(days=n) not in minutes), best)
        yield from (replace(each, day=free) for each in mine if each.day == best)


def _fresh(n: int, of: uuid.UUID = NO_ID) -> uuid.UUID:
    """Return an id behind all that are kept."""
    return uuid.UUID(int=(of.int + ((n + 1) << 96)) % (1 << 128))


def _same_total(case: Case, percent: int, before: Count, today: date) -> date | None:
    """Return the first Sunday by which the same is done at a part of the pace; None when not within a year."""
    last = _end(case)
    for more in range(1, MOST_WEEKS_MORE + 1):
        until = monday_of(last) + timedelta(weeks=more, days=6)
        longer = replace(_lasting(case, Wanted(Scenario.END, last=until)), agreed=replace(case.agreed, until=None))
        then = _played(longer, today, percent=percent)
        if _as_much(before, then):
            return until
    return None


def _as_much(before: Count, then: Count) -> bool:
    """Say whether as much is done of every minimum as before, or all of it, and no rule ends worse."""
    found = {asked.id: result for asked, result in then.results}
    return all(_no_less(result, found[asked.id]) for asked, result in before.results)


def _no_less(before: Result, then: Result) -> bool:
    if isinstance(before, MinimumResult) and isinstance(then, MinimumResult):
        return then.done >= min(before.done, then.target)
    return GRAVITY[then.state] <= GRAVITY[before.state]
