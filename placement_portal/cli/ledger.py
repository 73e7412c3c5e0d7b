"""`portal ledger`: prove that nobody changed what was recorded."""

import sys

import click
from flask.cli import with_appcontext

from placement_portal import ledger as chains


@click.group()
def ledger() -> None:
    """The ledger of every act."""


@ledger.command()
@with_appcontext
def verify() -> None:
    """Verify every chain; exit 1 and name the first bad row of each broken one."""
    counted, faults = chains.verify()
    for fault in faults:
        click.echo(f"Chain {fault.chain}, event {fault.seq}: {fault.reason}", err=True)
    click.echo(f"{counted} events read, {len(faults)} broken chains")
    sys.exit(1 if faults else 0)
