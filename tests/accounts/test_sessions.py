"""Sessions are rows: they rotate, run out, are listed and ended, and no cookie outlives them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from placement_portal.access import signed_in
from placement_portal.accounts.models import FailedSignIn, Person, SignInSession
from placement_portal.accounts.rules import SessionKind
from placement_portal.accounts.service import SessionTerms, forget, hash_password, terms_with
from placement_portal.accounts.views.browser import fresh
from placement_portal.database import db
from placement_portal.links.queries import hashed
from placement_portal.organisations.rules import MembershipRole
from tests import world
from tests.conftest import Client, Given, MakeApp
from tests.house.browser import Browser

MONDAY = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
STAFF, STUDENT = "tutor@example.org", "student@example.org"
TERMS = (SignInSession.kind, SignInSession.idle_minutes, SignInSession.kept)
Clock = time_machine.Traveller
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"


@pytest.fixture(autouse=True)
def at_nine() -> Iterator[Clock]:
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def people(given: Given, at_nine: object) -> None:
    with given():
        university = world.university("University of the Fens", student_idle_minutes=600)
        world.member(world.person("Ines Calder", address=STAFF), university, MembershipRole.STAFF)
        world.student(world.person("Sam Reed", address=STUDENT), world.course(university, "MA Music Therapy"))


def enter(browser: Browser, address: str, keep: bool = False) -> None:
    browser.get("/sign-in")
    keeping = {"keep": "y"} if keep else {}
    page = browser.submit("/sign-in", keeping, address=address, password=world.PASSWORD, follow=False)
    assert page.status == 303


def is_in(browser: Browser) -> bool:
    return browser.get("/account/name").status == 200


def kept_of_it(*columns: Any) -> tuple[Any, ...]:
    return tuple(db.session.execute(sa.select(*columns)).one())


def cookie(browser: Browser) -> str:
    found = browser.client.get_cookie("portal")
    assert found is not None
    return found.value


def test_staff_are_out_after_half_an_hour_away(client: Client, at_nine: Clock) -> None:
    browser = client()
    enter(browser, STAFF)
    at_nine.shift(timedelta(minutes=29))
    assert is_in(browser)
    at_nine.shift(timedelta(minutes=29))
    assert is_in(browser)
    at_nine.shift(timedelta(minutes=30))
    assert not is_in(browser)


def test_staff_are_out_after_twelve_hours_however_busy(client: Client, at_nine: Clock) -> None:
    browser = client()
    enter(browser, STAFF, keep=True)
    for _ in range(35):
        at_nine.shift(timedelta(minutes=20))
        assert is_in(browser)
    at_nine.shift(timedelta(minutes=20))
    assert not is_in(browser)


def test_students_follow_the_idle_time_of_their_university(client: Client, at_nine: Clock) -> None:
    browser = client()
    enter(browser, STUDENT)
    at_nine.shift(timedelta(minutes=599))
    assert is_in(browser)
    at_nine.shift(timedelta(minutes=600))
    assert not is_in(browser)


def test_a_device_that_a_student_keeps_stays_in_for_thirty_days(client: Client, at_nine: Clock) -> None:
    browser = client()
    enter(browser, STUDENT, keep=True)
    kept = browser.client.get_cookie("portal")
    assert kept is not None
    assert kept.expires is not None
    at_nine.shift(timedelta(days=29, hours=23))
    assert is_in(browser)
    at_nine.shift(timedelta(hours=1))
    assert not is_in(browser)


def test_without_keeping_the_cookie_goes_with_the_browser(client: Client) -> None:
    browser = client()
    enter(browser, STUDENT)
    found = browser.client.get_cookie("portal")
    assert found is not None
    assert found.expires is None


def test_whoever_belongs_nowhere_has_the_strictest_times(client: Client, given: Given, looking: Given) -> None:
    with given():
        world.person("Visitor", address="visitor@example.org")
    enter(client(), "visitor@example.org", keep=True)
    with looking():
        kept = kept_of_it(*TERMS, SignInSession.organisation_id)
    assert kept == (SessionKind.STAFF, 30, False, None)


def test_a_person_who_is_both_is_staff_with_the_shortest_idle_time(
    client: Client, given: Given, looking: Given
) -> None:
    with given():
        person = db.session.scalars(sa.select(Person).where(Person.name == "Sam Reed")).one()
        strict = world.provider("Strict Music Service", staff_idle_minutes=15)
        world.member(person, strict, MembershipRole.SUPERVISOR)
        world.member(person, world.provider("Lax Music Service", staff_idle_minutes=60), MembershipRole.SUPERVISOR)
    browser = client()
    enter(browser, STUDENT, keep=True)
    with looking():
        kept = kept_of_it(*TERMS)
    assert kept == (SessionKind.STAFF, 15, False)
    assert "Strict Music Service" in browser.get("/account").text


def test_last_seen_is_written_at_most_every_five_minutes(client: Client, looking: Given, at_nine: Clock) -> None:
    def last_seen() -> datetime:
        with looking():
            return db.session.scalars(sa.select(SignInSession.last_seen_at)).one()

    browser = client()
    enter(browser, STAFF)
    at_nine.shift(timedelta(minutes=4))
    is_in(browser)
    assert last_seen() == MONDAY
    at_nine.shift(timedelta(minutes=1))
    is_in(browser)
    assert last_seen() == MONDAY + timedelta(minutes=5)


def test_signing_in_again_gives_a_new_token_and_ends_the_old_session(client: Client, looking: Given) -> None:
    browser = client()
    enter(browser, STAFF)
    first = cookie(browser)
    browser.post("/sign-in", {"address": STAFF, "password": world.PASSWORD})
    assert cookie(browser) != first
    replay = client()
    replay.client.set_cookie("portal", first)
    assert not is_in(replay)
    assert is_in(browser)
    with looking():
        assert db.session.scalar(sa.select(sa.func.count()).where(SignInSession.ended_at.is_(None))) == 1


def test_a_token_planted_before_signing_in_opens_nothing_after(client: Client) -> None:
    browser = client()
    with browser.client.session_transaction() as session:
        session["_user_id"] = "planted"
    planted = cookie(browser)
    enter(browser, STAFF)
    replay = client()
    replay.client.set_cookie("portal", planted)
    assert not is_in(replay)


def test_the_cookie_of_a_session_that_was_signed_out_opens_nothing(client: Client) -> None:
    browser = client()
    enter(browser, STAFF)
    stolen = cookie(browser)
    browser.get("/account")
    assert browser.submit("/sign-out", follow=True).heading == "Sign in"
    replay = client()
    replay.client.set_cookie("portal", stolen)
    assert replay.get("/account").status == 302
    assert not is_in(browser)


def test_the_database_holds_no_token(client: Client, looking: Given) -> None:
    browser = client()
    enter(browser, STAFF)
    with browser.client.session_transaction() as session:
        token = session["_user_id"]
    with looking():
        [kept] = kept_of_it(SignInSession.token_hash)
    assert len(token) >= 43
    assert kept == hashed(token) != token


def test_signing_out_needs_a_post(client: Client) -> None:
    browser = client()
    enter(browser, STAFF)
    assert browser.get("/sign-out").status == 405
    assert is_in(browser)


def test_sessions_are_listed_with_their_browser_and_ended_one_by_one(client: Client) -> None:
    here, phone = client(), client()
    here.client.environ_base["HTTP_USER_AGENT"] = FIREFOX
    phone.client.environ_base["HTTP_USER_AGENT"] = IPHONE
    enter(here, STAFF)
    enter(phone, STAFF)
    page = here.get("/account/sessions")
    assert "Firefox on Windows This one" in page.text
    assert "Safari on an iPhone" in page.text
    ending = [
        form.action
        for form in page.forms
        if form.action.endswith("/end") and "iPhone" in "".join(form.element.itertext())
    ]
    assert here.post(ending[0], follow=True).heading == "Where you are signed in"
    assert is_in(here)
    assert not is_in(phone)


def test_ending_the_present_session_signs_out(client: Client) -> None:
    browser = client()
    enter(browser, STAFF)
    browser.get("/account/sessions")
    assert browser.submit("/end").heading == "Sign in"
    assert not is_in(browser)


def test_all_other_sessions_are_ended_at_once(client: Client) -> None:
    here, others, stranger = client(), [client(), client()], client()
    for browser in (here, *others):
        enter(browser, STAFF)
    enter(stranger, STUDENT)
    here.get("/account/sessions")
    page = here.submit("/end-others")
    assert "You are signed in here only." in page.text
    assert [is_in(browser) for browser in (here, *others, stranger)] == [True, False, False, True]


def test_nobody_ends_the_session_of_somebody_else(client: Client, looking: Given) -> None:
    owner, stranger = client(), client()
    enter(owner, STAFF)
    with looking():
        row = db.session.scalars(sa.select(SignInSession.id)).one()
    enter(stranger, STUDENT)
    assert stranger.post(f"/account/sessions/{row}/end").status == 404
    assert is_in(owner)


def test_deactivating_a_person_ends_their_next_request(client: Client, given: Given) -> None:
    browser = client()
    enter(browser, STAFF)
    with given():
        person = db.session.scalars(sa.select(Person).where(Person.name == "Ines Calder")).one()
        person.deactivated_at = MONDAY
    assert not is_in(browser)


@pytest.fixture
def sensitive(make_app: MakeApp) -> Flask:
    app = make_app()
    app.add_url_rule("/sensitive", "sensitive", signed_in(fresh(lambda: "secret")))
    return app


def test_a_kept_device_proves_itself_before_something_sensitive(sensitive: Flask, at_nine: Clock) -> None:
    browser = Browser(sensitive)
    enter(browser, STUDENT, keep=True)
    assert browser.get("/sensitive").html == "secret"
    at_nine.shift(timedelta(minutes=5))
    before = cookie(browser)
    page = browser.get("/sensitive?page=2", follow=True)
    assert page.heading == "Is it still you?"
    assert browser.submit("/account/prove", password="something else").errors == ["This is not your present password."]
    done = browser.submit("/account/prove", password=world.PASSWORD, follow=False)
    assert done.location == "/sensitive?page=2"
    assert browser.get("/sensitive").html == "secret"
    replay = Browser(sensitive)
    replay.client.set_cookie("portal", before)
    assert not is_in(replay)


def test_a_session_that_is_not_kept_need_not_prove_itself(sensitive: Flask, at_nine: Clock) -> None:
    browser = Browser(sensitive)
    enter(browser, STUDENT)
    at_nine.shift(timedelta(hours=2))
    assert browser.get("/sensitive").html == "secret"


def test_a_room_above_says_whose_times_hold(make_app: MakeApp, looking: Given) -> None:
    app = make_app()
    terms_with(app, lambda _person: [SessionTerms(SessionKind.STAFF, 5)])
    enter(Browser(app), STAFF)
    with looking():
        assert db.session.scalars(sa.select(SignInSession.idle_minutes)).one() == 5


def test_a_browser_that_says_nothing_of_itself_still_has_words(client: Client, looking: Given) -> None:
    browser = client()
    browser.client.environ_base["HTTP_USER_AGENT"] = ""
    enter(browser, STAFF)
    with looking():
        assert db.session.scalars(sa.select(SignInSession.device)).one() == "A browser"


def test_hashing_uses_the_parameters_of_the_settings(app: Flask) -> None:
    with app.app_context():
        assert hash_password("three words apart").startswith("$argon2id$v=19$m=8,t=1,p=1$")


def test_what_is_over_is_forgotten_after_a_while(client: Client, given: Given, looking: Given, at_nine: Clock) -> None:
    def kept() -> list[int]:
        with looking():
            tables = (SignInSession, FailedSignIn)
            return [db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in tables]

    browser = client()
    enter(browser, STAFF)
    enter(client(), STUDENT, keep=True)
    browser.post("/sign-out")
    client().post("/sign-in", {"address": STAFF, "password": "a wrong guess of it"})
    with given():
        forget(MONDAY + timedelta(minutes=59))
    assert kept() == [2, 2]
    with given():
        forget(MONDAY + timedelta(days=30, seconds=1))
    assert kept() == [1, 0]
    with given():
        forget(MONDAY + timedelta(days=60, seconds=1))
    assert kept() == [0, 0]
