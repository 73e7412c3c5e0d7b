"""What counts of a session, what is refused, and that every pair of state and act is decided."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.placements.rules import NotAllowed
from placement_portal.programmes.rules import GroupCredit, credit, credit_sum, credit_words
from placement_portal.supervision import rules
from placement_portal.supervision.rules import (
    MOVES,
    SessionFacts,
    SessionRefusal,
    SupervisionAct,
    SupervisionMode,
    SupervisionStatus,
)

LONDON = ZoneInfo("Europe/London")
HALF_TO_FOUR = GroupCredit(50, 4)
DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CREDITS = st.builds(GroupCredit, st.integers(1, 100), st.none() | st.integers(1, 60))


@pytest.mark.parametrize(
    "minutes, present, rule, counted, words",
    [
        (60, 1, HALF_TO_FOUR, 60, "60 min individually: 60 min count."),
        (90, 2, HALF_TO_FOUR, 45, "90 min in a group of 2, 50 % of it: 45 min count."),
        (90, 4, HALF_TO_FOUR, 45, "90 min in a group of 4, 50 % of it: 45 min count."),
        (90, 5, HALF_TO_FOUR, 18, "90 min in a group of 5, divided by 5: 18 min count."),
        (90, 7, HALF_TO_FOUR, 12, "90 min in a group of 7, divided by 7: 12 min count."),
        (90, 7, GroupCredit(), 90, "90 min in a group of 7, 100 % of it: 90 min count."),
        (90, 3, GroupCredit(100, 1), 30, "90 min in a group of 3, divided by 3: 30 min count."),
        (50, 3, GroupCredit(75), 37, "50 min in a group of 3, 75 % of it: 37 min count."),
    ],
)
def test_what_counts_is_shown_with_its_sum(
    minutes: int, present: int, rule: GroupCredit, counted: int, words: str
) -> None:
    assert credit(minutes, present, rule) == counted
    assert credit_sum(minutes, present, rule) == words


@given(st.integers(0, 720), st.integers(1, 60), CREDITS)
def test_no_more_counts_than_was_held_and_alone_all_of_it(minutes: int, present: int, rule: GroupCredit) -> None:
    counted = credit(minutes, present, rule)
    assert 0 <= counted <= minutes
    assert credit(minutes, 1, rule) == minutes
    assert credit(minutes + 1, present, rule) >= counted, "longer never counts less"
    if rule.until is not None and present > rule.until:
        assert counted * present <= minutes, "shared out it is never more than was held"


def test_a_programme_says_it_in_a_sentence() -> None:
    assert credit_words(GroupCredit()) == "Supervision in a group counts in full."
    assert credit_words(GroupCredit(75)) == "Supervision in a group counts 75 %."
    half = "Supervision in a group up to 4 students counts 50 %; with more, the time is divided by their number."
    assert credit_words(HALF_TO_FOUR) == half


@pytest.mark.parametrize("status, act", [*product(SupervisionStatus, SupervisionAct)])
def test_every_pair_of_state_and_act_is_decided(status: SupervisionStatus, act: SupervisionAct) -> None:
    if (status, act) in MOVES:
        assert rules.move(status, act) is MOVES[status, act]
    else:
        with pytest.raises(NotAllowed):
            rules.move(status, act)


def test_what_is_confirmed_is_locked() -> None:
    final = {SupervisionStatus.CONFIRMED, SupervisionStatus.MERGED, SupervisionStatus.DECLINED}
    assert not [pair for pair in MOVES if pair[0] in final]


def refused(facts: SessionFacts, mode: SupervisionMode = SupervisionMode.VIDEO, named: int = 1) -> list[SessionRefusal]:
    first, last = date(2026, 9, 1), date(2027, 6, 1)
    return rules.refusals(facts, mode, named=named, first=first, last=last, now=NOON, zone=LONDON)


@pytest.mark.parametrize(
    "facts, mode, named, why",
    [
        (SessionFacts(DAY, time(14), 60), SupervisionMode.INDIVIDUAL, 1, []),
        (SessionFacts(DAY, time(14), 0), SupervisionMode.PHONE, 1, [SessionRefusal.LENGTH]),
        (SessionFacts(DAY, time(14), 721), SupervisionMode.PHONE, 1, [SessionRefusal.LENGTH]),
        (SessionFacts(DAY, time(14), 60, 61), SupervisionMode.GROUP, 1, [SessionRefusal.PRESENT]),
        (SessionFacts(DAY, time(14), 60), SupervisionMode.GROUP, 1, [SessionRefusal.NOT_ALONE]),
        (SessionFacts(DAY, time(14), 60, 2), SupervisionMode.INDIVIDUAL, 1, [SessionRefusal.NOT_A_GROUP]),
        (SessionFacts(DAY, time(14), 60, 2), SupervisionMode.GROUP, 3, [SessionRefusal.FEWER_THAN_NAMED]),
        (SessionFacts(date(2026, 11, 23), time(11, 30), 60), SupervisionMode.VIDEO, 1, [SessionRefusal.IN_FUTURE]),
        (SessionFacts(date(2026, 11, 22), time(23, 30), 90), SupervisionMode.VIDEO, 1, []),
        (SessionFacts(date(2025, 1, 1), time(11, 30), 60), SupervisionMode.VIDEO, 1, [SessionRefusal.OUTSIDE]),
    ],
)
def test_what_is_refused(facts: SessionFacts, mode: SupervisionMode, named: int, why: list[SessionRefusal]) -> None:
    assert refused(facts, mode, named) == why


def test_across_midnight_a_session_belongs_to_the_day_on_which_it_begins() -> None:
    late = SessionFacts(DAY, time(23, 30), 90)
    assert rules.ends(late, LONDON) == datetime(2026, 11, 21, 1, tzinfo=UTC)
    assert rules.same_session(late, SessionFacts(DAY + timedelta(days=1), time(0, 15), 30))
    assert not rules.same_session(late, SessionFacts(DAY + timedelta(days=1), time(1, 0), 30)), "ends only touch"


@given(st.integers(0, 1439), st.integers(1, 720), st.integers(0, 1439), st.integers(1, 720), st.integers(-1, 1))
def test_two_records_of_the_same_time_are_found_from_either(a: int, long: int, b: int, longer: int, days: int) -> None:
    one = SessionFacts(DAY, time(a // 60, a % 60), long)
    other = SessionFacts(DAY + timedelta(days=days), time(b // 60, b % 60), longer)
    assert rules.same_session(one, other) == rules.same_session(other, one)
    assert rules.same_session(one, one)


@given(st.integers(1, 720), st.integers(1, 60))
def test_the_hash_changes_with_every_fact(minutes: int, present: int) -> None:
    key = UUID(int=1)
    said = SessionFacts(DAY, time(14), minutes, present)
    others = [
        SessionFacts(DAY, time(14, 1), minutes, present),
        SessionFacts(DAY, time(14), minutes + 1, present),
        SessionFacts(DAY, time(14), minutes, present + 1),
        SessionFacts(DAY + timedelta(days=1), time(14), minutes, present),
    ]
    shown = {rules.hash_shown(key, 1, each) for each in [said, *others]} | {rules.hash_shown(key, 2, said)}
    assert len(shown) == len(others) + 2
