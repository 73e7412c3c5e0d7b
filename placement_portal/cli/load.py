"""`portal load`: a whole installation from one JSON file."""

import json
import sys
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from placement_portal import clock
from placement_portal.database import db, migrations
from placement_portal.datasets import loading
from placement_portal.datasets.reading import Unreadable
from placement_portal.organisations.models import Organisation
from placement_portal.web import health

MOST_SHOWN = 20


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@with_appcontext
def load(file: Path) -> None:
    """Load the dataset in FILE into an empty installation and print {ref: id}; see docs/dataset.schema.json.

    A database without any table is migrated first.
    """
    dataset = _json(file)
    _migrate()
    try:
        with click.progressbar(length=loading.size(dataset), label="Loading", file=sys.stderr) as bar:
            ids = loading.load(dataset, today=clock.today(), step=bar.update)
    except Unreadable as wrong:
        raise click.ClickException(problems(wrong)) from None
    except loading.NotEmpty as full:
        raise click.ClickException(str(full)) from None
    click.echo(json.dumps({ref: str(key) for ref, key in ids.items()}, ensure_ascii=False))


def _migrate() -> None:
    """Make the tables of a new database; stop with a sentence when one that is in use is behind."""
    if not sa.inspect(db.engine).get_table_names():
        migrations.upgrade()
    if not sa.inspect(db.engine).has_table(Organisation.__tablename__):
        raise click.ClickException(f"{health.BEHIND}.")


def problems(wrong: Unreadable) -> str:
    """Return what is wrong with a dataset, a line each, and how many more there are."""
    shown = wrong.problems[:MOST_SHOWN]
    more = len(wrong.problems) - len(shown)
    return "\n".join(["this dataset cannot be loaded.", *shown, *([f"... and {more} more."] if more else [])])


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as wrong:
        raise click.ClickException(f"{file} is not JSON: {wrong}") from None
