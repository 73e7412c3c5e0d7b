"""The threads of a process take turns at writing to SQLite; nobody keeps a turn that is over."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError

from placement_portal import transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db, turns
from tests import world

pytestmark = pytest.mark.parametrize("opened", ["sqlite"], indirect=True)  # PostgreSQL locks rows


@contextmanager
def another_process(app: Flask) -> Iterator[None]:
    """Hold the lock of the file as somebody would who knows nothing of our queue."""
    with app.app_context():
        engine = sa.create_engine(db.engine.url)
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield
    engine.dispose()


def test_whoever_comes_second_writes_when_the_first_is_done(app: Flask) -> None:
    order: list[str] = []
    begun, wait = threading.Event(), threading.Event()

    def write(name: str) -> None:
        with app.app_context(), transaction.unit():
            world.person(name)
            db.session.flush()
            begun.set()
            assert wait.wait(5)
            order.append(name)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("Ada", "Ben")]
    for each in threads:
        each.start()
        begun.wait(5)
    assert order == []
    wait.set()
    for each in threads:
        each.join(5)
    assert sorted(order) == ["Ada", "Ben"]
    with app.app_context():
        assert sorted(db.session.scalars(sa.select(Person.name))) == ["Ada", "Ben"]


def fail() -> None:
    """Begin to write and fail."""
    with transaction.unit():
        world.person("Ada")
        db.session.flush()
        raise ZeroDivisionError


def impatient() -> None:
    """Let the connection that the pool lends next hardly wait for the lock of the file."""
    lent = db.engine.raw_connection()
    lent.cursor().execute("PRAGMA busy_timeout=1")
    lent.close()


def test_a_turn_ends_with_a_failure_too(app: Flask) -> None:
    with app.app_context():
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                fail()
        impatient()
        with another_process(app), pytest.raises(OperationalError):
            fail()
        with transaction.unit():
            world.person("Ben")
        db.engine.dispose()


def test_one_transaction_after_the_other_is_one_turn(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        for number in (1, 2):
            assert connection.scalar(sa.select(sa.literal(number))) == number
            assert connection.info[turns.TURN]
            connection.commit()


def test_whose_turn_does_not_come_lets_sqlite_decide(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.01)
    with app.app_context():
        with db.engine.connect() as first:
            first.execute(sa.select(1))
            impatient()
            with db.engine.connect() as second, pytest.raises(OperationalError):
                second.execute(sa.select(1))
        db.engine.dispose()
