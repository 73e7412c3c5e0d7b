"""The group of commands; exit code 0 is done, 1 is a problem that was named, 2 is a command that was mistyped."""

import importlib
import sys
from collections.abc import Mapping
from typing import Any, Final

import click
from flask.cli import FlaskGroup

from placement_portal.app import create_app
from placement_portal.config import BadSetting
from placement_portal.web.assets import NotBuilt

COMMANDS: Final[Mapping[str, str]] = {
    "serve": "serve",
    "worker": "worker",
    "ledger": "ledger",
    "progress": "progress",
    "demo": "demo",
    "load": "load",
    "backup": "backup",
    "restore": "backup",
    "check": "check",
    "purge": "purge",
    "db": "migrations",
}
"""Each command with the module that holds it: imported when it is asked for, since some bring much with them."""


class Commands(FlaskGroup):
    """The commands by name; a web worker carries no scheduler, no migrations, no demo."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every name."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import the module of a command; None for a name that is none."""
        if name not in COMMANDS:
            return None
        module: Any = importlib.import_module(f"placement_portal.cli.{COMMANDS[name]}")
        command: click.Command = getattr(module, name)
        return command


@click.group(cls=Commands, create_app=create_app, add_default_commands=False, add_version_option=False)
def portal() -> None:
    """Placement Portal: universities, their students and their supervisors on one honest record."""


def main() -> None:
    """Run a command; a setting that cannot be used, or assets that were never built, are one clear line."""
    try:
        portal(prog_name="portal")
    except (BadSetting, NotBuilt) as wrong:
        click.echo(f"Error: {wrong}", err=True)
        sys.exit(1)
