"""`portal backup` and `portal restore`: a copy while running, and a way back that refuses a broken copy."""

import hashlib
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.engine import URL, make_url

from placement_portal import clock, config, ledger, transaction
from placement_portal.accounts import service as accounts
from placement_portal.app import create_app
from placement_portal.database import db
from placement_portal.mail import service as mail

CHUNK = 1024 * 1024


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup(file: Path) -> None:
    """Copy the database to FILE while the portal runs, with its SHA-256 beside it; never over an older copy."""
    if file.exists():
        raise click.ClickException(f"{file} is there already: choose another name")
    url = make_url(config.current().database_url)
    copy = _copy_sqlite if config.current().is_sqlite else _copy_postgresql
    copy(url, file)
    _sum_file(file).write_text(f"{_sum(file)}  {file.name}\n", encoding="utf-8")
    click.echo(f"Copied to {file} ({file.stat().st_size:,} bytes)")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--yes", is_flag=True, help="Replace what is in the database now without asking.")
@with_appcontext
def restore(file: Path, yes: bool) -> None:
    """Replace the database by the copy in FILE; everybody signs in anew and mail of before is held."""
    _check_sum(file)
    url = make_url(config.current().database_url)
    if config.current().is_sqlite:
        _check_sqlite(file)
    else:
        _check_postgresql(file)
    if not yes:
        click.confirm("This replaces everything in the database now. Go on?", abort=True)
    db.session.rollback()
    db.engine.dispose()
    replace = _replace_sqlite if config.current().is_sqlite else _replace_postgresql
    replace(url, file)
    sessions, held = _calm_down()
    click.echo(f"Restored from {file}: {sessions} sessions ended, {held} old messages held back")


def _calm_down() -> tuple[int, int]:
    with transaction.unit():
        return accounts.end_every_session(now=clock.now()), mail.hold_back(now=clock.now())


def _check_sum(file: Path) -> None:
    beside = _sum_file(file)
    if not beside.exists():
        raise click.ClickException(f"{beside.name} is missing, so nobody can say whether {file.name} is whole")
    if beside.read_text(encoding="utf-8").split()[0] != _sum(file):
        raise click.ClickException(f"{file.name} is not what was copied: its SHA-256 differs")


def _sum_file(file: Path) -> Path:
    return file.with_name(file.name + ".sha256")


def _sum(file: Path) -> str:
    with file.open("rb") as copy:
        return hashlib.file_digest(copy, "sha256").hexdigest()


def _copy_sqlite(url: URL, file: Path) -> None:
    source, target = sqlite3.connect(str(url.database)), sqlite3.connect(file)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    finally:
        source.close()
        target.close()


def _check_sqlite(file: Path) -> None:
    try:
        copy = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        try:
            whole = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            stray = copy.execute("PRAGMA foreign_key_check").fetchone()
            version = copy.execute("SELECT version_num FROM alembic_version").fetchone()
        finally:
            copy.close()
    except sqlite3.Error as error:
        raise click.ClickException(f"{file.name} is broken: {error}") from error
    if not whole or stray or not version:
        raise click.ClickException(f"{file.name} is broken: it fails SQLite's own check")
    _check_ledger(file)


def _check_ledger(file: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / "trial.sqlite3"
        _copy_sqlite(make_url(f"sqlite:///{file}"), trial)
        app = create_app(config.changed(config.current(), database_url=f"sqlite:///{trial}"))
        with app.app_context():
            _, faults = ledger.verify()
            db.session.remove()
            db.engine.dispose()
    if faults:
        raise click.ClickException(f"{file.name} is broken: its ledger does not verify ({faults[0].reason})")


def _replace_sqlite(url: URL, file: Path) -> None:
    source, target = sqlite3.connect(file), sqlite3.connect(str(url.database))
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()


def _copy_postgresql(url: URL, file: Path) -> None:
    _run("pg_dump", "--format=custom", f"--file={file}", _libpq(url))


def _check_postgresql(file: Path) -> None:
    _run("pg_restore", "--list", str(file))


def _replace_postgresql(url: URL, file: Path) -> None:
    """Empty and refill in one transaction, so that a restore that fails leaves everything as it was."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "restore.sql"
        _run("pg_restore", "--no-owner", f"--file={script}", str(file))
        _run(
            "psql",
            "--quiet",
            "--no-psqlrc",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            "--command=DROP SCHEMA public CASCADE; CREATE SCHEMA public",
            f"--file={script}",
            _libpq(url),
        )


def _libpq(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _run(program: str, *arguments: str) -> None:
    folder = current_app.config.get("PORTAL_PG_BIN", "")
    try:
        subprocess.run(
            [str(Path(folder) / program) if folder else program, *arguments], check=True, capture_output=True, text=True
        )
    except FileNotFoundError:
        raise click.ClickException(f"{program} is not installed: install the PostgreSQL client") from None
    except subprocess.CalledProcessError as error:
        raise click.ClickException(f"{program} refused: {error.stderr.strip()}") from error
