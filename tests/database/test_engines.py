"""How a connection is opened on PostgreSQL: one that the server closed is replaced before anybody notices."""

import threading
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from placement_portal.database import db

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


def _is_gone(other: sa.Connection, pid: object) -> bool:
    threading.Event().wait(0.05)
    return not other.scalar(STILL_THERE, {"pid": pid})
