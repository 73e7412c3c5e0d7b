"""`portal purge`: delete what is kept for a while only, or say what would be deleted."""

from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

import click
from flask.cli import with_appcontext

from placement_portal import clock, transaction
from placement_portal.clearance.service import purging
from placement_portal.signpost import service as signpost


class Kept(NamedTuple):
    """Something that is kept for a while only: what it is called, how much is due, and what deletes it."""

    words: str
    due: Callable[[date], int]
    purge: Callable[[date], int]


EVERYTHING: Final = (
    Kept("Detail of decisions on checks, older than six months", purging.due, purging.purge),
    Kept("Notes on the risk of exceptions, six months over", purging.notes_due, purging.purge_notes),
    Kept("Notes of students that they told somebody, older than a year", signpost.due, signpost.purge),
)


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be deleted, and delete nothing.")
@with_appcontext
def purge(dry_run: bool) -> None:
    """Delete what is kept for a while only: detail of decisions, notes on risk, notes of having told somebody."""
    for each in EVERYTHING:
        click.echo(f"{each.words}: {_look(each) if dry_run else _purge(each)}.")


def _look(each: Kept) -> str:
    found = transaction.look(lambda: each.due(clock.today()))
    return f"{found} would be deleted"


def _purge(each: Kept) -> str:
    with transaction.unit():
        return f"{each.purge(clock.today())} deleted"
