"""Home, what a provider hosts, and the pages that everybody may read."""

from flask import Flask

from placement_portal.home.views import menu, pages, providers
from placement_portal.home.views.answers import blueprint
from placement_portal.web import navigation

__all__ = ["blueprint", "init_app", "pages", "providers"]


def init_app(app: Flask) -> None:
    """Give every page its menu."""
    navigation.register(app, menu.items)
