"""Spans of time away, what a timetable expects in spite of them, and what is refused."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from placement_portal.absences.rules import (
    LONGEST_DAYS,
    REFUSAL_SENTENCES,
    AbsenceKind,
    AbsenceRefusal,
    Away,
    Expected,
    Habit,
    Place,
    Span,
    is_made_up,
    why_not,
    why_not_made_up,
    why_not_told,
)
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.rules import CategoryGroup

MONDAY = date(2026, 11, 16)
SCHOOL, CENTRE = uuid.UUID(int=1), uuid.UUID(int=2)
DAYS = st.dates(MONDAY - timedelta(days=40), MONDAY + timedelta(days=40))
TIMES = st.none() | st.times()


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def spans() -> st.SearchStrategy[Span]:
    made = st.tuples(DAYS, st.integers(0, 9), TIMES, TIMES)
    return made.map(lambda t: Span(t[0], t[0] + timedelta(days=t[1]), t[2], t[3])).filter(lambda each: each.is_real)


def habit(weekday: int, start: time = time(10), site: uuid.UUID = SCHOOL, minutes: int = 45) -> Habit:
    return Habit(uuid.uuid4(), site, weekday, start, minutes, "Session", CategoryGroup.DIRECT, "C1")


def away(first: int, last: int, since: time | None = None, until: time | None = None) -> Away:
    return Away(uuid.uuid4(), AbsenceKind.AGREED, Span(day(first), day(last), since, until))


def expected(*habits: Habit, **settings: object) -> Expected:
    closed = settings.pop("closed", ())
    places = {
        SCHOOL: Place(SCHOOL, "School", closures=tuple(closed)),  # type: ignore[arg-type]
        CENTRE: Place(CENTRE, "Centre"),
    }
    known: dict[str, object] = {"first": day(-28), "last": day(28), "places": places, **settings}
    return Expected(id=uuid.uuid4(), habits=habits, **known)  # type: ignore[arg-type]


@given(one=spans(), other=spans())
def test_overlapping_is_mutual_and_means_a_shared_day(one: Span, other: Span) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one)
    if one.overlaps(other):
        assert set(one.days) & set(other.days)


@given(span=spans(), on=DAYS, start=st.times(), minutes=st.integers(1, 720))
def test_a_session_falls_into_an_absence_as_a_span_would(span: Span, on: date, start: time, minutes: int) -> None:
    start = start.replace(second=0, microsecond=0)
    assume(start.hour * 60 + start.minute + minutes < 24 * 60)
    end = (datetime.combine(on, start, UTC) + timedelta(minutes=minutes)).time()
    assert span.covers(on, start, minutes) == span.overlaps(Span(on, on, start, end))


def test_touching_ends_do_not_overlap() -> None:
    morning, afternoon = Span(MONDAY, MONDAY, None, time(12)), Span(MONDAY, MONDAY, time(12), None)
    assert not morning.overlaps(afternoon)
    assert not Span(day(0), day(1)).overlaps(Span(day(2), day(2)))
    assert Span(day(0), day(2), time(13), time(9)).overlaps(Span(day(1), day(1)))


@pytest.mark.parametrize(
    "span, words",
    [
        (Span(day(0), day(2)), ["all day", "all day", "all day"]),
        (Span(day(0), day(1), time(13), time(11)), ["from 13:00", "until 11:00"]),
        (Span(day(0), day(0), time(10), time(11)), ["10:00 to 11:00"]),
        (Span(day(0), day(0), None, time(11)), ["until 11:00"]),
    ],
)
def test_an_absence_says_how_much_of_each_day_it_takes(span: Span, words: list[str]) -> None:
    assert [span.on(each) for each in span.days] == words


def test_a_timetable_expects_its_sessions_in_order_of_time() -> None:
    found = expected(habit(1), habit(0, time(14)), habit(0, time(9))).sessions(day(0), day(8))
    assert [(each.day, each.habit.start.hour) for each in found] == [
        (day(0), 9),
        (day(0), 14),
        (day(1), 10),
        (day(7), 9),
        (day(7), 14),
        (day(8), 10),
    ]
    assert all(each.held and not each.missed for each in found)


def test_closed_days_and_pauses_cost_nothing() -> None:
    around = expected(
        habit(0), habit(1), habit(0, site=CENTRE), closed=[(day(0), day(0), "INSET day")], pauses=[(day(7), day(14))]
    )
    found = around.sessions(day(0), day(14))
    assert [(each.day, each.site, each.closed) for each in found] == [
        (day(0), "School", "INSET day"),
        (day(0), "Centre", ""),
        (day(1), "School", ""),
    ]
    assert around.closed(day(0)) == ""
    assert [each.site for each in around.missed(Span(day(0), day(14)))] == ["Centre", "School"]
    assert not around.runs(day(9))


def test_an_absence_of_an_hour_costs_what_falls_into_it() -> None:
    around = expected(habit(0, time(9)), habit(0, time(10)), aways=[away(0, 0, time(10, 30), time(11, 30))])
    assert [each.missed for each in around.sessions(day(0), day(0))] == [False, True]
    assert len(around.away(day(0))) == 1
    assert around.away(day(1)) == []


def test_a_setting_that_is_left_expects_nobody() -> None:
    places = {SCHOOL: Place(SCHOOL, "School", ends=day(-1)), CENTRE: Place(CENTRE, "Centre", starts=day(0))}
    around = expected(habit(0), habit(0, site=CENTRE), places=places)
    assert [each.site for each in around.sessions(day(-7), day(0))] == ["School", "Centre"]
    assert [each.site for each in expected(habit(0), places={}).sessions(day(0), day(0))] == [""]
    assert expected(places={}).closed(day(0)) == ""


@pytest.mark.parametrize("status", [PlacementStatus.PROPOSED, PlacementStatus.DECLINED, PlacementStatus.WITHDRAWN])
def test_what_is_no_placement_expects_nobody(status: PlacementStatus) -> None:
    assert expected(habit(0), status=status).sessions(day(0), day(9)) == []


@given(span=spans(), first=DAYS, length=st.integers(0, 60))
def test_what_is_missed_lies_in_the_absence_and_in_the_placement(span: Span, first: date, length: int) -> None:
    around = expected(*(habit(each) for each in range(5)), first=first, last=first + timedelta(days=length))
    for each in around.missed(span):
        assert each.day in set(span.days)
        assert first <= each.day <= first + timedelta(days=length)


CLOSED = [(day(7), day(11), "Half-term")]


@pytest.mark.parametrize(
    "span, why",
    [
        (Span(day(0), day(0)), None),
        (Span(day(1), day(0)), AbsenceRefusal.ENDS_BEFORE_START),
        (Span(day(0), day(0), time(11), time(10)), AbsenceRefusal.ENDS_BEFORE_START),
        (Span(day(0), day(0), time(11), time(11)), AbsenceRefusal.ENDS_BEFORE_START),
        (Span(day(-20), day(-20) + timedelta(days=LONGEST_DAYS)), AbsenceRefusal.TOO_LONG),
        (Span(day(-29), day(0)), AbsenceRefusal.OUTSIDE_PLACEMENT),
        (Span(day(28), day(29)), AbsenceRefusal.OUTSIDE_PLACEMENT),
        (Span(day(14), day(15)), AbsenceRefusal.PAUSED),
        (Span(day(7), day(8)), AbsenceRefusal.CLOSED),
        (Span(day(11), day(14)), None),
        (Span(day(3), day(9)), None),
        (Span(day(2), day(2), time(10), time(11)), AbsenceRefusal.OVERLAPS),
    ],
)
def test_an_absence_is_refused_where_it_makes_no_sense(span: Span, why: AbsenceRefusal | None) -> None:
    places = {SCHOOL: Place(SCHOOL, "School", closures=tuple(CLOSED))}
    around = expected(places=places, pauses=[(day(14), day(20))])
    assert why_not(span, around, [Span(day(2), day(2))]) is (why if span.starts != day(3) else None)


def test_nobody_was_told_in_the_future() -> None:
    now = datetime(2026, 11, 16, 9, tzinfo=UTC)
    assert why_not_told(now, now) is None
    assert why_not_told(now + timedelta(minutes=1), now) is AbsenceRefusal.TOLD_IN_FUTURE


def test_time_is_made_up_when_somebody_can_come() -> None:
    around = expected(pauses=[(day(14), day(20))], aways=[away(2, 3)])
    ask = {number: why_not_made_up(day(number), around, "", day(0)) for number in (-1, 0, 2, 15, 29)}
    assert ask == {
        -1: AbsenceRefusal.MADE_UP_IN_PAST,
        0: None,
        2: AbsenceRefusal.MADE_UP_AWAY,
        15: AbsenceRefusal.MADE_UP_CLOSED,
        29: AbsenceRefusal.MADE_UP_OUTSIDE,
    }
    assert why_not_made_up(day(1), around, "Snow", day(0)) is AbsenceRefusal.MADE_UP_CLOSED


@given(planned=st.integers(1, 720), usual=st.integers(0, 720))
def test_made_up_is_what_was_logged_beyond_the_usual(planned: int, usual: int) -> None:
    assert is_made_up(planned, planned + usual, usual)
    assert not is_made_up(planned, planned + usual - 1, usual)


def test_every_refusal_has_a_sentence() -> None:
    assert set(REFUSAL_SENTENCES) == set(AbsenceRefusal)
