"""Stops and closed days, through the front door: at once, alone, told to those concerned, never why."""

from datetime import time

import pytest
import sqlalchemy as sa

from placement_portal import clock
from placement_portal.changes import queries, service
from placement_portal.changes.models import Stop
from placement_portal.changes.rules import StopKind
from placement_portal.database import db
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus, NotCountedReason
from placement_portal.mail.models import OutboxMessage
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import MembershipRole
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement
from placement_portal.placements.service import pausing
from placement_portal.progress import queries as progress
from placement_portal.progress import service as kept
from placement_portal.progress.rules import verdict
from placement_portal.sites.models import Closure, Site
from tests import world
from tests.changes.conftest import day, letters, one, placement_of, told
from tests.conftest import Given, SignIn, Statements
from tests.house.browser import Browser
from tests.world import Cast

RUNG = "the head at 10:15"


def stops(cast: Cast) -> str:
    return f"/organisations/{cast.provider.id}/stops"


def stop(browser: Browser, cast: Cast, what: str) -> str:
    """Stop somebody or a setting through the pages, with an answer for each client; return the stop's address."""
    browser.get(stops(cast))
    page = browser.submit(None, {"what": what}, follow=False)
    page = browser.get(page.location)
    assert browser.submit(None, {"rung": ""}).status == 422
    form = browser.page.form(None) if browser.page else None
    assert form
    plans = {name: "The head decides by noon" for name in form.names if name.startswith("plan_")}
    return browser.submit(None, {"rung": RUNG, **plans}, follow=False).location


def begin(given: Given, days: int) -> None:
    """Let the one stop begin on a day, in the morning."""
    with given():
        one(Stop).since = world.in_days(days)


def log(given: Given, cast: Cast, days: int, code: str = "DIR-I") -> None:
    with given():
        placement = db.session.get_one(Placement, cast.placement.id)
        whom = placement.slots[0] if code == "DIR-I" else None
        world.entry(placement, world.in_days(days), status=EntryStatus.VERIFIED, code=code, whom=whom)


SUBJECTS = {
    "student": lambda cast: f"student~{cast.record.id}",
    "supervisor": lambda cast: f"supervisor~{cast.supervisor.id}",
    "setting": lambda cast: f"setting~{cast.site.id}",
}


@pytest.mark.parametrize("kind", SUBJECTS)
def test_a_stop_holds_at_once_and_says_never_why(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given, kind: str
) -> None:
    provider = sign_in(cast.provider_coordinator)
    where = stop(provider, cast, SUBJECTS[kind](cast))
    assert "Work with clients is stopped" in provider.get("/").text
    begin(given, -3)
    for days, code in ((-5, "DIR-I"), (-1, "DIR-I"), (-1, "PREP")):
        log(given, cast, days, code)
    with looking():
        entries = db.session.scalars(sa.select(Entry).order_by(Entry.day, Entry.id)).all()
        reasons = [verdict(each).reason for each in entries]
        assert reasons == [None, NotCountedReason.STOPPED, None]
    with given():
        kept.recount_all()
    with looking():
        shown = progress.of_placement(placement_of(cast))
        assert shown
        assert [(reason, minutes) for reason, minutes, _ in shown.not_countable] == [(NotCountedReason.STOPPED, 45)]
        assert kept.check() == []
        assert "client_work_stopped" in told(cast.provider.id)
    student = sign_in(cast.student)
    assert "Work with clients is stopped since" in student.get(f"/placements/{cast.placement.id}").text
    assert "Work with clients was stopped on that day." in student.get("/hours").text
    page = student.get(where)
    assert RUNG not in page.text
    assert "The head decides by noon" in page.text
    assert RUNG in provider.get(where).text


