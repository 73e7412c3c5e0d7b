"""`portal progress`: prove that the kept totals are what the hours add up to."""

import sys
from functools import partial

import click
from flask.cli import with_appcontext

from placement_portal import transaction
from placement_portal.progress import service


@click.group()
def progress() -> None:
    """The kept totals of every student."""


@progress.command()
@with_appcontext
def check() -> None:
    """Compare every kept total with a recount; exit 1 and name each difference."""
    differences, last = transaction.look(service.check_next)
    while last:
        more, last = transaction.look(partial(service.check_next, last))
        differences += more
    for each in differences:
        click.echo(str(each), err=True)
    click.echo(f"{len(differences)} differences")
    sys.exit(1 if differences else 0)


@progress.command()
@with_appcontext
def recount() -> None:
    """Recount every total now, in one transaction."""
    with transaction.unit():
        service.recount_all()
    click.echo("Recounted.")
