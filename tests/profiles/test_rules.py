"""What is true of profiles: registers and their numbers, what ends soon, which year a day lies in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.profiles.rules import (
    NOT_REGISTERED,
    NUMBER_MISSING,
    NUMBERS,
    SOON_DAYS,
    RegistrationScheme,
    Validity,
    number_problem,
    tidy_number,
    validity,
    year_of,
    year_words,
)

HCPC = RegistrationScheme.HCPC_ARTS_THERAPIST
DAYS = st.dates(date(2020, 1, 1), date(2060, 1, 1))


@given(st.integers(0, 999_999), st.sampled_from(sorted(NUMBERS)))
def test_each_register_takes_its_own_numbers_and_refuses_those_of_the_others(digits: int, scheme: str) -> None:
    ours = RegistrationScheme(scheme)
    prefixes = {each: NUMBERS[each][1].split(" is ")[1].split(" and")[0] for each in NUMBERS}
    for each, prefix in prefixes.items():
        assert (number_problem(ours, f"{prefix}{digits}") is None) == (each is ours)


@pytest.mark.parametrize("number", ["AS", "AS1234567", "as12345", "AS12 345", "12345", "ASX1", "AS12345\n"])
def test_what_the_register_of_arts_therapists_never_gives(number: str) -> None:
    assert number_problem(HCPC, number) == NUMBERS[HCPC][1]


def test_a_number_needs_a_register_and_a_register_a_number() -> None:
    assert number_problem(HCPC, "") == NUMBER_MISSING
    assert number_problem(RegistrationScheme.NONE, "AS1") == NOT_REGISTERED
    assert number_problem(RegistrationScheme.NONE, "") is None
    assert number_problem(RegistrationScheme.BACP, "00-12/b") is None


@given(st.text(alphabet="as 0123456789\t", max_size=12))
def test_blanks_and_case_do_not_matter(typed: str) -> None:
    tidy = tidy_number(typed)
    assert tidy == tidy_number(tidy) == tidy.upper()
    assert not any(each.isspace() for each in tidy)


@given(DAYS, st.integers(-100, 400))
def test_the_last_day_counts_and_the_end_is_told_in_time(today: date, days: int) -> None:
    found = validity(today + timedelta(days=days), today)
    assert (found is Validity.ENDED) == (days < 0)
    assert (found is Validity.ENDS_SOON) == (0 <= days <= SOON_DAYS)
    assert validity(None, today) is Validity.NOT_KNOWN


@given(DAYS)
def test_a_year_of_placements_begins_in_autumn_and_is_a_year_long(day: date) -> None:
    year = year_of(day)
    assert date(year, 9, 1) <= day < date(year + 1, 9, 1)


def test_how_a_year_is_written() -> None:
    assert year_words(2026) == "2026/27"
    assert year_words(2099) == "2099/00"
