"""What everything that is known of one student in one stage comes to on a day."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from placement_portal.hours.rules import EntryStatus, SessionOutcome, Totals, total
from placement_portal.programmes.rules import CLIENT_GROUPS, CategoryGroup, RuleUnit, is_client_work
from placement_portal.progress.rules.calendar import Calendar
from placement_portal.progress.rules.cohort import QUIET_DAYS, Standing
from placement_portal.progress.rules.evaluate import (
    USUAL_SESSION,
    LongestGapRule,
    MinimumRule,
    Result,
    Rule,
    concerns,
    longest_gap,
    minimum,
)
from placement_portal.progress.rules.states import worst
from placement_portal.progress.rules.stays import Stay, calendar_of, no_weeks
from placement_portal.progress.rules.strip import WeekState, year_strip
from placement_portal.sites.rules import DateRange, monday_of

Credit: TypeAlias = tuple[int, int]
"""What was done before the portal began: minutes and sessions."""


@dataclass(slots=True)
class Tally:
    """One entry, or several that stand alike added up; `since` is the day on which the first was handed in.

    Not frozen, because a commit makes hundreds and a frozen one takes three times as long to make.
    """

    day: date
    group: CategoryGroup
    status: EntryStatus
    minutes: int
    sessions: int
    counts: bool = True
    is_reversed: bool = False
    entries: int = 1
    changing: int = 0
    since: date | None = None
    stopped: bool = False
    is_uncleared: bool = False
    is_shared: bool = False
    week: date = field(init=False, compare=False)
    stands: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Work out once what every rule and every week of the strip asks for.

        The week is the Monday of its ISO week; it stands when it was neither declined nor taken back.
        """
        self.week = monday_of(self.day)
        self.stands = self.status is not EntryStatus.DECLINED and not self.is_reversed

    @property
    def outcome(self) -> SessionOutcome:
        """What did not take place has no minutes, so nothing is lost by saying that all did."""
        return SessionOutcome.TOOK_PLACE

    @property
    def is_stopped(self) -> bool:
        """Whether it is work with clients after a stop."""
        return self.stopped and is_client_work(self.group)


@dataclass(frozen=True, slots=True)
class Asked:
    """One rule of the stage, as its row says it."""

    id: str
    name: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of one student in one stage."""

    studying: bool
    stays: Sequence[Stay] = ()
    terms: Sequence[DateRange] = ()
    tallies: Sequence[Tally] = ()
    rule_set_id: uuid.UUID | None = None
    asked: Sequence[Asked] = ()
    credits: Mapping[CategoryGroup, Credit] | None = None


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


def count(case: Case, as_of: date) -> Count:
    """Add up and evaluate a case on a day."""
    found = calendar_of(case.stays, case.terms)
    calendar = found or no_weeks(as_of)
    active = case.studying and as_of >= calendar.first
    alike = _alike(case.tallies)
    results = [(asked, _result(asked.rule, case, alike, calendar, as_of, active)) for asked in case.asked]
    since = min((tally.since for tally in alike if tally.since), default=None)
    last = max((tally.day for tally in case.tallies if tally.stands), default=None)
    standing = Standing(
        worst=worst(result.state for _, result in results),
        days_since_entry=_silence(calendar, last, as_of),
        waiting_days=(as_of - since).days if since else 0,
        sent_back=_entries(alike, EntryStatus.QUERIED),
        placed=found is not None or not case.studying,
        uncleared=sum(tally.sessions for tally in alike if _is_lost(tally)),
    )
    return Count(
        totals=total(alike, sum(minutes for minutes, _ in (case.credits or {}).values())),
        by_group=_by_group(case, alike),
        results=results,
        weeks=_weeks(case, calendar, as_of),
        standing=standing,
        waiting_since=since,
        waiting=_entries(alike, EntryStatus.SUBMITTED) + sum(tally.changing for tally in alike),
        last_entry_day=last,
    )


def usual_session(rule: MinimumRule, tallies: Iterable[Tally]) -> int:
    """Return the minutes of the student's own usual session of a rule's groups; the product's choice without any."""
    mine = [tally for tally in tallies if tally.sessions and concerns(rule.groups, tally.group)]
    sessions = sum(tally.sessions for tally in mine)
    return sum(tally.minutes for tally in mine) // sessions if sessions else USUAL_SESSION


