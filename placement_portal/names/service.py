"""Keep the words of a name beside what bears it; whoever gives or changes a name calls this."""

import uuid
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.names.models import NameWord
from placement_portal.names.rules import words


def keep(object_id: uuid.UUID, name: str) -> None:
    """Let something be found by this name, and by no earlier one."""
    keep_all({object_id: name})


def keep_all(names: Mapping[uuid.UUID, str]) -> None:
    """Let many things be found by their names, and by no earlier ones."""
    connection = db.session.connection()
    if names:
        gone = sa.delete(NameWord).where(NameWord.object_id == sa.bindparam("was", type_=sa.Uuid()))
        connection.execute(gone, [{"was": each} for each in names])
    rows = [row for object_id, name in names.items() for row in rows_of(object_id, name)]
    if rows:
        connection.execute(sa.insert(NameWord), rows)


def rows_of(object_id: uuid.UUID, name: str) -> list[dict[str, Any]]:
    """Return the rows that let something be found by its name, for whoever writes many at once."""
    return [{"object_id": object_id, "word": word, "position": n} for n, word in enumerate(words(name))]
