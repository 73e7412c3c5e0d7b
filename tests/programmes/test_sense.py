"""Rules that make no sense by themselves, rules that contradict each other, and the sentences they mean."""

from typing import Any

import pytest

from placement_portal.programmes.rules import CategoryGroup as G
from placement_portal.programmes.rules import Demand
from placement_portal.programmes.rules import RuleKind as K
from placement_portal.programmes.rules import RuleUnit as U
from placement_portal.programmes.rules.sense import contradictions, problems
from placement_portal.programmes.rules.sentences import sentence

DIRECT, SUPERVISION = frozenset({G.DIRECT}), frozenset({G.SUPERVISION})


def demand(kind: K, amount: int, unit: U | None = None, groups: frozenset[G] = DIRECT, **more: Any) -> Demand:
    return Demand(kind, groups, amount, unit, frozenset(), more)


@pytest.mark.parametrize(
    "wrong, said",
    [
        (demand(K.CAP, 5, U.SESSIONS), "counted in something"),
        (demand(K.CAP, 5, U.HOURS, per=3), "says something"),
        (demand(K.CAP, 5, U.HOURS, frozenset()), "which work"),
        (demand(K.CAP, 101, U.PERCENT), "1 to 100"),
        (demand(K.MINIMUM, 0, U.HOURS), "more than nothing"),
        (demand(K.MINIMUM, 4, U.DAYS, day_from=60, half_from=60), "fewer minutes"),
        (demand(K.RATIO, 60, U.HOURS, SUPERVISION), "how much of the other"),
        (demand(K.RATIO, 60, U.HOURS, per=480), "must not be the same"),
        (demand(K.STEPS, 60, U.HOURS, SUPERVISION), "1 to 6 steps"),
        (demand(K.STEPS, 60, U.HOURS, SUPERVISION, steps=[[60, 30], [60, 40]]), "reach further"),
        (demand(K.STEPS, 60, U.HOURS, SUPERVISION, steps=[[60, 0]]), "ask for something"),
        (demand(K.MONTHLY, 60, U.HOURS), "must not be the same"),
        (demand(K.SHARE, 60, U.PERCENT, of=["supervision"]), "part of the whole"),
        (demand(K.HOUR, 60, U.HOURS, from_minutes=60), "shorter than"),
        (demand(K.GATE, 60, U.HOURS, SUPERVISION), "by week or by month"),
        (demand(K.FREQUENCY, 1, U.SESSIONS), "how many weeks"),
    ],
)
def test_a_rule_that_makes_no_sense_is_told_so(wrong: Demand, said: str) -> None:
    assert said in " ".join(problems(wrong))


@pytest.mark.parametrize(
    "one, other, said",
    [
        (demand(K.CAP, 120, U.HOURS), demand(K.MINIMUM, 180, U.HOURS), "never reach 3 h."),
        (
            demand(K.MINIMUM, 150, U.HOURS),
            demand(K.CAP, 120, U.HOURS, frozenset({G.DIRECT, G.LEARNING})),
            "2 h counted",
        ),
        (demand(K.SHARE, 60, U.PERCENT), demand(K.CAP, 50, U.PERCENT), "at most 50 of them"),
        (demand(K.SHARE, 60, U.PERCENT), demand(K.SHARE, 50, U.PERCENT, SUPERVISION), "110 together"),
        (demand(K.SHARE, 60, U.PERCENT), demand(K.SHARE, 50, U.PERCENT), "Both ask the same"),
        (demand(K.MINIMUM, 60, U.HOURS), demand(K.MINIMUM, 90, U.HOURS), "Both ask the same"),
        (
            demand(K.LONGEST_GAP, 14, None, SUPERVISION),
            demand(K.FREQUENCY, 1, U.SESSIONS, SUPERVISION, weeks=2),
            "27 days apart",
        ),
    ],
)
def test_a_contradiction_is_found_with_an_example(one: Demand, other: Demand, said: str) -> None:
    for pair in ((one, other), (other, one)):
        (found,) = contradictions(pair)
        assert said in found.sentence
        assert (found.one, found.other) == (0, 1)


@pytest.mark.parametrize(
    "one, other",
    [
        (demand(K.MINIMUM, 60, U.HOURS), demand(K.CAP, 120, U.HOURS)),
        (demand(K.MINIMUM, 60, U.SESSIONS), demand(K.CAP, 30, U.HOURS)),
        (demand(K.MINIMUM, 60, U.HOURS, frozenset()), demand(K.CAP, 30, U.HOURS)),
        (demand(K.MINIMUM, 60, U.HOURS), demand(K.CAP, 30, U.PERCENT)),
        (demand(K.MINIMUM, 60, U.HOURS), demand(K.MINIMUM, 60, U.SESSIONS)),
        (demand(K.SHARE, 40, U.PERCENT), demand(K.CAP, 50, U.PERCENT)),
        (demand(K.SHARE, 40, U.PERCENT), demand(K.SHARE, 50, U.PERCENT, SUPERVISION)),
        (demand(K.SHARE, 60, U.PERCENT), demand(K.SHARE, 60, U.PERCENT, frozenset({G.DIRECT, G.LEARNING}))),
        (demand(K.LONGEST_GAP, 30), demand(K.FREQUENCY, 1, U.SESSIONS, weeks=2)),
        (
            Demand(K.MINIMUM, frozenset(), 90, U.HOURS, frozenset({"DIR-G"})),
            Demand(K.CAP, DIRECT, 60, U.HOURS, frozenset()),
        ),
        (demand(K.MINIMUM, 60, U.HOURS), demand(K.VARIETY, 2)),
    ],
)
def test_rules_that_can_be_met_together_are_left_alone(one: Demand, other: Demand) -> None:
    assert contradictions([one, other]) == []


@pytest.mark.parametrize(
    "rule, said",
    [
        (demand(K.MINIMUM, 3, U.DAYS), "At least 1½ days of work with clients. Any time on a day makes it a day."),
        (demand(K.MINIMUM, 90, U.HOURS, grace=1), "At least 1 hour 30 minutes of work with clients. 1 day of grace."),
        (
            demand(K.SHARE, 20, U.PERCENT, of=["direct", "indirect"]),
            "At least 20 % of work with clients and work around sessions is work with clients.",
        ),
        (
            demand(K.MONTHLY, 45, U.HOURS, SUPERVISION),
            "At least 45 minutes of supervision in every month with time with clients, not averaged.",
        ),
        (
            demand(K.GATE, 60, U.HOURS, SUPERVISION, window="month"),
            "Time with clients of a month counts once there was 1 hour of supervision in that month.",
        ),
        (
            demand(K.FREQUENCY, 1, U.SESSIONS, SUPERVISION, weeks=1),
            "At least 1 session of supervision in every week; weeks without clients do not count.",
        ),
        (demand(K.VARIETY, 1, what="adults", across=True), "At least 1 setting where adults are met in this year and"),
    ],
)
def test_a_rule_means_one_sentence(rule: Demand, said: str) -> None:
    assert sentence(rule).startswith(said)
