"""`portal check`: what would go wrong, before it does."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from placement_portal import config
from placement_portal.web import assets, health


@click.command()
@click.option("--production", is_flag=True, help="Also ask whether the settings are safe for real people.")
@with_appcontext
def check(production: bool) -> None:
    """Check database, migrations and built files; exit 1 and list every problem."""
    found = [problem for problem in (health.problem(), unbuilt()) if problem]
    found += config.problems(config.current()) if production else []
    for problem in found:
        click.echo(f"- {problem}", err=True)
    click.echo("Ready." if not found else f"{len(found)} problems.")
    sys.exit(1 if found else 0)


def unbuilt(build: Path = assets.BUILD) -> str | None:
    """Return what is missing when the assets were never built, or None."""
    try:
        assets.manifest(build)
    except assets.NotBuilt as missing:
        return str(missing)
    return None
