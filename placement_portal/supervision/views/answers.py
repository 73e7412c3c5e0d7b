"""How the pages of this room answer, and who reads what is written on them."""

import uuid
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal.placements.models import Placement
from placement_portal.supervision.models import SupervisionPart
from placement_portal.web.redirects import see_other

blueprint = Blueprint("supervision", __name__)
BOTH = ("GET", "POST")
INVALID = 422
READERS = "you, those who supervise and tutor this placement, and the programme lead"


def page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """Show a page with a form: fresh, or with what was wrong."""
    status = INVALID if form.is_submitted() else 200
    return render_template(f"supervision/{template}.html", form=form, **context), status


def to_part(part: SupervisionPart) -> ResponseReturnValue:
    """Go to the page of a record."""
    return see_other("supervision.part", part_id=part.id)


def to_list(placement: Placement) -> ResponseReturnValue:
    """Go to the list of a placement."""
    return see_other("supervision.placement", placement_id=placement.id)


def seen() -> str:
    """Return the hash of what was shown, as the form carries it."""
    return request.form.get("seen", "")


def as_id(typed: str | None) -> uuid.UUID | None:
    """Return a typed id; None when it is none."""
    try:
        return uuid.UUID(typed or "")
    except ValueError:
        return None
