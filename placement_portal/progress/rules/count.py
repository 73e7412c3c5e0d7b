"""What everything that is known of one student in one stage comes to on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from placement_portal.hours.rules import EntryStatus, Totals, total
from placement_portal.programmes.rules import CategoryGroup, Demand
from placement_portal.progress.rules.asked import Asked, Result
from placement_portal.progress.rules.calendar import Calendar
from placement_portal.progress.rules.case import NO_CREDIT, Case
from placement_portal.progress.rules.cohort import QUIET_DAYS, Standing
from placement_portal.progress.rules.judging import JUDGED, Ground, carried, judge
from placement_portal.progress.rules.states import worst
from placement_portal.progress.rules.stays import Stay, calendar_of, no_weeks
from placement_portal.progress.rules.strip import WeekState, year_strip
from placement_portal.progress.rules.tallies import HANDED_IN, Tally, alike
from placement_portal.progress.rules.weighing import Weighed, weigh


@dataclass(frozen=True, slots=True)
class Count:
    """What a case comes to: the totals in all and by group, each rule's result, the weeks, what waits."""

    totals: Totals
    by_group: Mapping[CategoryGroup, Totals]
    results: Sequence[tuple[Asked, Result]]
    weeks: Sequence[tuple[date, WeekState, int]]
    standing: Standing
    waiting_since: date | None
    waiting: int
    last_entry_day: date | None
    weighed: Weighed


def weighed(case: Case, as_of: date) -> Weighed:
    """Return what was logged with what it is worth by the rules of the stage."""
    return weigh(case.tallies, case.asked, as_of, case.credit_of, case.credit, case.unsupervised)


def count(case: Case, as_of: date) -> Count:
    """Add up and evaluate a case on a day."""
    found = calendar_of(_stays(case), case.terms)
    calendar = found or no_weeks(as_of)
    active = case.studying and as_of >= calendar.first
    worth = weighed(case, as_of)
    sums = alike(worth.tallies)
    ground = Ground(case, worth, sums, calendar, as_of, active)
    results = _results(case, ground)
    since = min((tally.since for tally in sums if tally.since), default=None)
    last = max((tally.day for tally in case.tallies if tally.stands), default=None)
    standing = Standing(
        worst=worst(result.state for _, result in results),
        days_since_entry=_silence(calendar, last, as_of),
        waiting_days=(as_of - since).days if since else 0,
        sent_back=_entries(sums, EntryStatus.QUERIED),
        placed=found is not None or not case.studying,
        uncleared=sum(tally.sessions for tally in sums if _is_lost(tally)),
    )
    return Count(
        totals=_total(sums, case.credit),
        by_group=_by_group(case, sums),
        results=results,
        weeks=_weeks(case, calendar, as_of),
        standing=standing,
        waiting_since=since,
        waiting=_entries(sums, EntryStatus.SUBMITTED) + sum(tally.changing for tally in sums),
        last_entry_day=last,
        weighed=worth,
    )


def _stays(case: Case) -> Sequence[Stay]:
    """Return the placements of a stage; the last one goes on for as long as the student's own plan says."""
    until = case.agreed.until
    if until is None or not case.stays:
        return case.stays
    last = max(case.stays, key=lambda stay: stay.last)
    return [replace(stay, last=max(stay.last, until)) if stay is last else stay for stay in case.stays]


def _results(case: Case, ground: Ground) -> list[tuple[Asked, Result]]:
    """Judge what came from an earlier year first, then every rule that can be reached or missed."""
    brought: list[tuple[Asked, Result]] = []
    for each in case.carried_in:
        result = carried(each, ground)
        brought.append((Asked(each.id, each.name, result.rule), result))
    mine = [each for each in case.asked if not isinstance(each.rule, Demand) or each.rule.kind in JUDGED]
    return brought + [(each, judge(each, ground)) for each in mine]


def _total(sums: Iterable[Tally], credited: int) -> Totals:
    """Add up minutes four ways; what a short session counts more is credited, so that every minute has its place."""
    rows = list(sums)
    return total(rows, credited + sum(tally.extra for tally in rows if tally.is_countable))


def _is_lost(tally: Tally) -> bool:
    """Say whether it was handed in and would count, if a check had been in place."""
    lost = tally.is_uncleared and tally.counts and not tally.is_stopped
    return lost and tally.stands and tally.status in HANDED_IN


def _silence(calendar: Calendar, last: date | None, as_of: date) -> int | None:
    """Return running days without an entry; None when nothing was logged for longer than is worth a word."""
    gone = calendar.running_days(last or calendar.first, min(as_of, calendar.last))
    return gone if last or gone < QUIET_DAYS else None


def _entries(sums: Iterable[Tally], status: EntryStatus) -> int:
    return sum(tally.entries for tally in sums if tally.status is status)


def _by_group(case: Case, sums: Sequence[Tally]) -> dict[CategoryGroup, Totals]:
    credited = case.credits or NO_CREDIT
    groups = {tally.group for tally in sums} | set(credited)
    return {
        group: _total((tally for tally in sums if tally.group is group), credited.get(group, (0, 0))[0])
        for group in sorted(groups, key=list(CategoryGroup).index)
    }


def _weeks(case: Case, calendar: Calendar, as_of: date) -> list[tuple[date, WeekState, int]]:
    minutes: dict[date, int] = {}
    for tally in case.tallies:
        minutes[tally.week] = minutes.get(tally.week, 0) + tally.minutes * tally.stands
    return [(week, state, minutes.get(week, 0)) for week, state in year_strip(case.tallies, calendar, as_of)]
