"""What people type for a day and a time is understood, or kept with a clear sentence."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import InputRequired

from placement_portal.web.inputs import ClockField, DatePartsField

TODAY = date(2026, 11, 20)
YESTERDAY = date(2026, 11, 19)


class Session(Form):
    """A day that must be given and a time that may."""

    day = DatePartsField("When was it?", [InputRequired("Enter the date of the session")])
    start = ClockField("When did it start?")


def session(**typed: str) -> Session:
    form = Session(MultiDict({name.replace("_", "-"): value for name, value in typed.items()}))
    form.validate()
    return form


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_typed_in_parts_is_understood_and_shown_again(day: date) -> None:
    form = session(day_day=str(day.day), day_month=str(day.month), day_year=str(day.year))
    assert form.day.data == day
    assert Session(data={"day": day}).day.part("month") == str(day.month)


@pytest.mark.parametrize(
    "day, month, year",
    [("20", "11", "26"), (" 20 ", "Nov", "2026"), ("20", "november", "2026"), ("٢٠", "11", "2026")],
)
def test_a_day_may_be_typed_loosely(day: str, month: str, year: str) -> None:
    assert session(day_day=day, day_month=month, day_year=year).day.data == TODAY


@pytest.mark.parametrize(
    "day, month, year, sentence",
    [
        ("", "", "", "Enter the date of the session"),
        ("", "11", "2026", "The date must include a day"),
        ("20", "", "", "The date must include a month and a year"),
        ("31", "2", "2026", "Enter a real date, such as 20 11 2026"),
        ("20", "Nowember", "2026", "Enter a real date, such as 20 11 2026"),
        ("x", "11", "2026", "Enter a real date, such as 20 11 2026"),
        ("20", "11", "1066", "Enter a real date, such as 20 11 2026"),
        ("9" * 30, "11", "2026", "Enter a real date, such as 20 11 2026"),
    ],
)
def test_a_day_that_is_none_has_a_sentence_and_keeps_what_was_typed(
    day: str, month: str, year: str, sentence: str
) -> None:
    form = session(day_day=day, day_month=month, day_year=year)
    assert form.day.errors == [sentence]
    assert [form.day.part(part) for part in ("day", "month", "year")] == [day, month, year]


def test_a_missing_part_never_crashes() -> None:
    assert session(day_day="20").day.errors == ["The date must include a month and a year"]
    assert session(start="9:30").day.errors == ["Enter the date of the session"]


def test_a_quick_choice_carries_a_whole_date() -> None:
    form = session(day=YESTERDAY.isoformat(), day_day="", day_month="", day_year="")
    form.day.offer((TODAY, "Today"), (YESTERDAY, "Yesterday"))
    assert (form.day.data, form.day.chosen) == (YESTERDAY, YESTERDAY.isoformat())


@pytest.mark.parametrize("data, chosen", [(None, ""), (TODAY, "2026-11-20"), (date(2026, 1, 1), "other")])
def test_the_quick_choice_that_fits_is_ticked(data: date | None, chosen: str) -> None:
    form = Session(data={"day": data})
    form.day.offer((TODAY, "Today"), (YESTERDAY, "Yesterday"))
    assert form.day.chosen == chosen
    assert form.day.part("day") == ("" if data is None else str(data.day))


def test_another_day_is_typed() -> None:
    form = session(day="other", day_day="1", day_month="2", day_year="2026")
    assert (form.day.data, form.day.chosen) == (date(2026, 2, 1), "other")
    assert session(day="other").day.errors == ["Enter the date of the session"]


@given(st.times())
def test_every_time_is_understood_and_shown_again(when: time) -> None:
    form = session(start=f"{when:%H:%M}")
    assert form.start.data == when.replace(second=0, microsecond=0)
    assert Session(data={"start": when}).start._value() == f"{when:%H:%M}"


@pytest.mark.parametrize(
    "typed, when",
    [
        ("9.30", time(9, 30)),
        ("0930", time(9, 30)),
        ("9", time(9)),
        ("2:15 PM", time(14, 15)),
        ("12am", time(0)),
        ("", None),
    ],
)
def test_a_time_may_be_typed_loosely(typed: str, when: time | None) -> None:
    assert session(start=typed).start.data == when


@pytest.mark.parametrize("typed", ["noon", "25:00", "9:75", "99", "12:345"])
def test_a_time_that_is_none_has_a_sentence_and_stays(typed: str) -> None:
    form = session(start=typed)
    assert form.start.errors == ["Enter a time, such as 9:30 or 14:15"]
    assert form.start._value() == typed


def test_no_time_is_shown_as_nothing() -> None:
    assert Session().start._value() == ""
