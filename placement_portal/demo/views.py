"""The demo's part in the pages: the sign-in page lists the cast."""

from flask import Flask

from placement_portal import config
from placement_portal.demo.cast import cast


def init_app(app: Flask) -> None:
    """Tell the sign-in page who can be tried out, in a demo only."""
    settings: config.Settings = app.extensions["portal.settings"]
    if settings.demo:
        app.config["PORTAL_CAST"] = cast
