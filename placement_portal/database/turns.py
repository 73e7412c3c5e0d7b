"""SQLite's one writer: the threads of a process take turns, instead of asking the file again and again."""

import threading
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event

QUEUE, TURN = "portal.queue", "portal.turn"
PATIENCE_SECONDS: Final = 5
"""As long as SQLite itself waits for its lock; whoever's turn has not come by then lets SQLite decide."""


def take_turns(engine: sa.Engine) -> None:
    """Give the connections of an engine one queue for writing, and the next its turn when one comes back to the pool.

    SQLite has no queue: who finds it locked sleeps, longer each time, and mostly sleeps on when it is free.
    """
    queue = threading.Lock()

    def join(_driver: Any, record: Any) -> None:
        record.info[QUEUE] = queue

    event.listen(engine, "connect", join)
    event.listen(engine, "checkin", _give_up)


def begin_exclusively(connection: sa.Connection) -> None:
    """Become the one writer: of this process first, then of the database."""
    info: Any = connection.info
    if not info.get(TURN):
        info[TURN] = info[QUEUE].acquire(timeout=PATIENCE_SECONDS)
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _give_up(_driver: Any, record: Any) -> None:
    if record.info.pop(TURN, False):
        record.info[QUEUE].release()
