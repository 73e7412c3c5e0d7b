"""`portal demo`: a small believable world, with server and worker, on this machine."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

import click

from placement_portal import clock, config
from placement_portal.app import create_app
from placement_portal.cli.serve import Server, options
from placement_portal.demo import keeping
from placement_portal.demo.cast import Member, cast
from placement_portal.demo.world import world
from placement_portal.web import assets

HOST: Final = "127.0.0.1"
WORKERS, THREADS = 2, 8
PATIENCE: Final = 5


@click.command()
@click.option("--cast", "only_cast", is_flag=True, help="Print who can sign in, as JSON, and stop.")
@click.option("--dataset", "only_dataset", is_flag=True, help="Print the world of today as a dataset, and stop.")
@click.option("--port", default=8000, show_default=True, envvar="PORT", type=click.IntRange(1, 65_535))
@click.option("--host", default=HOST, show_default=True, envvar="HOST")
def demo(only_cast: bool, only_dataset: bool, port: int, host: str) -> None:
    """Run the portal with a small believable world; PORTAL_DATABASE_URL names an empty database to use instead."""
    if only_cast:
        click.echo(json.dumps(cast(), ensure_ascii=False, indent=2))
    elif only_dataset:
        click.echo(json.dumps(world(clock.today()), ensure_ascii=False))
    else:
        _run(host, port)


def _run(host: str, port: int) -> None:
    _expect_free(host, port)
    assets.manifest()  # better now than on the first page
    settings = config.changed(config.read(os.environ | {"PORT": str(port)}), demo=True)
    try:
        settings = _filled(settings)
    except keeping.NotEmpty as full:
        raise click.ClickException(str(full)) from None
    os.environ |= environment(settings, port)
    _serve(host, port, announcement(cast(), settings.base_url))


def environment(settings: config.Settings, port: int) -> dict[str, str]:
    """Return what server and worker must agree on, and read when they start."""
    return {
        "PORTAL_DEMO": "1",
        "PORTAL_DATABASE_URL": settings.database_url,
        "PORTAL_SECRET_KEY": settings.secret_key,
        "PORT": str(port),
    }


def _expect_free(host: str, port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            other = port + 1
            raise click.ClickException(f"port {port} is taken: choose another, as in PORT={other} make demo") from None


def _filled(settings: config.Settings) -> config.Settings:
    if os.environ.get("PORTAL_DATABASE_URL"):
        return keeping.use_given(settings, _fill)
    return keeping.use_own(settings, keeping.folder(), clock.today(), _fill)


def _fill(settings: config.Settings) -> None:
    today = clock.today()
    with click.progressbar(length=keeping.steps(today), label="Making the demo world", file=sys.stderr) as bar:
        keeping.fill(create_app(settings), today, bar.update)


def announcement(members: Sequence[Member], url: str) -> str:
    """Return who can sign in, and where, as a short table."""
    wide = max(len(member["role"]) for member in members)
    lines = [f"\nThe demo is at {url}/sign-in (Ctrl-C ends it). Everybody's password: {members[0]['password']}"]
    for organisation in dict.fromkeys(member["organisation"] for member in members):
        mine = [member for member in members if member["organisation"] == organisation]
        lines += ["", organisation, *(f"  {each['role']:{wide}}  {each['address']}" for each in mine)]
    return "\n".join([*lines, ""])


def _serve(host: str, port: int, announced: str) -> None:
    """Serve until told to stop; the worker is a process of its own and ends with the server."""
    worker = subprocess.Popen([sys.executable, "-m", "placement_portal.cli", "worker"], start_new_session=True)

    def announce(_server: object) -> None:
        click.echo(announced)

    def stop(_server: object) -> None:
        worker.terminate()
        worker.wait(PATIENCE)

    Server(**options(host, port, WORKERS, THREADS), when_ready=announce, on_exit=stop).run()
