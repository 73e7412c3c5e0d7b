"""Doing what a plan says: one statement for each model and verb, one ledger event for each chain."""

import uuid
from collections.abc import Iterable
from typing import Any, Final, cast

import sqlalchemy as sa

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import Base, db
from placement_portal.intake import events
from placement_portal.intake.models import ImportDraft, ImportFile
from placement_portal.intake.rules import RESULT_KEPT
from placement_portal.intake.service.plan import Plan, Row
from placement_portal.names import service as names
from placement_portal.sites.models import Site

ONE_BY_ONE: Final = 2_000
"""When more than this changed, their whole stages are recounted: a statement can name only so many."""
Writes = dict[type[Base], list[Row]]


def apply(draft: ImportDraft, plan: Plan, *, by: Person) -> None:
    """Write a plan, forget the files, keep the numbers."""
    connection = db.session.connection()
    for model, rows in _in_order(plan.deletes):
        connection.execute(sa.delete(model).where(*_keyed(model, rows)), rows)
    for model, rows in _in_order(plan.inserts):
        connection.execute(sa.insert(_table(model)), rows)
    for model, rows in _in_order(plan.updates):
        connection.execute(_update(model, rows), rows)
    names.keep_all(dict(_named(plan)))
    for touched in plan.touched if len(plan.touched) <= ONE_BY_ONE else plan.stages:
        transaction.touch(touched)
    _record(draft, plan, by)
    _close(draft, plan)


def _named(plan: Plan) -> Iterable[tuple[uuid.UUID, str]]:
    """Yield who and what was named, so that it is found by it; every change of a person or setting says the name."""
    for model in (Person, Site):
        for row in (*plan.inserts.get(model, ()), *plan.updates.get(model, ())):
            yield row.get("id") or row["key_id"], row["name"]


def _in_order(writes: Writes) -> Iterable[tuple[type[Base], list[Row]]]:
    """Return writes so that a row is there before another one points at it."""
    order = {table: at for at, table in enumerate(Base.metadata.sorted_tables)}
    return sorted(writes.items(), key=lambda write: order[_table(write[0])])


def _table(model: type[Base]) -> sa.Table:
    return cast(sa.Table, model.__table__)


def _keyed(model: type[Base], rows: list[Row]) -> list[sa.ColumnElement[bool]]:
    keys = [name for name in rows[0] if name.startswith("key_")]
    return [_table(model).c[name.removeprefix("key_")] == sa.bindparam(name) for name in keys]


def _update(model: type[Base], rows: list[Row]) -> sa.Update:
    table = _table(model)
    values: dict[str, Any] = {name: sa.bindparam(name) for name in rows[0] if not name.startswith("key_")}
    if "version" in table.c:
        values["version"] = table.c.version + 1
    return sa.update(table).where(*_keyed(model, rows)).values(values)


def _record(draft: ImportDraft, plan: Plan, by: Person) -> None:
    organisation = draft.organisation_id
    for chain, counts in plan.chains.items():
        event = events.FileImported(organisation=organisation, counts={kind.value: n for kind, n in counts.items()})
        ledger.record(event, by=by, on=draft.id, chain=chain)
    named = len(plan.inserts.get(Person, ()))
    renamed = len(plan.updates.get(Person, ()))
    if named or renamed:
        event = events.FileImported(organisation=organisation, counts={"people": [named, renamed]})
        ledger.record(event, by=by, on=draft.id)


def _close(draft: ImportDraft, plan: Plan) -> None:
    now = clock.now()
    draft.done_at, draft.expires_at = now, now + RESULT_KEPT
    draft.result = {
        "counts": {kind: {outcome.value: n for outcome, n in of.items()} for kind, of in plan.counts.items()},
        "cohorts": _plain(plan.cohorts),
        "people": _plain(plan.people),
    }
    db.session.execute(sa.delete(ImportFile).where(ImportFile.draft_id == draft.id))


def _plain(ids: set[uuid.UUID]) -> list[str]:
    return sorted(map(str, ids))
