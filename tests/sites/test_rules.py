"""The days and weeks on which a setting is closed."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from placement_portal.sites.rules import (
    between_terms,
    closed_weeks,
    is_closed,
    monday_of,
    week_is_closed,
    weeks_between,
)

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
    assert weeks == tuple(sorted(weeks))


def test_closed_weeks_of_a_term() -> None:
    assert closed_weeks(date(2026, 1, 5), date(2026, 3, 27), iter([HALF_TERM])) == {date(2026, 2, 16)}


TERMS = st.lists(st.tuples(DAYS, st.integers(0, 90)).map(lambda each: (each[0], each[0] + timedelta(days=each[1]))))


@given(TERMS)
def test_every_day_from_the_first_term_to_the_last_is_in_a_term_or_between_two(terms: list[tuple[date, date]]) -> None:
    gaps = between_terms(terms)
    assert gaps == sorted(gaps)
    for first, last in gaps:
        assert first <= last
        assert not any(begins <= last and first <= ends for begins, ends in terms)
        assert is_closed(first - timedelta(days=1), terms)
        assert is_closed(last + timedelta(days=1), terms)
    inside = sum((last - first).days + 1 for first, last in gaps)
    if terms:
        whole = (max(last for _, last in terms) - min(first for first, _ in terms)).days + 1
        covered = {first + timedelta(days=n) for first, last in terms for n in range((last - first).days + 1)}
        assert inside + len(covered) == whole
