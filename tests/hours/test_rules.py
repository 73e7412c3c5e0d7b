"""Every move of an entry, its times across clock changes, what is refused or flagged, what it all adds up to."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.hours import rules
from placement_portal.hours.rules import (
    AmendmentAction,
    AmendmentStatus,
    CountedSum,
    EntryAction,
    EntryFlag,
    EntryStatus,
    Line,
    NotAllowed,
    NotCountedReason,
    Refusal,
    SessionOutcome,
)

S, A = EntryStatus, EntryAction
DAYS = st.dates(date(2020, 1, 10), date(2040, 1, 1))
OUTCOMES = st.sampled_from(SessionOutcome)
TOOK_PLACE = SessionOutcome.TOOK_PLACE

DECIDED = {
    S.DRAFT: {A.SUBMIT: S.SUBMITTED},
    S.SUBMITTED: {A.WITHDRAW: S.DRAFT, A.VERIFY: S.VERIFIED, A.QUERY: S.QUERIED, A.DECLINE: S.DECLINED},
    S.QUERIED: {
        A.RESUBMIT: S.SUBMITTED,
        A.ACCEPT_OFFER: S.VERIFIED,
        A.WITHDRAW: S.DRAFT,
        A.UNDO_QUERY: S.SUBMITTED,
    },
    S.VERIFIED: {A.UNDO_VERIFY: S.SUBMITTED},
    S.DECLINED: {A.UNDO_DECLINE: S.SUBMITTED},
}


# States ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status, action", list(product(S, A)))
def test_every_pair_is_decided(status: EntryStatus, action: EntryAction) -> None:
    to = DECIDED[status].get(action)
    if to is not None:
        assert rules.move(status, action) is to
        return
    with pytest.raises(NotAllowed, match=rf"{action.value} .* {status.value}"):
        rules.move(status, action)


@pytest.mark.parametrize("status, action", list(product(AmendmentStatus, AmendmentAction)))
def test_an_amendment_is_decided_once(status: AmendmentStatus, action: AmendmentAction) -> None:
    if status is AmendmentStatus.PENDING:
        assert rules.move_amendment(status, action) is not AmendmentStatus.PENDING
        return
    with pytest.raises(NotAllowed):
        rules.move_amendment(status, action)


@pytest.mark.parametrize("decision", rules.UNDO_OF)
def test_an_undo_restores_the_state_before(decision: EntryAction) -> None:
    assert rules.move(rules.move(S.SUBMITTED, decision), rules.UNDO_OF[decision]) is S.SUBMITTED


@given(st.integers(-3600, 3600))
def test_ten_minutes_to_undo(seconds: int) -> None:
    decided = datetime(2026, 3, 6, 16, tzinfo=UTC)
    assert rules.may_undo(decided, decided + timedelta(seconds=seconds)) == (0 <= seconds <= 600)


@given(OUTCOMES, st.integers(1, 720))
def test_a_session_that_did_not_take_place_has_no_minutes(outcome: SessionOutcome, planned: int) -> None:
    assert rules.minutes_counted(outcome, planned) == (planned if outcome is TOOK_PLACE else 0)


# Times ----------------------------------------------------------------------------------------------------------------


@given(DAYS, st.times(), st.integers(1, 720), st.sampled_from(["Europe/London", "UTC", "Asia/Tokyo", "Europe/Dublin"]))
def test_elapsed_minutes_never_change_with_the_clocks(day: date, start: time, minutes: int, zone: str) -> None:
    begin, end = rules.instants(day, start, minutes, ZoneInfo(zone))
    assert end - begin == timedelta(minutes=minutes)
    assert begin.tzinfo is end.tzinfo is UTC


@given(DAYS, st.times(), st.integers(1, 720))
def test_the_wall_shows_what_was_typed_unless_the_clocks_skip_it(day: date, start: time, minutes: int) -> None:
    shown = rules.instants(day, start, minutes)[0].astimezone(rules.LONDON).replace(tzinfo=None, fold=0)
    typed = datetime.combine(day, start)
    assert shown in {typed, typed + timedelta(hours=1)}


@pytest.mark.parametrize(
    "day, start, minutes, begin, end",
    [
        # Clocks go forward on 29 March 2026 at 01:00, and back on 25 October 2026 at 02:00.
        (date(2026, 3, 28), time(23, 30), 120, "2026-03-28T23:30", "2026-03-29T02:30"),
        (date(2026, 3, 29), time(1, 30), 30, "2026-03-29T02:30", "2026-03-29T03:00"),
        (date(2026, 10, 25), time(0, 30), 60, "2026-10-25T00:30", "2026-10-25T01:30"),
        (date(2026, 10, 25), time(0, 30), 120, "2026-10-25T00:30", "2026-10-25T01:30"),
        (date(2026, 10, 25), time(1, 30), 60, "2026-10-25T01:30", "2026-10-25T01:30"),
        (date(2028, 2, 28), time(23, 0), 120, "2028-02-28T23:00", "2028-02-29T01:00"),
        (date(2028, 2, 29), time(23, 0), 120, "2028-02-29T23:00", "2028-03-01T01:00"),
        (date(2026, 12, 31), time(23, 59), 2, "2026-12-31T23:59", "2027-01-01T00:01"),
    ],
)
def test_nights_on_which_clocks_or_dates_change(day: date, start: time, minutes: int, begin: str, end: str) -> None:
    shown = rules.instants(day, start, minutes)[0].astimezone(rules.LONDON)
    assert f"{shown:%Y-%m-%dT%H:%M}" == begin
    assert f"{rules.local_end(day, start, minutes):%Y-%m-%dT%H:%M}" == end


@given(DAYS)
def test_iso_weeks_go_there_and_back(day: date) -> None:
    assert rules.monday_of_week(*rules.iso_week(day)) == rules.monday_of(day)
    assert rules.monday_of_number(rules.week_number(day)) == rules.monday_of(day)


def test_a_year_may_have_53_weeks() -> None:
    assert rules.iso_week(date(2027, 1, 1)) == (2026, 53)
    assert rules.week_number(date(2027, 1, 1)) == 202653
    with pytest.raises(ValueError, match="week"):
        rules.monday_of_week(2027, 53)


# What is refused ------------------------------------------------------------------------------------------------------

FIRST, LAST = date(2026, 1, 5), date(2026, 6, 19)
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


def a_line(
    day: date = date(2026, 3, 3),
    start: time = time(10),
    minutes: int = 45,
    outcome: SessionOutcome = TOOK_PLACE,
    client_work: bool = True,
) -> Line:
    return rules.line(day, start, minutes, outcome, client_work=client_work)


@given(st.integers(-5, 1500), st.integers(-60, 250), st.booleans())
def test_refusals_are_exactly_the_rules(minutes: int, offset: int, client_work: bool) -> None:
    this = a_line(FIRST + timedelta(days=offset), minutes=minutes, client_work=client_work)
    refused = rules.refusals(this, first=FIRST, last=LAST, now=NOW)
    length = (LAST - FIRST).days
    assert (Refusal.TOO_SHORT in refused) == (minutes < 1)
    assert (Refusal.TOO_LONG in refused) == (minutes > 720)
    assert (Refusal.OUTSIDE_PLACEMENT in refused) == (client_work and not 0 <= offset <= length)
    assert (Refusal.OUTSIDE_WINDOW in refused) == (not client_work and not -28 <= offset <= length + 14)
    assert Refusal.STARTS_IN_FUTURE not in refused


@pytest.mark.parametrize("minute, refused", [(0, []), (1, [Refusal.STARTS_IN_FUTURE])])
def test_a_session_can_be_logged_from_its_start(minute: int, refused: list[Refusal]) -> None:
    now = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
    assert rules.refusals(a_line(start=time(10, minute)), first=FIRST, last=LAST, now=now) == refused


def test_every_refusal_and_reason_has_a_sentence() -> None:
    assert set(rules.REFUSAL_SENTENCES) == set(Refusal)
    assert set(rules.NOT_COUNTED_SENTENCES) == set(NotCountedReason)


# What is flagged ------------------------------------------------------------------------------------------------------

LINES = st.builds(
    a_line,
    st.dates(date(2026, 3, 27), date(2026, 3, 30)),
    st.times(),
    st.integers(1, 720),
    OUTCOMES,
    st.booleans(),
)


@given(LINES, LINES)
def test_overlap_is_mutual_and_only_of_what_took_place(one: Line, other: Line) -> None:
    assert rules.overlap(one, other) == rules.overlap(other, one)
    shared = max(one.begin, other.begin) < min(one.end, other.end)
    assert rules.overlap(one, other) == (shared and one.attended and other.attended)


@given(LINES, st.lists(LINES, max_size=5))
def test_more_lines_never_lower_a_flag(this: Line, others: list[Line]) -> None:
    assert rules.flags(this, others[1:]) <= rules.flags(this, others)


def test_an_overlap_across_midnight() -> None:
    late = a_line(date(2026, 3, 28), time(23, 30), 60)
    assert EntryFlag.OVERLAP in rules.flags(late, [a_line(date(2026, 3, 29), time(0, 15))])
    assert EntryFlag.OVERLAP not in rules.flags(late, [a_line(date(2026, 3, 29), time(0, 30))])


def test_the_hour_that_comes_twice_overlaps_by_instants() -> None:
    before = a_line(date(2026, 10, 25), time(0, 30), 90)
    assert not rules.overlap(before, a_line(date(2026, 10, 25), time(2, 0), 30))
    assert rules.overlap(before, a_line(date(2026, 10, 25), time(1, 30), 30))


def test_time_logged_again_as_notes_does_not_overlap_the_missed_session() -> None:
    missed = a_line(outcome=SessionOutcome.DID_NOT_COME_ILL)
    assert rules.flags(a_line(client_work=False), [missed]) == frozenset()


@pytest.mark.parametrize("minutes, flagged", [(360, False), (361, True)])
def test_more_than_twelve_hours_a_day(minutes: int, flagged: bool) -> None:
    others = [a_line(start=time(6), minutes=360), a_line(date(2026, 3, 4)), a_line(outcome=SessionOutcome.CLOSED)]
    assert (EntryFlag.LONG_DAY in rules.flags(a_line(start=time(13), minutes=minutes), others)) == flagged


@pytest.mark.parametrize(
    "line, flagged",
    [
        (a_line(), True),
        (a_line(client_work=False), False),
        (a_line(outcome=SessionOutcome.CLOSED), False),
        (a_line(date(2026, 3, 5)), False),
    ],
)
def test_clients_met_on_a_closed_day(line: Line, flagged: bool) -> None:
    closures = [(date(2026, 3, 3), date(2026, 3, 4))]
    assert rules.flags(line, closures=closures) == ({EntryFlag.CLOSED_DAY} if flagged else frozenset())


@pytest.mark.parametrize(
    "line, flagged",
    [
        (a_line(start=time(11)), False),
        (a_line(start=time(11, 1)), True),
        (a_line(date(2026, 3, 4), time(9)), True),
        (a_line(date(2026, 3, 4), client_work=False), False),
    ],
)
def test_far_from_the_timetable(line: Line, flagged: bool) -> None:
    timetable = [(1, time(9)), (3, time(9))]
    assert rules.flags(line, timetable=timetable) == ({EntryFlag.OFF_TIMETABLE} if flagged else frozenset())
    assert rules.flags(line) == frozenset()


# Totals ---------------------------------------------------------------------------------------------------------------

COUNTED = st.builds(CountedSum, st.sampled_from(S), st.integers(0, 720), OUTCOMES, st.booleans(), st.booleans())


@given(st.lists(COUNTED, max_size=40), st.integers(0, 10_000))
def test_recorded_and_credited_are_explained_to_the_minute(entries: list[CountedSum], credited: int) -> None:
    totals = rules.total(entries, credited)
    assert totals.recorded + totals.credited == totals.countable + sum(totals.not_countable.values())
    assert totals.recorded >= totals.submitted >= totals.verified >= totals.countable - totals.credited >= 0
    assert totals.recorded == sum(entry.minutes for entry in entries)


@given(st.lists(COUNTED, max_size=40))
def test_every_minute_that_does_not_count_has_its_own_reason(entries: list[CountedSum]) -> None:
    reasons: Counter[NotCountedReason] = Counter()
    for entry in entries:
        reason = rules.why_not_counted(entry)
        if reason is not None:
            reasons[reason] += entry.minutes
    assert rules.total(entries).not_countable == reasons


@given(st.lists(COUNTED, max_size=40), st.integers(0, 40))
def test_totals_add_up_in_any_parts(entries: list[CountedSum], cut: int) -> None:
    whole, one, other = rules.total(entries), rules.total(entries[:cut]), rules.total(entries[cut:])
    assert whole.countable == one.countable + other.countable
    assert Counter(whole.not_countable) == Counter(one.not_countable) + Counter(other.not_countable)


@pytest.mark.parametrize(
    "entry, reason",
    [
        (CountedSum(S.VERIFIED, 45), None),
        (CountedSum(S.DRAFT, 45), NotCountedReason.NOT_SUBMITTED),
        (CountedSum(S.SUBMITTED, 45), NotCountedReason.WAITING),
        (CountedSum(S.QUERIED, 45), NotCountedReason.SENT_BACK),
        (CountedSum(S.DECLINED, 45, counts=False), NotCountedReason.DECLINED),
        (CountedSum(S.VERIFIED, 45, is_reversed=True), NotCountedReason.REVERSED),
        (CountedSum(S.VERIFIED, 0, SessionOutcome.DID_NOT_COME_AWAY), NotCountedReason.NOT_ATTENDED),
        (CountedSum(S.SUBMITTED, 45, counts=False), NotCountedReason.CATEGORY_NOT_COUNTED),
    ],
)
def test_why_an_entry_does_not_count(entry: CountedSum, reason: NotCountedReason | None) -> None:
    assert rules.why_not_counted(entry) is reason
