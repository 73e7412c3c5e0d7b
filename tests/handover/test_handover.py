"""Nothing waits on somebody who is gone: away with cover, back again, and a supervisor who leaves."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from placement_portal import clock, config
from placement_portal.accounts.models import Person
from placement_portal.changes import queries as changes
from placement_portal.changes import service as change_service
from placement_portal.changes.models import Away, Cover
from placement_portal.database import db
from placement_portal.handover import jobs, service
from placement_portal.handover.models import Departure
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Assignment, Placement
from tests import world
from tests.changes.conftest import day, letters, one, supervision_of, told
from tests.conftest import Given, SignIn, Statements
from tests.world import Cast


@pytest.fixture
def waiting(cast: Cast, given: Given) -> None:
    """Let an entry wait with the student's supervisor."""
    with given():
        placement = db.session.get_one(Placement, cast.placement.id)
        submitted: dict[str, Any] = {
            "status": EntryStatus.SUBMITTED,
            "supervisor_id": cast.supervisor.id,
            "whom": placement.slots[0],
        }
        world.entry(placement, world.in_days(-3), **submitted)


def away_page(cast: Cast) -> str:
    return f"/organisations/{cast.provider.id}/away/{cast.supervisor.id}"


def leave_page(cast: Cast) -> str:
    return f"/organisations/{cast.provider.id}/supervisors/{cast.supervisor.id}/leaves"


def with_whom() -> object:
    return one(Entry).supervisor_id


def run_job() -> None:
    jobs.pass_on(config.current())


