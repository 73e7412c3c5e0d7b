"""What holds of every set of rules over whatever was logged: no minute is lost, none counts twice."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.hours.rules import EntryStatus, NotCountedReason
from placement_portal.programmes.rules import CategoryGroup, Demand, RuleKind, RuleUnit, VarietyOf, Window
from placement_portal.progress import rules
from placement_portal.progress.rules import (
    Agreed,
    Calendar,
    Carried,
    Case,
    Earlier,
    FixKey,
    Judged,
    MinimumResult,
    Place,
    ReasonKey,
    RuleState,
    Stay,
    Tally,
    count,
    holds_from,
)
from placement_portal.progress.rules.caps import room_of
from placement_portal.progress.rules.kept import plain_holds, plain_reasons, plain_results
from placement_portal.progress.rules.shares import attendance, share
from placement_portal.progress.rules.variety import variety
from tests.progress.worked import asked_of, demand_of

FIRST, LAST = date(2026, 1, 5), date(2026, 3, 15)
G = CategoryGroup
SITES = [uuid.UUID(int=n) for n in (1, 2, 3)]
PLACES = {
    SITES[0]: Place("special_school", True, False),
    SITES[1]: Place("special_school", True, False),
    SITES[2]: Place("care_home", False, True),
}
DAYS = st.dates(FIRST - timedelta(days=5), LAST + timedelta(days=5))
AS_OF = st.dates(FIRST - timedelta(days=20), LAST + timedelta(days=40))


@st.composite
def logged(draw: st.DrawFn) -> list[Tally]:
    """Draw what somebody logged, with all that can be true of it."""
    made = []
    for n in range(draw(st.integers(0, 14))):
        group = draw(st.sampled_from(G))
        minutes = draw(st.sampled_from([0, 20, 45, 50, 60, 90, 300]))
        tally = Tally(draw(DAYS), group, draw(st.sampled_from(EntryStatus)), minutes, int(minutes > 0))
        tally = replace(
            tally,
            counts=draw(st.sampled_from([True, True, True, False])),
            is_reversed=draw(st.sampled_from([False, False, False, True])),
            stopped=draw(st.sampled_from([False, False, False, True])),
            is_uncleared=draw(st.sampled_from([False, False, False, True])),
            missed=int(not minutes and draw(st.booleans())),
            code=draw(st.sampled_from(["", "DIR-G"])),
        )
        tally.id, tally.site, tally.placement = uuid.UUID(int=n + 1), draw(st.sampled_from(SITES)), SITES[0]
        made.append(tally)
    return made


GROUPS = st.frozensets(st.sampled_from([each for each in G if each is not G.NONE]), min_size=1, max_size=2)


def _demand(kind: RuleKind, groups: frozenset[G], amount: int, unit: RuleUnit | None, **more: object) -> Demand:
    return Demand(kind, groups, amount, unit, frozenset(), more)


SUPERVISED = frozenset({G.SUPERVISION})
DEMANDS: Sequence[st.SearchStrategy[Demand]] = [
    st.builds(_demand, st.just(RuleKind.MINIMUM), GROUPS, st.integers(1, 900), st.just(RuleUnit.HOURS)),
    st.builds(
        _demand,
        st.just(RuleKind.MINIMUM),
        GROUPS,
        st.integers(1, 20),
        st.just(RuleUnit.DAYS),
        day_from=st.just(60),
        half_from=st.just(30),
        grace=st.integers(0, 9),
    ),
    st.builds(_demand, st.just(RuleKind.CAP), GROUPS, st.integers(1, 100), st.just(RuleUnit.PERCENT)),
    st.builds(_demand, st.just(RuleKind.CAP), GROUPS, st.integers(1, 400), st.just(RuleUnit.HOURS)),
    st.builds(_demand, st.just(RuleKind.SHARE), GROUPS, st.integers(1, 100), st.just(RuleUnit.PERCENT)),
    st.builds(
        _demand,
        st.just(RuleKind.RATIO),
        st.just(SUPERVISED),
        st.just(60),
        st.just(RuleUnit.HOURS),
        per=st.just(240),
        window=st.sampled_from([Window.STAGE, Window.MONTH]),
    ),
    st.builds(
        _demand,
        st.just(RuleKind.STEPS),
        st.just(SUPERVISED),
        st.just(60),
        st.just(RuleUnit.HOURS),
        steps=st.just([[60, 30], [300, 60]]),
    ),
    st.builds(_demand, st.just(RuleKind.MONTHLY), st.just(SUPERVISED), st.just(60), st.just(RuleUnit.HOURS)),
    st.builds(
        _demand,
        st.just(RuleKind.FREQUENCY),
        st.just(SUPERVISED),
        st.integers(1, 2),
        st.just(RuleUnit.SESSIONS),
        weeks=st.integers(1, 3),
    ),
    st.builds(_demand, st.just(RuleKind.LONGEST_GAP), GROUPS, st.integers(1, 30), st.none()),
    st.builds(
        _demand,
        st.just(RuleKind.GATE),
        st.just(SUPERVISED),
        st.integers(1, 90),
        st.just(RuleUnit.HOURS),
        window=st.sampled_from([Window.WEEK, Window.MONTH]),
        back=st.integers(0, 2),
    ),
    st.builds(_demand, st.just(RuleKind.HOUR), GROUPS, st.just(60), st.just(RuleUnit.HOURS), from_minutes=st.just(45)),
    st.builds(
        _demand,
        st.just(RuleKind.VARIETY),
        GROUPS,
        st.integers(1, 3),
        st.none(),
        what=st.sampled_from(VarietyOf),
        across=st.booleans(),
    ),
    st.builds(_demand, st.just(RuleKind.ATTENDANCE), GROUPS, st.integers(1, 100), st.just(RuleUnit.PERCENT)),
]
SETS = st.lists(st.one_of(DEMANDS), max_size=5)
CREDITS = st.dictionaries(
    st.sampled_from([G.DIRECT, G.OBSERVATION, G.SUPERVISION]), st.tuples(st.integers(0, 200), st.integers(0, 4))
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw all that can be known of a student."""
    asked = [replace(asked_of(each), id=str(n)) for n, each in enumerate(draw(SETS))]
    stays = draw(
        st.sampled_from([[], [Stay(FIRST, LAST)], [Stay(FIRST, date(2026, 2, 1)), Stay(date(2026, 1, 19), LAST)]])
    )
    carried = Carried("c", "Carried", frozenset({G.DIRECT}), frozenset(), RuleUnit.HOURS, 90, date(2026, 2, 16))
    return Case(
        studying=draw(st.sampled_from([True, True, True, False])),
        stays=stays,
        tallies=draw(logged()),
        asked=asked,
        credits=draw(CREDITS),
        carried_in=[carried] if draw(st.booleans()) else [],
        agreed=Agreed(draw(st.sampled_from([None, LAST + timedelta(days=21)])), draw(st.sampled_from([100, 80]))),
        earlier=[Earlier(G.DIRECT, "DIR-G", SITES[2], 60)],
        places=PLACES,
        unsupervised=draw(st.sampled_from([[], [(date(2026, 1, 12), date(2026, 1, 18))]])),
    )


