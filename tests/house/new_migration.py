"""Writes the next numbered migration from the models: `make migration NAME=what_it_is`.

An empty SQLite database is brought to the newest version; the difference to the models becomes the migration.
Alembic does not see CHECK constraints (ours hold every enum's members) nor triggers, so both are added here.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from placement_portal import config
from placement_portal.app import create_app
from placement_portal.config import Settings
from placement_portal.database import Base, db
from tests.house import differences

DIALECTS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
END = "    # ### end Alembic commands ###\n"
RUN = """    for statement in {name}[op.get_context().dialect.name]:
        op.execute(statement)
"""
Triggers = dict[str, str]  # by name: the statement that makes it


def main() -> None:
    """Write the migration and say what a person must still decide."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if not re.fullmatch(r"[a-z][a-z0-9_]+", name):
        raise SystemExit("Say what the migration is, in lower case: make migration NAME=what_it_is")
    file, notes = write(config.folder("migrations"), name)
    print(f"Wrote {file}" if file else "The models are as the migrations say: nothing to write.")  # noqa: T201
    for note in notes:
        print(f"- {note}")  # noqa: T201


def write(folder: Path, name: str) -> tuple[Path | None, list[str]]:
    """Write the next migration into a folder; return its file and what a person must still decide."""
    number = f"{max(int(file.name[:4]) for file in folder.glob('versions/[0-9]*.py')) + 1:04}"
    completed = differences.Completed()
    with tempfile.TemporaryDirectory() as empty:
        app = create_app(Settings(database_url=f"sqlite:///{empty}/empty.sqlite3"))
        with app.app_context():
            cfg = alembic(folder)
            command.upgrade(cfg, "head")
            before = triggers()
            message = name.replace("_", " ")
            command.revision(cfg, message, autogenerate=True, rev_id=number, process_revision_directives=completed)
            file = folder / "versions" / f"{number}_{name}.py"
            if not file.exists():
                return None, []
            command.upgrade(cfg, "head")
            after = triggers()
            command.downgrade(cfg, "-1")
            lost = [text for name, text in before.items() if name not in triggers()]
            db.engine.dispose()
    file.write_text(with_triggers(file.read_text(encoding="utf-8"), before, after, lost), encoding="utf-8")
    for arguments in (("check", "--fix-only"), ("format",)):
        subprocess.run([sys.executable, "-m", "ruff", *arguments, "--quiet", file], check=True)
    return file, completed.notes


def alembic(folder: Path) -> Config:
    """Return Alembic's configuration for a folder of migrations."""
    found = Config(str(folder / "alembic.ini"), stdout=sys.stderr)
    found.set_main_option("script_location", str(folder))
    return found


def triggers() -> Triggers:
    """Return the triggers of the database."""
    query = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    with db.engine.connect() as connection:
        return dict(connection.execute(query).all())


def with_triggers(script: str, before: Triggers, after: Triggers, lost: list[str]) -> str:
    """Add what the models attach to new tables as DDL, and what rebuilding a table on SQLite takes away."""
    wanted = [text for text in emitted("sqlite", Base.metadata.create_all, None) if text.split()[2] not in after]
    new = [name for name in Base.metadata.tables if _watched(name, wanted) and not _watched(name, before.values())]
    made = emitted("postgresql", Base.metadata.create_all, new)
    gone = emitted("postgresql", Base.metadata.drop_all, new)
    head, upgrade, downgrade = script.split("def ")
    if wanted or made:
        head += f"CREATE = {by_dialect(wanted, made)}\n"
        upgrade = upgrade.replace(END, RUN.format(name="CREATE"))
    if lost or gone:
        head += f"DROP = {by_dialect(lost, gone)}\n"
        downgrade = downgrade.replace(END, RUN.format(name="DROP"))
    return re.sub(r"    # ### .* ###\n", "", "def ".join((head, upgrade, downgrade)))


def by_dialect(sqlite: list[str], postgresql: list[str]) -> str:
    """Return what a migration looks its statements up in."""
    return repr({"sqlite": sqlite, "postgresql": postgresql})


def _watched(table: str, statements: Iterable[str]) -> bool:
    return any(f" ON {table} " in text for text in statements)


def emitted(dialect: str, run: Callable[..., None], names: list[str] | None) -> list[str]:
    """Return the statements of triggers that a database would be sent while tables are made or dropped."""
    statements: list[str] = []

    def note(statement: object, *_rest: object, **_named: object) -> None:
        if isinstance(statement, sa.DDL):
            statements.append(str(statement.statement).replace("%%", "%"))

    tables = None if names is None else [Base.metadata.tables[name] for name in names]
    run(sa.create_mock_engine(f"{DIALECTS[dialect]}://", note), checkfirst=False, tables=tables)
    return statements


if __name__ == "__main__":
    main()
