"""`make migration` writes what Alembic alone leaves out, and the result builds the models on both databases."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from flask import Flask

from placement_portal import config
from placement_portal.database import Base, append_only, db
from tests.house import new_migration
from tests.house.test_migrations import catalogue, empty

__all__ = ["empty"]
ENTRY, SITE, VERSION = (Base.metadata.tables[name] for name in ("entry", "site", "entry_version"))


@pytest.fixture
def changed() -> Iterator[None]:
    """Change the models: a new append-only table, CHECKs of old tables, one of them append-only."""
    new = sa.Table("kept_note", Base.metadata, sa.Column("id", sa.Uuid(), primary_key=True))
    append_only(new)
    minutes = next(each for each in ENTRY.constraints if each.name == "ck_entry_minutes")
    other = sa.CheckConstraint("minutes = 0 OR minutes = planned_minutes OR minutes = 5", name="minutes")
    more = sa.CheckConstraint("number > 0", name="from_one")
    ENTRY.constraints.discard(minutes)
    ENTRY.append_constraint(other)
    VERSION.append_constraint(more)
    yield
    Base.metadata.remove(new)
    VERSION.constraints.discard(more)
    ENTRY.constraints.discard(other)
    ENTRY.append_constraint(minutes)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of our migrations, to add to."""
    return Path(shutil.copytree(config.folder("migrations"), tmp_path / "migrations"))


@pytest.mark.usefixtures("changed")
def test_a_generated_migration_builds_the_models(empty: Flask, folder: Path) -> None:
    file, notes = new_migration.write(folder, "kept_notes")
    assert file is not None
    assert notes == []
    assert file.name.endswith("_kept_notes.py")
    cfg = new_migration.alembic(folder)
    with empty.app_context():
        command.upgrade(cfg, "head")
        migrated = catalogue()
        command.downgrade(cfg, "-1")
        before = catalogue()
        command.downgrade(cfg, "base")
        Base.metadata.create_all(db.engine)
        assert migrated == catalogue()
    assert [name for name in before if "kept_note" in name] == []
    assert any("entry_version_no" in name for name in before), "the way back lost a trigger"


def test_without_a_difference_nothing_is_written(folder: Path) -> None:
    assert new_migration.write(folder, "nothing") == (None, [])


def test_rows_that_exist_get_the_default_of_the_model_or_a_note(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    columns: list[sa.Column[Any]] = [
        sa.Column("fancy", sa.Boolean(), nullable=False, default=False),
        sa.Column("colour", sa.Enum("red", "it's", name="colour", native_enum=False, create_constraint=True, length=9)),
        sa.Column("word", sa.String(9), nullable=False, default="it's"),
        sa.Column("owner", sa.Uuid(), nullable=False),
    ]
    altered = sa.MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.tables.values():
        table.to_metadata(altered)
    for column in columns:
        altered.tables["site"].append_column(column)
    monkeypatch.setattr(Base, "metadata", altered)
    file, notes = new_migration.write(folder, "site_colours")
    assert file is not None
    script = file.read_text(encoding="utf-8")
    assert notes == ["Rows of site need a value for owner: fill it before it is made NOT NULL."]
    assert "server_default=sa.text(\"'it''s'\")" in script
    assert "colour IN ('red', 'it''s')" in script
    assert 'batch_op.alter_column("owner", existing_type=sa.Uuid(), nullable=False)' in script
