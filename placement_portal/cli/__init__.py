"""The `portal` command: everything an operator does, with exit codes that scripts can rely on."""

from placement_portal.cli.main import main

__all__ = ["main"]