@given(cases(), AS_OF)
def test_no_minute_is_lost_and_every_result_explains_itself(case: Case, as_of: date) -> None:
    found = count(case, as_of)
    sums = found.totals
    assert sums.recorded == sum(each.minutes for each in case.tallies)
    assert sums.recorded + sums.credited == sums.countable + sum(sums.not_countable.values())
    assert sums.countable == sum(each.countable for each in found.by_group.values())
    assert sums.credited >= case.credit
    for reason, minutes in sums.not_countable.items():
        assert minutes == sum(each.not_countable.get(reason, 0) for each in found.by_group.values())
    for _, result in found.results:
        assert "{" not in result.reason.sentence
        assert "{" not in (result.fix.sentence if result.fix else "")
    assert len(plain_results(found)) == len(found.results)
    plain_reasons(found)


@given(cases(), AS_OF)
def test_every_cap_holds_and_says_the_same_of_each_entry_as_of_all(case: Case, as_of: date) -> None:
    found = count(case, as_of)
    kept = [each for each in found.weighed.tallies if each.is_countable]
    whole = sum(each.minutes + each.extra for each in kept) + case.credit
    for asked in case.asked:
        rule = asked.rule
        if isinstance(rule, Demand) and rule.kind is RuleKind.CAP:
            mine = sum(each.minutes + each.extra for each in kept if each.group in rule.groups)
            with_credit = mine + case.credit_of(rule)
            most = room_of(rule.amount, whole - with_credit) if rule.unit is RuleUnit.PERCENT else rule.amount
            assert not mine or with_credit <= most
    holds = holds_from({SITES[0]: plain_holds(found)})
    before = count(replace(case, asked=[]), as_of).weighed.tallies
    for tally in before:
        if not tally.is_countable or not tally.minutes:
            continue
        counted = sum(each.minutes for each in kept if each.id == tally.id)
        held = holds.of(SITES[0], tally, tally.group, tally.code)
        assert (held.minutes if held else tally.minutes) == counted
        assert held is None or held.sentence


