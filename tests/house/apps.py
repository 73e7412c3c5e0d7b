"""An app for tests that look at it and never use its database."""

import functools

from flask import Flask

from placement_portal.app import create_app
from placement_portal.config import Settings


@functools.cache
def plain_app() -> Flask:
    """Return an app whose database is never opened."""
    return create_app(Settings(database_url="sqlite:///:memory:"))
