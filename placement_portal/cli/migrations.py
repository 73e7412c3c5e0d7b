"""`portal db`: Flask-Migrate's commands, on our folder of migrations."""

import click
from flask import g
from flask.cli import with_appcontext
from flask_migrate.cli import db as theirs

from placement_portal.database import migrations


@click.group(commands=theirs.commands)
@with_appcontext
def db() -> None:
    """Perform database migrations."""
    g.directory = None  # Flask-Migrate's commands look for another folder here
    migrations.prepare()
