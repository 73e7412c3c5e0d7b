"""The blueprint that all pages of this room share, and how they answer."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal.clearance.queries.asking import before_placing
from placement_portal.clearance.views.answers import note_glances
from placement_portal.matching.models import Round
from placement_portal.matching.queries import Placed

blueprint = Blueprint("matching", __name__)
BOTH = ("GET", "POST")


def page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """Return a page with a form; 422 when something in it is wrong."""
    return render_template(template, form=form, **context), 422 if form.errors else 200


def to_round(found: Round) -> tuple[str, str]:
    """Return the way back to a round."""
    return url_for("matching.decide", round_id=found.id), f"Back to {found.name}"


def not_to_be_placed(found: Round, students: Iterable[Placed]) -> dict[uuid.UUID, list[str]]:
    """Return what must be in place before some students are placed, by person; that somebody read it is kept."""
    people = {each.person_id for each in students if not each.published}
    missing = before_placing(people) if people else {}
    note_glances("matching", dict.fromkeys(missing, found.programme.university_id))
    return missing
