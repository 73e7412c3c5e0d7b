"""One cell at a time: what is understood, and the sentence for what is not."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.sheets import (
    Cell,
    CellError,
    choice,
    date,
    email,
    email_key,
    key,
    optional,
    text,
    whole_number,
    yes_no,
)
from tests.sheets.files import unhurried

THE_DAY = dt.date(2026, 11, 12)
MIDNIGHT = dt.datetime.fromisoformat("2026-11-12 00:00")
HALF_PAST = dt.datetime.fromisoformat("2026-11-12 09:30")
DAYS = st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31))
kind = choice({"special school": "special", "Children's centre": "centre"})


@pytest.mark.parametrize(
    "value",
    [
        *("2026-11-12", "2026/11/12", "2026-11-12 00:00:00", "2026-11-12T00:00:00.000", "12/11/2026", "12/11/26"),
        *("12.11.2026", "12-11-2026", " 12/11/2026 00:00 ", "12 November 2026", "12 Nov. 2026", "12th november 2026"),
        *("12-Nov-26", "Thursday 12 November 2026", "Thu, 12 Nov 2026", "12\u00a0November\u00a02026"),
        *(THE_DAY, MIDNIGHT),
    ],
)
def test_a_day_is_understood_however_it_is_written(value: Cell) -> None:
    assert date(value) == THE_DAY


@pytest.mark.parametrize("written", ["1/2/03", "01.02.2003", "1 Feb 2003", "1-2-03"])
def test_the_day_comes_first_and_may_be_short(written: str) -> None:
    assert date(written) == dt.date(2003, 2, 1)


def test_two_figures_of_a_year_mean_the_nearest_century() -> None:
    assert (date("1/9/69").year, date("1/9/70").year, date("3 Sept 99").year) == (2069, 1970, 1999)


@pytest.mark.parametrize(
    "value, sentence",
    [
        ("11/25/2026", "“11/25/2026” has no month 25: write the day first, as in 25/11/2026."),
        ("1/25/26", "“1/25/26” has no month 25: write the day first, as in 25/01/2026."),
        ("31/02/2026", "“31/02/2026” is not a day in the calendar."),
        ("29 February 2026", "“29 February 2026” is not a day in the calendar."),
        ("12 Smarch 2026", "“12 Smarch 2026” is not a day in the calendar."),
        ("00/13/2026", "“00/13/2026” is not a day in the calendar."),
        ("20/20/2026", "“20/20/2026” is not a day in the calendar."),
        ("12/11/0026", "“12/11/0026” has a year before 1900 or after 2100."),
        ("12/11-2026", "“12/11-2026” is not a date: write one such as 12/11/2026."),
        ("soon", "“soon” is not a date: write one such as 12/11/2026."),
        ("x" * 50, f"“{'x' * 40}…” is not a date: write one such as 12/11/2026."),
        (46338, "“46338” is not a date: format the cell as a date, or write one such as 12/11/2026."),
        (dt.time(9, 30), "“09:30:00” is not a date: format the cell as a date, or write one such as 12/11/2026."),
        (HALF_PAST, "Write a date without a time of day, not “12/11/2026 09:30”."),
        (None, "This is missing."),
        (" \u00a0 ", "This is missing."),
        ("#REF!", "The sheet shows the error #REF! here: write the value itself."),
    ],
)
def test_what_is_no_day_is_refused_with_a_sentence(value: Cell, sentence: str) -> None:
    with pytest.raises(CellError) as refused:
        date(value)
    assert str(refused.value) == sentence


@unhurried
@given(
    DAYS,
    st.sampled_from(
        ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d-%b-%y", "%A %d %B %Y"]
    ),
)
def test_every_day_survives_every_way_of_writing_it(day: dt.date, shape: str) -> None:
    assert date(day.strftime(shape)) == day


@unhurried
@given(st.text())
def test_any_text_is_a_day_or_a_sentence(typed: str) -> None:
    with suppress(CellError):
        assert isinstance(date(typed), dt.date)


@pytest.mark.parametrize(
    "value, words",
    [
        ("  Siân\u00a0 Ŵyn-O'Neill\t", "Siân Ŵyn-O'Neill"),
        ("Sia\u0302n W\u0302yn", "Siân Ŵyn"),
        ("王芳", "王芳"),
        ("Þóra\u200b", "Þóra"),
        (20481234, "20481234"),
        (20481234.0, "20481234"),
        (1.5, "1.5"),
        (True, "True"),
    ],
)
def test_words_are_tidied(value: Cell, words: str) -> None:
    assert text(value, 40) == words


@pytest.mark.parametrize(
    "value, sentence",
    [
        ("x" * 41, "Use 40 characters or fewer: this has 41."),
        (THE_DAY, "The sheet turned this into 12/11/2026: format the cell as text and write it again."),
        (dt.time(9, 30), "The sheet turned this into 09:30: format the cell as text and write it again."),
        ("#N/A", "The sheet shows the error #N/A here: write the value itself."),
        (None, "This is missing."),
    ],
)
def test_words_that_are_none_are_refused(value: Cell, sentence: str) -> None:
    with pytest.raises(CellError) as refused:
        text(value, 40)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "value, number",
    [(12, 12), (12.0, 12), ("12", 12), (" 1,200 ", 1200), ("-3", -3), ("3.00", 3), (0, 0)],
)
def test_whole_numbers(value: Cell, number: int) -> None:
    assert whole_number(value) == number


@pytest.mark.parametrize("value", [1.5, "1.5", "1,2", "ten", True, "9" * 16, float("inf")])
def test_what_is_no_whole_number(value: Cell) -> None:
    with pytest.raises(CellError, match="Write a whole number, not “"):
        whole_number(value)


def test_numbers_have_limits() -> None:
    assert [whole_number(number, least=0, most=2) for number in (0, 1, 2)] == [0, 1, 2]
    with pytest.raises(CellError, match="Write 0 or more, not -1"):
        whole_number(-1, least=0)
    with pytest.raises(CellError, match="Write 5 or less, not 6"):
        whole_number(6, most=5)


@pytest.mark.parametrize("value", ["Yes", "y", "TRUE", True, 1, 1.0, "X", "✓"])
def test_yes(value: Cell) -> None:
    assert yes_no(value) is True


@pytest.mark.parametrize("value", ["No", "n", "false", False, 0])
def test_no(value: Cell) -> None:
    assert yes_no(value) is False


def test_neither_yes_nor_no() -> None:
    with pytest.raises(CellError, match="Write yes or no, not “perhaps”"):
        yes_no("perhaps")


@pytest.mark.parametrize(
    "typed", ["Sian@UNI.ac.UK", " Sian@uni.ac.uk\u00a0", "mailto:Sian@uni.ac.uk", "<Sian@uni.ac.uk>;"]
)
def test_an_address_keeps_its_name_and_lowers_its_domain(typed: str) -> None:
    assert email(typed) == "Sian@uni.ac.uk"
    assert email_key(email(typed)) == "sian@uni.ac.uk"


@pytest.mark.parametrize("value", ["sian", "a@b@c.uk", "sian@", 5, "siân jones@uni.ac.uk"])
def test_what_is_no_address(value: Cell) -> None:
    with pytest.raises(CellError, match="is not an e-mail address: write one"):
        email(value)


@pytest.mark.parametrize("typed", ["Special School", "special-school", " SPECIAL  SCHOOL "])
def test_a_choice_ignores_case_and_spelling_of_spaces(typed: str) -> None:
    assert kind(typed) == "special"


def test_a_choice_says_what_there_is() -> None:
    with pytest.raises(CellError) as refused:
        kind("prison")
    assert str(refused.value) == "Write one of these, not “prison”: special school, Children's centre."


def test_an_empty_cell_may_be_allowed() -> None:
    assert optional(date)(None) is None
    assert optional(date)("  ") is None
    assert optional(yes_no)(0) is False
    assert optional(date)("12/11/2026") == THE_DAY


def test_keys_join_spellings_and_keep_signs() -> None:
    assert key("E-mail  Address *") == key("email address") == "emailaddress"
    assert key("#") == "#"
