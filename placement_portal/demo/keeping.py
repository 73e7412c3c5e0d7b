"""Where the demo keeps its own database, when it is made anew, and how it is filled."""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from flask import Flask

from placement_portal import config
from placement_portal.config import Settings
from placement_portal.database import db, migrations
from placement_portal.datasets import loading
from placement_portal.demo.world import world

PACKAGE: Final = Path(__file__).resolve().parents[1]
Fill = Callable[[Settings], None]
MADE_FROM: Final = ("demo/*.py", "datasets/**/*.py", "progress/**/*.py")


class NotEmpty(RuntimeError):
    """There is something in the database that was named, and a demo fills only an empty one."""


def folder(environ: Mapping[str, str] = os.environ, *, installed: bool | None = None) -> Path:
    """Return where the demo's file lies: where it is told, in the checkout that it runs from, else in a cache."""
    if environ.get("PORTAL_DEMO_FOLDER"):
        return Path(environ["PORTAL_DEMO_FOLDER"])
    inside = config.folder("migrations").parent == PACKAGE
    if not (inside if installed is None else installed):
        return PACKAGE.parent / "instance"
    return Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "placement-portal"


def use_own(settings: Settings, where: Path, today: date, fill: Fill) -> Settings:
    """Return the settings for the demo's own file, which is made anew when the day or the version changed."""
    file = where / "demo.sqlite3"
    if not is_fresh(file, today):
        made = start_anew(file)
        fill(config.changed(settings, database_url=f"sqlite:///{made}"))
        finish(made, file, today)
    return config.changed(settings, database_url=f"sqlite:///{file}")


def use_given(settings: Settings, fill: Fill) -> Settings:
    """Return the settings as they are, once the database that they name is filled."""
    fill(settings)
    return settings


def stamp(today: date) -> str:
    """Return what the file is made from: the day, and the version of everything that shapes it."""
    files = [file for pattern in MADE_FROM for file in PACKAGE.glob(pattern)]
    files += config.folder("migrations").glob("versions/*.py")
    summed = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files)))
    return json.dumps({"day": today.isoformat(), "version": summed.hexdigest()})


def is_fresh(file: Path, today: date) -> bool:
    """Say whether the demo's file was made today by this version."""
    note = _note(file)
    return file.exists() and note.exists() and note.read_text(encoding="utf-8") == stamp(today)


def start_anew(file: Path) -> Path:
    """Return the file to fill, empty, beside the one that is in use until `finish`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    made = file.with_suffix(".new")
    _remove(made)
    return made


def finish(made: Path, file: Path, today: date) -> None:
    """Put the filled file into its place, and note what it was made from."""
    _note(file).unlink(missing_ok=True)
    _remove(file)
    made.rename(file)
    _note(file).write_text(stamp(today), encoding="utf-8")


def fill(app: Flask, today: date, step: loading.Step) -> None:
    """Migrate an empty database and load the demo world of a day into it; raise `NotEmpty` when it is not."""
    with app.app_context():
        try:
            if _has_rows():
                raise NotEmpty("the database in PORTAL_DATABASE_URL is not empty: the demo fills only an empty one")
            migrations.upgrade()
            loading.load(world(today), today=today, step=step, share_hashes=True)
        finally:
            db.session.remove()
            db.engine.dispose()


def steps(today: date) -> int:
    """Return how many steps `fill` will tell of."""
    return loading.size(world(today))


def _note(file: Path) -> Path:
    return file.with_suffix(".json")


def _remove(file: Path) -> None:
    for left in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
        left.unlink(missing_ok=True)


def _has_rows() -> bool:
    with db.engine.connect() as connection:
        names = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
        tables = [sa.table(name) for name in sorted(names)]
        return any(connection.scalar(sa.select(sa.exists().select_from(each))) for each in tables)