@given(cases(), AS_OF)
def test_a_carried_minute_never_counts_twice(case: Case, as_of: date) -> None:
    plain = [(asked, result) for asked, result in count(replace(case, carried_in=[]), as_of).results]
    found = count(case, as_of).results
    brought = [result for asked, result in found if asked.id == "c"]
    for (_, before), (_, after) in zip(plain, [pair for pair in found if pair[0].id != "c"], strict=True):
        if not isinstance(before, MinimumResult) or not isinstance(after, MinimumResult):
            continue
        used = sum(each.done for each in brought if isinstance(each, MinimumResult))
        mine = G.DIRECT in after.rule.groups and after.rule.unit is RuleUnit.HOURS
        assert after.done >= before.done - used
        assert after.done == before.done - used or not mine or not brought


# What single kinds say beyond the page of worked examples ------------------------------------------------------------


DIRECT = [Tally(FIRST, G.DIRECT, EntryStatus.VERIFIED, 60, 1)]


def judged(rule: dict[str, object], as_of: date, *tallies: Tally, **known: object) -> rules.Result:
    case = Case(studying=True, stays=[Stay(FIRST, LAST)], tallies=list(tallies), asked=[asked_of(demand_of(rule))])
    return count(replace(case, **known), as_of).results[0][1]  # type: ignore[arg-type]


def test_a_share_that_is_never_reached_is_not_possible_at_the_end() -> None:
    rule = {
        "kind": "share",
        "groups": ["direct"],
        "unit": "percent",
        "amount": 100,
        "more": {"of": ["direct", "indirect"]},
    }
    other = Tally(FIRST, G.INDIRECT, EntryStatus.VERIFIED, 60, 1)
    found = judged(rule, LAST + timedelta(days=1), *DIRECT, other)
    assert (found.state, found.fix and found.fix.key) == (RuleState.NOT_POSSIBLE, FixKey.DECIDE)
    assert judged(rule, LAST + timedelta(days=1), *DIRECT).state is RuleState.SATISFIED
    asked = Demand(RuleKind.SHARE, frozenset({G.DIRECT}), 20, RuleUnit.PERCENT)
    assert share(asked, DIRECT, 60, 120, over=False).done == 66


def test_a_ratio_soon_to_be_had_is_on_course_and_kept_at_the_end() -> None:
    rule = {"kind": "ratio", "groups": ["supervision"], "unit": "hours", "amount": 60, "more": {"per": 240}}
    found = judged(rule, FIRST, *DIRECT)
    assert (found.state, found.reason.key) == (RuleState.ON_COURSE, ReasonKey.RATIO_NEARLY)
    assert judged(rule, FIRST).state is RuleState.NOT_ACTIVE
    taught = Tally(FIRST, G.SUPERVISION, EntryStatus.VERIFIED, 60, 1)
    assert judged(rule, LAST + timedelta(days=1), *DIRECT, taught).state is RuleState.SATISFIED
    credited = judged(rule, FIRST, credits={G.DIRECT: (240, 4)})
    assert isinstance(credited, Judged)
    assert credited.target == 60


def test_nothing_is_asked_for_in_a_month_without_clients_and_the_past_is_told_at_the_end() -> None:
    rule = {"kind": "monthly", "groups": ["supervision"], "unit": "hours", "amount": 60}
    assert judged(rule, FIRST).reason.key is ReasonKey.PERIOD_NOTHING
    taught = Tally(FIRST, G.SUPERVISION, EntryStatus.SUBMITTED, 60, 1)
    assert judged(rule, FIRST, *DIRECT, taught).reason.key is ReasonKey.PERIOD_REACHED
    late = judged(rule, LAST + timedelta(days=1), *DIRECT)
    assert (late.state, late.reason.key) == (RuleState.NEEDS_A_PLAN, ReasonKey.PERIODS_SHORT)
    assert judged(rule, LAST + timedelta(days=1)).state is RuleState.SATISFIED


