"""`portal purge`: delete what is kept for a while only, or say what would be deleted."""

import click
from flask.cli import with_appcontext

from placement_portal import clock, transaction
from placement_portal.clearance.service import purging


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be deleted, and delete nothing.")
@with_appcontext
def purge(dry_run: bool) -> None:
    """Delete the detail of decisions on checks, six months after them."""
    if dry_run:
        found = transaction.look(lambda: purging.due(clock.today()))
        click.echo(f"Detail of decisions on checks, older than six months: {found} would be deleted.")
        return
    with transaction.unit():
        deleted = purging.purge(clock.today())
    click.echo(f"Detail of decisions on checks, older than six months: {deleted} deleted.")
