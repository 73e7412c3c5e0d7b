"""The pages on which placements are made, changed, moved, staffed and checked."""

from flask import Flask

from placement_portal.placements.views import checks, pages
from placement_portal.placements.views.pages import blueprint
from placement_portal.web import constraints

__all__ = ["blueprint", "checks", "init_app", "pages"]


def init_app(_app: Flask) -> None:
    """Word the constraint that two people meet who tick the same."""
    constraints.word({"pk_placement_check": "Somebody ticked this a moment before you."})
