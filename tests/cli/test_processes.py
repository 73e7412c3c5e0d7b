"""The commands that stay: server and worker as processes of their own, and what a wrong setting says."""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from placement_portal import transaction
from placement_portal.app import create_app
from placement_portal.config import Settings
from placement_portal.database import db, migrations
from placement_portal.mail import service as mail
from tests.mail.sink import free_port, listening

PATIENCE_SECONDS = 60


@contextmanager
def running(*arguments: str, **settings: object) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command of the portal with some settings until the block ends."""
    environment = {**os.environ, **{name: str(value) for name, value in settings.items()}}
    command = [sys.executable, "-m", "placement_portal.cli", *arguments]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE_SECONDS)


def eventually(true: Callable[[], bool]) -> bool:
    """Ask again until it is true or patience ends; a process takes its time to start."""
    until = time.monotonic() + PATIENCE_SECONDS
    wait = threading.Event().wait
    while time.monotonic() < until:
        if true():
            return True
        wait(0.1)
    return False


def migrated(folder: Path) -> str:
    """Return the URL of a fresh database with a message in its outbox."""
    url = f"sqlite:///{folder}/portal.sqlite3"
    app = create_app(Settings(database_url=url, secret_key="s" * 40))
    with app.app_context():
        migrations.upgrade()
        with transaction.unit():
            mail.queue(address="ada@example.org", subject="Hello", text="Hello", html="<p>Hello</p>")
        db.session.remove()
        db.engine.dispose()
    return url


def test_the_worker_sends_what_waits_and_stops_when_told(tmp_path: Path) -> None:
    url = migrated(tmp_path)
    with (
        listening() as (sink, port),
        running("worker", PORTAL_DATABASE_URL=url, PORTAL_SMTP_HOST="127.0.0.1", PORTAL_SMTP_PORT=port) as process,
    ):
        assert eventually(lambda: len(sink.arrived) == 1)
        assert process.poll() is None
    assert [message["Subject"] for message in sink.arrived] == ["Hello"]


@pytest.mark.parametrize("secret", ["", "s" * 40], ids=["a secret of its own", "a given secret"])
def test_the_server_answers_on_its_port_and_stops_when_told(tmp_path: Path, secret: str) -> None:
    url, port = migrated(tmp_path), free_port()
    with running("serve", PORTAL_DATABASE_URL=url, PORT=port, PORTAL_SECRET_KEY=secret) as process:
        assert eventually(lambda: _status(f"http://127.0.0.1:{port}/readyz") == 200)
    assert process.returncode == 0


def test_a_setting_that_cannot_be_used_is_one_line_and_not_a_traceback() -> None:
    with running("check", PORTAL_BASE_URL="portal.example.org") as process:
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert said.decode().splitlines() == ["Error: PORTAL_BASE_URL must start with http:// or https://"]


def _status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            status: int = answer.status
            return status
    except OSError:
        return 0
