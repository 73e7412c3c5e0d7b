"""`portal worker`: sends mail and runs the jobs of the schedule."""

import click
from flask import current_app
from flask.cli import with_appcontext

from placement_portal import schedule


@click.command()
@click.option("--once", is_flag=True, help="Do what is due and stop.")
@with_appcontext
def worker(once: bool) -> None:
    """Do what is due: send mail, recount, tidy; several workers may run, one works at a time."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    if once:
        click.echo(f"{schedule.run_once(app)} jobs ran")
    else:
        schedule.run_forever(app)
