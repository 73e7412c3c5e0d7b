"""Items as plain values: what the rules read of them, for thousands of people at once and without objects."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final, NamedTuple, TypeAlias

import sqlalchemy as sa

from placement_portal.clearance.models import ClearanceAcceptance, ClearanceItem, ClearanceType
from placement_portal.clearance.rules import (
    CheckLevel,
    ClearanceApplies,
    ClearanceStatus,
    ReturnReason,
    UpdateStatus,
)
from placement_portal.database import db


class ReadType(NamedTuple):
    """What is read of an item's type."""

    id: uuid.UUID
    code: str
    applies: ClearanceApplies


class ReadAcceptance(NamedTuple):
    """That an organisation relies on an item, and since when."""

    organisation_id: uuid.UUID
    at: datetime


@dataclass(slots=True)
class ReadItem:
    """An item with the names that its row of the database has."""

    id: uuid.UUID
    code: str
    organisation_id: uuid.UUID
    person_id: uuid.UUID | None
    site_id: uuid.UUID | None
    placement_id: uuid.UUID | None
    status: ClearanceStatus
    submitted_at: datetime | None
    issued_on: date | None
    made_on: date | None
    seen_on: date | None
    ends_on: date | None
    stopped_on: date | None
    level: CheckLevel | None
    workforces: list[Any]
    country: str
    number: str
    update_status: UpdateStatus | None
    update_on: date | None
    return_reason: ReturnReason | None
    type_: ReadType = field(kw_only=True)
    acceptances: list[ReadAcceptance] = field(kw_only=True)


Item: TypeAlias = ClearanceItem | ReadItem
"""An item as an object of the database, on a page about one person, or as plain values, where there are many."""

COLUMNS: Final[Sequence[str]] = [name for name in ReadItem.__dataclass_fields__ if name not in ("type_", "acceptances")]
OF_TYPE: Final = len(COLUMNS)
ACCEPTED: Final = OF_TYPE + len(ReadType._fields)


def read_items(which: sa.ColumnElement[bool]) -> Iterator[ReadItem]:
    """Yield items with their types and who accepts them, in the order of their ids, in one statement."""
    wanted = (
        sa.select(
            *(getattr(ClearanceItem, name) for name in COLUMNS),
            *(getattr(ClearanceType, name) for name in ReadType._fields),
            ClearanceAcceptance.organisation_id,
            ClearanceAcceptance.at,
        )
        .join(ClearanceItem.type_)
        .outerjoin(ClearanceItem.acceptances)
        .where(which)
        .order_by(ClearanceItem.id, ClearanceAcceptance.at)
    )
    for _, same in groupby(db.session.execute(wanted), key=_id):
        rows = list(same)
        accepted = [ReadAcceptance(*row[ACCEPTED:]) for row in rows if row[ACCEPTED]]
        yield ReadItem(*rows[0][:OF_TYPE], type_=ReadType(*rows[0][OF_TYPE:ACCEPTED]), acceptances=accepted)


def _id(row: Sequence[Any]) -> uuid.UUID:
    key: uuid.UUID = row[0]
    return key
