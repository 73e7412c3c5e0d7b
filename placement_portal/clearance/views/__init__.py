"""The pages of checks: what I have to do, what waits for an officer, what an organisation asks for."""

from flask import Flask

from placement_portal.clearance.rules import NotAllowed
from placement_portal.clearance.views import items, many, mine, people, queue, settings, standing, types, uploads
from placement_portal.clearance.views.answers import blueprint
from placement_portal.web import constraints, errors

__all__ = [
    "blueprint",
    "init_app",
    "items",
    "many",
    "mine",
    "people",
    "queue",
    "settings",
    "standing",
    "types",
    "uploads",
]


def init_app(app: Flask) -> None:
    """Say in words what a broken constraint means, and where an item stands that cannot be moved."""
    app.register_error_handler(NotAllowed, errors.wrong_state)
    constraints.word(
        {
            "uq_clearance_type_organisation_id_code": "Somebody added this check a moment before you.",
            "uq_clearance_item_open": "Somebody sent this check in a moment before you.",
            "ck_clearance_type_months": "A check holds for at most 120 months.",
            "ck_clearance_type_warning_weeks": "A check warns at most 26 weeks ahead.",
            "ck_clearance_item_subject": "A check is about a person or a setting.",
            "ck_clearance_item_seen": "A check counts only from a day on which it was seen.",
            "ck_clearance_item_stopped": "A check that is stopped has a day from which it is.",
            "ck_clearance_exception_order": "The last day of an exception must not be before its first.",
            "ck_gate_window_order": "The days on which the gate is closed end after they begin.",
            "ck_clearance_exception_two_people": "Two different people agree to an exception.",
        }
    )
