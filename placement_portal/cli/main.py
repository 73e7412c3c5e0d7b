"""The group of commands; exit code 0 is done, 1 is a problem that was named, 2 is a command that was mistyped."""

import sys

import click
from flask.cli import FlaskGroup
from flask_migrate.cli import db as migrate

from placement_portal.app import create_app
from placement_portal.cli import backup, check, demo, ledger, load, progress, serve, worker
from placement_portal.config import BadSetting
from placement_portal.web.assets import NotBuilt


@click.group(cls=FlaskGroup, create_app=create_app, add_default_commands=False, add_version_option=False)
def portal() -> None:
    """Placement Portal: universities, their students and their supervisors on one honest record."""


for _command in (
    serve.serve,
    worker.worker,
    ledger.ledger,
    progress.progress,
    demo.demo,
    load.load,
    backup.backup,
    backup.restore,
    check.check,
    migrate,
):
    portal.add_command(_command)


def main() -> None:
    """Run a command; a setting that cannot be used, or assets that were never built, are one clear line."""
    try:
        portal(prog_name="portal")
    except (BadSetting, NotBuilt) as wrong:
        click.echo(f"Error: {wrong}", err=True)
        sys.exit(1)
