"""What absences come to: how far one gets at the present pace, and the smallest thing that makes it up."""

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from placement_portal.absences.rules import Expected, Session
from placement_portal.programmes.rules import CategoryGroup, RuleUnit, concerns
from placement_portal.progress.rules.shown import Bar, Week
from placement_portal.progress.rules.states import day_in_words, in_words
from placement_portal.progress.rules.strip import WeekState
from placement_portal.sites.rules import SCHOOL_WEEK, monday_of

SCHOOL_DAYS: Final = len(SCHOOL_WEEK)
SETTLED_WEEKS: Final = 2
"""Before so many weeks a pace says nothing, and the timetable is taken instead. A choice of the product."""

STILL: Final = frozenset({WeekState.CLOSED, WeekState.PAUSED})


class ForecastKey(enum.StrEnum):
    """Which sentence says how far one gets, or what would make it up."""

    REACHED = "reached"
    STILL_REACHED = "still_reached"
    SHORT = "short"
    ONE_DAY = "one_day"
    ONE_MORE_A_WEEK = "one_more_a_week"
    MORE_A_WEEK = "more_a_week"
    DOES_NOT_FIT = "does_not_fit"


FORECAST_SENTENCES: Final[Mapping[ForecastKey, str]] = {
    ForecastKey.REACHED: "{target} is reached already.",
    ForecastKey.STILL_REACHED: "At your present pace you still reach {target} by {until}.",
    ForecastKey.SHORT: "At your present pace you reach {percent} % of {target} by {until}, {short} short.",
    ForecastKey.ONE_DAY: "One more day makes it up.",
    ForecastKey.ONE_MORE_A_WEEK: "One more day a week for {weeks} weeks makes it up.",
    ForecastKey.MORE_A_WEEK: "{days} more days a week until {until} make it up.",
    ForecastKey.DOES_NOT_FIT: "This does not fit into the weeks that are left. Agree with your tutor what to do.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What is known of one target; amounts in minutes or sessions, `open_weeks` and `left` in weeks, parts too.

    `whole_weeks` are those after this one, `usual` is what the timetables of all placements hold in the fullest week
    that is left, on `days` days of it.
    """

    target: int
    logged: int
    credited: int
    passed: Fraction
    left: Fraction
    whole_weeks: int
    usual: int
    days: int
    missed: int
    made_up: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """How far one gets with one target, in words, and what would make up what is missing."""

    label: str
    key: ForecastKey
    percent: int
    short: int
    sentence: str
    fix: str


def pace(ahead: Ahead) -> Fraction:
    """Return what is logged in a week: one's own so far, or the timetable's when too few weeks say anything."""
    own = max(0, ahead.logged - ahead.credited)
    if ahead.passed < SETTLED_WEEKS or not own:
        return Fraction(ahead.usual)
    return own / ahead.passed


def projected(ahead: Ahead) -> int:
    """Return what there will be in the end, rounded down: at the present pace, without what is missed, with what is
    made up. Somebody who keeps half a timetable loses half of what an absence takes from it.
    """
    speed = pace(ahead)
    kept = min(Fraction(1), speed / ahead.usual) if ahead.usual else Fraction(1)
    to_come = max(Fraction(0), speed * ahead.left - ahead.missed * kept)
    return ahead.logged + int(to_come) + ahead.made_up


def smallest_fix(ahead: Ahead, short: int) -> tuple[ForecastKey, int, int]:
    """Return which sentence makes up what is missing, more days a week, and for how many weeks."""
    day = ahead.usual // ahead.days if ahead.days else 0
    if not day or not ahead.whole_weeks:
        return ForecastKey.DOES_NOT_FIT, 0, 0
    needed = -(-short // day)
    if needed <= ahead.whole_weeks:
        return (ForecastKey.ONE_DAY if needed == 1 else ForecastKey.ONE_MORE_A_WEEK), 1, needed
    a_week = -(-needed // ahead.whole_weeks)
    fits = a_week + ahead.days <= SCHOOL_DAYS
    return (ForecastKey.MORE_A_WEEK, a_week, ahead.whole_weeks) if fits else (ForecastKey.DOES_NOT_FIT, 0, 0)


def forecast(label: str, unit: RuleUnit, ahead: Ahead, until: date) -> Forecast:
    """Say in words how far one gets until a day."""
    there = projected(ahead)
    short = max(0, ahead.target - there)
    percent = min(100, there * 100 // ahead.target) if ahead.target else 100
    values: dict[str, str | int] = {
        "target": in_words(ahead.target, unit),
        "until": day_in_words(until),
        "short": in_words(short, unit),
        "percent": percent,
    }
    if not short:
        key = ForecastKey.REACHED if ahead.logged >= ahead.target else ForecastKey.STILL_REACHED
        return Forecast(label, key, percent, 0, FORECAST_SENTENCES[key].format(**values), "")
    fix, days, weeks = smallest_fix(ahead, short)
    words = FORECAST_SENTENCES[fix].format(**values, days=days, weeks=weeks)
    return Forecast(
        label, ForecastKey.SHORT, percent, short, FORECAST_SENTENCES[ForecastKey.SHORT].format(**values), words
    )


def forecasts(
    bars: Iterable[Bar], weeks: Sequence[Week], stage: Sequence[Expected], missed: Sequence[Session], today: date
) -> list[Forecast]:
    """Return what becomes of every target that some missed sessions concern.

    `stage` are all placements of the student in the stage: a target is reached over all of them, so other absences,
    other timetables and other days to make up are reckoned in.
    """
    groups = {session.habit.group for session in missed}
    until = _until(weeks, stage)
    return [
        forecast(bar.label, RuleUnit(bar.unit), _ahead(bar, weeks, stage, today), until)
        for bar in bars
        if any(concerns(_groups(bar), group) for group in groups)
    ]


def _ahead(bar: Bar, weeks: Sequence[Week], stage: Sequence[Expected], today: date) -> Ahead:
    is_hours, groups = bar.unit == RuleUnit.HOURS, _groups(bar)
    to_come = [each for one in stage for each in one.sessions(today + timedelta(days=1), one.last)]
    lost = [each for each in to_come if each.missed and concerns(groups, each.habit.group)]
    made_up = [each for one in stage for each in one.planned if each.day >= today]
    passed, left, whole = _weeks(weeks, today)
    usual, days = _fullest(stage, groups, is_hours=is_hours, today=today)
    return Ahead(
        target=bar.target,
        logged=bar.done + bar.waiting,
        credited=bar.credited,
        passed=passed,
        left=left,
        whole_weeks=whole,
        usual=usual,
        days=days,
        missed=sum(each.habit.minutes for each in lost) if is_hours else len(lost),
        made_up=sum(each.minutes for each in made_up) if is_hours else len(made_up),
    )


def _fullest(
    stage: Sequence[Expected], groups: frozenset[CategoryGroup], *, is_hours: bool, today: date
) -> tuple[int, int]:
    """Return what the timetables hold in the fullest week from today on, and on how many days of it.

    Placements that run side by side add up; of those that follow one another the fuller one says what a week holds.
    """
    starts = {max(monday_of(one.first), monday_of(today)) for one in stage}
    found = [_in_week(stage, groups, monday, is_hours=is_hours) for monday in starts]
    return max(found, default=(0, 0))


def _in_week(
    stage: Sequence[Expected], groups: frozenset[CategoryGroup], monday: date, *, is_hours: bool
) -> tuple[int, int]:
    running = [one for one in stage if monday_of(one.first) <= monday <= one.last]
    habits = [each for one in running for each in one.habits if concerns(groups, each.group)]
    amount = sum(each.minutes for each in habits) if is_hours else len(habits)
    return amount, len({each.weekday for each in habits})


def _groups(bar: Bar) -> frozenset[CategoryGroup]:
    return frozenset(CategoryGroup(group) for group in bar.groups)


def _weeks(weeks: Sequence[Week], today: date) -> tuple[Fraction, Fraction, int]:
    """Return how many open weeks are gone, how many are left, and how many of these begin after this one."""
    this = monday_of(today)
    running = [week.monday for week in weeks if week.state not in STILL]
    rest = Fraction(max(0, SCHOOL_DAYS - 1 - today.weekday()), SCHOOL_DAYS) if this in running else Fraction(0)
    gone, whole = sum(monday < this for monday in running), sum(monday > this for monday in running)
    return Fraction(gone) + (1 - rest if this in running else 0), whole + rest, whole


def _until(weeks: Sequence[Week], stage: Sequence[Expected]) -> date:
    """Return the last day that counts: of the last placement, or of the last week that the stage knows."""
    ends = max(one.last for one in stage)
    last = max((week.monday for week in weeks), default=ends)
    return ends if last <= ends else last + timedelta(days=SCHOOL_DAYS - 1)
