"""The blueprint that all pages of this room share, and how they answer."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal.matching.models import Round

blueprint = Blueprint("matching", __name__)
BOTH = ("GET", "POST")


def page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """Return a page with a form; 422 when something in it is wrong."""
    return render_template(template, form=form, **context), 422 if form.errors else 200


def to_round(found: Round) -> tuple[str, str]:
    """Return the way back to a round."""
    return url_for("matching.decide", round_id=found.id), f"Back to {found.name}"
