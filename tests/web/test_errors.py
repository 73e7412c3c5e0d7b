"""What a person reads when something was refused or went wrong."""

import sqlite3
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask, abort, redirect, render_template_string, request
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.orm.exc import StaleDataError

from placement_portal.accounts.models import Person
from placement_portal.accounts.rules import AddressKind
from placement_portal.clock import now
from placement_portal.database import db
from placement_portal.hours.rules import EntryAction, EntryStatus
from placement_portal.placements.rules import NotAllowed
from placement_portal.transaction import Difference, Moved
from placement_portal.web import constraints, errors
from tests.conftest import MakeApp
from tests.house.browser import Browser
from tests.house.databases import NOWHERE, Database

FORM = """{% extends "layouts/plain.html" %}{% block heading %}A form{% endblock %}{% block content %}
<form method="post" action="/form"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
<label for="note">Note</label><input id="note" name="note">
<label for="password">Password</label><input id="password" name="password" type="password"><button>Save</button></form>
{% endblock %}"""


@pytest.fixture
def failing(make_app: MakeApp) -> Flask:
    """Return an app in which everything that can go wrong goes wrong on request; failures become pages."""
    app = make_app()
    app.testing = False
    reasons: dict[str, Callable[[], Exception]] = {
        "moved": lambda: Moved([Difference("Minutes", "45", "50")]),
        "stale": lambda: StaleDataError("1 of 1 rows"),
        "refused-move": lambda: NotAllowed(EntryStatus.VERIFIED, EntryAction.SUBMIT),
        "bug": lambda: ZeroDivisionError("a secret"),
        "no-connection": lambda: NoConnection("pool"),
        "redirecting": lambda: _aborting_with_a_redirect(),
    }

    def fail(reason: str) -> str:
        db.session.add(Person(name="never saved", created_at=now()))
        db.session.flush()
        raise reasons[reason]()

    def status(code: int) -> str:
        abort(code)

    def form() -> str:
        return request.form["note"] if request.method == "POST" else render_template_string(FORM)

    def query() -> str:
        db.session.execute(sa.text("SELECT nothing FROM nowhere"))
        raise AssertionError

    app.add_url_rule("/fail/<reason>", "fail", fail, methods=["POST"])
    app.add_url_rule("/status/<int:code>", "status", status)
    app.add_url_rule("/form", "form", form, methods=["GET", "POST"])
    app.add_url_rule("/query", "query", query)
    return app


def _aborting_with_a_redirect() -> Exception:
    try:
        abort(redirect("/elsewhere"))
    except Exception as error:
        return error


@pytest.mark.parametrize("code", sorted(errors.PAGES - {500}))
def test_every_refusal_has_a_page(failing: Flask, code: int) -> None:
    page = Browser(failing).get(f"/status/{code}")
    assert page.status == code
    assert page.heading
    assert page.title.startswith(page.heading)


@pytest.mark.parametrize("code, like", [(401, 400), (410, 400), (502, 500)])
def test_a_status_without_a_page_shows_the_nearest(failing: Flask, code: int, like: int) -> None:
    page, near = (Browser(failing).get(f"/status/{one}") for one in (code, like))
    assert page.status == code
    assert page.heading == near.heading


def test_an_unknown_address_and_a_wrong_method(failing: Flask) -> None:
    browser = Browser(failing)
    assert browser.get("/nowhere").status == 404
    page = browser.post("/healthz")
    assert page.status == 405
    assert "GET" in page.response.headers["Allow"]


def test_head_and_options_are_answered(failing: Flask) -> None:
    client = failing.test_client()
    assert client.head("/form").status_code == 200
    assert client.options("/form").status_code == 200
    assert client.head("/nowhere").data == b""


def test_what_moved_is_shown_and_nothing_is_saved(failing: Flask) -> None:
    page = Browser(failing).post("/fail/moved")
    assert page.status == 409
    assert {"Minutes", "45", "50"} <= set(page.text.split())
    assert _people(failing) == 0


@pytest.mark.parametrize("reason", ["stale", "refused-move"])
def test_a_conflict_says_so_and_nothing_is_saved(failing: Flask, reason: str) -> None:
    page = Browser(failing).post(f"/fail/{reason}")
    assert page.status == 409
    assert ("now says: Verified" in page.text) == (reason == "refused-move")
    assert _people(failing) == 0


def test_a_response_that_was_raised_is_sent(failing: Flask) -> None:
    page = Browser(failing).post("/fail/redirecting")
    assert page.location == "/elsewhere"


