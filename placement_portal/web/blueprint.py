"""The routes that belong to no room: built assets and health."""

from flask import Blueprint

from placement_portal.web import health, static


def make() -> Blueprint:
    """Return a fresh blueprint, so that each app of a test run has its own."""
    blueprint = Blueprint("web", __name__)
    static.init_app(blueprint)
    health.init_app(blueprint)
    return blueprint