def test_a_week_that_can_still_be_looked_back_at_is_behind_and_a_month_is_a_gate_too() -> None:
    rule = {
        "kind": "gate",
        "groups": ["supervision"],
        "unit": "hours",
        "amount": 30,
        "more": {"window": "week", "back": 2},
    }
    found = judged(rule, FIRST + timedelta(weeks=1), *DIRECT)
    assert (found.state, found.fix and found.fix.key) == (RuleState.BEHIND, FixKey.LOOK_BACK)
    monthly = rule | {"more": {"window": "month"}}
    assert judged(monthly, date(2026, 2, 1), *DIRECT).state is RuleState.NEEDS_A_PLAN
    assert judged(rule, FIRST + timedelta(weeks=1), *DIRECT, unsupervised=[(FIRST, FIRST)]).state is RuleState.ON_COURSE


def test_kinds_of_work_and_of_settings_and_whom_one_meets() -> None:
    tallies = [replace(DIRECT[0], code=code) for code in ("DIR-I", "DIR-G")]
    for tally, site in zip(tallies, (SITES[0], SITES[2]), strict=True):
        tally.site = site
    wanted = {VarietyOf.CATEGORIES: 2, VarietyOf.KINDS: 2, VarietyOf.CHILDREN: 1, VarietyOf.ADULTS: 1}
    for what, done in wanted.items():
        rule = Demand(RuleKind.VARIETY, frozenset({G.DIRECT}), 3, None, frozenset(), {"what": what})
        found = variety(rule, tallies, [], PLACES, frozenset(), half_gone=True, over=False)
        assert (found.done, found.state) == (done, RuleState.NEEDS_A_PLAN)
        early = variety(rule, tallies, [], PLACES, frozenset(), half_gone=False, over=False)
        assert early.state is RuleState.ON_COURSE


def test_attendance_of_everything_cannot_be_mended_by_more() -> None:
    rule = Demand(RuleKind.ATTENDANCE, frozenset(), 100, RuleUnit.PERCENT)
    missed = Tally(FIRST, G.DIRECT, EntryStatus.VERIFIED, 0, 0, missed=1)
    assert attendance(rule, [*DIRECT, missed], over=False).left == 1
    assert attendance(rule, DIRECT, over=False).state is RuleState.ON_COURSE


def test_a_carried_shortfall_is_due_on_a_day() -> None:
    carried = Carried("c", "Carried", frozenset({G.DIRECT}), frozenset(), RuleUnit.HOURS, 120, date(2026, 2, 1))
    case = Case(studying=True, stays=[Stay(FIRST, LAST)], tallies=DIRECT, carried_in=[carried])
    on = [count(case, day).results[0][1] for day in (date(2026, 1, 20), date(2026, 2, 2), FIRST - timedelta(days=9))]
    assert [each.state for each in on] == [RuleState.ON_COURSE, RuleState.NOT_POSSIBLE, RuleState.NOT_ACTIVE]
    assert on[0].reason.sentence == "Carried from an earlier year: 1 h to go by 1 February 2026."
    done = count(replace(case, tallies=DIRECT * 2), FIRST).results[0][1]
    assert done.state is RuleState.SATISFIED
    sessions = asked_of(demand_of({"kind": "minimum", "groups": ["direct"], "unit": "sessions", "amount": 1}))
    both = count(replace(case, asked=[sessions]), FIRST).results[1][1]
    assert both.state is RuleState.SATISFIED, "minutes that are carried leave sessions alone"


def test_what_was_carried_out_is_not_asked_for_here_and_brought_forward_is_not_by_the_board() -> None:
    rule = {"kind": "minimum", "groups": ["direct"], "unit": "hours", "amount": 120}
    carried = Carried("c", "", frozenset({G.DIRECT}), frozenset(), RuleUnit.HOURS, 60, LAST)
    assert judged(rule, LAST, *DIRECT, carried_out=[carried]).state is RuleState.SATISFIED
    other = replace(carried, unit=RuleUnit.SESSIONS)
    assert judged(rule, LAST, *DIRECT, carried_out=[other]).state is not RuleState.SATISFIED
    brought = judged(rule, FIRST, credits={G.DIRECT: (120, 2)})
    assert (brought.state, brought.reason.key) == (RuleState.SATISFIED, ReasonKey.BROUGHT_FORWARD)
    board = judged(rule, FIRST, credits={G.DIRECT: (120, 2)}, board={G.DIRECT: (60, 1)})
    assert board.state is RuleState.CREDITED


