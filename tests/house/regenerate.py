"""Writes `migrations/versions/0001_the_house.py` from the models: `.venv/bin/python -m tests.house.regenerate`.

Only until the first release; after that a change of the models is a migration of its own.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from placement_portal import config
from placement_portal.app import create_app
from placement_portal.config import Settings
from placement_portal.database import Base

DIALECTS = ("sqlite", "postgresql+psycopg")
END = "    # ### end Alembic commands ###\n"
RUN = """    for statement in {name}[op.get_context().dialect.name]:
        op.execute(statement)
"""


def main() -> None:
    """Write the migration anew."""
    folder = config.folder("migrations")
    for old in (folder / "versions").glob("0001_*.py"):
        old.unlink()
    with tempfile.TemporaryDirectory() as empty:
        app = create_app(Settings(database_url=f"sqlite:///{empty}/empty.sqlite3"))
        with app.app_context():
            command.revision(alembic(folder), message="the house", autogenerate=True, rev_id="0001")
    file = folder / "versions" / "0001_the_house.py"
    file.write_text(with_triggers(file.read_text(encoding="utf-8")), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "check", "--fix-only", "--quiet", file], check=True)
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", file], check=True)


def alembic(folder: Path) -> Config:
    """Return Alembic's configuration for our folder; indexes are made plainly, not in batches."""
    found = Config(str(folder / "alembic.ini"), stdout=sys.stderr)
    found.set_main_option("script_location", str(folder))
    found.attributes["batch"] = False
    return found


def with_triggers(script: str) -> str:
    """Add to a script what the models attach to tables as DDL, after the tables and before they go."""
    create = {dialect.partition("+")[0]: emitted(dialect, Base.metadata.create_all) for dialect in DIALECTS}
    drop = {dialect.partition("+")[0]: emitted(dialect, Base.metadata.drop_all) for dialect in DIALECTS}
    head, upgrade, downgrade = script.split("def ")
    upgrade = upgrade.replace(END, RUN.format(name="CREATE"))
    downgrade = downgrade.replace(END, RUN.format(name="DROP"))
    return "def ".join((f"{head}CREATE = {create!r}\nDROP = {drop!r}\n\n\n", upgrade, downgrade))


def emitted(dialect: str, run: Callable[..., None]) -> list[str]:
    """Return the statements of triggers that a database would be sent while its tables are made or dropped."""
    statements: list[str] = []

    def note(statement: object, *_rest: object, **_named: object) -> None:
        if isinstance(statement, sa.DDL):
            statements.append(str(statement.statement).replace("%%", "%"))

    run(sa.create_mock_engine(f"{dialect}://", note), checkfirst=False)
    return statements


if __name__ == "__main__":
    main()
