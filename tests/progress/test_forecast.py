"""What absences come to: pure arithmetic over pace, timetable and the weeks that are left."""

import uuid
from dataclasses import replace
from datetime import date, time, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.absences.rules import AbsenceKind, Away, Expected, Habit, Place, Planned, Span
from placement_portal.programmes.rules import CategoryGroup, RuleUnit
from placement_portal.progress.rules import (
    FORECAST_SENTENCES,
    Bar,
    Forecast,
    ForecastKey,
    RuleState,
    Week,
    WeekState,
    forecasts,
)
from placement_portal.progress.rules.forecast import Ahead, forecast, pace, projected, smallest_fix

MONDAY = date(2026, 3, 16)
SCHOOL = uuid.UUID(int=1)
UNTIL = date(2026, 6, 17)


def ahead(**changes: Any) -> Ahead:
    known: dict[str, Any] = {
        "target": 3600,
        "logged": 1800,
        "credited": 0,
        "passed": Fraction(10),
        "left": Fraction(10),
        "whole_weeks": 10,
        "usual": 180,
        "days": 1,
        "missed": 0,
        "made_up": 0,
    }
    return Ahead(**(known | changes))


def aheads() -> st.SearchStrategy[Ahead]:
    amounts, weeks = st.integers(0, 5000), st.integers(0, 50)
    return st.builds(
        Ahead,
        target=st.integers(1, 5000),
        logged=amounts,
        credited=st.integers(0, 300),
        passed=weeks.map(Fraction),
        left=weeks.map(Fraction),
        whole_weeks=weeks,
        usual=st.integers(0, 900),
        days=st.integers(0, 5),
        missed=amounts,
        made_up=st.integers(0, 900),
    )


def bar(**changes: Any) -> Bar:
    known: dict[str, Any] = {
        "label": "Time with clients",
        "groups": ["direct"],
        "unit": "hours",
        "status": RuleState.ON_COURSE,
        "done": 900,
        "target": 1800,
        "expected": 900,
        "waiting": 0,
        "credited": 0,
        "why": "",
        "fix": "",
    }
    return Bar(**(known | changes))


@given(known=aheads())
def test_more_missed_never_gets_one_further(known: Ahead) -> None:
    more = Ahead(**{name: getattr(known, name) for name in Ahead.__slots__} | {"missed": known.missed + 60})
    assert projected(more) <= projected(known)
    assert projected(known) >= known.logged


@given(known=aheads(), made_up=st.integers(1, 500))
def test_what_is_made_up_counts_whole(known: Ahead, made_up: int) -> None:
    more = Ahead(**{name: getattr(known, name) for name in Ahead.__slots__} | {"made_up": known.made_up + made_up})
    assert projected(more) == projected(known) + made_up


@given(known=aheads(), short=st.integers(1, 5000))
def test_the_fix_is_enough_and_the_smallest(known: Ahead, short: int) -> None:
    key, days, weeks = smallest_fix(known, short)
    day = known.usual // known.days if known.days else 0
    if key is ForecastKey.DOES_NOT_FIT:
        assert not day or days == 0
        return
    assert days * weeks * day >= short
    assert weeks <= known.whole_weeks
    if days == 1:
        assert (weeks - 1) * day < short
    else:
        assert (days - 1) * weeks * day < short
        assert days + known.days <= 5


@given(known=aheads())
def test_percent_is_whole_only_when_nothing_is_missing(known: Ahead) -> None:
    said = forecast("Hours", RuleUnit.HOURS, known, UNTIL)
    assert (said.percent == 100) == (said.short == 0)
    assert said.sentence
    assert bool(said.fix) == bool(said.short)


@pytest.mark.parametrize(
    "changes, pace_is",
    [
        ({}, 180),
        ({"passed": Fraction(1), "logged": 900}, 180),
        ({"logged": 0}, 180),
        ({"credited": 900}, 90),
        ({"logged": 0, "usual": 0}, 0),
    ],
)
def test_the_pace_is_one_s_own_once_it_says_something(changes: dict[str, Any], pace_is: int) -> None:
    assert pace(ahead(**changes)) == pace_is


@pytest.mark.parametrize(
    "changes, sentence, fix",
    [
        ({}, "At your present pace you still reach 60 h by 17 June 2026.", ""),
        ({"logged": 3600}, "60 h is reached already.", ""),
        (
            {"missed": 180},
            "At your present pace you reach 95 % of 60 h by 17 June 2026, 3 h short.",
            "One more day makes it up.",
        ),
        (
            {"missed": 360},
            "At your present pace you reach 90 % of 60 h by 17 June 2026, 6 h short.",
            "One more day a week for 2 weeks makes it up.",
        ),
        (
            {"logged": 900},
            "At your present pace you reach 50 % of 60 h by 17 June 2026, 30 h short.",
            "One more day a week for 10 weeks makes it up.",
        ),
        (
            {"logged": 360},
            "At your present pace you reach 20 % of 60 h by 17 June 2026, 48 h short.",
            "2 more days a week until 17 June 2026 make it up.",
        ),
        (
            {"left": Fraction(2), "whole_weeks": 1},
            "At your present pace you reach 60 % of 60 h by 17 June 2026, 24 h short.",
            FORECAST_SENTENCES[ForecastKey.DOES_NOT_FIT],
        ),
    ],
)
def test_it_says_how_far_one_gets_and_what_makes_it_up(changes: dict[str, Any], sentence: str, fix: str) -> None:
    said = forecast("Hours", RuleUnit.HOURS, ahead(**changes), UNTIL)
    assert (said.sentence, said.fix) == (sentence, fix)


