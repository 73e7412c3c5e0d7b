"""Months and weeks, whatever the year: 53 weeks, leap days, the ends of what anybody asks for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.calendar.rules import CalendarView, Window, week_number, window

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
VIEWS = st.sampled_from(CalendarView)
TODAY = date(2026, 11, 27)


@given(view=VIEWS, on=DAYS)
def test_a_window_holds_its_day_and_touches_its_neighbours(view: CalendarView, on: date) -> None:
    found = Window(view, on)
    assert found.first <= on <= found.last
    assert found.has(on)
    assert Window(view, found.after).before == found.first
    assert Window(view, found.before).after == found.first
    assert found.last + timedelta(days=1) == found.after
    assert not found.has(found.after)


@given(view=VIEWS, on=DAYS)
def test_its_weeks_are_whole_iso_weeks_that_cover_it_without_a_gap(view: CalendarView, on: date) -> None:
    found = Window(view, on)
    days = [day for week in found.weeks for day in week]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert all(len(week) == 7 and week[0].isoweekday() == 1 for week in found.weeks)
    assert all(len({week_number(day) for day in week}) == 1 for week in found.weeks)
    assert {day for day in days if found.has(day)} == {
        found.first + timedelta(days=n) for n in range((found.last - found.first).days + 1)
    }
    assert len(found.weeks) == 1 if view is CalendarView.WEEK else 4 <= len(found.weeks) <= 6


@pytest.mark.parametrize(
    "view, on, first",
    [
        ("month", "2026-02-28", date(2026, 2, 1)),
        ("week", "2027-01-01", date(2026, 12, 28)),
        ("year", "2026-03-03", date(2026, 3, 1)),
        ("", "", date(2026, 11, 1)),
        ("week", "2026-02-30", date(2026, 11, 23)),
        ("week", "0001-01-01", date(2026, 11, 23)),
        ("month", "9999-12-31", date(2026, 11, 1)),
        ("month", "not a day", date(2026, 11, 1)),
    ],
)
def test_what_an_address_asks_for_is_taken_or_it_is_today(view: str, on: str, first: date) -> None:
    assert window(view, on, TODAY).first == first
