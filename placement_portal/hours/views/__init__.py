"""The acts on hours: logging them, what a student does with them, what is decided about them."""

from flask import Flask, Response

from placement_portal.hours.service import NotPossible
from placement_portal.hours.views import deciding, logging, restoring, week, writing
from placement_portal.hours.views.answers import blueprint
from placement_portal.web import errors

__all__ = ["blueprint", "deciding", "init_app", "logging", "restoring", "week", "writing"]


def init_app(app: Flask) -> None:
    """Word what is not possible any more as a page."""
    app.register_error_handler(NotPossible, _not_possible)


def _not_possible(error: NotPossible) -> Response:
    return errors.page(409, differences=[], reason=str(error))
