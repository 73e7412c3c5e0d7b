"""On which days hours count: the same answer as the gate gives on each day, in few windows, each with its reason."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from placement_portal.clearance.rules import ClearanceBlock, ClearanceStatus, ClearanceValidity
from placement_portal.clearance.rules.exceptions import ExceptionCondition, GateQuestion, Waiver
from placement_portal.clearance.rules.gate import STOP, Held, Need, gate
from placement_portal.clearance.rules.validity import Validity
from placement_portal.clearance.rules.windows import ASKED, Asking, Gap, GapKind, Window, counts, gap, windows
from tests.clearance.test_gate import DAYS, HELD, NEEDED, PATIENT, TODAY, WAIVED, agreed, verified

FIRST = date(2026, 1, 1)
CHECK = Need(code="dbs", name="Enhanced check", blocks=ClearanceBlock.ON_SITE)
YEARLY = replace(CHECK, validity=Validity(ClearanceValidity.MONTHS, months=12))


@PATIENT
@given(HELD, NEEDED, NEEDED, WAIVED, DAYS, DAYS)
def test_a_day_is_in_a_window_when_the_gate_says_no_on_it(
    held: list[Held], needs: list[Need], later: list[Need], waived: list[Waiver], turn: date, on: date
) -> None:
    assume(turn > FIRST)
    held = [each for each in held if each.code != STOP]
    found = windows(held, [Asking(turn, later), Asking(FIRST, needs)], waived)
    asked = later if on >= turn else needs
    for question in ASKED:
        theirs = [each for each in found if each.question is question]
        inside = [each for each in theirs if each.starts <= on and (each.ends is None or on <= each.ends)]
        assert len(inside) == (not counts(gate(held, asked, waived, on), question))
        assert all(one.ends and one.ends < two.starts for one, two in pairwise(theirs))


@pytest.mark.parametrize("kind", GapKind)
@given(st.text(max_size=40).filter(lambda each: "\n" not in each), st.none() | st.dates())
def test_a_reason_is_read_as_it_was_kept(kind: GapKind, name: str, day: date | None) -> None:
    assert gap(str(Gap(kind, name, day))) == Gap(kind, name, day)


def why(held: list[Held], *waived: Waiver, needs: list[Need] | None = None) -> list[tuple[date, date | None, str]]:
    """Return when client work alone is closed, with the sentences."""
    found = windows(held, [Asking(FIRST, needs or [YEARLY])], waived)
    return [(each.starts, each.ends, each.why.sentence) for each in found if each.question is GateQuestion.ALONE]


def test_what_is_said_of_each_day() -> None:
    october, day = date(2026, 10, 3), timedelta(days=1)
    end = date(2027, 10, 3)
    assert why([]) == [(FIRST, None, "Not countable: Enhanced check was not in place.")]
    seen = verified(october)
    assert why([seen]) == [
        (FIRST, october - day, "Not countable: Enhanced check counts from 3 October 2026."),
        (end + day, None, "Not countable: Enhanced check held until 3 October 2027."),
    ]
    stopped = replace(seen, status=ClearanceStatus.STOPPED, stopped_on=TODAY)
    assert why([stopped])[1:] == [(TODAY, None, "Not countable: Enhanced check was not in place.")]
    two = [YEARLY, replace(CHECK, code="training", name="Training")]
    both = [seen, Held(code="training", status=ClearanceStatus.VERIFIED, seen_on=TODAY)]
    assert why(both, needs=two)[0] == (FIRST, TODAY - day, "Not countable: Training counts from 27 November 2026.")
    assert windows([seen], [], []) == []


def test_an_exception_lets_work_count_on_its_conditions_and_days() -> None:
    old, starts = verified(TODAY - timedelta(days=400)), TODAY
    lapsed = old.last_day(YEARLY.validity)
    assert lapsed
    shut = Window(
        GateQuestion.ALONE, lapsed + timedelta(days=1), starts - timedelta(days=1), Gap(GapKind.LAPSED, "", None)
    )
    found = why([old], agreed(starts, days=7))
    assert [(each[0], each[1]) for each in found] == [
        (shut.starts, shut.ends),
        (starts + timedelta(days=7), None),
    ]
    observing = frozenset({ExceptionCondition.OBSERVES_ONLY})
    assert len(why([old], agreed(starts, conditions=observing))) == 1
    alone = replace(CHECK, code="induction", name="Induction", blocks=ClearanceBlock.ALONE)
    assert len(why([old], agreed(starts), needs=[YEARLY, alone])) == len(why([old], needs=[YEARLY, alone]))
