"""The migrations build exactly what the models say, triggers included, on both databases."""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from flask import Flask

from placement_portal import config
from placement_portal.accounts.models import Person
from placement_portal.database import Base, db, migrations
from placement_portal.names.models import NameWord
from placement_portal.names.rules import words
from placement_portal.sites.models import Site
from tests.house import databases
from tests.house.new_migration import alembic

AT_0001 = Path(__file__).with_name("rows_at_0001.sql")
CATALOGUE = {
    "sqlite": (
        "SELECT type || ' ' || name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND sql IS NOT NULL",
    ),
    "postgresql": (
        "SELECT 'column ' || table_name || '.' || column_name, concat_ws(' ', data_type, character_maximum_length,"
        " is_nullable, column_default, is_identity) FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT 'constraint ' || conname, conrelid::regclass || ' ' || pg_get_constraintdef(oid)"
        " FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
        "SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT 'trigger ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        "SELECT 'function ' || proname, pg_get_functiondef(oid) FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace",
    ),
}


def catalogue() -> dict[str, object]:
    """Return every object of the database with its definition; the order of columns and constraints is no matter."""
    with db.engine.connect() as connection:
        queries = CATALOGUE[connection.dialect.name]
        rows = [row for query in queries for row in connection.execute(sa.text(query))]
    return {name: _normal(definition) for name, definition in rows if "alembic_version" not in name}


def _normal(definition: str) -> object:
    flat = re.sub(r"\s+", " ", definition.replace('"', ""))
    return (
        sorted(part.strip() for part in flat[flat.index("(") + 1 : -1].split(", ")) if "CREATE TABLE" in flat else flat
    )


