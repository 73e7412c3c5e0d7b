"""The pages of letters: those of the provider who vouches, and the one that a setting opens with a link and a code."""

from flask import Flask

from placement_portal.letters.views import opening, paper, vouching
from placement_portal.letters.views.answers import blueprint
from placement_portal.web import constraints

__all__ = ["blueprint", "init_app", "opening", "paper", "vouching"]


def init_app(app: Flask) -> None:
    """Word the room's constraints."""
    made_meanwhile = "Somebody made a letter for this setting a moment before you. Open it and look."
    constraints.word(
        {
            "uq_assurance_letter_live": made_meanwhile,
            "uq_assurance_letter_placement_id_site_id_number": made_meanwhile,
            "uq_letter_notice_letter_id_cause": "The setting is being told of this already.",
            "ck_assurance_letter_sent": "A letter that was sent says where it went.",
            "ck_assurance_letter_wrong_codes": "Wrong codes are counted from nought.",
        }
    )
