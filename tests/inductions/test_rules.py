"""What is true of lists and ticks: a tick is of the very words of a line."""

from hypothesis import given
from hypothesis import strategies as st

from placement_portal.inductions.rules import (
    LINE_LENGTH,
    MOST_LINES,
    NONE,
    PRESET,
    TOO_MANY,
    InductionStanding,
    counting,
    lines_in,
    problem,
    standing,
)

LINES = st.lists(st.sampled_from(["fire", "first aid", "room", "keys"]), unique=True)


@given(LINES, LINES, st.booleans())
def test_only_ticks_of_the_list_count_and_a_confirmation_stays(
    ticked: list[str], lines: list[str], confirmed: bool
) -> None:
    ticks = dict.fromkeys(ticked, "2026-11-27")
    counted = counting(ticks, lines)
    assert set(counted) == set(ticked) & set(lines)
    said = standing(ticks, lines, confirmed=confirmed)
    assert (said is InductionStanding.CONFIRMED) == confirmed
    assert (said is InductionStanding.TICKED) == (bool(lines) and set(lines) <= set(ticked) and not confirmed)


@given(st.text())
def test_a_typed_list_has_no_empty_line_and_none_twice(text: str) -> None:
    lines = lines_in(text)
    assert all(lines)
    assert len(set(lines)) == len(lines)
    assert lines_in("\n".join(lines)) == lines


def test_what_is_wrong_with_a_list() -> None:
    assert problem([]) == NONE
    assert problem([str(each) for each in range(MOST_LINES + 1)]) == TOO_MANY
    assert "Shorten" in problem(["x" * (LINE_LENGTH + 1)])
    assert problem(PRESET) == ""
