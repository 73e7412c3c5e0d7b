"""The ledger's three tables: heads, events that nobody may change, and payloads that erasure may empty."""

import uuid
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from placement_portal.database import Base, DataClass, append_only, column

INSTALLATION = uuid.UUID(int=0)


class LedgerHead(Base):
    """Where a chain ends; its row is the lock under which the chain grows."""

    __tablename__ = "ledger_head"

    chain: Mapped[uuid.UUID] = column(DataClass.INTERNAL, primary_key=True)
    seq: Mapped[int] = column(DataClass.INTERNAL, sa.BigInteger, nullable=False)
    hash: Mapped[str] = column(DataClass.INTERNAL, sa.String(64), nullable=False)


class LedgerEvent(Base):
    """One thing that happened; the triggers below refuse UPDATE and DELETE."""

    __tablename__ = "ledger_event"
    __table_args__ = (sa.Index("ix_ledger_event_object", "object_id"),)

    chain: Mapped[uuid.UUID] = column(DataClass.INTERNAL, primary_key=True)
    seq: Mapped[int] = column(DataClass.INTERNAL, sa.BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = column(DataClass.INTERNAL, nullable=False)
    actor: Mapped[uuid.UUID | None] = column(DataClass.PERSONAL)
    session: Mapped[uuid.UUID | None] = column(DataClass.INTERNAL)
    request: Mapped[str] = column(DataClass.INTERNAL, sa.String(64), nullable=False)
    action: Mapped[str] = column(DataClass.INTERNAL, sa.String(60), nullable=False)
    object_id: Mapped[uuid.UUID | None] = column(DataClass.INTERNAL)
    object_version: Mapped[int] = column(DataClass.INTERNAL, nullable=False)
    commitment: Mapped[str] = column(DataClass.INTERNAL, sa.String(64), nullable=False)
    prev: Mapped[str] = column(DataClass.INTERNAL, sa.String(64), nullable=False)
    hash: Mapped[str] = column(DataClass.INTERNAL, sa.String(64), nullable=False)
    algorithm: Mapped[str] = column(DataClass.INTERNAL, sa.String(20), nullable=False)


class LedgerPayload(Base):
    """What an event said, and the salt of its commitment."""

    __tablename__ = "ledger_payload"

    chain: Mapped[uuid.UUID] = column(DataClass.INTERNAL, primary_key=True)
    seq: Mapped[int] = column(DataClass.INTERNAL, sa.BigInteger, primary_key=True, autoincrement=False)
    payload: Mapped[dict[str, Any]] = column(DataClass.PERSONAL, nullable=False)
    salt: Mapped[str] = column(DataClass.SECRET, sa.String(32), nullable=False)


append_only(cast("sa.Table", LedgerEvent.__table__))
