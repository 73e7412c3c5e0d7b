"""The ledger: chained, append-only, erasable in its payloads, and honest about its first bad row."""

import dataclasses
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DatabaseError

from placement_portal import clock, ledger, transaction
from placement_portal.database import db, new_id
from placement_portal.ledger.models import LedgerEvent, LedgerHead, LedgerPayload
from tests.conftest import Given

CHAIN = uuid.UUID("01900000-0000-7000-8000-000000000001")


@dataclasses.dataclass(frozen=True, kw_only=True)
class KettleBoiled(ledger.Event):
    """Something harmless happened."""

    cups: int
    at: object = None


@dataclasses.dataclass(frozen=True)
class Somebody:
    """Anyone who acts."""

    id: uuid.UUID


def boil(*cups: int, chain: uuid.UUID = CHAIN) -> None:
    for each in cups:
        ledger.record(KettleBoiled(cups=each), by=Somebody(new_id()), on=new_id(), chain=chain)


@contextmanager
def tampered(app: Flask) -> Iterator[None]:
    """Switch the triggers off, as somebody with the database's password could."""
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            db.session.execute(sa.text("ALTER TABLE ledger_event DISABLE TRIGGER USER"))
            yield
            db.session.execute(sa.text("ALTER TABLE ledger_event ENABLE TRIGGER USER"))
        else:
            made = db.session.scalars(
                sa.text("SELECT sql FROM sqlite_master WHERE type='trigger' AND tbl_name='ledger_event'")
            ).all()
            for verb in ("update", "delete"):
                db.session.execute(sa.text(f"DROP TRIGGER ledger_event_no_{verb}"))
            yield
            for statement in made:
                db.session.execute(sa.text(statement))
        db.session.commit()


def test_a_chain_verifies_and_grows_over_transactions(app: Flask, given: Given) -> None:
    with given():
        boil(1, 2)
        boil(3, chain=ledger.INSTALLATION)
    with given():
        boil(4)
    with app.app_context():
        assert ledger.verify() == (4, [])
        assert db.session.scalar(sa.select(LedgerHead.seq).where(LedgerHead.chain == CHAIN)) == 3
        actions = set(db.session.scalars(sa.select(LedgerEvent.action)))
        assert actions == {"kettle_boiled"}


def test_an_event_with_a_wrong_field_raises() -> None:
    with pytest.raises(TypeError):
        KettleBoiled(mugs=1)  # type: ignore[call-arg]


def test_what_is_not_json_is_written_plainly(app: Flask, given: Given) -> None:
    when = clock.now()
    with given():
        ledger.record(KettleBoiled(cups=1, at={"when": [when, CHAIN, when.date()]}), by=None)
    with app.app_context():
        payload = db.session.scalar(sa.select(LedgerPayload.payload))
        assert payload == {"cups": 1, "at": {"when": [str(when), str(CHAIN), str(when.date())]}}


@pytest.mark.parametrize("change", ["UPDATE ledger_event SET action = 'x'", "DELETE FROM ledger_event"])
def test_the_database_itself_refuses_changes(app: Flask, given: Given, change: str) -> None:
    with given():
        boil(1)
    with app.app_context(), pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(sa.text(change))
    with app.app_context():
        assert ledger.verify() == (1, [])


@pytest.mark.parametrize(
    "tampering, seq, reason",
    [
        ("UPDATE ledger_event SET action = 'tea' WHERE seq = 2", 2, "content was changed"),
        ("DELETE FROM ledger_event WHERE seq = 2", 2, "is missing"),
        ("DELETE FROM ledger_event WHERE seq = 3", 2, "does not end"),
        ("UPDATE ledger_event SET prev = hash WHERE seq = 2", 2, "does not follow"),
        ("UPDATE ledger_payload SET salt = 'x' WHERE seq = 1", 1, "payload was changed"),
        ("DELETE FROM ledger_head", 3, "does not end"),
    ],
)
def test_tampering_is_named_by_its_first_bad_row(
    app: Flask, given: Given, tampering: str, seq: int, reason: str
) -> None:
    with given():
        boil(1, 2, 3)
        boil(9, chain=ledger.INSTALLATION)
    with tampered(app):
        db.session.execute(
            sa.text(tampering + (" AND" if "WHERE" in tampering else " WHERE") + " chain <> :kept"),
            {"kept": _stored(app, ledger.INSTALLATION)},
        )
    with app.app_context():
        _, faults = ledger.verify()
        assert [(fault.chain, fault.seq) for fault in faults] == [(CHAIN, seq)]
        assert reason in faults[0].reason


def test_an_erased_payload_leaves_a_chain_that_verifies(app: Flask, given: Given) -> None:
    with given():
        boil(1, 2)
    with given():
        db.session.execute(sa.delete(LedgerPayload).where(LedgerPayload.seq == 1))
    with app.app_context():
        assert ledger.verify() == (2, [])


def test_nothing_is_recorded_of_what_was_rolled_back(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(ZeroDivisionError):
            _boil_and_fail()
        with transaction.unit():
            boil(2)
        assert ledger.verify() == (1, [])


def _boil_and_fail() -> None:
    with transaction.unit():
        boil(1)
        raise ZeroDivisionError


def _stored(app: Flask, chain: uuid.UUID) -> object:
    return chain if db.engine.dialect.name == "postgresql" else chain.hex
