"""Passwords: forgotten, reset by a link that opens once, changed with the present one."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from placement_portal.accounts.models import Credential, FailedSignIn, Person
from placement_portal.accounts.service import reset_password
from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent
from placement_portal.links import service as links
from placement_portal.links.models import MailedLink
from placement_portal.links.rules import LinkPurpose
from placement_portal.links.service import DeadLink
from placement_portal.mail.models import OutboxMessage
from tests import world
from tests.conftest import Client, Given
from tests.house.browser import Browser, Page
from tests.letters import last_link, letters_to

MONDAY = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
ADA, BEN = "ada@example.org", "ben@example.org"
NEW = "violet tractor hammock"
DEAD = "This link does not work any more"


@pytest.fixture(autouse=True)
def people(given: Given) -> None:
    with given():
        world.person("Ada Fenwick", address=ADA)
        world.person("Ben Ostler", address=BEN)
        world.person("Cara Unready", address="cara@example.org", account=False)


def ask(browser: Browser, address: str = ADA) -> Page:
    browser.get("/forgot-password")
    return browser.submit("/forgot-password", address=address)


def signs_in(browser: Browser, address: str, password: str) -> bool:
    browser.get("/sign-in")
    return browser.submit("/sign-in", address=address, password=password, follow=False).status == 303


def test_the_page_tells_nobody_whether_an_address_is_known(app: Flask, client: Client) -> None:
    pages = [ask(client(), address) for address in (ADA, "nobody@example.org", "cara@example.org")]
    assert len({page.html for page in pages}) == 1
    assert pages[0].heading == "Look at your e-mail"
    assert len(letters_to(app, ADA)) == 1
    assert letters_to(app, "nobody@example.org") == letters_to(app, "cara@example.org") == []


def test_a_deactivated_person_gets_no_letter(app: Flask, client: Client, given: Given) -> None:
    with given():
        db.session.execute(sa.update(Person).where(Person.name == "Ada Fenwick").values(deactivated_at=MONDAY))
    ask(client())
    assert letters_to(app, ADA) == []


@pytest.mark.parametrize("address", ["", "no at sign", "two@at@signs.example", "a b@example.org", "x" * 260 + "@e.org"])
def test_what_is_no_address_is_refused_in_words(client: Client, address: str) -> None:
    page = ask(client(), address)
    assert page.status == 422
    assert page.errors[0].startswith(("Enter an e-mail address", "An e-mail address has"))


def test_the_letter_says_the_same_as_text_and_as_page(app: Flask, client: Client) -> None:
    ask(client())
    [letter] = letters_to(app, ADA)
    link = last_link(app, ADA)
    assert letter.subject == "Choose a new password"
    for body in (letter.text, letter.html):
        assert "Ada Fenwick" in body
        assert f"http://localhost:8000{link}" in body


def test_a_forged_host_does_not_get_into_the_letter(app: Flask) -> None:
    ask(Browser(app, "http://evil.example"))
    assert "evil.example" not in letters_to(app, ADA)[0].text


def test_the_link_sets_a_password_once_and_ends_every_session(app: Flask, client: Client) -> None:
    elsewhere = client()
    elsewhere.sign_in(ADA, world.PASSWORD)
    browser = client()
    ask(browser)
    link = last_link(app, ADA)
    page = browser.get(link)
    assert "Ada Fenwick" in page.text
    done = browser.submit(new=NEW, follow=False)
    assert done.status == 303
    assert browser.get("/account").status == 200
    assert elsewhere.get("/account").status == 302
    assert not signs_in(client(), ADA, world.PASSWORD)
    assert signs_in(client(), ADA, NEW)
    assert letters_to(app, ADA)[-1].subject == "Your password was changed"
    again = client().get(link)
    assert (again.status, again.heading) == (410, DEAD)


def test_opening_the_link_changes_nothing(app: Flask, client: Client, looking: Given) -> None:
    ask(client())
    link = last_link(app, ADA)
    for _ in range(3):
        assert client().get(link).status == 200
    with looking():
        assert db.session.scalars(sa.select(MailedLink.used_at)).one() is None


def test_of_two_who_open_the_link_only_one_uses_it(app: Flask, client: Client) -> None:
    ask(client())
    link = last_link(app, ADA)
    first, second = client(), client()
    first.get(link)
    second.get(link)
    assert first.submit(new=NEW, follow=False).status == 303
    assert second.submit(new="another three words", follow=False).status == 410
    assert signs_in(client(), ADA, NEW)


def test_a_link_is_dead_after_two_hours_and_offers_a_new_one(app: Flask, client: Client) -> None:
    browser = client()
    with time_machine.travel(MONDAY, tick=False) as clock:
        ask(browser)
        link = last_link(app, ADA)
        clock.shift(timedelta(hours=1, minutes=59))
        assert browser.get(link).status == 200
        clock.shift(timedelta(minutes=1))
        assert browser.get(link).heading == DEAD
        assert browser.submit("/again").heading == "Look at your e-mail"
        assert browser.get(last_link(app, ADA)).status == 200
        assert browser.get(link).heading == DEAD


def test_a_newer_link_kills_the_older(app: Flask, client: Client) -> None:
    browser = client()
    ask(browser)
    older = last_link(app, ADA)
    ask(browser)
    assert browser.get(older).heading == DEAD
    assert browser.get(last_link(app, ADA)).status == 200


def test_an_unknown_link_reads_like_a_dead_one(app: Flask, client: Client, looking: Given) -> None:
    browser = client()
    ask(browser)
    unknown = browser.get("/reset-password/" + "x" * 43)
    assert (unknown.status, unknown.heading) == (410, DEAD)
    assert browser.submit("/again").heading == "Look at your e-mail"
    with looking():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(OutboxMessage)) == 1


def test_a_link_of_another_kind_resets_nothing(app: Flask, client: Client) -> None:
    browser = client()
    browser.sign_in(ADA, world.PASSWORD)
    browser.get("/account/address")
    browser.submit("/account/address", address="new@example.org", password=world.PASSWORD)
    token = last_link(app, ADA).rpartition("/")[2]
    assert client().get(f"/reset-password/{token}").status == 410


def test_somebody_deactivated_meanwhile_is_refused(app: Flask, client: Client, given: Given) -> None:
    browser = client()
    ask(browser)
    browser.get(last_link(app, ADA))
    with given():
        db.session.execute(sa.update(Person).where(Person.name == "Ada Fenwick").values(deactivated_at=MONDAY))
    assert browser.submit(new=NEW, follow=False).status == 410


def test_a_reset_lets_in_whom_guesses_have_slowed(app: Flask, client: Client, looking: Given) -> None:
    with time_machine.travel(MONDAY, tick=False):
        for _ in range(5):
            signs_in(client(), ADA, "a wrong guess of it")
        browser = client()
        ask(browser)
        browser.get(last_link(app, ADA))
        browser.submit(new=NEW, follow=False)
        assert signs_in(client(), ADA, NEW)
    with looking():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(FailedSignIn)) == 1


@pytest.mark.parametrize(
    "password, words",
    [
        ("", "Enter a new password."),
        ("short", "at least 12 characters"),
        ("x" * 257, "at most 256 characters"),
        ("password12345", "easy to guess"),
        ("fenwick plays piano", "must not contain your name"),
    ],
)
def test_a_bad_password_is_refused_in_words_and_the_link_lives_on(
    app: Flask, client: Client, password: str, words: str
) -> None:
    browser = client()
    ask(browser)
    browser.get(last_link(app, ADA))
    page = browser.submit(new=password)
    assert page.status == 422
    assert words in page.errors[0]
    assert browser.submit(new=NEW, follow=False).status == 303


def test_changing_it_asks_for_the_present_one_and_ends_other_sessions(app: Flask, client: Client) -> None:
    here, elsewhere, other = client(), client(), client()
    here.sign_in(ADA, world.PASSWORD)
    elsewhere.sign_in(ADA, world.PASSWORD)
    other.sign_in(BEN, world.PASSWORD)
    before = here.client.get_cookie("portal")
    here.get("/account/password")
    assert here.submit("/account/password", password="not this one", new=NEW).errors == [
        "This is not your present password."
    ]
    page = here.submit("/account/password", password=world.PASSWORD, new=NEW)
    assert "Your password is changed." in page.text
    assert elsewhere.get("/account").status == 302
    assert other.get("/account").status == 200
    assert not signs_in(client(), ADA, world.PASSWORD)
    assert signs_in(client(), ADA, NEW)
    assert letters_to(app, ADA)[-1].subject == "Your password was changed"
    assert before is not None
    replay = client()
    replay.client.set_cookie("portal", before.value)
    assert replay.get("/account").status == 302


def test_a_bad_new_password_changes_nothing(client: Client) -> None:
    browser = client()
    browser.sign_in(ADA, world.PASSWORD)
    browser.get("/account/password")
    assert browser.submit("/account/password", password=world.PASSWORD, new="short").status == 422
    assert signs_in(client(), ADA, world.PASSWORD)


def test_guessing_the_present_password_is_slowed_too(client: Client) -> None:
    browser = client()
    with time_machine.travel(MONDAY, tick=False):
        browser.sign_in(ADA, world.PASSWORD)
        browser.get("/account/password")
        for _ in range(4):
            browser.submit("/account/password", password="a wrong guess of it", new=NEW)
        page = browser.submit("/account/password", password=world.PASSWORD, new=NEW)
        assert page.status == 429
        browser.get("/account/address")
        assert browser.submit("/account/address", address="n@example.org", password=world.PASSWORD).status == 429
        browser.get("/account/prove")
        assert browser.submit("/account/prove", password=world.PASSWORD).status == 429


def test_no_password_or_token_is_in_the_ledger_or_the_database(app: Flask, client: Client, looking: Given) -> None:
    browser = client()
    ask(browser)
    token = last_link(app, ADA).rpartition("/")[2]
    browser.get(f"/reset-password/{token}")
    browser.submit(new=NEW, follow=False)
    with looking():
        actions = list(db.session.scalars(sa.select(LedgerEvent.action).order_by(LedgerEvent.seq)))
        hashes = " ".join(db.session.scalars(sa.select(Credential.hash)))
        kept = " ".join(db.session.scalars(sa.select(MailedLink.token_hash)))
    assert actions == ["password_reset_asked", "password_changed", "signed_in"]
    assert NEW not in hashes
    assert token not in kept


def test_the_service_resets_nothing_for_somebody_deactivated(given: Given) -> None:
    with given():
        ada = db.session.scalars(sa.select(Person).where(Person.name == "Ada Fenwick")).one()
        token = links.make(LinkPurpose.RESET_PASSWORD, ada, ADA)
        ada.deactivated_at = MONDAY
        with pytest.raises(DeadLink):
            reset_password(token, "hash")
