"""The edge: one commit for an unsafe request, none for a GET or a refusal, and one door for what must survive."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask, abort

from placement_portal import ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.clock import now
from placement_portal.database import db
from tests.conftest import Given
from tests.ledger.test_ledger import boil

MakeApp = Callable[..., Flask]


def add_person(name: str) -> None:
    db.session.add(Person(name=name, created_at=now()))


@pytest.fixture
def app_with_routes(make_app: MakeApp) -> Flask:
    """Return an app with routes that write in every way one could."""
    app = make_app()
    app.testing = False  # failures become pages, as they do for people
    app.config["WTF_CSRF_ENABLED"] = False

    def write(status: int) -> tuple[str, int]:
        add_person(f"status {status}")
        return "written", status

    def core(status: int) -> tuple[str, int]:
        db.session.execute(sa.delete(Person))
        return "deleted", status

    def fail() -> str:
        add_person("failed")
        db.session.flush()
        raise ZeroDivisionError

    def refuse() -> str:
        add_person("refused")
        transaction.remember(lambda: add_person("remembered"))
        return abort(403)

    app.add_url_rule("/write/<int:status>", "write", write, methods=["GET", "POST"])
    app.add_url_rule("/core/<int:status>", "core", core, methods=["GET", "POST"])
    app.add_url_rule("/fail", "fail", fail, methods=["POST"])
    app.add_url_rule("/refuse", "refuse", refuse, methods=["GET", "POST"])
    return app


def names(app: Flask) -> set[str]:
    with app.app_context():
        return set(db.session.scalars(sa.select(Person.name)))


@pytest.mark.parametrize("status, kept", [(200, True), (303, True), (400, False), (422, False), (500, False)])
def test_a_post_commits_unless_it_is_refused(app_with_routes: Flask, status: int, kept: bool) -> None:
    app_with_routes.test_client().post(f"/write/{status}")
    assert names(app_with_routes) == ({f"status {status}"} if kept else set())


@pytest.mark.parametrize("path", ["/write/200", "/core/200"])
def test_a_get_that_writes_raises_and_keeps_nothing(app_with_routes: Flask, given: Given, path: str) -> None:
    with given():
        add_person("kept")
    app_with_routes.test_client().get(path)
    assert names(app_with_routes) == {"kept"}


def test_a_get_that_flushes_is_a_mistake(app_with_routes: Flask) -> None:
    with app_with_routes.test_request_context("/healthz"):
        app_with_routes.preprocess_request()
        add_person("nobody")
        with pytest.raises(transaction.WroteWhileReading):
            db.session.flush()


def test_an_unexpected_error_keeps_nothing(app_with_routes: Flask) -> None:
    assert app_with_routes.test_client().post("/fail").status_code == 500
    assert names(app_with_routes) == set()


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_remembered_survives_a_refusal(app_with_routes: Flask, method: str) -> None:
    answer = app_with_routes.test_client().open("/refuse", method=method)
    assert answer.status_code == 403
    assert names(app_with_routes) == {"remembered"}


def test_touched_placements_are_recounted_once_before_the_commit(make_app: MakeApp) -> None:
    app = make_app()
    seen: list[frozenset[uuid.UUID]] = []
    transaction.recount_with(app, seen.append)
    one, other = uuid.uuid4(), uuid.uuid4()
    with app.app_context(), transaction.unit():
        transaction.touch(one)
        transaction.touch(other)
        transaction.touch(one)
    assert seen == [frozenset({one, other})]


def test_looking_ends_its_own_transaction(app: Flask) -> None:
    with app.app_context():
        assert transaction.look(lambda: db.session.scalar(sa.select(sa.literal(7)))) == 7
        assert not db.session().in_transaction()


def test_a_version_that_moved_is_refused() -> None:
    person = Person(name="Ada", version=3)
    transaction.check_version(person, 3)
    transaction.check_version(person, None)
    with pytest.raises(transaction.Moved) as caught:
        transaction.check_version(person, 2, [transaction.Difference("Name", "Ada", "Ida")])
    assert caught.value.differences == [transaction.Difference("Name", "Ada", "Ida")]


def test_a_failed_commit_leaves_the_ledger_without_the_act(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(sa.exc.IntegrityError):
            _add_twice()
        assert ledger.verify() == (0, [])


def _add_twice() -> None:
    with transaction.unit():
        boil(1)
        person = uuid.uuid4()
        db.session.add(Person(id=person, name="one", created_at=now()))
        db.session.flush()
        db.session.execute(sa.insert(Person).values(id=person, name="two", created_at=now(), version=1))