def world(*aways: Away, planned: list[Planned] | None = None, closed: list[date] | None = None) -> Expected:
    habits = [
        Habit(uuid.uuid4(), SCHOOL, 1, time(10), 90, "Session", CategoryGroup.DIRECT, "C1"),
        Habit(uuid.uuid4(), SCHOOL, 1, time(13), 30, "Notes", CategoryGroup.INDIRECT),
    ]
    closures = tuple((each, each, "INSET") for each in closed or ())
    return Expected(
        id=uuid.uuid4(),
        first=MONDAY - timedelta(weeks=10),
        last=MONDAY + timedelta(weeks=10, days=4),
        habits=habits,
        places={SCHOOL: Place(SCHOOL, "School", closures=closures)},
        aways=aways,
        planned=planned or (),
    )


def weeks(last: int = 10) -> list[Week]:
    states = {-3: WeekState.CLOSED, 3: WeekState.PAUSED}
    return [
        Week(
            MONDAY + timedelta(weeks=n),
            states.get(n, WeekState.VERIFIED if n < 0 else WeekState.FUTURE),
            90 if n < 0 else 0,
        )
        for n in range(-10, last + 1)
    ]


def test_a_forecast_reads_the_timetable_and_the_weeks_that_are_left() -> None:
    tuesdays = [MONDAY + timedelta(weeks=n, days=1) for n in (1, 2)]
    gone = Away(uuid.uuid4(), AbsenceKind.AGREED, Span(tuesdays[0], tuesdays[1]))
    around = world(gone, closed=[tuesdays[1]])
    missed = around.missed(gone.span)
    assert len(missed) == 2
    friday = MONDAY - timedelta(days=3)
    (said,) = forecasts([bar(), bar(groups=["supervision"])], weeks(), [around], missed, friday)
    # 8.2 of 9 open weeks so far at 900 min; 10 whole weeks left, one of them paused, one session lost at full share
    assert said.label == "Time with clients"
    assert said.key is ForecastKey.STILL_REACHED
    assert "29 May 2026" in said.sentence


def test_sessions_are_counted_and_plans_reckoned_in() -> None:
    tuesday = MONDAY + timedelta(weeks=1, days=1)
    gone = Away(uuid.uuid4(), AbsenceKind.AGREED, Span(tuesday, tuesday))
    plan = Planned(uuid.uuid4(), gone.id, SCHOOL, tuesday + timedelta(days=1), None, 90)
    sessions = bar(unit="sessions", target=19, done=9, waiting=0)
    without, made_up = world(gone), world(gone, planned=[plan])
    (said,) = forecasts([sessions], weeks(), [without], without.missed(gone.span), MONDAY)
    (better,) = forecasts([sessions], weeks(12), [made_up], made_up.missed(gone.span), MONDAY)
    assert said.short == 2
    assert said.fix == "One more day a week for 2 weeks makes it up."
    assert better.short == 0
    assert "12 June 2026" in better.sentence


def test_nothing_missed_says_nothing_and_a_finished_week_strip_neither_fails() -> None:
    assert forecasts([bar()], weeks(), [world()], [], MONDAY) == []
    gone = Away(uuid.uuid4(), AbsenceKind.AGREED, Span(MONDAY, MONDAY + timedelta(days=4)))
    around = world(gone)
    (said,) = forecasts([bar(groups=[])], [], [around], around.missed(gone.span), MONDAY)
    assert said.fix == FORECAST_SENTENCES[ForecastKey.DOES_NOT_FIT]


def test_a_forecast_reckons_with_every_placement_of_the_stage() -> None:
    tuesday = MONDAY + timedelta(weeks=1, days=1)
    gone = Away(uuid.uuid4(), AbsenceKind.AGREED, Span(tuesday, tuesday))
    here, beside = world(gone), world(gone)
    plan = Planned(uuid.uuid4(), gone.id, SCHOOL, tuesday + timedelta(days=1), None, 90)
    again = replace(world(), first=here.last + timedelta(days=1), last=here.last + timedelta(weeks=4), planned=[plan])
    missed, sessions = here.missed(gone.span), bar(unit="sessions", target=60, done=18)

    def said(*stage: Expected, last: int = 10) -> Forecast:
        (found,) = forecasts([sessions], weeks(last), stage, missed, MONDAY)
        return found

    # nine open weeks with two sessions each: the pace is two a week, whoever it was with
    alone, both = said(here), said(here, beside)
    assert both.short == alone.short + 1, "what is missed elsewhere is missed too"
    assert both.fix != alone.fix, "two sessions fit into one more day"
    later = said(here, again, last=14)
    assert again.last.strftime("%-d %B %Y") in later.sentence, "the stage ends with its last placement"
    assert later.short == alone.short - 4 * 2 - 1, "four more weeks at the same pace, and one session to make up"
