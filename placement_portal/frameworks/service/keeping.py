"""How parts of a draft are kept and told: while it is a draft, against what was shown, in the university's chain."""

from collections.abc import Mapping
from typing import Any, TypeVar

import sqlalchemy as sa

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import Base, db
from placement_portal.frameworks import events
from placement_portal.frameworks.models import FrameworkVersion
from placement_portal.frameworks.rules import FrameworkAction, move
from placement_portal.transaction import Difference

Row = TypeVar("Row", bound=Base)


def keep(row: Row) -> Row:
    """Add a row, and give it its id."""
    db.session.add(row)
    db.session.flush()
    return row


def record(version: FrameworkVersion, event: ledger.Event, by: Person) -> None:
    """Tell what happened to a version."""
    university = version.framework.programme.university_id
    ledger.record(event, by=by, on=version.id, chain=university, version=version.version)


def open_draft(version: FrameworkVersion) -> FrameworkVersion:
    """Lock a version that is about to change, and count the change; raise `Frozen` when it is published."""
    wanted = sa.select(FrameworkVersion).where(FrameworkVersion.id == version.id).with_for_update()
    db.session.execute(wanted, execution_options={"populate_existing": True})
    version.status = move(version.status, FrameworkAction.EDIT)
    version.changed_at = clock.now()
    return version


def change(row: Any, facts: Mapping[str, Any], shown: int | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Change a row, and return what differs, before and after; raise `Moved` for a stale form."""
    before = {name: getattr(row, name) for name in facts if getattr(row, name) != facts[name]}
    words = [Difference(name.capitalize(), str(facts[name]), str(before[name])) for name in before]
    transaction.check_version(row, shown, words)
    for name, value in facts.items():
        setattr(row, name, value)
    return before, {name: facts[name] for name in before}


def tell_change(version: FrameworkVersion, part: str, before: Any, after: Any, by: Person) -> None:
    """Record a change of a part of a draft, when there is one."""
    if before != after:
        record(version, events.FrameworkDraftChanged(part=part, before=before, after=after), by)