def test_a_mistake_of_ours_shows_the_id_that_the_log_has(failing: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    page = Browser(failing).post("/fail/bug")
    number = page.response.headers["X-Request-ID"]
    assert page.status == 500
    assert number in page.text
    assert "a secret" not in page.text
    logged = capsys.readouterr().out
    assert number in logged
    assert "ZeroDivisionError" in logged
    assert _people(failing) == 0


def test_a_wrong_query_is_our_mistake(failing: Flask) -> None:
    assert Browser(failing).get("/query").status == 500


def test_no_connection_means_try_again(failing: Flask) -> None:
    page = Browser(failing).post("/fail/no-connection")
    assert page.status == 503
    assert page.response.headers["Retry-After"] == "5"


def test_a_lost_database_means_try_again(make_app: MakeApp, database: Database) -> None:
    app = make_app(database_url=NOWHERE[database.kind])
    app.testing = False
    app.add_url_rule("/query", "query", lambda: str(db.session.scalar(sa.text("SELECT 1"))), methods=["POST"])
    page = Browser(app).post("/query")
    assert page.status == 503
    assert "was not saved" in page.text


def test_a_connection_that_dies_while_writing_means_try_again(failing: Flask, database: Database) -> None:
    def die() -> str:
        db.session.add(Person(name="never saved", created_at=now()))
        db.session.flush()
        if database.kind == "postgresql":
            db.session.execute(sa.text("SELECT pg_terminate_backend(pg_backend_pid())"))
        raw = db.session.connection().connection.driver_connection
        assert raw is not None
        raw.close()
        raise OperationalError(None, None, _locked())

    failing.add_url_rule("/die", "die", die, methods=["POST"])
    assert Browser(failing).post("/die").status == 503
    assert _people(failing) == 0


def _locked() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorname = "SQLITE_BUSY"
    return error


@pytest.mark.parametrize("name", ["SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_FULL", "SQLITE_IOERR_WRITE"])
def test_a_locked_or_full_file_is_temporary(name: str) -> None:
    error = sqlite3.OperationalError("…")
    error.sqlite_errorname = name
    assert errors.is_temporary(OperationalError(None, None, error))


def test_a_form_that_was_open_too_long_gives_back_what_was_typed(failing: Flask) -> None:
    page = Browser(failing).post("/form", csrf=False, note="Forty lines", password="hunter2hunter2", empty="")
    assert page.status == 400
    assert "Forty lines" in page.text
    assert "hunter2" not in page.html


def test_a_form_with_its_token_is_accepted(failing: Flask) -> None:
    browser = Browser(failing)
    browser.get("/form")
    assert browser.submit(note="Hello").html == "Hello"


def test_a_body_above_the_limit_is_refused(failing: Flask) -> None:
    page = Browser(failing).post("/form", note="x" * (failing.config["MAX_CONTENT_LENGTH"] + 1))
    assert page.status == 413


def test_a_page_that_cannot_be_rendered_still_says_that_nothing_was_saved(failing: Flask) -> None:
    loader, failing.jinja_env.loader = failing.jinja_env.loader, None
    failing.jinja_env.cache = {}
    for code, words in ((500, "something went wrong"), (404, "could not be done")):
        page = Browser(failing).get(f"/status/{code}")
        assert page.status == code
        assert words in page.text
    failing.jinja_env.loader = loader


def _people(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Person).count()


# Constraints ---------------------------------------------------------------------------------------------------------


def _broken(app: Flask, statement: str) -> str | None:
    with app.app_context():
        person = Person(name="Siân", created_at=now())
        db.session.add(person)
        db.session.flush()
        try:
            for part in statement.split(";"):
                db.session.execute(sa.text(part), {"p": person.id.hex, "q": "0" * 32})
        except sa.exc.IntegrityError as error:
            return constraints.name(error)
        finally:
            db.session.rollback()
    raise AssertionError("nothing broke")


ADDRESS = "INSERT INTO address (id, person_id, kind, written, folded) VALUES ('{id}', :p, '{kind}', 'A@b.c', 'a@b.c')"
SIGN_IN = AddressKind.SIGN_IN.value


@pytest.mark.parametrize(
    "statement, name",
    [
        (
            ";".join(ADDRESS.format(id=f"{n}" * 32, kind=SIGN_IN) for n in (1, 2)),
            "uq_address_sign_in",
        ),
        (";".join(ADDRESS.format(id="1" * 32, kind="contact") for _ in range(2)), "pk_address"),
        (ADDRESS.format(id="1" * 32, kind="pigeon"), "ck_address_addresskind"),
        (ADDRESS.format(id="1" * 32, kind="contact").replace(":p", "NULL"), "nn_address_person_id"),
    ],
)
def test_a_broken_constraint_is_named_alike_on_both_databases(app: Flask, statement: str, name: str) -> None:
    assert _broken(app, statement) == name


def test_a_key_that_points_at_nothing_has_a_sentence(app: Flask) -> None:
    name = _broken(app, ADDRESS.format(id="1" * 32, kind="contact").replace(":p", ":q"))
    assert name in {"fk_address_person_id", None}


@pytest.mark.parametrize(
    "message, name",
    [
        ("UNIQUE constraint failed: index 'uq_address_expression'", "uq_address_expression"),
        ("UNIQUE constraint failed: gone.column", None),
        ("UNIQUE constraint failed: address.written", None),
        ("FOREIGN KEY constraint failed", None),
    ],
)
def test_what_sqlite_says(message: str, name: str | None) -> None:
    assert constraints.name(sa.exc.IntegrityError(None, None, sqlite3.IntegrityError(message))) == name


def test_a_broken_constraint_is_worded_and_nothing_is_saved(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app()
    monkeypatch.setattr(constraints, "SENTENCES", {})
    constraints.word({"pk_person": "This person exists already."})

    def twice() -> str:
        for _ in range(2):
            db.session.execute(sa.insert(Person).values(id=uuid.UUID(int=7), name="Twice", created_at=now(), version=1))
        return "saved"

    app.add_url_rule("/twice", "twice", twice, methods=["POST"])
    page = Browser(app).post("/twice")
    assert page.status == 409
    assert "This person exists already." in page.text
    assert _people(app) == 0


@pytest.mark.parametrize(
    "referrer, back", [("/week?a=b", "/week?a=b"), ("http://elsewhere.example/x", "/"), (None, "/")]
)
def test_a_refusal_leads_back_to_the_page_it_came_from(app: Flask, referrer: str | None, back: str) -> None:
    headers = {"Referer": f"http://localhost{referrer}" if referrer and referrer[0] == "/" else referrer or ""}
    with app.test_request_context("/x", headers=headers):
        assert errors.came_from() == back
