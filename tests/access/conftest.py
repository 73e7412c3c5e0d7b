"""One stage for every test of this folder, on a database of its own; whoever changes it puts it back."""

import shutil
from collections.abc import Callable, Iterator

import pytest
import time_machine

from tests.access.stage import Stage, set_up
from tests.house import databases
from tests.house.databases import Database

Restore = Callable[[], None]


@pytest.fixture(scope="session")
def stage_and_restore() -> Iterator[tuple[Stage, Restore]]:
    """Set the stage in a SQLite file, and return what puts every row back as it was."""
    folder = databases.memory_folder()
    database = databases.sqlite(folder)
    stage = _open(database)
    databases.fill(stage.app)  # the copy to start from now holds the cast
    yield stage, lambda: database.clean(stage.app)
    databases.close(stage.app)
    shutil.rmtree(folder)


@pytest.fixture
def stage(stage_and_restore: tuple[Stage, Restore]) -> Iterator[Stage]:
    """Return the stage in its first minute, however long other tests took: undo, sessions and links have their time."""
    stage = stage_and_restore[0]
    with time_machine.travel(stage.opened_at):
        yield stage


@pytest.fixture
def restore(stage_and_restore: tuple[Stage, Restore]) -> Iterator[Restore]:
    yield stage_and_restore[1]
    stage_and_restore[1]()


@pytest.fixture(scope="session")
def _postgresql_stage(server: str) -> Iterator[Stage]:
    stage = _open(databases.postgresql(server, "_access"))
    yield stage
    databases.close(stage.app)
    databases.drop(server, "_access")


@pytest.fixture
def postgresql_stage(_postgresql_stage: Stage) -> Iterator[Stage]:
    """Return the stage in PostgreSQL in its first minute, for requests that change nothing."""
    with time_machine.travel(_postgresql_stage.opened_at):
        yield _postgresql_stage


def _open(database: Database) -> Stage:
    app = databases.make_app(database)
    databases.fill(app)
    return set_up(app)
