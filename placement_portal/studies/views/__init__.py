"""The pages on where students stand: the record and its moves, adjustments, promotion of a cohort."""

from flask import Flask

from placement_portal.students.rules import NotAllowed
from placement_portal.studies.views import adjusting, promoting, standing
from placement_portal.studies.views.answers import blueprint
from placement_portal.web import constraints, errors

__all__ = ["adjusting", "blueprint", "init_app", "promoting", "standing"]
BROKEN = {
    "ck_student_record_withdrawn": "Somebody who withdrew has the day on which they did, and nobody else has.",
    "ck_student_move_return": "The return must be after the day from which the interruption holds.",
    "ck_adjustment_order": "The last day must not be before the first.",
}


def init_app(app: Flask) -> None:
    """Word what the states of a student do not allow, and what the database refuses."""
    app.register_error_handler(NotAllowed, errors.wrong_state)
    constraints.word(BROKEN)