@pytest.mark.usefixtures("waiting")
def test_cover_takes_what_waits_at_once_and_gives_it_back(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    provider = sign_in(cast.provider_coordinator)
    page = provider.get(f"/organisations/{cast.provider.id}/away")
    assert cast.supervisor.name in page.text
    provider.get(away_page(cast))
    page = provider.submit(None, {**day("starts", 0), "cover": str(cast.other_supervisor.id)})
    assert f"{cast.other_supervisor.name} stands in from" in page.text
    with looking():
        assert with_whom() == cast.other_supervisor.id
        assert letters(cast.student) == [f"{cast.supervisor.name} is away: placement of {cast.student.name}"]
        assert letters(cast.supervisor) == []
        assert told(cast.provider.id)[-1:] == ["supervisor_away"]
    student = sign_in(cast.student)
    assert f"{cast.supervisor.name} is away" in student.get(f"/placements/{cast.placement.id}").text
    with looking():
        where = f"/away/{one(Away).id}/back"
    page = provider.get(where)
    assert provider.submit(None, day("back", -1)).status == 422
    page = provider.submit(None, day("back", 0))
    assert f"{cast.supervisor.name} is back." in page.text
    with looking():
        assert with_whom() == cast.supervisor.id
        assert letters(cast.other_supervisor)[-1].startswith(f"{cast.supervisor.name} is back")


@pytest.mark.usefixtures("waiting")
def test_cover_from_a_later_day_takes_what_waits_on_that_day(cast: Cast, sign_in: SignIn, looking: Given, app) -> None:  # type: ignore[no-untyped-def]
    provider = sign_in(cast.provider_coordinator)
    provider.get(away_page(cast))
    chosen = {"cover": str(cast.other_supervisor.id), "meanwhile": "the head of music"}
    provider.submit(None, {**day("starts", 0), **day("ends", 20), **day("cover_from", 4), **chosen})
    with looking():
        assert with_whom() == cast.supervisor.id
    page = sign_in(cast.student).get(f"/placements/{cast.placement.id}")
    assert "Until then the head of music looks after work with clients." in page.text
    with time_machine.travel(clock.now() + timedelta(days=4), tick=False), app.app_context():
        run_job()
        run_job()
        assert with_whom() == cast.other_supervisor.id
        cover = one(Assignment, person_id=cast.other_supervisor.id, placement_id=cast.placement.id)
        assert cover.ends == one(Away).ends


WRONG = {
    "backwards": ({**day("starts", 5), **day("ends", 4)}, "The last day must not be before the first."),
    "cover too early": ({**day("starts", 5), **day("cover_from", 4)}, "from the first day away on."),
    "cover too late": ({**day("starts", 0), **day("ends", 4), **day("cover_from", 5)}, "after the last day away."),
}


@pytest.mark.parametrize("typed, sentence", WRONG.values(), ids=WRONG)
def test_days_that_make_no_sense(cast: Cast, sign_in: SignIn, typed: dict[str, str], sentence: str) -> None:
    provider = sign_in(cast.provider_coordinator)
    provider.get(away_page(cast))
    page = provider.submit(None, typed)
    assert page.status == 422
    assert sentence in page.errors[0]


def test_nobody_may_stand_in_and_the_page_says_so(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    provider = sign_in(cast.provider_coordinator)
    provider.get(away_page(cast))
    page = provider.submit(None, day("starts", 0))
    assert "nobody stands in yet; until then there is no work with clients" in page.text
    provider.get(away_page(cast))
    page = provider.submit(None, day("starts", 3))
    assert "Say when they are back first." in page.errors[0]
    text = sign_in(cast.tutor).get(f"/placements/{cast.placement.id}").text
    assert "Nobody stands in yet. Until then there is no work with clients." in text
    with looking():
        where = f"/away/{one(Away).id}/back"
    provider.get(where)
    assert f"{cast.supervisor.name} is back." in provider.submit(None, day("back", 0)).text


def test_somebody_who_supervises_anyway_is_not_assigned_twice(cast: Cast, given: Given, looking: Given) -> None:
    with given():
        placement = db.session.get_one(Placement, cast.placement.id)
        world.assign(cast.other_supervisor, placement, starts=world.in_days(-10))
        provider = db.session.get_one(Organisation, cast.provider.id)
        found = changes.placements_with(cast.supervisor.id, provider, clock.today())
        standin = change_service.Standin(assignment=found[0], person=cast.other_supervisor, since=clock.today())
        dates: dict[str, Any] = {"starts": clock.today(), "ends": None}
        person, by = (db.session.get_one(Person, each.id) for each in (cast.supervisor, cast.provider_coordinator))
        service.send_away(person, provider, [standin], **dates, meanwhile="", by=by)
    with looking():
        theirs = sa.select(Assignment).where(
            Assignment.person_id == cast.other_supervisor.id, Assignment.placement_id == cast.placement.id
        )
        assert len(db.session.scalars(theirs).all()) == 1
        assert one(Cover).assignment_id


@pytest.mark.usefixtures("waiting")
def test_somebody_leaves_and_all_of_it_goes_on_with_others(cast: Cast, sign_in: SignIn, looking: Given, app) -> None:  # type: ignore[no-untyped-def]
    provider = sign_in(cast.provider_coordinator)
    provider.get(leave_page(cast))
    page = provider.submit(None, day("last", 2))
    assert page.errors[0].startswith("Say who goes on with ")
    page = provider.submit(None, {**day("last", 2), "successor": str(cast.other_supervisor.id)})
    assert f"{cast.supervisor.name} leaves" in page.text
    with looking():
        assert supervision_of(cast).ends == world.in_days(2)
        assert with_whom() == cast.supervisor.id
        assert letters(cast.other_supervisor) == [f"A new supervisor: placement of {cast.student.name}"]
        assert told(cast.provider.id)[-1:] == ["supervisor_left"]
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False), app.app_context():
        run_job()
        assert with_whom() == cast.other_supervisor.id
        assert one(Departure).passed_on_at
        provider_row = db.session.get_one(Organisation, cast.provider.id)
        assert changes.placements_with(cast.supervisor.id, provider_row, clock.today()) == []


@pytest.mark.usefixtures("waiting")
def test_a_last_day_that_is_over_passes_on_at_once(cast: Cast, given: Given, looking: Given) -> None:
    with given():
        provider = db.session.get_one(Organisation, cast.provider.id)
        placement = db.session.get_one(Placement, cast.placement.id)
        world.assign(cast.other_supervisor, placement, starts=world.in_days(-10))
        found = changes.placements_with(cast.supervisor.id, provider, world.in_days(-1))
        goes_on = {each.id: cast.other_supervisor for each in found}
        person, by = (db.session.get_one(Person, each.id) for each in (cast.supervisor, cast.provider_coordinator))
        service.leave(person, provider, goes_on, world.in_days(-1), by=by)
    with looking():
        assert with_whom() == cast.other_supervisor.id


def test_a_placement_without_a_supervisor_says_so(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        for each in db.session.scalars(sa.select(Assignment).where(Assignment.placement_id == cast.placement.id)):
            each.ends = max(each.starts, world.in_days(-2))
    assert f"Find a supervisor for {cast.student.name}" in sign_in(cast.provider_coordinator).get("/").text


def test_nobody_else_is_handed_over(cast: Cast, sign_in: SignIn, given: Given) -> None:
    provider = sign_in(cast.provider_coordinator)
    for page in (away_page, leave_page):
        assert provider.get(page(cast).replace(str(cast.supervisor.id), str(cast.tutor.id))).status == 404
    with given():
        row = db.session.get_one(Organisation, cast.provider.id)
        with pytest.raises(Refused, match="Say who goes on"):
            service.leave(cast.supervisor, row, {}, clock.today(), by=cast.provider_coordinator)


def test_the_pages_take_few_statements(cast: Cast, sign_in: SignIn, statements: Statements) -> None:
    provider = sign_in(cast.provider_coordinator)
    found = {}
    for path in (f"/organisations/{cast.provider.id}/away", away_page(cast), leave_page(cast)):
        with statements() as seen:
            provider.get(path)
        found[path] = len(seen)
    assert max(found.values()) <= 8, found
