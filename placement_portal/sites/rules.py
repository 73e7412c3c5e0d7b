"""What is true of settings: their kinds, and the days on which one is closed."""

import enum
import functools
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, TypeAlias


class SiteKind(enum.StrEnum):
    """What sort of place a setting is."""

    SPECIAL_SCHOOL = "special_school"
    MAINSTREAM_SCHOOL = "mainstream_school"
    SCHOOL_UNIT = "school_unit"
    CHILDRENS_CENTRE = "childrens_centre"
    HOSPITAL = "hospital"
    HOSPICE = "hospice"
    CARE_HOME = "care_home"
    COMMUNITY = "community"
    OTHER = "other"


class SiteMeets(enum.StrEnum):
    """Whom students meet in a setting: as its kind says, or said for this one because its kind does not tell."""

    AS_KIND = "as_kind"
    CHILDREN = "children"
    ADULTS = "adults"
    BOTH = "both"


DateRange: TypeAlias = tuple[date, date]
"""From the first day to the last, both included."""

ONE_DAY: Final = timedelta(days=1)
SCHOOL_WEEK: Final = range(5)
"""Monday to Friday, as `date.weekday` numbers them."""


@functools.lru_cache(maxsize=2048)  # a recount asks some hundreds of times for the same few weeks
def monday_of(day: date) -> date:
    """Return the Monday that begins the ISO week of a day."""
    return day - timedelta(days=day.weekday())


def is_closed(day: date, closures: Iterable[DateRange]) -> bool:
    """Say whether a day lies in one of the closures."""
    return any(first <= day <= last for first, last in closures)


def week_is_closed(monday: date, closures: Iterable[DateRange], weekdays: Iterable[int] = SCHOOL_WEEK) -> bool:
    """Say whether every one of the weekdays that matter is closed in the week that begins on `monday`."""
    ranges = tuple(closures)
    return all(is_closed(monday + timedelta(days=weekday), ranges) for weekday in weekdays)


@functools.lru_cache(maxsize=512)  # the rules of one student ask a dozen times for the same year
def weeks_between(first: date, last: date) -> tuple[date, ...]:
    """Return the Mondays of all ISO weeks from that of `first` to that of `last`; none when they are out of order."""
    if first > last:
        return ()
    start = monday_of(first)
    return tuple(start + timedelta(weeks=n) for n in range((monday_of(last) - start).days // 7 + 1))


def closed_weeks(
    first: date, last: date, closures: Iterable[DateRange], weekdays: Iterable[int] = SCHOOL_WEEK
) -> frozenset[date]:
    """Return the Mondays of the weeks between two days in which a setting is closed on every day that matters."""
    ranges, days = tuple(closures), tuple(weekdays)
    return frozenset(monday for monday in weeks_between(first, last) if week_is_closed(monday, ranges, days))


HOLIDAY: Final = "Holiday between terms"
"""What the days between two terms are called where they are closed."""


def between_terms(terms: Iterable[DateRange]) -> list[DateRange]:
    """Return the days between one term and the next, first and last day of each; terms that touch leave none."""
    found: list[DateRange] = []
    reached: date | None = None
    for first, last in sorted(terms):
        if reached is not None and reached + ONE_DAY < first:
            found.append((reached + ONE_DAY, first - ONE_DAY))
        reached = last if reached is None else max(reached, last)
    return found
