"""The pages of the signpost: whom to reach, what was noted, and the contacts that co-ordinators keep."""

from typing import Any

from flask import Flask

from placement_portal.access import maybe_viewer
from placement_portal.placements.policy import standing
from placement_portal.signpost.views import keeping, noting, pages
from placement_portal.signpost.views.answers import blueprint
from placement_portal.web import constraints

__all__ = ["blueprint", "init_app", "keeping", "noting", "pages"]


def init_app(app: Flask) -> None:
    """Put the signpost on every page of a student, and word the room's constraints."""
    app.context_processor(_signposted)
    constraints.word(
        {
            "uq_signpost_board_site_id": "Somebody saved the contacts of this setting a moment before you.",
            "uq_signpost_board_provider_id_area": "There are contacts under this name already.",
            "ck_signpost_board_one_owner": "Contacts belong to a setting or to a provider.",
        }
    )


def _signposted() -> dict[str, Any]:
    person = maybe_viewer()
    return {"signposted": bool(person and standing(person).own_records())}