def _alike(tallies: Iterable[Tally]) -> list[Tally]:
    """Add up the days of what stands alike, for everything that does not ask for days: ten tallies, not hundreds."""
    found: dict[tuple[CategoryGroup, EntryStatus, bool, bool, bool, bool, bool], Tally] = {}
    for tally in tallies:
        marks = tally.counts, tally.is_reversed, tally.stopped, tally.is_uncleared, tally.is_shared
        key = tally.group, tally.status, *marks
        known = found.get(key)
        if known is None:
            found[key] = replace(tally)
            continue
        known.minutes += tally.minutes
        known.sessions += tally.sessions
        known.entries += tally.entries
        known.changing += tally.changing
        known.since = min(known.since, tally.since) if known.since and tally.since else known.since or tally.since
    return list(found.values())


def _result(rule: Rule, case: Case, alike: Sequence[Tally], calendar: Calendar, as_of: date, active: bool) -> Result:
    if isinstance(rule, LongestGapRule):
        return longest_gap(
            rule, _days(rule, case), calendar, as_of, active=active, quiet=_quiet(rule, case, calendar, as_of)
        )
    usual = usual_session(rule, alike)
    return minimum(rule, alike, calendar, as_of, credited=_credit(rule, case), active=active, usual_session=usual)


def _credit(rule: MinimumRule, case: Case) -> int:
    mine = [credit for group, credit in (case.credits or {}).items() if concerns(rule.groups, group)]
    return sum(minutes if rule.unit is RuleUnit.HOURS else sessions for minutes, sessions in mine)


HANDED_IN = (EntryStatus.SUBMITTED, EntryStatus.VERIFIED)


def _is_lost(tally: Tally) -> bool:
    """Say whether it was handed in and would count, if a check had been in place."""
    lost = tally.is_uncleared and tally.counts and not tally.is_stopped
    return lost and tally.stands and tally.status in HANDED_IN


def _days(rule: LongestGapRule, case: Case) -> list[date]:
    mine = (tally for tally in case.tallies if tally.sessions and tally.stands and tally.status in HANDED_IN)
    return [tally.day for tally in mine if concerns(rule.groups, tally.group)]


def _quiet(rule: LongestGapRule, case: Case, calendar: Calendar, as_of: date) -> list[date]:
    """Return past weeks without any client work, in which a rule about something else, as supervision, does not run."""
    if not rule.groups or rule.groups & CLIENT_GROUPS:
        return []
    worked = {tally.week for tally in case.tallies if tally.stands and tally.sessions and is_client_work(tally.group)}
    return [week for week in calendar.weeks if week < monday_of(as_of) and week not in worked]


def _silence(calendar: Calendar, last: date | None, as_of: date) -> int | None:
    """Return running days without an entry; None when nothing was logged for longer than is worth a word."""
    gone = calendar.running_days(last or calendar.first, min(as_of, calendar.last))
    return gone if last or gone < QUIET_DAYS else None


def _entries(alike: Iterable[Tally], status: EntryStatus) -> int:
    return sum(tally.entries for tally in alike if tally.status is status)


def _by_group(case: Case, alike: Sequence[Tally]) -> dict[CategoryGroup, Totals]:
    credited = case.credits or {}
    groups = {tally.group for tally in alike} | set(credited)
    return {
        group: total((tally for tally in alike if tally.group is group), credited.get(group, (0, 0))[0])
        for group in sorted(groups, key=list(CategoryGroup).index)
    }


def _weeks(case: Case, calendar: Calendar, as_of: date) -> list[tuple[date, WeekState, int]]:
    minutes: dict[date, int] = {}
    for tally in case.tallies:
        minutes[tally.week] = minutes.get(tally.week, 0) + tally.minutes * tally.stands
    return [(week, state, minutes.get(week, 0)) for week, state in year_strip(case.tallies, calendar, as_of)]
