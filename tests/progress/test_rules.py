"""Rules evaluated over what was logged, who needs somebody first, the year strip."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.hours.rules import CountedSum, EntryStatus, NotCountedReason
from placement_portal.programmes.rules import CategoryGroup, RuleKind, RuleUnit
from placement_portal.progress import rules
from placement_portal.progress.rules import (
    GRAVITY,
    Calendar,
    FixKey,
    GapResult,
    LongestGapRule,
    MinimumResult,
    MinimumRule,
    NeedKey,
    ReasonKey,
    RuleState,
    Standing,
    WeekFact,
    WeekState,
)

FIRST, LAST = date(2026, 1, 5), date(2026, 3, 15)
TEN_WEEKS = Calendar(FIRST, LAST)
DIRECT = frozenset({CategoryGroup.DIRECT})
TEN_HOURS = MinimumRule(DIRECT, 600, RuleUnit.HOURS)
FORTNIGHT = LongestGapRule(frozenset({CategoryGroup.SUPERVISION}), 14)
MONDAYS = [FIRST + timedelta(weeks=n) for n in range(10)]
WEEKS = st.frozensets(st.sampled_from(MONDAYS), max_size=10)


def verified(minutes: int, status: EntryStatus = EntryStatus.VERIFIED, week: date = FIRST) -> WeekFact:
    return WeekFact(week, CategoryGroup.DIRECT, status, minutes, sessions=minutes // 60)


def after(weeks: int, *facts: WeekFact, calendar: Calendar = TEN_WEEKS, credited: int = 0) -> MinimumResult:
    return rules.minimum(TEN_HOURS, facts, calendar, FIRST + timedelta(weeks=weeks), credited=credited)


FACTS = st.builds(
    WeekFact,
    st.sampled_from(MONDAYS),
    st.sampled_from(CategoryGroup),
    st.sampled_from(EntryStatus),
    st.integers(0, 900),
    st.integers(0, 20),
    st.booleans(),
    st.booleans(),
)
RULES = st.builds(
    MinimumRule,
    st.frozensets(st.sampled_from(CategoryGroup), max_size=3),
    st.integers(1, 3000),
    st.sampled_from(RuleUnit),
)
CALENDARS = st.builds(Calendar, st.just(FIRST), st.just(LAST), WEEKS, WEEKS)
AS_OF = st.dates(FIRST - timedelta(days=20), LAST + timedelta(days=20))


# Minimum --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "weeks, done, state, reason, fix",
    [
        (0, 0, RuleState.ON_COURSE, ReasonKey.ON_COURSE, None),
        (5, 300, RuleState.ON_COURSE, ReasonKey.ON_COURSE, None),
        (5, 241, RuleState.ON_COURSE, ReasonKey.ON_COURSE, None),
        (5, 240, RuleState.BEHIND, ReasonKey.BEHIND, FixKey.MORE_A_WEEK),
        (5, 140, RuleState.NEEDS_A_PLAN, ReasonKey.NEEDS_A_PLAN, FixKey.MAKE_A_PLAN),
        (8, 200, RuleState.NOT_POSSIBLE, ReasonKey.TOO_MUCH_A_WEEK, FixKey.DECIDE),
        (10, 599, RuleState.NOT_POSSIBLE, ReasonKey.NO_WEEKS_LEFT, FixKey.DECIDE),
        (3, 600, RuleState.SATISFIED, ReasonKey.REACHED, None),
        (10, 700, RuleState.SATISFIED, ReasonKey.REACHED, None),
    ],
)
def test_ten_hours_in_ten_weeks(weeks: int, done: int, state: RuleState, reason: ReasonKey, fix: FixKey | None) -> None:
    result = after(weeks, verified(done))
    assert (result.state, result.reason.key, result.fix and result.fix.key) == (state, reason, fix)
    assert result.done + result.left >= result.target


def test_the_numbers_of_a_student_who_is_behind() -> None:
    result = after(5, verified(180), verified(30, EntryStatus.SUBMITTED))
    assert (result.done, result.waiting, result.expected, result.left) == (180, 30, 300, 420)
    assert (result.weeks_left, result.per_week) == (5, 78)
    assert result.reason.sentence == "1 h 30 min short of what the plan expects by now."
    assert result.fix is not None
    assert result.fix.sentence == "1 h 18 min a week from now on brings it back on course."


def test_nobody_is_behind_for_a_slow_supervisor() -> None:
    result = after(10, verified(300), verified(300, EntryStatus.SUBMITTED))
    assert (result.state, result.reason.key) == (RuleState.ON_COURSE, ReasonKey.WAITING_COVERS)
    assert result.reason.sentence == "Enough is logged: 5 h is waiting for the supervisor."
    assert result.fix is not None
    assert result.fix.key is FixKey.CHASE


@pytest.mark.parametrize("status", [EntryStatus.DRAFT, EntryStatus.QUERIED, EntryStatus.DECLINED])
def test_what_is_not_handed_in_does_not_help(status: EntryStatus) -> None:
    assert after(5, verified(600, status)).state is after(5).state


def test_credit_by_the_board() -> None:
    assert after(0, credited=600).state is RuleState.CREDITED
    part = after(5, credited=300)
    assert (part.done, part.expected, part.left) == (300, 450, 300)
    assert after(5, verified(300), credited=300).state is RuleState.SATISFIED


def test_closures_are_not_expected_to_be_worked() -> None:
    closed = Calendar(FIRST, LAST, closed=frozenset(MONDAYS[3:8]))
    assert after(5, calendar=closed).expected == 360
    assert after(9, verified(480), calendar=closed).state is RuleState.ON_COURSE


def test_a_pause_silences_the_rule() -> None:
    paused = Calendar(FIRST, LAST, paused=frozenset(MONDAYS[4:6]))
    assert after(4, calendar=paused).state is RuleState.NOT_ACTIVE
    assert after(4, verified(600), calendar=paused).state is RuleState.SATISFIED
    nothing_open = Calendar(FIRST, LAST, closed=frozenset(MONDAYS))
    assert after(4, calendar=nothing_open).state is RuleState.NOT_ACTIVE
    away = rules.minimum(TEN_HOURS, [], TEN_WEEKS, LAST, active=False)
    assert (away.state, away.reason.sentence) == (RuleState.NOT_ACTIVE, "Nothing is expected at the moment.")


def test_sessions_are_counted_as_sessions() -> None:
    rule = MinimumRule(frozenset(), 10, RuleUnit.SESSIONS)
    result = rules.minimum(rule, [verified(240), verified(60, week=MONDAYS[1])], TEN_WEEKS, MONDAYS[6])
    assert (result.done, result.expected, result.state) == (5, 6, RuleState.BEHIND)
    assert result.reason.sentence == "1 session short of what the plan expects by now."


@given(RULES, st.lists(FACTS, max_size=12), FACTS, CALENDARS, AS_OF, st.integers(0, 600))
def test_more_hours_never_make_it_worse(
    rule: MinimumRule, facts: list[WeekFact], more: WeekFact, calendar: Calendar, as_of: date, credited: int
) -> None:
    before = rules.minimum(rule, facts, calendar, as_of, credited=credited)
    now = rules.minimum(rule, [*facts, more], calendar, as_of, credited=credited)
    assert now.done >= before.done
    assert now.left <= before.left
    if before.state is not RuleState.NOT_ACTIVE:
        assert GRAVITY[now.state] <= GRAVITY[before.state]


@given(RULES, st.lists(FACTS, max_size=12), CALENDARS, AS_OF, st.integers(0, 600))
def test_every_result_adds_up_and_explains_itself(
    rule: MinimumRule, facts: list[WeekFact], calendar: Calendar, as_of: date, credited: int
) -> None:
    result = rules.minimum(rule, facts, calendar, as_of, credited=credited)
    assert result.left == max(0, result.target - result.done)
    assert 0 <= result.expected <= result.target
    assert result.weeks_left <= len(calendar.open_weeks)
    assert (result.left == 0) == (result.state in {RuleState.SATISFIED, RuleState.CREDITED})
    assert "{" not in result.reason.sentence
    assert "{" not in (result.fix.sentence if result.fix else "")
    if result.state is RuleState.BEHIND:
        assert result.per_week * result.weeks_left >= result.left - result.waiting


@given(RULES, CALENDARS, AS_OF, AS_OF)
def test_the_expected_pace_only_rises(rule: MinimumRule, calendar: Calendar, one: date, other: date) -> None:
    earlier, later = sorted([one, other])
    assert rules.minimum(rule, [], calendar, earlier).expected <= rules.minimum(rule, [], calendar, later).expected


@given(st.integers(0, 599), AS_OF)
def test_less_than_one_usual_session_short_is_not_behind(short: int, as_of: date) -> None:
    expected = rules.minimum(TEN_HOURS, [], TEN_WEEKS, as_of).expected
    result = rules.minimum(TEN_HOURS, [verified(max(0, expected - short))], TEN_WEEKS, as_of, usual_session=45)
    if result.weeks_left:
        assert (GRAVITY[result.state] <= GRAVITY[RuleState.ON_COURSE]) == (min(short, expected) < 45)


# Longest gap ----------------------------------------------------------------------------------------------------------


def gap(days: Iterable[int], on: int, calendar: Calendar = TEN_WEEKS, quiet: Iterable[date] = ()) -> GapResult:
    dated = [FIRST + timedelta(days=n) for n in days]
    return rules.longest_gap(FORTNIGHT, dated, calendar, FIRST + timedelta(days=on), quiet=quiet)


@pytest.mark.parametrize(
    "days, on, state, reason",
    [
        ([], -1, RuleState.NOT_ACTIVE, ReasonKey.NOT_ACTIVE),
        ([], 14, RuleState.ON_COURSE, ReasonKey.GAP_FIRST_DUE),
        ([], 15, RuleState.BEHIND, ReasonKey.GAP_NONE_YET),
        ([], 29, RuleState.NEEDS_A_PLAN, ReasonKey.GAP_NONE_YET),
        ([0], 15, RuleState.BEHIND, ReasonKey.GAP_PASSED),
        ([10, 24], 30, RuleState.ON_COURSE, ReasonKey.GAP_RUNNING),
        ([10, 30], 31, RuleState.ON_COURSE, ReasonKey.GAP_RUNNING),
        ([10, 24, 38, 52, 66], 70, RuleState.SATISFIED, ReasonKey.GAP_KEPT),
        ([10, 24, 38, 52], 70, RuleState.NEEDS_A_PLAN, ReasonKey.GAP_BROKEN),
    ],
)
def test_supervision_at_least_every_fortnight(days: list[int], on: int, state: RuleState, reason: ReasonKey) -> None:
    result = gap(days, on)
    assert (result.state, result.reason.key) == (state, reason)
    assert "{" not in result.reason.sentence


def test_a_gap_of_the_past_is_told_but_does_not_alarm_until_the_end() -> None:
    assert (gap([10, 30], 31).breaks, gap([10, 30], 31).state) == (1, RuleState.ON_COURSE)
    over = gap([10, 30, 44, 58], 80)
    assert over.reason.sentence == "More than 14 days lay between two of them: times this happened: 1."
    assert over.fix is not None
    assert over.fix.key is FixKey.DECIDE


def test_closed_paused_and_quiet_weeks_do_not_run_the_clock() -> None:
    still = Calendar(FIRST, LAST, closed=frozenset(MONDAYS[1:2]), paused=frozenset(MONDAYS[2:3]))
    result = gap([0], 35, still, quiet=MONDAYS[3:4])
    assert (result.gap, result.due) == (14, FIRST + timedelta(days=35))
    assert gap([0], 15, still).state is RuleState.NOT_ACTIVE
    away = rules.longest_gap(FORTNIGHT, [], TEN_WEEKS, LAST, active=False)
    assert away.state is RuleState.NOT_ACTIVE


@given(st.sets(st.integers(0, 69)), st.integers(0, 80), CALENDARS, st.integers(0, 69))
def test_one_more_session_never_lengthens_the_gap(days: set[int], on: int, calendar: Calendar, more: int) -> None:
    before, now = gap(days, on, calendar), gap(days | {more}, on, calendar)
    assert now.gap <= before.gap
    assert now.due >= before.due
    assert GRAVITY[now.state] <= GRAVITY[before.state]


@given(CALENDARS, st.integers(0, 69), st.integers(0, 40))
def test_due_is_the_last_day_in_time(calendar: Calendar, since: int, days: int) -> None:
    start = FIRST + timedelta(days=since)
    due = calendar.due_by(start, days)
    assert calendar.running_days(start, due) == days


# Rules as rows --------------------------------------------------------------------------------------------------------


def test_rules_are_built_from_rows() -> None:
    assert rules.rule_from(RuleKind.MINIMUM, ["direct"], RuleUnit.HOURS, 600) == TEN_HOURS
    assert rules.rule_from(RuleKind.LONGEST_GAP, ["supervision"], None, 14) == FORTNIGHT
    with pytest.raises(ValueError, match="unit"):
        rules.rule_from(RuleKind.MINIMUM, [], None, 600)


def test_every_sentence_is_there() -> None:
    assert set(rules.REASON_SENTENCES) == set(ReasonKey)
    assert set(rules.FIX_SENTENCES) == set(FixKey)
    assert set(rules.NEED_SENTENCES) == set(NeedKey)
    assert set(GRAVITY) == set(RuleState)


@pytest.mark.parametrize(
    "amount, unit, words",
    [
        (0, RuleUnit.HOURS, "0 min"),
        (45, RuleUnit.HOURS, "45 min"),
        (60, RuleUnit.HOURS, "1 h"),
        (3661, RuleUnit.HOURS, "61 h 1 min"),
        (1, RuleUnit.SESSIONS, "1 session"),
        (0, RuleUnit.SESSIONS, "0 sessions"),
    ],
)
def test_amounts_in_words(amount: int, unit: RuleUnit, words: str) -> None:
    assert rules.in_words(amount, unit) == words


def test_a_verdict_says_why() -> None:
    good = rules.verdict(CountedSum(EntryStatus.VERIFIED, 45))
    assert (good.counts, good.minutes, good.sentence) == (True, 45, "It counts.")
    waits = rules.verdict(CountedSum(EntryStatus.SUBMITTED, 45))
    assert (waits.counts, waits.minutes, waits.reason) == (False, 0, NotCountedReason.WAITING)
    assert waits.sentence == "It is waiting for your supervisor."


# Who needs you first --------------------------------------------------------------------------------------------------

STANDINGS = st.builds(
    Standing,
    st.sampled_from(RuleState),
    st.none() | st.integers(0, 300),
    st.integers(0, 60),
    st.integers(0, 5),
    st.sampled_from(["Ada", "Þóra", "王芳"]),
)


@given(st.lists(STANDINGS, max_size=12))
def test_the_gravest_come_first(standings: list[Standing]) -> None:
    rows = dict(enumerate(standings))
    ordered = [rows[row] for row in rules.who_needs_you_first(rows)]
    assert sorted(map(id, ordered)) == sorted(map(id, standings))
    for one, other in pairwise(ordered):
        assert GRAVITY[one.worst] >= GRAVITY[other.worst]


def test_silence_then_waiting_then_name() -> None:
    rows = {
        "never": Standing(RuleState.BEHIND),
        "quiet": Standing(RuleState.BEHIND, 20, 1),
        "waits": Standing(RuleState.BEHIND, 3, 9),
        "ada": Standing(RuleState.BEHIND, 3, name="ada"),
        "Bea": Standing(RuleState.BEHIND, 3, name="Bea"),
        "plan": Standing(RuleState.NEEDS_A_PLAN, 0),
        "away": Standing(RuleState.NOT_ACTIVE),
    }
    assert rules.who_needs_you_first(rows) == ["plan", "never", "quiet", "waits", "ada", "Bea", "away"]


@pytest.mark.parametrize(
    "standing, keys",
    [
        (Standing(RuleState.ON_COURSE, 3), []),
        (Standing(RuleState.NOT_ACTIVE), []),
        (Standing(RuleState.NOT_ACTIVE, 200), []),
        (Standing(RuleState.ON_COURSE), [NeedKey.NEVER_LOGGED]),
        (Standing(RuleState.BEHIND, 14), [NeedKey.BEHIND, NeedKey.NOTHING_LOGGED]),
        (Standing(RuleState.NEEDS_A_PLAN, 13, 14), [NeedKey.NEEDS_A_PLAN, NeedKey.WAITING_LONG]),
        (Standing(RuleState.NOT_POSSIBLE, 0, 13, 1), [NeedKey.NOT_POSSIBLE, NeedKey.SENT_BACK]),
    ],
)
def test_reasons_in_words(standing: Standing, keys: list[NeedKey]) -> None:
    needs = rules.needs(standing)
    assert [need.key for need in needs] == keys
    assert not any("{" in need.sentence for need in needs)


def test_the_worst_of_nothing_is_nothing() -> None:
    assert rules.worst([]) is RuleState.NOT_ACTIVE
    assert rules.worst([RuleState.SATISFIED, RuleState.BEHIND, RuleState.ON_COURSE]) is RuleState.BEHIND


# Year strip -----------------------------------------------------------------------------------------------------------


def test_a_strip_of_weeks() -> None:
    facts = [
        verified(60),
        verified(60, week=MONDAYS[1]),
        verified(60, EntryStatus.SUBMITTED, MONDAYS[1]),
        verified(60, EntryStatus.DECLINED, MONDAYS[2]),
        WeekFact(MONDAYS[5], CategoryGroup.DIRECT, EntryStatus.VERIFIED, 60, 1, is_reversed=True),
    ]
    calendar = Calendar(FIRST, LAST, closed=frozenset(MONDAYS[3:5]), paused=frozenset(MONDAYS[4:5]))
    strip = rules.year_strip(facts, calendar, MONDAYS[6] + timedelta(days=2))
    assert [week for week, _ in strip] == MONDAYS
    assert [state for _, state in strip] == [
        WeekState.VERIFIED,
        WeekState.WAITING,
        WeekState.MISSING,
        WeekState.CLOSED,
        WeekState.PAUSED,
        WeekState.MISSING,
        *[WeekState.FUTURE] * 4,
    ]


@given(st.lists(FACTS, max_size=12), CALENDARS, AS_OF)
def test_a_week_is_missing_only_when_it_is_over(facts: list[WeekFact], calendar: Calendar, as_of: date) -> None:
    for week, state in rules.year_strip(facts, calendar, as_of):
        if state is WeekState.MISSING:
            assert week + timedelta(days=6) < as_of
            assert week not in calendar.still