def test_everybody_concerned_is_told_and_nobody_why(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    stop(sign_in(cast.provider_coordinator), cast, SUBJECTS["student"](cast))
    with looking():
        for person in (cast.student, cast.supervisor, cast.tutor, cast.lead):
            assert letters(person) == [f"Work with clients is stopped: {cast.student.name}"]
        texts = db.session.scalars(sa.select(OutboxMessage.text)).all()
        assert not any(RUNG in text or "noon" in text for text in texts)


def test_a_stop_is_lifted_from_a_day(cast: Cast, sign_in: SignIn, given: Given, looking: Given) -> None:
    provider = sign_in(cast.provider_coordinator)
    where = stop(provider, cast, SUBJECTS["student"](cast))
    begin(given, -5)
    provider.get(where)
    assert provider.submit("/lift", day("lifted", -6)).status == 422
    provider.submit("/lift", day("lifted", -2))
    assert provider.post(where + "/lift", day("lifted", 4)).status == 409
    log(given, cast, -4)
    log(given, cast, -2)
    with looking():
        found = [verdict(each).reason for each in db.session.scalars(sa.select(Entry).order_by(Entry.day))]
        assert found == [NotCountedReason.STOPPED, None]
        assert letters(cast.student)[-1].startswith("Work with clients goes on from")
    assert "Lifted" in provider.get(where).text
    assert "Lifted" in provider.get(stops(cast)).text


def test_the_same_is_not_stopped_twice_and_nobody_else_is(cast: Cast, sign_in: SignIn) -> None:
    provider = sign_in(cast.provider_coordinator)
    stop(provider, cast, SUBJECTS["setting"](cast))
    provider.get(stops(cast))
    page = provider.get(provider.submit(None, {"what": SUBJECTS["setting"](cast)}, follow=False).location)
    names = [name for name in page.form(None).names if name.startswith("plan_")]
    page = provider.submit(None, {"rung": RUNG, **dict.fromkeys(names, "as before")})
    assert page.errors == ["This is stopped already."]
    for kind, subject in (("student", cast.supervisor.id), ("nonsense", cast.record.id)):
        assert provider.get(f"{stops(cast)}/{kind}/{subject}").status == 404
    provider.get(stops(cast))
    assert provider.submit(None, {"what": ""}).errors == ["Choose whom or what you stop."]


def test_a_safeguarding_lead_may_stop_too(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        lead = world.person("Ngozi Halloran")
        world.member(lead, cast.provider, MembershipRole.SAFEGUARDING_LEAD)
    assert sign_in(lead).get(stops(cast)).status == 200


def test_another_supervisor_may_work_while_one_is_stopped(cast: Cast, given: Given, looking: Given) -> None:
    with given():
        provider = db.session.get_one(Organisation, cast.provider.id)
        service.stop(
            provider, StopKind.SUPERVISOR, cast.supervisor.id, rung=RUNG, plans=[], by=cast.provider_coordinator
        )
        one(Stop).since = world.in_days(-5)
        placement = db.session.get_one(Placement, cast.placement.id)
        next(each for each in placement.assignments if each.person_id == cast.supervisor.id).ends = world.in_days(-3)
        world.assign(cast.other_supervisor, placement, starts=world.in_days(-2))
    log(given, cast, -4)
    log(given, cast, -1)
    with looking():
        found = [verdict(each).reason for each in db.session.scalars(sa.select(Entry).order_by(Entry.day))]
        assert found == [NotCountedReason.STOPPED, None]


def test_a_setting_is_closed_today_in_one_act(cast: Cast, sign_in: SignIn, given: Given, looking: Given) -> None:
    with given():
        placement = db.session.get_one(Placement, cast.placement.id)
        what = world.category(cast.version, "DIR-I")
        world.timetable_row(placement, clock.today().weekday(), time(9), what, whom=placement.slots[0])
    supervisor = sign_in(cast.supervisor)
    page = supervisor.get(f"/sites/{cast.site.id}/closed-today")
    assert cast.student.name not in page.text, "a supervisor reads how many, not who"
    page = supervisor.submit(None)
    assert "is closed today." in page.text
    with looking():
        closure = one(Closure, site_id=cast.site.id)
        assert (closure.starts, closure.ends, closure.name) == (clock.today(), clock.today(), "Closed today")
        assert letters(cast.student) == [f"{cast.site.name} is closed today"]
        assert letters(cast.supervisor) == []
        assert [each.id for each in queries.expected_on(closure.site, clock.today())] == [cast.placement.id]
        pausing.pause(placement_of(cast), clock.today(), None)
        assert queries.expected_on(closure.site, clock.today()) == [], "who pauses is not written to"
    coordinator = sign_in(cast.provider_coordinator)
    assert cast.student.name in coordinator.get(f"/sites/{cast.site.id}/closed-today").text
    page = coordinator.submit(None)
    assert page.status == 422
    assert "is closed today already." in page.text
    assert sign_in(cast.former_supervisor_in_grace).get(f"/sites/{cast.site.id}/closed-today").status == 403


def test_nobody_is_in_force_without_a_provider(cast: Cast, looking: Given) -> None:
    with looking():
        assert list(queries.in_force_at([])) == []
        site = db.session.get_one(Site, cast.site.id)
        service.close_today(site, by=cast.provider_coordinator)
        with pytest.raises(Refused, match="on the list already"):
            service.close_today(site, by=cast.provider_coordinator)


def test_the_pages_take_few_statements(cast: Cast, sign_in: SignIn, statements: Statements) -> None:
    provider = sign_in(cast.provider_coordinator)
    where = stop(provider, cast, SUBJECTS["setting"](cast))
    found = {}
    for path in (stops(cast), where, f"/sites/{cast.site.id}/closed-today", f"{stops(cast)}/student/{cast.record.id}"):
        with statements() as seen:
            provider.get(path)
        found[path] = len(seen)
    assert max(found.values()) <= 9, found
