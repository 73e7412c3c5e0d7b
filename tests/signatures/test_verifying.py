"""Tampering by SQL is found and named: in the row, in the text, in the thing, in what ended a signature."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from placement_portal.accounts.models import Person
from placement_portal.cli.ledger import verify
from placement_portal.database import db
from placement_portal.signatures import queries, service
from placement_portal.signatures.models import SealedContent, Signature, SignatureEnding
from placement_portal.signatures.queries import verifying
from placement_portal.signatures.rules import SignatureState
from placement_portal.sites.models import Site
from tests.conftest import Given
from tests.signatures.conftest import Office
from tests.signatures.papers import keep_now, says, sign_now

Tamper = Callable[[str], None]


@pytest.fixture
def signed(office: Office, given: Given) -> Signature:
    with given():
        return sign_now(office.told, office.cast.site.id, office.cast.provider_coordinator)


@pytest.fixture
def tamper(app: Flask) -> Tamper:
    """Return what runs SQL as somebody with the database in hand: triggers off, foreign keys off."""

    def run(statement: str) -> None:
        with app.app_context(), db.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.rollback()
                raw = connection.connection.driver_connection
                assert raw
                raw.execute("PRAGMA foreign_keys=OFF")
                found = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
                for name, _ in found:
                    raw.execute(f"DROP TRIGGER {name}")
                raw.execute(statement)
                for _, sql in found:
                    raw.execute(sql)
                raw.execute("PRAGMA foreign_keys=ON")
            else:
                connection.exec_driver_sql("SET session_replication_role = replica")
                connection.exec_driver_sql(statement)
                connection.exec_driver_sql("SET session_replication_role = DEFAULT")
                connection.commit()

    return run


def checked(app: Flask) -> Result:
    return app.test_cli_runner().invoke(verify)


def test_what_was_signed_and_left_alone_fits(office: Office, signed: Signature, app: Flask, given: Given) -> None:
    with given():
        keep_now(office.told, office.cast.other_site.id, office.cast.provider_coordinator)
    result = checked(app)
    assert result.exit_code == 0
    assert "2 signatures compared with what they signed, 0 do not fit" in result.output


def test_a_visible_change_fits(office: Office, signed: Signature, app: Flask, given: Given) -> None:
    with given():
        service.end_changed(office.cast.site.id, by=db.session.get_one(Person, office.cast.lead.id))
    office.change(place="Moved to the river")
    assert checked(app).exit_code == 0


@pytest.mark.parametrize(
    "statement, reason",
    [
        ("UPDATE site SET place = 'Elsewhere'", "what was signed does not say what was signed"),
        ("UPDATE signature SET meaning = 'I agree to everything.'", "the signature was changed"),
        ("UPDATE signature SET printed_name = 'Somebody Else'", "the signature was changed"),
        ("UPDATE sealed_content SET text = '{}'", "the text kept with the signature was changed"),
        ("DELETE FROM sealed_content", "the text kept with the signature was changed"),
        ("DELETE FROM signature", "the signature is gone"),
        ("DELETE FROM ledger_event WHERE action = 'signature_made'", "the ledger knows nothing of this signature"),
        ("UPDATE signature SET kind = 'poem'", "the signature was changed"),
        ("DELETE FROM site", "what was signed is gone"),
    ],
)
def test_tampering_is_found_and_the_record_named(
    office: Office, signed: Signature, app: Flask, tamper: Tamper, statement: str, reason: str
) -> None:
    tamper(statement)
    result = checked(app)
    assert result.exit_code == 1
    assert reason in result.output
    assert str(office.cast.site.id) in result.output
    assert str(signed.id) in result.output


def test_an_ending_that_nobody_made_is_found(office: Office, signed: Signature, app: Flask, given: Given) -> None:
    with given():
        lead = office.cast.lead.id
        db.session.add(SignatureEnding(signature_id=signed.id, reason="changed", at=signed.at, by_id=lead))
    office.change(place="Elsewhere")
    assert "whether the signature still stands was changed" in checked(app).output


def test_an_ending_that_was_taken_away_is_found(
    office: Office, signed: Signature, app: Flask, given: Given, tamper: Tamper
) -> None:
    with given():
        service.end_changed(office.cast.site.id, by=db.session.get_one(Person, office.cast.lead.id))
    tamper("DELETE FROM signature_ending")
    assert "whether the signature still stands was changed" in checked(app).output


def test_a_payload_that_was_erased_is_no_fault(
    office: Office, signed: Signature, app: Flask, given: Given, tamper: Tamper
) -> None:
    with given():
        db.session.execute(sa.text("DELETE FROM ledger_payload"))
    assert checked(app).exit_code == 0
    tamper("DELETE FROM signature")
    assert "unknown 00000000-0000-0000-0000-000000000000" in checked(app).output


def test_a_page_shows_what_was_tampered_with(office: Office, signed: Signature, tamper: Tamper, given: Given) -> None:
    tamper("UPDATE site SET place = 'Elsewhere'")
    with given():
        site = db.session.get_one(Site, office.cast.site.id)
        [shown] = queries.signatures_of(site.id, says(site))
    assert shown.state is SignatureState.BROKEN
    assert shown.dispute is None


def test_many_signatures_are_read_in_batches(
    office: Office, app: Flask, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "BATCH", 2)
    with given():
        for _ in range(5):
            keep_now(office.told, office.cast.site.id, office.cast.provider_coordinator)
    assert "5 signatures compared with what they signed, 0 do not fit" in checked(app).output


@pytest.mark.parametrize("model", [Signature, SealedContent, SignatureEnding])
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_change_what_was_signed(
    office: Office, signed: Signature, given: Given, model: type, verb: str
) -> None:
    with given():
        service.end_changed(office.cast.site.id, by=db.session.get_one(Person, office.cast.lead.id))
    column = next(iter(model.__table__.columns))  # type: ignore[attr-defined]
    change = sa.update(model).values({column.name: column}) if verb == "update" else sa.delete(model)
    with given(), pytest.raises(sa.exc.DBAPIError, match="append-only"):
        db.session.execute(change, execution_options={"synchronize_session": False})