def test_the_end_is_forecast_from_the_last_four_weeks() -> None:
    rule = {"kind": "minimum", "groups": ["direct"], "unit": "hours", "amount": 600}
    weekly = [replace(DIRECT[0], day=FIRST + timedelta(weeks=n)) for n in range(6)]
    found = judged(rule, date(2026, 2, 16), *weekly)
    assert isinstance(found, MinimumResult)
    assert (found.forecast, found.ahead and found.ahead.key) == (540, ReasonKey.AHEAD)
    early = judged(rule, date(2026, 1, 12), *weekly[:1])
    assert isinstance(early, MinimumResult)
    assert early.forecast is None


def test_a_plan_of_ones_own_lasts_longer_and_asks_for_less() -> None:
    rule = {"kind": "minimum", "groups": ["direct"], "unit": "hours", "amount": 600}
    found = judged(rule, LAST + timedelta(days=1), *DIRECT, agreed=Agreed(LAST + timedelta(weeks=10), 80))
    assert isinstance(found, MinimumResult)
    assert (found.target, found.weeks_left) == (480, 10)


@pytest.mark.parametrize("first", [date(2020, 12, 28), date(2026, 12, 28)])
def test_a_year_of_53_weeks_has_53_weeks_and_no_gap_at_its_end(first: date) -> None:
    last = first + timedelta(weeks=2, days=-1)
    assert [week.isocalendar().week for week in Calendar(first, last).weeks] == [53, 1]
    rule = {"kind": "longest_gap", "groups": ["direct"], "amount": 7}
    weekly = [replace(DIRECT[0], day=first + timedelta(weeks=n)) for n in range(2)]
    case = Case(studying=True, stays=[Stay(first, last)], tallies=weekly, asked=[asked_of(demand_of(rule))])
    assert count(case, last).results[0][1].state is RuleState.ON_COURSE


def test_a_placement_of_no_weeks_asks_for_nothing_and_two_at_once_ask_once() -> None:
    rule = {"kind": "minimum", "groups": ["direct"], "unit": "hours", "amount": 600}
    none = judged(rule, FIRST, stays=[Stay(FIRST, FIRST - timedelta(days=1))])
    assert none.state is RuleState.NOT_ACTIVE
    once = judged(rule, date(2026, 2, 9))
    twice = judged(rule, date(2026, 2, 9), stays=[Stay(FIRST, LAST), Stay(FIRST, LAST)])
    assert isinstance(once, MinimumResult)
    assert isinstance(twice, MinimumResult)
    assert once.expected == twice.expected
    day = judged(rule, FIRST, *DIRECT, stays=[Stay(FIRST, FIRST)])
    assert isinstance(day, MinimumResult)
    assert day.weeks_left == 1


def test_a_session_across_midnight_belongs_to_the_day_and_week_in_which_it_starts() -> None:
    sunday = replace(DIRECT[0], day=date(2026, 1, 11), minutes=120)
    found = count(Case(studying=True, stays=[Stay(FIRST, LAST)], tallies=[sunday]), LAST)
    assert [minutes for week, _, minutes in found.weeks if minutes] == [120]
    assert found.weeks[0][0] == FIRST


def test_reasons_of_totals_name_what_a_rule_keeps_back() -> None:
    rule = {"kind": "cap", "groups": ["direct"], "unit": "hours", "amount": 30}
    case = Case(studying=True, stays=[Stay(FIRST, LAST)], tallies=DIRECT, asked=[asked_of(demand_of(rule))])
    found = count(case, LAST)
    assert found.totals.not_countable == {NotCountedReason.CAPPED: 30}
    assert plain_holds(found)["moved"] == [[str(uuid.UUID(int=0)), "", "direct", 0, 30, 0]]


@pytest.mark.parametrize(
    "amount, unit, words",
    [
        (80, RuleUnit.PERCENT, "80 %"),
        (1, RuleUnit.DAYS, "half a day"),
        (2, RuleUnit.DAYS, "1 day"),
        (5, RuleUnit.DAYS, "2½ days"),
    ],
)
def test_amounts_read_as_people_say_them(amount: int, unit: RuleUnit, words: str) -> None:
    assert rules.in_words(amount, unit) == words
