"""The days and weeks on which a setting is closed."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from placement_portal.sites.rules import closed_weeks, is_closed, monday_of, week_is_closed, weeks_between

DAYS = st.dates(date(2000, 1, 10), date(2100, 1, 1))
HALF_TERM = (date(2026, 2, 14), date(2026, 2, 22))


@given(DAYS)
def test_weeks_begin_on_monday(day: date) -> None:
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert monday <= day < monday + timedelta(days=7)
    assert monday.isocalendar()[:2] == day.isocalendar()[:2]


def test_both_ends_of_a_closure_are_closed() -> None:
    closed = [day for day in range(12, 25) if is_closed(date(2026, 2, day), [HALF_TERM])]
    assert closed == list(range(14, 23))


def test_a_week_is_closed_when_every_school_day_is() -> None:
    assert week_is_closed(date(2026, 2, 16), [HALF_TERM])
    assert not week_is_closed(date(2026, 2, 9), [HALF_TERM])
    assert not week_is_closed(date(2026, 2, 16), [(date(2026, 2, 16), date(2026, 2, 19))])
    assert week_is_closed(date(2026, 2, 16), [(date(2026, 2, 16), date(2026, 2, 16))], weekdays=[0])


@given(DAYS, st.integers(-10, 400))
def test_all_weeks_between_two_days(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    weeks = weeks_between(first, last)
    assert set(weeks) == {monday_of(first + timedelta(days=n)) for n in range(length + 1)}
    assert weeks == sorted(weeks)


def test_closed_weeks_of_a_term() -> None:
    assert closed_weeks(date(2026, 1, 5), date(2026, 3, 27), iter([HALF_TERM])) == {date(2026, 2, 16)}
