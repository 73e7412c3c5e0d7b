"""The front door: who gets in, what a stranger learns, how guesses are slowed."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from placement_portal.accounts.models import Credential, FailedSignIn, Person, SignInSession
from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent, LedgerPayload
from tests import world
from tests.conftest import Client, Given, MakeApp, Statements
from tests.house.browser import Browser, Page

WRONG = "The e-mail address or the password is not right. Check both, then try again."
MONDAY = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
ADA, BEN = "Ada@Example.org", "ben@example.org"


@pytest.fixture(autouse=True)
def people(given: Given) -> None:
    with given():
        world.person("Ada Fenwick", address=ADA)
        world.person("Ben Ostler", address=BEN)
        world.person("Cara Unready", address="cara@example.org", account=False)


def try_to(browser: Browser, address: str, password: str = "not the password") -> Page:
    browser.get("/sign-in")
    return browser.submit("/sign-in", address=address, password=password, follow=False)


def test_signing_in_with_any_case_of_the_address_opens_the_account(client: Client) -> None:
    browser = client()
    browser.sign_in("  aDA@example.ORG ", world.PASSWORD)
    page = browser.get("/account")
    assert page.status == 200
    assert "Ada Fenwick" in page.text
    assert "Ben Ostler" not in page.text


def test_two_browsers_are_two_people(client: Client) -> None:
    ada, ben = client(), client()
    ada.sign_in(ADA, world.PASSWORD)
    ben.sign_in(BEN, world.PASSWORD)
    assert "Ada Fenwick" in ada.get("/account").text
    assert "Ben Ostler" in ben.get("/account").text


@pytest.mark.parametrize("address", [ADA, "nobody@example.org", "cara@example.org", "not an address", "a\x00b"])
def test_a_wrong_password_and_an_unknown_address_read_the_same(client: Client, address: str) -> None:
    page = try_to(client(), address)
    assert page.status == 422
    assert page.errors == [WRONG]


def test_what_was_typed_is_kept_but_never_the_password(client: Client) -> None:
    page = try_to(client(), "ada@example.org", "some wrong words")
    assert "ada@example.org" in page.html
    assert "some wrong words" not in page.html


def test_missing_and_overlong_answers_are_refused_beside_their_fields(client: Client) -> None:
    browser = client()
    browser.get("/sign-in")
    assert browser.submit("/sign-in").errors == ["Enter your e-mail address.", "Enter your password."]
    page = browser.submit("/sign-in", address="a" * 300, password="p" * 300)
    assert page.errors == [
        "Enter an e-mail address, such as name@example.org.",
        "Your password must have at most 256 characters.",
    ]


def test_a_deactivated_person_reads_the_same_and_stays_outside(client: Client, given: Given) -> None:
    with given():
        found = db.session.scalars(sa.select(Person).where(Person.name == "Ada Fenwick")).one()
        found.deactivated_at = MONDAY
    assert try_to(client(), ADA, world.PASSWORD).errors == [WRONG]


def test_a_damaged_hash_opens_nothing(client: Client, given: Given) -> None:
    with given():
        db.session.execute(sa.update(Credential).values(hash="nonsense"))
    assert try_to(client(), ADA, world.PASSWORD).errors == [WRONG]


def test_guessing_is_slowed_per_account_and_never_locks_out(client: Client) -> None:
    browser = client()
    with time_machine.travel(MONDAY, tick=False) as clock:
        for _ in range(4):
            assert try_to(browser, ADA).status == 422
        page = try_to(browser, ADA, world.PASSWORD)
        assert page.status == 429
        assert page.response.headers["Retry-After"] == "2"
        assert "Wait 2 seconds" in page.errors[0]
        assert try_to(browser, "  ADA@EXAMPLE.org").status == 429
        assert try_to(client(), BEN, world.PASSWORD).status == 303
        clock.shift(timedelta(seconds=2))
        assert try_to(browser, ADA, world.PASSWORD).status == 303


def test_an_unknown_address_is_slowed_just_the_same(client: Client) -> None:
    browser = client()
    with time_machine.travel(MONDAY, tick=False):
        for _ in range(4):
            assert try_to(browser, "nobody@example.org").status == 422
        assert try_to(browser, "nobody@example.org").status == 429


def test_the_wait_grows_to_a_minute_and_old_failures_are_forgotten(client: Client) -> None:
    browser = client()
    with time_machine.travel(MONDAY, tick=False) as clock:
        for _ in range(12):
            try_to(browser, ADA)
            clock.shift(timedelta(seconds=60))
        assert try_to(browser, ADA).status == 422
        assert try_to(browser, ADA).response.headers["Retry-After"] == "60"
        clock.shift(timedelta(hours=1))
        for _ in range(3):
            assert try_to(browser, ADA).status == 422
        assert try_to(browser, ADA, world.PASSWORD).status == 303


def test_signing_in_forgives_the_failures_of_the_account_alone(client: Client, looking: Given) -> None:
    browser = client()
    for _ in range(3):
        try_to(browser, ADA)
    try_to(browser, ADA, world.PASSWORD)
    with looking():
        assert sorted(db.session.scalars(sa.select(FailedSignIn.failures))) == [3]


def test_many_accounts_guessed_from_one_network_are_slowed_too(client: Client) -> None:
    with time_machine.travel(MONDAY, tick=False):
        for number in range(40):
            assert try_to(client(), f"person.{number}@example.org").status == 422
        assert try_to(client(), BEN, world.PASSWORD).status == 429
        elsewhere = client()
        elsewhere.client.environ_base["REMOTE_ADDR"] = "2001:db8::1"
        assert try_to(elsewhere, BEN, world.PASSWORD).status == 303


def test_neighbours_in_one_ipv6_house_count_together_and_a_socket_counts_too(client: Client, looking: Given) -> None:
    for address in ("2001:db8:1:1::1", "2001:db8:1:1:ffff::2", "unix:"):
        browser = client()
        browser.client.environ_base["REMOTE_ADDR"] = address
        try_to(browser, ADA)
    with looking():
        assert sorted(db.session.scalars(sa.select(FailedSignIn.failures))) == [1, 2, 3]


def test_the_table_of_failures_holds_no_address(client: Client, looking: Given) -> None:
    try_to(client(), ADA)
    with looking():
        kept = " ".join(db.session.scalars(sa.select(FailedSignIn.subject)))
    assert "ada" not in kept
    assert "127.0.0.1" not in kept


def test_every_sign_in_and_refusal_is_in_the_ledger_without_addresses(client: Client, looking: Given) -> None:
    browser = client()
    try_to(browser, ADA)
    try_to(browser, "nobody@example.org")
    try_to(browser, ADA, world.PASSWORD)
    browser.get("/account")
    browser.submit("/sign-out", follow=False)
    with looking():
        actions = list(db.session.scalars(sa.select(LedgerEvent.action).order_by(LedgerEvent.seq)))
        sessions = list(db.session.scalars(sa.select(LedgerEvent.session).order_by(LedgerEvent.seq)))
        payloads = json.dumps(list(db.session.scalars(sa.select(LedgerPayload.payload))))
        session = db.session.scalars(sa.select(SignInSession.id)).one()
    assert actions == ["sign_in_refused", "sign_in_refused", "signed_in", "signed_out"]
    assert sessions[-1] == session
    assert "example.org" not in payloads.lower()


def test_a_hash_made_with_other_parameters_is_made_anew_at_sign_in(make_app: MakeApp, looking: Given) -> None:
    with looking():
        before = set(db.session.scalars(sa.select(Credential.hash)))
    stronger = make_app(argon2_time=2)
    Browser(stronger).sign_in(ADA, world.PASSWORD)
    with looking():
        changed = set(db.session.scalars(sa.select(Credential.hash))) - before
    assert len(changed) == 1
    assert "t=2" in changed.pop()
    Browser(stronger).sign_in(ADA, world.PASSWORD)


@pytest.mark.parametrize(
    "asked, goes",
    [
        ("/account/sessions?x=1", "/account/sessions?x=1"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_next_leads_only_to_pages_of_ours(client: Client, asked: str, goes: str) -> None:
    browser = client()
    browser.get(f"/sign-in?next={asked}")
    assert browser.submit("/sign-in", address=ADA, password=world.PASSWORD, follow=False).location == goes
    assert browser.get(f"/sign-in?next={asked}").location == goes


def test_whoever_is_not_signed_in_is_led_to_the_page_asked_for(client: Client) -> None:
    browser = client()
    page = browser.get("/account/sessions", follow=True)
    assert page.heading == "Sign in"
    assert (
        browser.submit("/sign-in", address=ADA, password=world.PASSWORD, follow=False).location == "/account/sessions"
    )


def test_over_https_the_cookie_is_bound_to_the_host(make_app: MakeApp) -> None:
    app = make_app(base_url="https://portal.example")
    browser = Browser(app, "https://portal.example")
    browser.get("/sign-in")
    page = browser.submit("/sign-in", address=ADA, password=world.PASSWORD, follow=False)
    cookie = page.response.headers["Set-Cookie"]
    assert page.status == 303
    assert cookie.startswith("__Host-portal=")
    for word in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert word in cookie
    assert "Domain" not in cookie
    assert browser.get("/account").status == 200


def test_a_post_without_the_form_token_is_refused(client: Client) -> None:
    page = client().post("/sign-in", {"address": ADA, "password": world.PASSWORD}, csrf=False)
    assert page.status == 400


def test_finding_who_is_signed_in_takes_one_statement(client: Client, statements: Statements) -> None:
    browser = client()
    browser.sign_in(ADA, world.PASSWORD)
    with statements() as seen:
        browser.get("/account/name")
    assert len([one for one in seen if "sign_in_session" in one]) == 1
    assert not [one for one in seen if "FROM person" in one]


def test_a_stranger_costs_no_statement(client: Client, statements: Statements) -> None:
    with statements() as seen:
        client().get("/sign-in")
    assert seen == []


def test_the_cast_of_a_demo_enters_with_one_tap(make_app: MakeApp) -> None:
    app = make_app(demo=True)
    member = {"address": ADA, "password": world.PASSWORD, "person": "Ada Fenwick", "role": "tutor"}
    app.config["PORTAL_CAST"] = lambda: [
        member | {"organisation": "University of the Fens"},
        member | {"address": BEN, "person": "Ben Ostler", "organisation": "Fenland Music Service"},
    ]
    browser = Browser(app)
    page = browser.get("/sign-in")
    assert "Fenland Music Service" in page.text
    [tap] = [form for form in page.forms if form.fields().get("address") == [BEN]]
    assert browser.post(tap.action, {name: each[0] for name, each in tap.fields().items()}).status == 303
    assert "Ben Ostler" in browser.get("/account").text


def test_without_a_demo_no_cast_is_listed(make_app: MakeApp) -> None:
    app = make_app()
    app.config["PORTAL_CAST"] = lambda: 1 / 0
    assert len(Browser(app).get("/sign-in").forms) == 1


def test_a_demo_without_a_cast_shows_the_form(make_app: MakeApp) -> None:
    app: Flask = make_app(demo=True)
    app.config.pop("PORTAL_CAST", None)
    assert len(Browser(app).get("/sign-in").forms) == 1
