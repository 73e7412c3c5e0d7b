"""How rows are kept and told: flushed, changed against what was shown, recorded in the university's chain."""

from collections.abc import Mapping
from typing import Any, TypeVar

import sqlalchemy as sa

from placement_portal import ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import Base, db
from placement_portal.programmes.models import Programme
from placement_portal.transaction import Difference

Row = TypeVar("Row", bound=Base)


def keep(row: Row) -> Row:
    """Add a row, and give it its id."""
    db.session.add(row)
    db.session.flush()
    return row


def record(programme: Programme, on: Any, event: ledger.Event, by: Person) -> None:
    """Tell what happened to a row of a programme."""
    ledger.record(event, by=by, on=on.id, chain=programme.university_id, version=getattr(on, "version", 0))


def change(row: Any, facts: Mapping[str, Any], shown: int | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Change a row, and return what differs, before and after; raise `Moved` for a stale form."""
    before = {name: getattr(row, name) for name in facts if getattr(row, name) != facts[name]}
    differences = [Difference(_words(name), _shown(facts[name]), _shown(before[name])) for name in before]
    transaction.check_version(row, shown, differences)
    for name, value in facts.items():
        setattr(row, name, value)
    return before, {name: facts[name] for name in before}


def touch(stages: sa.Select[Any]) -> None:
    """Say that the facts of some stages changed."""
    for stage_id in db.session.scalars(stages):
        transaction.touch(stage_id)


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _shown(value: object) -> str:
    return {True: "Yes", False: "No"}[value] if isinstance(value, bool) else str(value).replace("_", " ")
