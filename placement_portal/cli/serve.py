"""`portal serve`: the web server, gunicorn with threads and without a control socket."""

import contextlib
import ctypes
import gc
import os
from typing import Any, Final

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from placement_portal import config
from placement_portal.app import create_app

MMAP_THRESHOLD, ARENA_MAX = -3, -8  # names of glibc's mallopt
ARENAS: Final = 1
YOUNG: Final = 10_000
LARGE: Final = 1024 * 1024


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn told by us, not by a file: each worker makes its own app after the fork."""

    def __init__(self, **options: Any) -> None:
        self.chosen = options
        super().__init__()

    def load_config(self) -> None:
        """Hand our options to gunicorn."""
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the app in the worker, so that no database connection crosses a fork."""
        app = create_app()
        gc.collect()
        gc.freeze()  # what lives as long as the worker need not be looked through again and again
        gc.set_threshold(YOUNG, 20, 20)  # a page makes twenty thousand objects, and hardly any cycles
        return app


def spare_memory() -> None:
    """Let threads share two arenas, and give large blocks back at once: checking a password takes 19 MiB each time."""
    with contextlib.suppress(OSError, AttributeError):  # not glibc
        libc = ctypes.CDLL(None)
        libc.mallopt(ARENA_MAX, ARENAS)
        libc.mallopt(MMAP_THRESHOLD, LARGE)


def options(host: str, port: int, workers: int, threads: int) -> dict[str, Any]:
    """Return gunicorn's options: threads for waiting, processes for work, nothing listening but the port."""
    return {
        "bind": f"{host}:{port}",
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "control_socket_disable": True,
        "timeout": 60,
        "graceful_timeout": 20,
        "keepalive": 5,
        "max_requests": 50_000,
        "max_requests_jitter": 5_000,
        "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: S108 - a heartbeat, no data
        "errorlog": "-",
        "loglevel": "warning",
        "proc_name": "portal",
    }


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, envvar="HOST")
@click.option("--port", default=8000, show_default=True, envvar="PORT")
@click.option("--workers", default=2, show_default=True, envvar="PORTAL_WORKERS", help="Processes.")
@click.option("--threads", default=8, show_default=True, envvar="PORTAL_THREADS", help="Threads of a process.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the portal; refuses to start in production with unsafe settings."""
    settings = config.read()
    wrong = config.problems(settings) if settings.production else []
    if wrong:
        raise click.ClickException("\n  ".join(["not safe for production:", *wrong]))
    if not settings.secret_given:
        os.environ["PORTAL_SECRET_KEY"] = settings.secret_key  # every worker must sign with the same key
    spare_memory()
    gc.collect()
    gc.freeze()  # what was imported before the fork stays shared: no worker's collector writes to it
    click.echo(f"Serving {settings.base_url} on {host}:{port}")
    Server(**options(host, port, workers, threads)).run()
