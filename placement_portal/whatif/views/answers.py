"""How the pages of this room answer."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal.programmes.models import StudentRecord
from placement_portal.web.redirects import see_other

blueprint = Blueprint("whatif", __name__)
BOTH = ("GET", "POST")


def page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """Show a page with a form: fresh, or with what was wrong."""
    return render_template(f"whatif/{template}.html", form=form, **context), 422 if form.errors else 200


def to_programme(student: StudentRecord) -> ResponseReturnValue:
    """Go to a student's whole programme."""
    return see_other("whatif.programme", student_id=student.id)
