"""How the pages of this room answer."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal.placements.models import Placement

blueprint = Blueprint("competencies", __name__)
BOTH = ("GET", "POST")


def page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """Show a page with a form; 422 when something in it is wrong."""
    wrong = form.form_errors or any(field.errors for field in form)
    return render_template(template, form=form, **context), 422 if wrong else 200


def to_ratings(placement: Placement) -> tuple[str, str]:
    """Return the way back to the competencies of a placement."""
    return url_for("competencies.placement", placement_id=placement.id), "Back to competencies"
