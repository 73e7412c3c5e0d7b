"""Every move of a placement, codes of clients, windows of dates, the timetable."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.placements import rules
from placement_portal.placements.rules import NotAllowed, PlacementAction, PlacementStatus, SlotKind

DAYS = st.dates(date(2000, 1, 10), date(2100, 1, 1))
S, A = PlacementStatus, PlacementAction

DECIDED = {
    S.PROPOSED: {A.AGREE_SITE: S.SITE_AGREED, A.DECLINE: S.DECLINED, A.WITHDRAW: S.WITHDRAWN},
    S.SITE_AGREED: {A.MATCH: S.MATCHED, A.DECLINE: S.DECLINED, A.WITHDRAW: S.WITHDRAWN},
    S.MATCHED: {A.MAKE_READY: S.READY_TO_START, A.DECLINE: S.DECLINED, A.WITHDRAW: S.WITHDRAWN},
    S.READY_TO_START: {A.START: S.ACTIVE, A.DECLINE: S.DECLINED, A.WITHDRAW: S.WITHDRAWN},
    S.ACTIVE: {A.PAUSE: S.PAUSED, A.END_WORK: S.WORK_ENDED, A.WITHDRAW: S.WITHDRAWN, A.END_EARLY: S.ENDED_EARLY},
    S.PAUSED: {A.RESUME: S.ACTIVE, A.WITHDRAW: S.WITHDRAWN, A.END_EARLY: S.ENDED_EARLY},
    S.WORK_ENDED: {A.ASSESS: S.ASSESSED},
    S.ASSESSED: {A.CLOSE: S.CLOSED},
}


@pytest.mark.parametrize("status, action", list(product(S, A)))
def test_every_pair_is_decided(status: PlacementStatus, action: PlacementAction) -> None:
    to = DECIDED.get(status, {}).get(action)
    assert (action in rules.actions_from(status)) == (to is not None)
    if to is not None:
        assert rules.move(status, action) is to
        return
    with pytest.raises(NotAllowed, match=rf"{action.value} .* {status.value}") as refusal:
        rules.move(status, action)
    assert (refusal.value.status, refusal.value.action) == (status, action)


def test_every_state_is_open_or_ended() -> None:
    assert set(S) == rules.OPEN | rules.ENDED
    assert not rules.OPEN & rules.ENDED
    assert {S.ACTIVE, S.PAUSED} <= rules.TAKES_HOURS


@given(st.sampled_from(SlotKind), st.lists(st.from_regex(r"\A[CG][1-9][0-9]{0,3}\Z") | st.text(max_size=4)))
def test_a_code_never_comes_twice(kind: SlotKind, codes: list[str]) -> None:
    code = rules.next_code(kind, codes)
    assert code not in codes
    assert code[0] == rules.CODE_LETTER[kind]


def test_codes_count_up_by_kind() -> None:
    codes = ["C1", "C2", "G1"]
    assert (rules.next_code(SlotKind.INDIVIDUAL, codes), rules.next_code(SlotKind.GROUP, codes)) == ("C3", "G2")
    assert rules.next_code(SlotKind.GROUP, []) == "G1"


@given(DAYS, st.integers(0, 400), st.integers(-10, 450), st.integers(-10, 500), st.integers(0, 60))
def test_grace_is_for_days_inside_the_assignment(
    first: date, length: int, offset: int, today_offset: int, grace: int
) -> None:
    last, day, today = (first + timedelta(days=n) for n in (length, offset, today_offset))
    may = rules.may_decide_on(day, first, last, today, grace)
    assert may == (0 <= offset <= length and today_offset <= length + grace)
    assert rules.may_decide_on(day, first, None, today) == (offset >= 0)


def test_the_last_day_of_grace_is_the_28th() -> None:
    first, last = date(2026, 1, 5), date(2026, 3, 27)
    assert rules.may_decide_on(last, first, last, last + timedelta(days=28))
    assert not rules.may_decide_on(last, first, last, last + timedelta(days=29))


@given(DAYS, st.integers(0, 400), st.integers(-60, 460))
def test_client_work_stays_inside_other_work_has_a_margin(first: date, length: int, offset: int) -> None:
    last, day = first + timedelta(days=length), first + timedelta(days=offset)
    assert rules.may_be_worked(day, first, last, client_work=True) == (0 <= offset <= length)
    assert rules.may_be_worked(day, first, last, client_work=False) == (-28 <= offset <= length + 14)


@dataclass(frozen=True)
class Row:
    weekday: int
    start: time


ROWS = st.builds(Row, st.integers(0, 6), st.times())


@given(st.lists(ROWS, max_size=8), DAYS, DAYS, st.integers(0, 60), st.lists(st.tuples(DAYS, DAYS), max_size=3))
def test_a_timetable_suggests_open_days_inside_the_dates(
    rows: Sequence[Row], day: date, first: date, length: int, closures: list[tuple[date, date]]
) -> None:
    monday, last = day - timedelta(days=day.weekday()), first + timedelta(days=length)
    found = rules.suggestions(rows, monday, first=first, last=last, closures=closures)
    assert found == sorted(found, key=lambda pair: (pair[0], pair[1].start))
    for suggested, row in found:
        assert suggested.weekday() == row.weekday
        assert first <= suggested <= last
        assert not any(start <= suggested <= end for start, end in closures)


def test_a_week_with_one_closed_day() -> None:
    rows = [Row(1, time(13)), Row(0, time(9)), Row(1, time(9)), Row(4, time(9))]
    monday = date(2026, 3, 2)
    found = rules.suggestions(rows, monday, first=monday, last=date(2026, 3, 5), closures=[(monday, monday)])
    assert [(day.day, row.start.hour) for day, row in found] == [(3, 9), (3, 13)]
