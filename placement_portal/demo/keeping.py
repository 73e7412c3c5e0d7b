"""Where the demo keeps its own database, when it is made anew, and how it is filled."""

import hashlib
import json
import os
from datetime import date
from pathlib import Path
from typing import Any, Final

import flask_migrate
import sqlalchemy as sa
from flask import Flask

from placement_portal import config
from placement_portal.database import db
from placement_portal.datasets import loading
from placement_portal.demo.world import world

PACKAGE: Final = Path(__file__).resolve().parents[1]
MADE_FROM: Final = ("demo/*.py", "datasets/**/*.py", "progress/**/*.py")


def folder() -> Path:
    """Return where the demo's file lies: in the checkout that it runs from, else in the user's cache."""
    if config.folder("migrations").parent != PACKAGE:
        return PACKAGE.parent / "instance"
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "placement-portal"


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


def has_rows(app: Flask) -> bool:
    """Say whether anything at all is in the database of an app."""
    with app.app_context(), db.engine.connect() as connection:
        tables = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
        names = [sa.table(name) for name in sorted(tables)]
        return any(connection.scalar(sa.select(sa.exists().select_from(each))) for each in names)


def fill(app: Flask, today: date, step: loading.Step) -> None:
    """Migrate an empty database and load the demo world of a day into it."""
    made = world(today)
    with app.app_context():
        flask_migrate.upgrade()
        loading.load(made, today=today, step=step, share_hashes=True)
        db.session.remove()
        db.engine.dispose()


def steps(today: date) -> int:
    """Return how many steps `fill` will tell of."""
    made: dict[str, Any] = world(today)
    return loading.size(made)


def _note(file: Path) -> Path:
    return file.with_suffix(".json")


def _remove(file: Path) -> None:
    for left in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
        left.unlink(missing_ok=True)
