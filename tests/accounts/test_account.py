"""One's own account: the name, and an address that both sides confirm."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from placement_portal.accounts.models import Address
from placement_portal.accounts.service import name_person
from placement_portal.database import db
from placement_portal.links.models import MailedLink
from tests import world
from tests.conftest import Client, Given
from tests.house.browser import Browser, Page
from tests.letters import last_link, letters_to

MONDAY = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
ADA, BEN, NEW = "ada@example.org", "ben@example.org", "Ada.New@example.org"
NAMES = ["Siân Ŵyn-O'Neill", "Þóra", "王芳", "x" * 200, "<b>Bold</b> & Co"]
DEAD = "This link does not work any more"


@pytest.fixture(autouse=True)
def people(given: Given) -> None:
    with given():
        world.person("Ada Fenwick", address=ADA)
        world.person("Ben Ostler", address=BEN)


@pytest.fixture
def ada(client: Client) -> Browser:
    browser = client()
    browser.sign_in(ADA, world.PASSWORD)
    return browser


def ask(browser: Browser, address: str = NEW, password: str = world.PASSWORD) -> Page:
    browser.get("/account/address")
    return browser.submit("/account/address", address=address, password=password)


def signs_in(browser: Browser, address: str) -> bool:
    browser.get("/sign-in")
    return browser.submit("/sign-in", address=address, password=world.PASSWORD, follow=False).status == 303


def press(browser: Browser, link: str) -> Page:
    assert browser.get(link).status == 200
    return browser.submit()


@pytest.mark.parametrize("name", NAMES)
def test_a_name_may_be_long_short_or_in_any_script(ada: Browser, name: str) -> None:
    ada.get("/account/name")
    page = ada.submit("/account/name", name=f"  {name} ")
    assert page.heading == "Your account"
    assert name in page.text


@pytest.mark.parametrize("name", ["", "   ", "\u200b\x00", "x" * 201])
def test_a_name_that_is_none_or_too_long_is_refused(ada: Browser, name: str) -> None:
    ada.get("/account/name")
    page = ada.submit("/account/name", name=name)
    assert page.status == 422 or name == "\u200b\x00"


def test_line_breaks_and_control_characters_become_blanks(ada: Browser) -> None:
    ada.get("/account/name")
    assert "Ada Fenwick Bcc: x" in ada.submit("/account/name", name="Ada\x00Fenwick\r\nBcc: x").text


def test_marks_that_would_turn_a_line_round_are_left_out(ada: Browser) -> None:
    ada.get("/account/name")
    assert "Ada Fenwick" in ada.submit("/account/name", name="Ada \u202eFen\u200bwick\ufeff").text


def test_a_stale_name_form_shows_both_versions(ada: Browser, client: Client) -> None:
    other = client()
    other.sign_in(ADA, world.PASSWORD)
    ada.get("/account/name")
    other.get("/account/name")
    other.submit("/account/name", name="Ada First")
    page = ada.submit("/account/name", name="Ada Second")
    assert page.status == 409
    assert "Ada First" in page.text
    assert "Ada Second" in page.text
    assert "Ada First" in other.get("/account").text


@pytest.mark.parametrize("version", ["", "x", "9" * 40])
def test_a_form_with_a_version_that_is_none_is_stale(ada: Browser, version: str) -> None:
    ada.get("/account/name")
    assert ada.submit("/account/name", name="Ada Third", version=version).status == 409


@pytest.mark.parametrize("old_first", [True, False])
def test_the_address_changes_when_both_have_agreed(app: Flask, client: Client, ada: Browser, old_first: bool) -> None:
    assert "We have written to both addresses." in ask(ada).text
    old, new = last_link(app, ADA), last_link(app, NEW)
    first, second = (old, new) if old_first else (new, old)
    assert press(client(), first).heading == "Thank you, one more link to open"
    assert "Your old address has agreed." in ada.get("/account").text or not old_first
    assert not signs_in(client(), NEW)
    assert press(client(), second).heading == "Your new address is in use"
    assert signs_in(client(), NEW.upper())
    assert not signs_in(client(), ADA)
    assert letters_to(app, ADA)[-1].subject == letters_to(app, NEW)[-1].subject == "You sign in with a new address now"
    assert "not in use yet" not in ada.get("/account").text


def test_looking_at_the_links_changes_nothing(app: Flask, client: Client, ada: Browser, looking: Given) -> None:
    ask(ada)
    for address in (ADA, NEW):
        client().get(last_link(app, address))
    with looking():
        assert set(db.session.scalars(sa.select(MailedLink.used_at))) == {None}


def test_each_link_works_once_and_for_two_days(app: Flask, client: Client) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        browser = client()
        browser.sign_in(ADA, world.PASSWORD)
        ask(browser)
        old, new = last_link(app, ADA), last_link(app, NEW)
        waiting = client()
        waiting.get(old)
        press(client(), old)
        assert client().get(old).status == 410
        assert waiting.submit().heading == DEAD
        clock.shift(timedelta(days=2))
        assert client().get(new).status == 410
        browser.sign_in(ADA, world.PASSWORD)
        assert "not in use yet" not in browser.get("/account").text


def test_asking_again_kills_the_links_before(app: Flask, client: Client, ada: Browser) -> None:
    ask(ada, "typo@example.org")
    wrong, old = last_link(app, "typo@example.org"), last_link(app, ADA)
    ask(ada)
    assert client().get(wrong).status == client().get(old).status == 410
    press(client(), last_link(app, NEW))
    page = press(client(), last_link(app, ADA))
    assert page.heading == "Your new address is in use"
    assert not signs_in(client(), "typo@example.org")


def test_the_account_page_says_who_has_not_answered(app: Flask, client: Client, ada: Browser) -> None:
    ask(ada)
    page = ada.get("/account")
    assert "We wait for your old address to agree." in page.text
    press(client(), last_link(app, NEW))
    page = ada.get("/account")
    assert "Your new address is confirmed." in page.text
    assert "We wait for your old address to agree." in page.text


def test_a_taken_address_reads_the_same_and_only_its_owner_is_told(app: Flask, client: Client, ada: Browser) -> None:
    assert ask(ada, BEN.upper()).text == ask(ada, NEW).text.replace(NEW, BEN.upper())
    [told] = letters_to(app, BEN.upper())
    assert told.subject == "Somebody gave your e-mail address"
    assert "http" not in told.text
    assert signs_in(client(), BEN)


def test_an_address_taken_meanwhile_is_refused(app: Flask, client: Client, ada: Browser, given: Given) -> None:
    ask(ada)
    press(client(), last_link(app, ADA))
    with given():
        name_person("Somebody Faster", NEW, by=None)
    page = press(client(), last_link(app, NEW))
    assert page.status == 410
    assert signs_in(client(), ADA)


def test_the_password_is_asked_for_and_slowed(app: Flask, ada: Browser) -> None:
    assert ask(ada, password="not the password").errors == ["This is not your present password."]
    assert letters_to(app, NEW) == []
    assert ask(ada, "no address").status == 422


def test_somebody_named_before_is_found_by_any_case_of_the_address(given: Given, looking: Given) -> None:
    with given():
        person = name_person("Another Name", "ADA@example.ORG", by=None)
        assert person.name == "Ada Fenwick"
        fresh = name_person("Dee Fresh", " Dee@Example.org ", by=None)
        assert name_person("Dee Other", "dee@example.org", by=None) is fresh
    with looking():
        assert db.session.scalars(sa.select(Address.written).where(Address.folded == "dee@example.org")).one()


@pytest.mark.parametrize(
    "path",
    ["/account", "/account/name", "/account/password", "/account/address", "/account/sessions", "/account/prove"],
)
def test_personal_pages_ask_strangers_to_sign_in(client: Client, path: str) -> None:
    page = client().get(path)
    assert page.status == 302
    assert page.location.startswith("/sign-in?next=")


def test_personal_pages_are_never_stored(ada: Browser) -> None:
    assert ada.get("/account").response.headers["Cache-Control"] == "no-store"


def test_a_reset_link_in_the_old_mail_dies_with_the_old_address(app: Flask, client: Client, ada: Browser) -> None:
    ask(ada)
    agree, confirm = last_link(app, ADA), last_link(app, NEW)
    stranger = client()
    stranger.get("/forgot-password")
    stranger.submit("/forgot-password", address=ADA)
    reset = last_link(app, ADA)
    assert client().get(reset).status == 200
    press(client(), agree)
    press(client(), confirm)
    assert client().get(reset).status == 410
