"""How connections are opened, when SQLite's one lock is taken, and that a page that reads cannot write."""

import sqlite3
import threading
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from placement_portal import transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from tests.house.databases import Database

MakeApp = Callable[..., Flask]
PID = sa.text("SELECT pg_backend_pid()")
STILL_THERE = sa.text("SELECT count(*) FROM pg_stat_activity WHERE pid = :pid")
TRIES = 200


@pytest.mark.parametrize("opened", ["postgresql"], indirect=True)  # SQLite has no server that could close anything
def test_a_connection_that_the_server_closed_is_replaced(make_app: MakeApp) -> None:
    app = make_app()
    with app.app_context(), db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as other:
        closed = db.session.scalar(PID)
        db.session.remove()
        other.execute(sa.text("SELECT pg_terminate_backend(:pid)"), {"pid": closed})
        assert any(_is_gone(other, closed) for _ in range(TRIES))
        assert db.session.scalar(PID) != closed


@pytest.mark.parametrize("opened", ["sqlite"], indirect=True)  # PostgreSQL locks rows, not the database
def test_a_form_holds_the_one_lock_only_from_its_first_write(make_app: MakeApp, database: Database) -> None:
    app, free = make_app(), []
    app.config["WTF_CSRF_ENABLED"] = False
    nobody = Person.name == "nobody"

    def look(statement: sa.Executable) -> None:
        db.session.execute(statement)
        other = sqlite3.connect(database.url.removeprefix("sqlite:///"), timeout=0, isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
            free.append(True)
        except sqlite3.OperationalError:
            free.append(False)
        other.close()

    def post() -> str:
        look(sa.select(Person))
        look(sa.select(Person).where(nobody).with_for_update())
        transaction.commit()
        look(sa.select(Person))
        look(sa.update(Person).where(nobody).values(name="somebody"))
        transaction.commit()
        with db.session.begin_nested():
            look(sa.select(Person))
        return "done"

    app.add_url_rule("/post", "post", post, methods=["POST"])
    assert app.test_client().post("/post").status_code == 200
    assert free == [True, False, True, False, False]


def test_a_page_that_reads_cannot_write_on_the_bare_connection(make_app: MakeApp) -> None:
    app = make_app()

    def page() -> str:
        db.session.connection().execute(sa.delete(Person))
        return "never"

    app.add_url_rule("/page", "page", page)
    with pytest.raises(transaction.WroteWhileReading):
        app.test_client().get("/page")


def _is_gone(other: sa.Connection, pid: object) -> bool:
    threading.Event().wait(0.05)
    return not other.scalar(STILL_THERE, {"pid": pid})