@contextmanager
def elsewhere(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """Yield an app on a database without a single table."""
    if kind == "sqlite":
        database = databases.sqlite(tmp_path)
        yield from _opened(database)
    else:
        server = request.getfixturevalue("server")
        yield from _opened(databases.postgresql(server, "_migrated"))
        databases.drop(server, "_migrated")


def _opened(database: databases.Database) -> Iterator[Flask]:
    app = databases.make_app(database)
    yield app
    databases.close(app)


@pytest.fixture(params=databases.KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """Return an app on a database without a single table."""
    with elsewhere(request.param, tmp_path, request) as app:
        yield app


def test_migrations_build_exactly_the_models_and_go_back_to_nothing(empty: Flask) -> None:
    cfg = alembic(config.folder("migrations"))
    with empty.app_context():
        command.upgrade(cfg, "head")
        migrated = catalogue()
        command.check(cfg)
        command.downgrade(cfg, "base")
        assert catalogue() == {}, "the way back leaves something behind"
        Base.metadata.create_all(db.engine)
        built = catalogue()
    assert migrated == built, "run make migration NAME=what_it_is"


def rows() -> dict[str, list[dict[str, object]]]:
    """Return all rows of the database by table, as the driver gives them."""
    with db.engine.connect() as connection:
        names = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
        found = {name: connection.execute(sa.text(f'SELECT * FROM "{name}"')).mappings().all() for name in names}
        return {name: [dict(row) for row in each] for name, each in found.items()}


def kept(old: dict[str, object], now: list[dict[str, object]]) -> bool:
    """Say whether a row is still there, in the columns that are still there."""
    return any(all(row.get(name, value) == value for name, value in old.items()) for row in now)


def named() -> list[tuple[uuid.UUID, str]]:
    """Return everybody and every setting with the name."""
    found = sa.union_all(sa.select(Person.id, Person.name), sa.select(Site.id, Site.name))
    return [(id_, name) for id_, name in db.session.execute(found)]


def found_by() -> dict[uuid.UUID, list[str]]:
    """Return the words by which each is found."""
    kept: dict[uuid.UUID, list[str]] = {}
    for id_, word in db.session.execute(sa.select(NameWord.object_id, NameWord.word).order_by(NameWord.position)):
        kept.setdefault(id_, []).append(word)
    return kept


def test_an_upgrade_keeps_the_rows_of_the_first_version(empty: Flask) -> None:
    cfg = alembic(config.folder("migrations"))
    with empty.app_context():
        command.upgrade(cfg, "0001")
        with db.engine.begin() as connection:
            for statement in AT_0001.read_text(encoding="utf-8").removesuffix(";\n").split(";\n"):
                connection.exec_driver_sql(statement)
        before = rows()
        command.upgrade(cfg, "head")
        after = rows()
        assert migrations.are_done()
        assert found_by() == {each: words(name) for each, name in named()}
    assert [name for name, each in before.items() if not each] == [], "rows_at_0001.sql has no row of these tables"
    lost = [(name, row) for name, each in before.items() for row in each if not kept(row, after.get(name, []))]
    assert [(name, row) for name, row in lost if not became_supervision(name, row, after)] == []


def test_pauses_become_rows_of_their_own_with_the_days_that_the_moves_told(empty: Flask) -> None:
    cfg = alembic(config.folder("migrations"))
    told = [
        ("pause", date(2026, 1, 5)),
        ("resume", date(2026, 1, 20)),
        ("pause", date(2026, 2, 2)),
        ("resume", date(2026, 2, 2)),
        ("pause", date(2026, 3, 1)),
        ("pause", date(2026, 3, 9)),
    ]
    with empty.app_context():
        command.upgrade(cfg, "0001")
        with db.engine.begin() as connection:
            for statement in AT_0001.read_text(encoding="utf-8").removesuffix(";\n").split(";\n"):
                connection.exec_driver_sql(statement)
            moves = sa.Table("placement_move", sa.MetaData(), autoload_with=connection)
            ours = dict(connection.execute(sa.select(moves).limit(1)).one()._mapping)
            connection.execute(sa.delete(moves))
            for number, (action, day) in enumerate(told):
                new = type(ours["id"])
                id_ = uuid.uuid4() if new is uuid.UUID else uuid.uuid4().hex
                at = datetime(2026, 1, 1, 9, number, tzinfo=UTC)
                connection.execute(sa.insert(moves).values({**ours, "id": id_, "action": action, "day": day, "at": at}))
        command.upgrade(cfg, "head")
        with db.engine.connect() as connection:
            found = connection.execute(sa.text("SELECT starts, ends FROM placement_pause ORDER BY starts")).all()
            kept = sa.table("placement", sa.column("paused", sa.JSON()))
            latest = [each for each in connection.scalars(sa.select(kept.c.paused)) if each]
    days = [tuple(str(day) if day else None for day in row) for row in found]
    assert days == [("2026-01-05", "2026-01-19"), ("2026-03-01", None)], "one that ended as it began never was"
    assert latest == [[["2026-01-05", "2026-01-19"], ["2026-03-01", None]]]


def became_supervision(name: str, row: dict[str, object], after: dict[str, list[dict[str, object]]]) -> bool:
    """Say whether a row is an entry that is a supervision session now, under the same id."""
    return name == "entry" and row["id"] in {each["id"] for each in after["supervision_part"]}


BECAME = {"verified": "confirmed", "queried": "sent_back"}
SAME = ("placement_id", "author_id", "number", "day", "start", "minutes", "version", "reason", "changing")
DECIDED = {"verify": "confirm", "query": "send_back", "decline": "decline", "accept_offer": "accept_offer"}


def test_entries_of_supervision_become_sessions_with_their_ids_and_decisions(empty: Flask) -> None:
    cfg = alembic(config.folder("migrations"))
    with empty.app_context():
        command.upgrade(cfg, "0001")
        with db.engine.begin() as connection:
            for statement in AT_0001.read_text(encoding="utf-8").removesuffix(";\n").split(";\n"):
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql("UPDATE category SET \"group\" = 'supervision'")
        before = rows()
        command.upgrade(cfg, "head")
        after = rows()
    parts = {each["id"]: each for each in after["supervision_part"]}
    assert after["entry"] == after["entry_version"] == after["entry_decision"] == after["reversal"] == []
    assert {each["id"] for each in before["entry"]} == set(parts) == {s["id"] for s in after["supervision_session"]}
    assert len({each["status"] for each in before["entry"]}) > 3
    for each in before["entry"]:
        part = parts[each["id"]]
        assert part["status"] == BECAME.get(str(each["status"]), each["status"])
        assert [part[name] for name in SAME] == [each[name] for name in SAME]
        assert (part["reflection"], part["decided_by_id"]) == (each["note"], each["decided_by_id"])
        assert (part["codes"] in ("[]", [])) == (each["slot_id"] is None)
        session = next(one for one in after["supervision_session"] if one["id"] == each["id"])
        assert session["supervisor_id"] == each["supervisor_id"] or not each["supervisor_id"]
    decisions = {each["id"]: each for each in after["supervision_decision"]}
    assert set(decisions) == {each["id"] for name in ("entry_decision", "reversal") for each in before[name]}
    for each in before["entry_decision"]:
        kept_now = decisions[each["id"]]
        assert (kept_now["act"], kept_now["part_id"]) == (DECIDED[str(each["action"])], each["entry_id"])
        assert [kept_now[name] for name in ("by_id", "at", "seen")] == [each[name] for name in ("by_id", "at", "seen")]
    assert {each["id"] for each in before["amendment"]} == {each["id"] for each in after["supervision_change"]}
    assert len(after["supervision_version"]) == len(before["entry_version"])


def test_a_migration_that_would_leave_rows_pointing_at_nothing_is_rolled_back(tmp_path: Path) -> None:
    app = databases.make_app(databases.sqlite(tmp_path))
    cfg = alembic(config.folder("migrations"))
    with app.app_context():
        command.upgrade(cfg, "head")
        with db.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA foreign_keys=OFF")
            raw.execute("INSERT INTO credential VALUES ('a', 'h', '2026-01-01', 'b')")
            raw.execute("DELETE FROM alembic_version")
        with pytest.raises(RuntimeError, match="1 rows point at nothing, the first in credential"):
            command.stamp(cfg, "head")
        with db.engine.connect() as connection:
            assert connection.scalar(sa.text("SELECT count(*) FROM alembic_version")) == 0
            assert connection.scalar(sa.text("PRAGMA foreign_keys")) == 1
    databases.close(app)


def test_migrations_import_no_application_code() -> None:
    for script in (config.folder("migrations") / "versions").glob("*.py"):
        assert "placement_portal" not in script.read_text(encoding="utf-8"), script
