"""What every test may ask for: an app on either database, fresh browsers, a unit of work, a count of statements."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())  # before the PostgreSQL wheel looks for it

from placement_portal import transaction
from placement_portal.accounts.models import Address, Person
from placement_portal.accounts.rules import AddressKind
from placement_portal.database import db
from tests.house import databases
from tests.house.browser import Browser
from tests.house.databases import Database
from tests.world import PASSWORD, Cast, the_cast

CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA", "SET ")
Statements = Callable[[], AbstractContextManager[list[str]]]
SignIn = Callable[[Person], Browser]
Given = Callable[[], AbstractContextManager[None]]
ADDRESS = Address.kind == AddressKind.SIGN_IN
MakeApp = Callable[..., Flask]
Client = Callable[[], Browser]


@pytest.fixture(scope="session")
def sqlite_app() -> Iterator[tuple[Database, Flask]]:
    """Make this worker's SQLite file, its tables and an app that is used by many tests."""
    folder = databases.memory_folder()
    database = databases.sqlite(folder)
    yield from _opened(database)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def server() -> str:
    """Return the URL of the PostgreSQL server."""
    return databases.server()


@pytest.fixture(scope="session")
def postgresql_app(server: str) -> Iterator[tuple[Database, Flask]]:
    """Make this worker's PostgreSQL database, its tables and an app that is used by many tests."""
    database = databases.postgresql(server)
    yield from _opened(database)
    databases.drop(server)


def _opened(database: Database) -> Iterator[tuple[Database, Flask]]:
    app = databases.make_app(database)
    databases.fill(app)
    yield database, app
    databases.close(app)


@pytest.fixture(params=databases.KINDS)
def opened(request: pytest.FixtureRequest) -> tuple[Database, Flask]:
    """Return a database and its app, emptied; every test that asks runs on both databases."""
    found: tuple[Database, Flask] = request.getfixturevalue(f"{request.param}_app")
    found[0].clean(found[1])
    return found


@pytest.fixture
def database(opened: tuple[Database, Flask]) -> Database:
    """Return the empty database: its kind, its URL, settings for another app on it."""
    return opened[0]


@pytest.fixture
def app(opened: tuple[Database, Flask]) -> Flask:
    """Return the app on an empty database; it is shared, so do not change it (see `make_app`)."""
    return opened[1]


@pytest.fixture
def make_app(database: Database) -> Iterator[MakeApp]:
    """Return a factory of apps of one's own on the empty database: `make_app(base_url="https://…")`."""
    made: list[Flask] = []

    def make(**settings: object) -> Flask:
        made.append(databases.make_app(database, **settings))
        return made[-1]

    yield make
    for each in made:
        databases.close(each)


@pytest.fixture
def client(app: Flask) -> Client:
    """Return a factory of fresh browsers: no cookies, nobody signed in, no app context around them."""
    return lambda: Browser(app)


@pytest.fixture
def sign_in(app: Flask, client: Client) -> SignIn:
    """Return what lets a person of `tests.world` in through the front door, in a fresh browser: `sign_in(person)`."""

    def enter(person: Person) -> Browser:
        with app.app_context():
            address = db.session.scalar(sa.select(Address.written).where(ADDRESS, Address.person_id == person.id))
        assert address, f"{person.name} has no account"
        browser = client()
        browser.sign_in(address, PASSWORD)
        return browser

    return enter


@pytest.fixture
def given(app: Flask) -> Given:
    """Return what opens an app context and a transaction, and commits at its end: `with given(): …`."""

    @contextmanager
    def opened() -> Iterator[None]:
        with app.app_context(), transaction.unit():
            yield

    return opened


@pytest.fixture
def cast(given: Given) -> Cast:
    """Return the whole cast of `tests.world`; its rows are detached, so use their ids and columns."""
    with given():
        return the_cast()


@pytest.fixture
def looking(app: Flask) -> Given:
    """Return what opens an app context to look at the database, and forgets it: `with looking(): …`."""

    @contextmanager
    def opened() -> Iterator[None]:
        with app.app_context():
            yield
            transaction.roll_back()

    return opened


@pytest.fixture
def statements(app: Flask) -> Statements:
    """Return what counts SQL statements, without the transaction's own: `with statements() as seen: …; len(seen)`."""

    @contextmanager
    def counted() -> Iterator[list[str]]:
        seen: list[str] = []

        def count(_connection: sa.Connection, _cursor: object, statement: str, *_rest: object) -> None:
            if not statement.lstrip().upper().startswith(CONTROL):
                seen.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", count)
        yield seen
        event.remove(engine, "before_cursor_execute", count)

    return counted
