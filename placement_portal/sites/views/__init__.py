"""The pages of settings: what each is, and when it is closed."""

from flask import Flask

from placement_portal.sites.views import closing, pages
from placement_portal.sites.views.answers import blueprint
from placement_portal.web import constraints

__all__ = ["blueprint", "closing", "init_app", "pages"]


def init_app(app: Flask) -> None:
    """Word the room's constraints."""
    constraints.word(
        {
            "uq_site_provider_id_name": "The provider has a setting of this name already.",
            "uq_site_term_site_id_starts": "A term that begins on this day is on the list already.",
            "uq_closure_site_id_starts_ends": "These days are on the list already.",
        }
    )
