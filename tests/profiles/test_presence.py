"""When a supervisor is there: pure rules, and every place where somebody asks for it."""

from datetime import date, timedelta

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent
from placement_portal.mail.models import OutboxMessage
from placement_portal.profiles import queries
from placement_portal.profiles.rules import Presence, works_on
from placement_portal.web.formats import full_day
from tests import world
from tests.changes.conftest import day
from tests.conftest import Given, SignIn
from tests.world import Cast

MONDAY = date(2026, 11, 16)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
aways = st.lists(st.tuples(days, st.one_of(st.none(), days)).map(lambda pair: (pair[0], pair[1])), max_size=3)


@drawn(st.frozensets(st.integers(0, 6)), aways, days)
def test_the_next_day_is_the_first_on_which_they_are_there(
    weekdays: frozenset[int], gone: list[tuple[date, date | None]], on: date
) -> None:
    known = Presence(weekdays, gone)
    found = known.next_day(on)
    if found is None:
        assert not weekdays or not any(known.is_there(on + timedelta(days=number)) for number in range(366))
        return
    assert found >= on
    assert known.is_there(found)
    assert known.away_on(found) is None
    assert found.weekday() in weekdays
    assert not any(known.is_there(on + timedelta(days=number)) for number in range((found - on).days))


@pytest.mark.parametrize(
    "weekdays, words",
    [
        ((), ""),
        ((3,), "Thursdays"),
        ((3, 1), "Tuesdays and Thursdays"),
        ((0, 1), "Mondays and Tuesdays"),
        ((0, 2, 4), "Mondays, Wednesdays and Fridays"),
        (range(5), "Mondays to Fridays"),
        ((1, 2, 3), "Tuesdays to Thursdays"),
    ],
)
def test_days_of_the_week_are_said_shortly(weekdays: tuple[int, ...], words: str) -> None:
    assert works_on(weekdays) == words


def test_nobody_is_said_to_be_somewhere_on_a_day_that_nobody_named() -> None:
    assert Presence().next_day(MONDAY) is None
    assert Presence().is_there(MONDAY)
    assert Presence(frozenset({0}), [(MONDAY, None)]).next_day(MONDAY) is None


def test_a_supervisor_says_when_they_work_and_their_student_reads_it(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    own, student = sign_in(cast.supervisor), sign_in(cast.student)
    note = f"/placements/{cast.placement.id}/absences/new"
    assert "Works today" not in student.get("/today").text
    page = own.get(f"/people/{cast.supervisor.id}")
    own.get(page.links["Say on which days you work"])
    today = world.in_days(0)
    page = own.submit("/days", weekdays=[str(today.weekday())])
    assert "The days are saved. Your students see them." in page.text
    assert works_on([today.weekday()]) in page.text
    for url in ("/today", note):
        assert f"Works today ({works_on([today.weekday()])})." in student.get(url).text
    own.get(page.links["Change the working days"])
    other = world.in_days(2)
    own.submit("/days", weekdays=[str(other.weekday())])
    said = f"Does not work today, but on {works_on([other.weekday()])}: next on {full_day(other)}."
    assert said in student.get("/today").text
    own.get(f"/organisations/{cast.provider.id}/supervisors/{cast.supervisor.id}/days")
    own.submit("/days")  # as it is: nothing happened
    with looking():
        done = [each.action for each in db.session.query(LedgerEvent).filter_by(chain=cast.provider.id)]
        assert done.count("profile_changed") == 2
        provider = queries.working_days_at(cast.provider)
        assert provider == {cast.supervisor.id: {other.weekday()}}


def test_a_stale_answer_about_the_days_is_shown_beside_the_newer_one(cast: Cast, sign_in: SignIn) -> None:
    own, keeper = sign_in(cast.supervisor), sign_in(cast.provider_coordinator)
    where = f"/organisations/{cast.provider.id}/supervisors/{cast.supervisor.id}/days"
    own.get(where)
    keeper.get(where)
    page = keeper.submit("/days", weekdays=["0", "2"])
    assert "The days are saved. Their students see them." in page.text
    page = own.submit("/days", weekdays=["1"])
    assert page.status == 409
    assert "Mondays and Wednesdays" in page.text


def test_who_is_away_is_rung_last_and_said_to_be_back_on_a_day_they_work(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    keeper, student = sign_in(cast.provider_coordinator), sign_in(cast.student)
    back, covers = world.in_days(8), world.in_days(1)
    with given():
        world.supervisor_profile(cast.other_supervisor, cast.provider, weekdays=[covers.weekday()])
    page = keeper.get(f"/organisations/{cast.provider.id}/away/{cast.supervisor.id}")
    assert f"({works_on([covers.weekday()])})" in page.text
    chosen = {"cover": str(cast.other_supervisor.id), "weekdays": [str(back.weekday())]}
    page = keeper.submit(None, {**day("starts", 0), **day("ends", 5), **chosen})
    assert f"There again on {full_day(back)}." in page.text
    with looking():
        letter = db.session.query(OutboxMessage).filter_by(person_id=cast.student.id).one()
        assert f"{cast.supervisor.name} is there again on {full_day(back)}." in letter.text
        assert f"{cast.other_supervisor.name} works on {works_on([covers.weekday()])}." in letter.text
    page = student.get("/today")
    assert f"; there again on {full_day(back)}." in page.text
    assert page.text.index(cast.other_supervisor.name) < page.text.rindex(cast.supervisor.name)
    assert "is away until" in student.get(f"/placements/{cast.placement.id}").text
