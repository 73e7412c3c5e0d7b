"""Once: the same form sent twice is done once and answered the same; another body under the same key is 422."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue

from placement_portal import clock, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.once import service, views
from placement_portal.once.models import DoneOnce
from tests import world
from tests.house.browser import Browser

MakeApp = Callable[..., Flask]
KEY = str(uuid.uuid4())
ADDRESS = "ada@example.org"


@views.only
def create() -> ResponseReturnValue:
    """Add a person, or refuse an empty name."""
    name = request.form.get("name", "")
    if not name:
        return "Enter a name", 422
    added = Person(name=name, created_at=clock.now())
    db.session.add(added)
    db.session.flush()
    return redirect(f"/made/{added.id}", 303)


@pytest.fixture
def app_that_creates(make_app: MakeApp) -> Flask:
    """Return an app with one route that creates."""
    app = make_app()
    app.add_url_rule("/create", "create", create, methods=["GET", "POST"])
    with app.app_context(), transaction.unit():
        world.person("Ada", address=ADDRESS)
    return app


@pytest.fixture
def browser(app_that_creates: Flask) -> Browser:
    """Return Ada's browser."""
    visitor = Browser(app_that_creates)
    visitor.sign_in(ADDRESS, world.PASSWORD)
    return visitor


def made(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Person.name).where(Person.name != "Ada").order_by(Person.name)))


def test_the_same_form_twice_is_done_once(app_that_creates: Flask, browser: Browser) -> None:
    first = browser.post("/create", once=KEY, name="Bea")
    second = browser.post("/create", once=KEY, name="Bea")
    assert first.location == second.location
    assert second.status == 303
    assert made(app_that_creates) == ["Bea"]


def test_another_body_under_the_same_key_is_refused(app_that_creates: Flask, browser: Browser) -> None:
    browser.post("/create", once=KEY, name="Bea")
    assert browser.post("/create", once=KEY, name="Cy").status == 422
    assert made(app_that_creates) == ["Bea"]


def test_a_refused_form_frees_its_key(app_that_creates: Flask, browser: Browser) -> None:
    assert browser.post("/create", once=KEY, name="").status == 422
    assert browser.post("/create", once=KEY, name="Bea").status == 303
    assert made(app_that_creates) == ["Bea"]


def test_a_repeat_that_fails_now_is_answered_as_the_first_time(app_that_creates: Flask, browser: Browser) -> None:
    first = browser.post("/create", once=KEY, name="Bea")
    assert browser.post("/create", once=KEY, name="").status == 422
    assert browser.post("/create", once=KEY, name="Bea").location == first.location


@pytest.mark.parametrize("key", ["", "not a key"])
def test_without_a_key_each_form_counts(app_that_creates: Flask, browser: Browser, key: str) -> None:
    browser.post("/create", once=key, name="Bea")
    browser.post("/create", once=key, name="Bea")
    assert made(app_that_creates) == ["Bea", "Bea"]


def test_two_people_may_use_the_same_key(app_that_creates: Flask, browser: Browser) -> None:
    with app_that_creates.app_context(), transaction.unit():
        world.person("Dee", address="dee@example.org")
    other = Browser(app_that_creates)
    other.sign_in("dee@example.org", world.PASSWORD)
    browser.post("/create", once=KEY, name="Bea")
    other.post("/create", once=KEY, name="Bea")
    assert made(app_that_creates) == ["Bea", "Bea", "Dee"]


def test_keys_are_forgotten_after_thirty_days(app_that_creates: Flask, browser: Browser) -> None:
    browser.post("/create", once=KEY, name="Bea")
    with app_that_creates.app_context(), transaction.unit():
        service.forget(clock.now() + timedelta(days=29))
        assert db.session.scalar(sa.select(sa.func.count()).select_from(DoneOnce)) == 1
        service.forget(clock.now() + timedelta(days=31))
        assert db.session.scalar(sa.select(sa.func.count()).select_from(DoneOnce)) == 0
