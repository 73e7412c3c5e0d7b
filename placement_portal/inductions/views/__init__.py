"""The pages of inductions: the list of a setting, what a student ticks, and how it is confirmed."""

from flask import Flask

from placement_portal.inductions.views import keeping, setting, showing
from placement_portal.inductions.views.answers import blueprint
from placement_portal.web import constraints

__all__ = ["blueprint", "init_app", "keeping", "setting", "showing"]


def init_app(app: Flask) -> None:
    """Word the room's constraints."""
    constraints.word(
        {
            "uq_induction_list_site_id_number": "Somebody changed the list a moment before you. Open it and look.",
            "uq_induction_placement_id_site_id": "This was saved a moment before. Open it and look.",
            "ck_induction_confirmed_by_somebody": "Whoever confirms says who they are.",
        }
    )
