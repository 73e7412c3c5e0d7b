"""The calendar of a stage: pauses, closures and terms of one placement or several."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from placement_portal.hours.rules import EntryStatus
from placement_portal.programmes.rules import CategoryGroup, RuleUnit
from placement_portal.progress import rules
from placement_portal.progress.rules import (
    NEVER,
    Asked,
    Case,
    LongestGapRule,
    MinimumRule,
    ReasonKey,
    RuleState,
    Standing,
    Stay,
    Tally,
    WeekState,
    calendar_of,
)

FIRST, LAST = date(2026, 1, 5), date(2026, 3, 15)
MONDAYS = [FIRST + timedelta(weeks=n) for n in range(10)]
WEEK = timedelta(days=6)
DIRECT, SUPERVISION = CategoryGroup.DIRECT, CategoryGroup.SUPERVISION


def closed_in(*weeks: int) -> tuple[tuple[date, date], ...]:
    return tuple((MONDAYS[week], MONDAYS[week] + WEEK) for week in weeks)


def test_without_a_placement_there_is_no_calendar() -> None:
    assert calendar_of([]) is None
    assert calendar_of([Stay(LAST, FIRST)]) is None


def test_a_week_is_closed_when_every_setting_is() -> None:
    both = Stay(FIRST, LAST, closures=(closed_in(1, 2), closed_in(2, 3)))
    calendar = calendar_of([both])
    assert calendar is not None
    assert calendar.closed == {MONDAYS[2]}


def test_a_pause_stills_every_week_that_it_touches() -> None:
    calendar = calendar_of([Stay(FIRST, LAST, pauses=((MONDAYS[3] + timedelta(days=2), MONDAYS[4]),))])
    assert calendar is not None
    assert calendar.paused == {MONDAYS[3], MONDAYS[4]}


def test_a_second_placement_goes_on_while_the_first_rests() -> None:
    one = Stay(FIRST, LAST, pauses=((MONDAYS[2], MONDAYS[5]),), closures=(closed_in(7, 8),))
    other = Stay(MONDAYS[4], MONDAYS[7] + WEEK)
    calendar = calendar_of([one, other])
    assert calendar is not None
    assert calendar.paused == {MONDAYS[2], MONDAYS[3]}
    assert calendar.closed == {MONDAYS[8]}


def test_weeks_between_placements_and_outside_terms_are_closed() -> None:
    early, late = Stay(FIRST, MONDAYS[1]), Stay(MONDAYS[8], LAST)
    apart = calendar_of([early, late])
    assert apart is not None
    assert apart.closed == set(MONDAYS[2:8])
    in_term = calendar_of([Stay(FIRST, LAST)], [(MONDAYS[1], MONDAYS[3] + WEEK)])
    assert in_term is not None
    assert in_term.closed == {MONDAYS[0], *MONDAYS[4:]}


# What a case comes to -------------------------------------------------------------------------------------------------


def tally(day: date, minutes: int = 60, group: CategoryGroup = DIRECT, **more: object) -> Tally:
    values = {"status": EntryStatus.VERIFIED, "sessions": 1, **more}
    return Tally(day=day, group=group, minutes=minutes, **values)  # type: ignore[arg-type]


def test_nobody_without_a_placement_is_behind_but_somebody_has_to_find_one() -> None:
    count = rules.count(Case(studying=True), FIRST)
    assert (count.standing.worst, count.standing.placed) == (RuleState.NOT_ACTIVE, False)
    assert [need.sentence for need in rules.needs(count.standing)] == ["No placement yet."]
    away = rules.count(Case(studying=False), FIRST)
    assert rules.needs(away.standing) == []
    assert rules.urgency(count.standing) > rules.urgency(away.standing)


def test_before_the_first_day_nothing_is_expected() -> None:
    asked = Asked("1", "Direct", MinimumRule(frozenset({DIRECT}), 600, RuleUnit.HOURS))
    case = Case(studying=True, stays=[Stay(FIRST, LAST)], asked=[asked])
    assert rules.count(case, FIRST - timedelta(days=3)).standing.worst is RuleState.NOT_ACTIVE
    assert rules.count(case, MONDAYS[5]).standing.worst is not RuleState.NOT_ACTIVE


def test_silence_begins_with_the_first_day_and_says_never_after_a_while() -> None:
    case = Case(studying=True, stays=[Stay(FIRST, LAST)])
    assert rules.count(case, FIRST + timedelta(days=13)).standing.days_since_entry == 13
    assert rules.count(case, FIRST + timedelta(days=14)).standing.days_since_entry is None


def test_supervision_is_not_due_in_weeks_without_clients() -> None:
    asked = Asked("1", "Supervision", LongestGapRule(frozenset({SUPERVISION}), 14))
    worked = [tally(FIRST), tally(FIRST, group=SUPERVISION), tally(MONDAYS[5])]
    case = Case(studying=True, stays=[Stay(FIRST, LAST)], tallies=worked, asked=[asked])
    [(_, result)] = rules.count(case, MONDAYS[6]).results
    assert (result.state, result.reason.values["gap"]) == (RuleState.ON_COURSE, 14)
    everything = Asked("1", "Anything", LongestGapRule(frozenset(), 14))
    [(_, result)] = rules.count(Case(True, case.stays, (), [worked[0]], None, [everything]), MONDAYS[3]).results
    assert result.reason.key is ReasonKey.GAP_PASSED


def test_a_usual_session_is_the_students_own() -> None:
    rule = MinimumRule(frozenset({DIRECT}), 600, RuleUnit.HOURS)
    assert rules.usual_session(rule, [tally(FIRST, 30), tally(FIRST, 40), tally(FIRST, 900, SUPERVISION)]) == 35
    assert rules.usual_session(rule, []) == rules.USUAL_SESSION


def test_what_waits_is_counted_with_changes_asked_for() -> None:
    submitted = tally(FIRST, status=EntryStatus.SUBMITTED, entries=3, since=MONDAYS[1])
    changing = tally(MONDAYS[1], changing=2)
    gone = tally(MONDAYS[2], status=EntryStatus.DECLINED)
    count = rules.count(Case(True, [Stay(FIRST, LAST)], (), [submitted, changing, gone]), MONDAYS[3])
    assert (count.waiting, count.waiting_since, count.standing.waiting_days) == (5, MONDAYS[1], 14)
    assert count.last_entry_day == MONDAYS[1]
    assert [minutes for _, _, minutes in count.weeks[:3]] == [60, 60, 0]


def test_a_week_shows_what_is_first_to_do() -> None:
    shown = {
        EntryStatus.VERIFIED: WeekState.VERIFIED,
        EntryStatus.SUBMITTED: WeekState.WAITING,
        EntryStatus.DRAFT: WeekState.DRAFT,
        EntryStatus.QUERIED: WeekState.SENT_BACK,
    }
    there: list[Tally] = []
    for status, state in shown.items():
        there.append(tally(FIRST, status=status))
        count = rules.count(Case(True, [Stay(FIRST, LAST)], (), there), FIRST)
        assert count.weeks[0][1] is state


STANDINGS = st.builds(
    Standing, st.sampled_from(RuleState), st.none() | st.integers(0, NEVER - 1), st.integers(0, NEVER - 1)
)


@given(STANDINGS, STANDINGS)
def test_one_number_orders_as_the_whole_order_does(one: Standing, other: Standing) -> None:
    def key(standing: Standing) -> tuple[int, ...]:
        gravity, silence, waiting, _ = rules.need_order(standing)
        return gravity, max(silence, 1 - NEVER), waiting

    assert (key(one) < key(other)) == (rules.urgency(one) > rules.urgency(other))
    assert 0 <= rules.urgency(one) < 2**31


TALLIES = st.builds(
    Tally,
    st.dates(FIRST, LAST),
    st.sampled_from(CategoryGroup),
    st.sampled_from(EntryStatus),
    st.integers(0, 720),
    st.integers(0, 3),
    st.booleans(),
    st.booleans(),
)
CREDITS = st.dictionaries(st.sampled_from(CategoryGroup), st.tuples(st.integers(0, 6000), st.integers(0, 100)))


@given(st.lists(TALLIES, max_size=20), CREDITS)
def test_recorded_and_credited_equal_countable_and_what_is_not_to_the_minute(
    tallies: list[Tally], credits: dict[CategoryGroup, tuple[int, int]]
) -> None:
    count = rules.count(Case(True, [Stay(FIRST, LAST)], (), tallies, None, (), credits), MONDAYS[4])
    for totals in (count.totals, *count.by_group.values()):
        assert totals.recorded + totals.credited == totals.countable + sum(totals.not_countable.values())
    for name in ("recorded", "submitted", "verified", "countable", "credited"):
        assert getattr(count.totals, name) == sum(getattr(each, name) for each in count.by_group.values())
