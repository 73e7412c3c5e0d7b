"""What the pages of this room share."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal.placements.models import Placement

blueprint = Blueprint("changes", __name__)
BOTH = ("GET", "POST")


def page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """Show a page with a form; 422 when something is wrong with what was typed."""
    wrong = any(field.errors for field in form)
    return render_template(template, form=form, **context), 422 if wrong else 200


def to_placement(placement: Placement) -> dict[str, tuple[str, str]]:
    """Return the way back to a placement."""
    url = url_for("record.placement", placement_id=placement.id)
    return {"back": (url, f"Back to the placement of {placement.student.person.name}")}
