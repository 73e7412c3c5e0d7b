"""What stands on each day, and what a private feed says of it."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.absences.rules import AbsenceKind, Away, Expected, Habit, Place, Planned, Span
from placement_portal.calendar.rules import (
    AN_HOUR,
    MOST_AN_HOUR,
    LineKind,
    Of,
    by_day,
    counted,
    feed,
    may_fetch,
    visits,
)
from placement_portal.calendar.rules.lines import at
from placement_portal.programmes.rules import CategoryGroup

MONDAY = date(2026, 11, 16)
SCHOOL, CENTRE = uuid.UUID(int=1), uuid.UUID(int=2)
NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def habit(weekday: int, start: time = time(10), minutes: int = 45, site: uuid.UUID = SCHOOL) -> Habit:
    return Habit(uuid.uuid4(), site, weekday, start, minutes, "Session with C1", CategoryGroup.DIRECT, "C1")


def expected(*habits: Habit, **settings: object) -> Expected:
    places = {
        SCHOOL: Place(SCHOOL, "Willow Bank School", closures=((day(7), day(11), "Half-term"),)),
        CENTRE: Place(CENTRE, "Centre", zone="America/New_York"),
    }
    known: dict[str, object] = {"first": day(-14), "last": day(28), "places": places, **settings}
    return Expected(id=uuid.uuid4(), habits=habits, **known)  # type: ignore[arg-type]


def away(first: int, last: int, since: time | None = None) -> Away:
    return Away(uuid.uuid4(), AbsenceKind.AGREED, Span(day(first), day(last), since))


def plan(number: int, start: time | None = None, site: uuid.UUID = SCHOOL) -> Planned:
    return Planned(uuid.uuid4(), uuid.uuid4(), site, day(number), start, 60)


def test_sessions_of_a_day_at_one_setting_are_one_visit() -> None:
    around = expected(habit(0), habit(0, time(14), 60), habit(0, time(16), site=CENTRE))
    assert [(each.site_id, each.begin, each.end) for each in visits(around, day(0), day(6))] == [
        (SCHOOL, 600, 900),
        (CENTRE, 960, 1005),
    ]


def test_what_falls_away_is_said_and_what_is_made_up_is_there() -> None:
    around = expected(
        habit(0),
        habit(1),
        aways=[away(0, 1), away(2, 2, time(12))],
        planned=[plan(3), plan(4, time(9)), plan(40)],
        pauses=[(day(14), day(20))],
    )
    found = by_day([around], day(-14), day(28))
    said = {key: [(each.kind, each.when, each.words) for each in lines] for key, lines in found.items()}
    assert said[day(0)] == [(LineKind.AWAY, "", "all day")]
    assert said[day(2)] == [(LineKind.AWAY, "", "from 12:00")]
    assert said[day(3)] == [(LineKind.MADE_UP, "", "Willow Bank School")]
    assert said[day(4)] == [(LineKind.MADE_UP, "09:00 to 10:00", "Willow Bank School")]
    assert said[day(7)] == [(LineKind.CLOSED, "", "Half-term")]
    assert said[day(14)] == [(LineKind.PAUSED, "", "")]
    assert said[day(-14)][0] == (LineKind.BEGINS, "", "")
    assert said[day(28)][0] == (LineKind.ENDS, "", "")
    assert said[day(21)] == [(LineKind.VISIT, "10:00 to 10:45", "Willow Bank School")]
    assert day(40) not in said


def test_a_setting_shows_its_own_visits_only() -> None:
    around = expected(habit(0), habit(1, site=CENTRE), habit(2), aways=[away(0, 1)])
    there = by_day([around], day(0), day(13), site_id=CENTRE)
    assert {key: [each.kind for each in lines] for key, lines in there.items()} == {
        day(1): [LineKind.AWAY],
        day(8): [LineKind.VISIT],
    }


@pytest.mark.parametrize("minutes, shown", [(0, time(0)), (1439, time(23, 59)), (1500, time(23, 59))])
def test_what_goes_past_midnight_ends_with_the_day(minutes: int, shown: time) -> None:
    assert at(minutes) == shown


def test_a_feed_is_neutral_and_names_a_setting_only_when_asked() -> None:
    around = expected(
        habit(0), habit(1, site=CENTRE), planned=[plan(3), plan(4, time(9), uuid.UUID(int=9))], first=day(-12)
    )
    of = Of(around, "Europe/London", supervises=False)
    plain, named = feed([of], day(0), names=False), feed([of], day(0), names=True)
    assert {each.title for each in plain} == {"Placement", "Placement (made-up time)", "Placement begins"}
    assert {each.place for each in plain} == {""}
    assert "Placement, Willow Bank School" in {each.title for each in named}
    assert not any("C1" in each.title for each in named)
    assert [each.uid for each in plain] == [each.uid for each in named]
    assert {each.zone for each in plain} == {"Europe/London", "America/New_York"}


def test_names_of_events_stay_when_times_move() -> None:
    before = expected(habit(0))
    after = Expected(**{name: getattr(before, name) for name in Expected.__slots__} | {"habits": [habit(0, time(13))]})
    feeds = [feed([Of(each, "Europe/London", supervises=False)], day(0), names=False) for each in (before, after)]
    assert [each.uid for each in feeds[0]] == [each.uid for each in feeds[1]]
    assert feeds[0] != feeds[1]


def test_those_one_supervises_at_one_setting_are_one_event() -> None:
    both = [
        Of(expected(habit(0, time(9)), planned=[plan(0)]), "Europe/London", supervises=True),
        Of(expected(habit(0, time(14), 60)), "Europe/London", supervises=True),
    ]
    monday = [each for each in feed(both, day(0), names=False) if each.day == day(0)]
    assert [(each.title, each.begin, each.end) for each in monday] == [("Students on placement", time(9), time(15))]


@given(on=st.dates(date(2026, 1, 1), date(2026, 12, 31)), start=st.integers(0, 1400), minutes=st.integers(1, 300))
def test_an_event_never_ends_before_it_begins_even_when_the_clocks_change(on: date, start: int, minutes: int) -> None:
    around = expected(habit(on.weekday(), at(start), minutes), first=on, last=on, places={})
    for each in feed([Of(around, "Europe/London", supervises=True)], on, names=False):
        begin, end = each.instants
        assert begin <= end
        assert begin.utcoffset() in (timedelta(), timedelta(hours=1))


def test_a_time_that_the_clocks_skip_is_an_hour_later() -> None:
    sunday = date(2026, 3, 29)
    around = expected(habit(6, time(1, 30), 15), first=sunday, last=sunday, places={})
    (only,) = feed([Of(around, "Europe/London", supervises=True)], sunday, names=False)
    assert only.instants[0].isoformat() == "2026-03-29T02:30:00+01:00"


@given(times=st.lists(st.integers(0, 4000), min_size=1, max_size=200))
def test_no_feed_is_read_more_often_than_its_bound(times: list[int]) -> None:
    began: datetime | None = None
    fetches, taken = 0, []
    for offset in sorted(times):
        now = NOW + timedelta(seconds=offset)
        if may_fetch(began, fetches, now):
            began, fetches = counted(began, fetches, now)
            taken.append(now)
    assert all(sum(one <= other < one + AN_HOUR for other in taken) <= 2 * MOST_AN_HOUR for one in taken)
    assert fetches <= MOST_AN_HOUR
