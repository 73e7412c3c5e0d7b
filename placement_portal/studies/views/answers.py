"""How the pages of this room answer."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal.programmes.models import StudentRecord

blueprint = Blueprint("studies", __name__)
BOTH = ("GET", "POST")


def page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """Show a page with a form: fresh, or with what was wrong."""
    wrong = any(field.errors for field in form)
    return render_template(f"studies/{template}.html", form=form, **context), 422 if wrong else 200


def to_record(student: StudentRecord) -> tuple[str, str]:
    """Return the way back to where a student stands."""
    return url_for("studies.record", student_id=student.id), f"Back to {student.person.name}"
