"""Makes `.venv` from the locked requirements and links this folder into it; runs on a bare Python, before all else."""

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")

# A shell finds the interpreter, so that a folder with spaces or a long path works too (pip writes its scripts so).
SCRIPT = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from placement_portal.cli import main

sys.exit(main())
"""


def check():
    """Stop with one sentence when this Python cannot make an environment."""
    if sys.version_info < (3, 11):  # noqa: UP036 (this is the place that says so)
        found = "{}.{}".format(*sys.version_info[:2])
        sys.exit("Python 3.11 or newer is needed and this is " + found + ": name one, as in make PYTHON=python3.12.")
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        sys.exit(
            "This Python cannot make environments: install its venv module (Debian, Ubuntu: apt install python3-venv)."
        )


def install():
    """Install exactly what requirements-dev.txt names, every file checked against its hash."""
    if not os.path.exists(PYTHON):
        subprocess.check_call([sys.executable, "-m", "venv", "--clear", VENV])
    options = ["--quiet", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    requirements = os.path.join(ROOT, "requirements-dev.txt")
    subprocess.check_call([PYTHON, "-m", "pip", "install", *options, "-r", requirements])


def link():
    """Put this folder on the path and write `.venv/bin/portal`; an editable install would leave stale copies behind."""
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.check_output([PYTHON, "-c", where], text=True).strip()
    with open(os.path.join(packages, "placement_portal.pth"), "w", encoding="utf-8") as file:
        file.write(ROOT + "\n")
    portal = os.path.join(VENV, "bin", "portal")
    with open(portal, "w", encoding="utf-8") as file:
        file.write(SCRIPT.format(python=PYTHON))
    os.chmod(portal, 0o755)


if __name__ == "__main__":
    check()
    install()
    link()
