"""`portal ledger`: prove that nobody changed what was recorded or signed."""

import sys

import click
from flask.cli import with_appcontext

from placement_portal import ledger as chains
from placement_portal.signatures import queries as signatures


@click.group()
def ledger() -> None:
    """The ledger of every act."""


@ledger.command()
@with_appcontext
def verify() -> None:
    """Verify every chain and every signature; exit 1 and name the first bad row of each chain, and each bad record."""
    counted, faults = chains.verify()
    for fault in faults:
        click.echo(f"Chain {fault.chain}, event {fault.seq}: {fault.reason}", err=True)
    click.echo(f"{counted} events read, {len(faults)} broken chains")
    signed, wrong = signatures.verify()
    for each in wrong:
        click.echo(f"{each.kind} {each.subject}, signature {each.signature}: {each.reason}", err=True)
    click.echo(f"{signed} signatures compared with what they signed, {len(wrong)} do not fit")
    sys.exit(1 if faults or wrong else 0)
