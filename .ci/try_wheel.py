"""Installs the built wheel into an empty environment, away from this folder, and runs its demo until it answers."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 180.0  # seconds for the demo world to be made and the first answer to come


def run(*command: str | Path, folder: Path) -> str:
    """Run a command in a folder and return what it printed; raise when it fails."""
    return subprocess.run(command, cwd=folder, check=True, text=True, stdout=subprocess.PIPE).stdout


def install(folder: Path) -> Path:
    """Make an environment of the locked requirements and the wheel, and nothing else; return its `portal`."""
    [wheel] = (ROOT / "dist").glob("*.whl")
    run(sys.executable, "-m", "venv", "venv", folder=folder)
    pip = (folder / "venv/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps")
    run(*pip, "--require-hashes", "-r", ROOT / "requirements.txt", folder=folder)
    run(*pip, wheel, folder=folder)
    return folder / "venv/bin/portal"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def demo(portal: Path, folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run the demo as an operator would, and end it as Ctrl-C would."""
    process = subprocess.Popen([portal, "demo"], cwd=folder, env=os.environ | {"PORT": str(port)})
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def fetch(url: str, process: subprocess.Popen[bytes]) -> str:
    """Return the page once it answers; raise when the demo ends or stays silent."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), urllib.request.urlopen(url) as response:
            return str(response.read().decode())
        time.sleep(0.5)
    raise SystemExit(f"No answer from {url}.")


def main() -> None:
    """Try the wheel from install to the sign-in page, its stylesheet included."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        portal = install(folder)
        cast = json.loads(run(portal, "demo", "--cast", folder=folder))
        port = free_port()
        with demo(portal, folder, port) as process:
            page = fetch(f"http://127.0.0.1:{port}/sign-in", process)
            style = page.split("/static/build/app-")[1].split('"')[0]
            fetch(f"http://127.0.0.1:{port}/static/build/app-{style}", process)
    print(f"The wheel works: {len(cast)} people in its cast, and its demo serves the sign-in page and {style}.")


if __name__ == "__main__":
    main()
