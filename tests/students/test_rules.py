"""The states of a student, their days, and the words of an adjustment."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.programmes.rules import StudentStatus
from placement_portal.students.rules import (
    BY_HAND,
    MOVES,
    NotAllowed,
    StudentAction,
    action_between,
    actions_from,
    away,
    day_problem,
    looks_like_a_reason,
    move,
    reads_until,
)

TODAY = date(2026, 11, 27)
ENDED = {StudentStatus.WITHDRAWN, StudentStatus.COMPLETED}


@dataclass(frozen=True)
class Move:
    day: date
    status: StudentStatus


@pytest.mark.parametrize("status", StudentStatus)
@pytest.mark.parametrize("action", StudentAction)
def test_every_pair_is_decided(status: StudentStatus, action: StudentAction) -> None:
    if (status, action) in MOVES:
        assert move(status, action) is MOVES[status, action]
        return
    with pytest.raises(NotAllowed) as refused:
        move(status, action)
    assert (refused.value.status, refused.value.action) == (status, action)


@pytest.mark.parametrize("status", StudentStatus)
def test_something_can_always_be_done_by_hand_and_who_left_only_comes_back(status: StudentStatus) -> None:
    possible = actions_from(status)
    assert possible
    assert set(possible) <= set(BY_HAND)
    assert (possible == [StudentAction.REINSTATE]) == (status in ENDED)


@given(st.sampled_from(StudentStatus), st.sampled_from(StudentStatus))
def test_what_leads_from_one_status_to_another_leads_there(before: StudentStatus, after: StudentStatus) -> None:
    action = action_between(before, after)
    if action:
        assert move(before, action) is after
    else:
        assert after not in {MOVES[before, each] for each in actions_from(before)}


def test_who_repeated_before_repeats_again() -> None:
    interrupted, repeating = StudentStatus.INTERRUPTED, StudentStatus.REPEATING
    assert move(interrupted, StudentAction.RETURN) is StudentStatus.ACTIVE
    assert move(interrupted, StudentAction.RETURN, repeating) is repeating
    assert move(StudentStatus.ACTIVE, StudentAction.MOVE_BACK, repeating) is repeating
    assert move(interrupted, StudentAction.MOVE_BACK, repeating) is interrupted


@pytest.mark.parametrize(
    "day, last, sentence",
    [
        (TODAY, None, None),
        (TODAY, TODAY, None),
        (TODAY + timedelta(days=1), None, "Enter today or an earlier day: nothing changes by itself later."),
        (
            TODAY - timedelta(days=1),
            TODAY,
            "The last change holds from 27 November 2026. Enter that day or a later one.",
        ),
    ],
)
def test_a_move_holds_from_today_or_earlier_never_before_the_last(
    day: date, last: date | None, sentence: str | None
) -> None:
    assert day_problem(day, TODAY, last) == sentence


@given(st.lists(st.tuples(st.integers(0, 300), st.sampled_from(StudentStatus)), max_size=8))
def test_the_days_away_are_those_on_which_interrupted_holds(drawn: list[tuple[int, StudentStatus]]) -> None:
    moves = [Move(TODAY + timedelta(days=days), status) for days, status in sorted(drawn)]
    until = TODAY + timedelta(days=320)
    found = {day for first, last in away(moves, until) for day in _days(first, last)}
    expected = {day for day in _days(TODAY, until) if _status_on(moves, day) is StudentStatus.INTERRUPTED}
    assert found == expected


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _status_on(moves: list[Move], day: date) -> StudentStatus:
    held = [each.status for each in moves if each.day <= day]
    return held[-1] if held else StudentStatus.ACTIVE


def test_away_ends_with_what_is_looked_at() -> None:
    assert list(away([Move(TODAY, StudentStatus.INTERRUPTED)], TODAY - timedelta(days=1))) == []


@pytest.mark.parametrize("left, until", [(date(2026, 3, 9), date(2027, 3, 9)), (date(2028, 2, 29), date(2029, 2, 28))])
def test_a_record_is_read_for_twelve_months(left: date, until: date) -> None:
    assert reads_until(left) == until


@pytest.mark.parametrize(
    "words",
    [
        "Rest because of a condition",
        "Dyslexia: more time",
        "after her surgery",
        "ADHD",
        "Anxious? No: anxiety",
        "caring for a parent",
    ],
)
def test_a_reason_is_noticed(words: str) -> None:
    assert looks_like_a_reason(words)


@pytest.mark.parametrize(
    "words",
    ["", "Fifteen minutes more for each report", "A desk by the window", "Painted chairs", "Later start on Mondays"],
)
def test_what_is_done_is_not_a_reason(words: str) -> None:
    assert looks_like_a_reason(words) == []


def test_each_word_is_said_once() -> None:
    assert looks_like_a_reason("Pain, then pain, then fatigue") == [
        "“Pain” reads like a reason or a health detail. Say what is done, not why.",
        "“pain” reads like a reason or a health detail. Say what is done, not why.",
        "“fatigue” reads like a reason or a health detail. Say what is done, not why.",
    ]
