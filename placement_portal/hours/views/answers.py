"""How the pages of this room answer."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal.hours import rules
from placement_portal.hours.models import Entry
from placement_portal.web.redirects import back_or

blueprint = Blueprint("hours", __name__)
INVALID = 422


def status(form: FlaskForm) -> int:
    """Return the status of a page that shows a form: fresh, or with what was wrong."""
    return INVALID if form.is_submitted() else 200


def render(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """Show a page with a form."""
    return render_template(f"hours/{template}.html", form=form, **context), status(form)


def to_week_of(entry: Entry) -> ResponseReturnValue:
    """Go to the week that an entry belongs to, or back to where the person came from."""
    return back_or("record.week", starting=rules.monday_of(entry.day))


def to_entry(entry: Entry) -> ResponseReturnValue:
    """Go to the page of an entry, or back to where the person came from."""
    return back_or("record.entry", entry_id=entry.id)


def seen() -> str:
    """Return the hash of what was shown, as the form carries it."""
    return request.form.get("seen", "")
