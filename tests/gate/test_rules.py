"""What may be agreed, how far it has come, and which letter about a last day is due: pure rules."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from placement_portal.clearance.rules.exceptions import (
    LONGEST_DAYS,
    LONGEST_IN_ALL,
    ExceptionState,
    GateQuestion,
    binding,
    problems,
    state_of,
)
from placement_portal.gate.rules import LapseMoment, moment_due
from tests.clearance.test_gate import PATIENT, TODAY, agreed

DAY = timedelta(days=1)


def test_what_is_wrong_with_an_exception() -> None:
    fine = agreed(TODAY, days=14)
    assert problems(fine, [], TODAY) == {}
    assert "until" in problems(agreed(TODAY, days=15), [], TODAY)
    assert "until" in problems(replace(fine, until=TODAY - DAY), [], TODAY)
    assert "starts" in problems(replace(fine, starts=TODAY - DAY, until=TODAY), [], TODAY)
    assert "conditions" in problems(replace(fine, conditions=frozenset()), [], TODAY)
    spent = [agreed(TODAY - 30 * DAY, days=14), agreed(TODAY - 15 * DAY, days=10)]
    assert problems(fine, spent, TODAY)["until"] == "Exceptions for one check last 28 days in all: 4 are left."


@PATIENT
@given(st.lists(st.tuples(st.integers(-40, 40), st.integers(1, LONGEST_DAYS)), max_size=4), st.integers(-2, 30))
def test_what_may_be_asked_holds_beside_all_that_was_agreed(others: list[tuple[int, int]], days: int) -> None:
    before = [agreed(TODAY + starts * DAY, days=length) for starts, length in others]
    asked = agreed(TODAY, days=days)
    if problems(asked, before, TODAY):
        assert not 1 <= days <= LONGEST_DAYS or sum(each.days for each in [*before, asked]) > LONGEST_IN_ALL
    else:
        assert len(list(binding([*before, asked]))) == len(others) + 1


def test_what_goes_beyond_28_days_in_all_does_not_hold_and_without_a_condition_nothing_opens() -> None:
    first, second, third = (agreed(TODAY + days * DAY, days=14) for days in (0, 14, 28))
    other = replace(third, code="training")
    assert list(binding([other, third, second, first])) == [first, second, other]
    assert first.opens == {GateQuestion.ON_SITE, GateQuestion.ACCOMPANIED}
    assert replace(first, conditions=frozenset()).opens == frozenset()


def test_how_far_it_has_come() -> None:
    both = agreed(TODAY, days=7)
    told = {"declined": False, "ended": False}
    assert state_of(both, TODAY, **told) is ExceptionState.IN_FORCE
    assert state_of(both, TODAY - DAY, **told) is ExceptionState.AHEAD
    assert state_of(both, TODAY + 7 * DAY, **told) is ExceptionState.OVER
    assert state_of(both, TODAY + 7 * DAY, declined=False, ended=True) is ExceptionState.ENDED
    assert state_of(both, TODAY, declined=True, ended=False) is ExceptionState.DECLINED
    assert state_of(replace(both, programme_lead=""), TODAY, **told) is ExceptionState.WAITING


def test_the_latest_letter_is_due_and_the_last_valid_day_counts() -> None:
    due = {days: moment_due(TODAY, 6, TODAY - days * DAY) for days in (43, 42, 15, 14, 1, 0, -14, -15)}
    assert due == {
        43: None,
        42: LapseMoment.EARLY,
        15: LapseMoment.EARLY,
        14: LapseMoment.TWO_WEEKS,
        1: LapseMoment.TWO_WEEKS,
        0: LapseMoment.LAST_DAY,
        -14: LapseMoment.LAST_DAY,
        -15: None,
    }
