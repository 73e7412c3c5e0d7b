"""How figures, days and times read."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.web import formats

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "minutes, words", [(90, "1 h 30"), (45, "0 h 45"), (120, "2 h 00"), (0, "0 h 00"), (-75, "-1 h 15")]
)
def test_a_duration(minutes: int, words: str) -> None:
    assert formats.duration(minutes) == words


@given(st.integers(min_value=0, max_value=10**7))
def test_a_duration_loses_no_minute(minutes: int) -> None:
    whole, rest = formats.duration(minutes).split(" h ")
    assert int(whole) * 60 + int(rest) == minutes


@pytest.mark.parametrize("minutes, words", [(212 * 60, "212 h"), (212 * 60 + 59, "212 h"), (72_000, "1,200 h")])
def test_whole_hours_never_promise_more(minutes: int, words: str) -> None:
    assert formats.hours(minutes) == words


def test_days() -> None:
    assert formats.day(FRIDAY) == "Fri 20 Nov"
    assert formats.long_day(FRIDAY) == "20 November 2026"
    assert formats.full_day(FRIDAY) == "Friday 20 November 2026"
    assert formats.month(FRIDAY) == "November 2026"


@pytest.mark.parametrize(
    "days, words",
    [(0, "today"), (-1, "yesterday"), (1, "tomorrow"), (-2, "Wed 18 Nov"), (60, "Tue 19 Jan 2027")],
)
def test_a_day_as_seen_from_today(days: int, words: str) -> None:
    when = FRIDAY + timedelta(days=days)
    assert formats.relative(when, FRIDAY) == words
    with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC), tick=False):
        assert formats.relative(when) == words


def test_times() -> None:
    assert formats.clock_time(time(9, 30)) == "09:30"
    assert formats.ends_at(time(9, 30), 45) == "10:15"
    assert formats.ends_at(time(23, 30), 45) == "00:15"
    summer = datetime(2026, 7, 1, 13, 5, tzinfo=UTC)
    assert formats.moment(summer) == "1 July 2026, 14:05"
    assert formats.moment(summer, "Europe/Paris") == "1 July 2026, 15:05"


@pytest.mark.parametrize(
    "count, words",
    [(0, "Nothing waits."), (1, "1 entry waits."), (2, "2 entries wait."), (1200, "1,200 entries wait.")],
)
def test_a_count_chooses_the_whole_sentence(count: int, words: str) -> None:
    assert formats.plural(count, "1 entry waits.", "%(n)s entries wait.", "Nothing waits.") == words


def test_without_words_for_none_there_are_no_entries() -> None:
    assert formats.plural(0, "1 entry", "%(n)s entries") == "0 entries"


def test_a_badge_stops_at_a_hundred() -> None:
    assert [formats.badge(count) for count in (1, 99, 100, 5000)] == ["1", "99", "99+", "99+"]


@given(st.integers(min_value=-100, max_value=10**6), st.integers(min_value=0, max_value=10**6))
def test_a_share_stays_between_nothing_and_all(part: int, whole: int) -> None:
    share = formats.percent(part, whole)
    assert 0 <= share <= 100
    assert (share == 100) == (whole > 0 and part >= whole)
