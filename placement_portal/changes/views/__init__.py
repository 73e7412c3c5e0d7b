"""The pages of changes, stops and closed days."""

from flask import Flask

from placement_portal.changes.views import changing, stopping
from placement_portal.changes.views.answers import blueprint
from placement_portal.web import constraints

__all__ = ["blueprint", "changing", "init_app", "stopping"]

WAITS = "A change of this kind waits for an answer already. Take that one back first, or wait for it."


def init_app(_app: Flask) -> None:
    """Word the constraints of changes, stops and absences."""
    constraints.word(
        {
            "uq_placement_amendment_waiting": WAITS,
            "pk_change_answer": "This was answered a moment before you.",
            "ck_placement_amendment_order": "The last day must not be before the first.",
            "ck_placement_amendment_days_a_week": "Enter days a week from 0.5 to 7.",
            "uq_placement_pause_placement_id_starts": "There is a pause from this day already.",
            "ck_placement_pause_order": "The last day must not be before the first.",
            "ck_stop_one_of_three": "A stop is of a student, of a supervisor or of a setting.",
            "ck_stop_order": "A stop cannot be lifted before it began.",
            "uq_away_person_id_provider_id_starts": "This was written down a moment before you.",
            "ck_away_order": "The last day must not be before the first.",
            "uq_cover_away_id_placement_id": "Somebody stands in for this student already.",
        }
    )
