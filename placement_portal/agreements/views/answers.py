"""How the pages of this room answer."""

from typing import Any, Final

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal.agreements.models import Agreement
from placement_portal.web.redirects import say, see_other

blueprint = Blueprint("agreements", __name__)
BOTH: Final = ("GET", "POST")
DIGITS: Final = 9


def page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """Show a page with a form; 422 when something in it is wrong."""
    wrong = any(field.errors for field in form)
    return render_template(f"agreements/{template}.html", form=form, **context), 422 if wrong else 200


def to(agreement: Agreement, words: str = "", refused: str = "") -> ResponseReturnValue:
    """Go to the page of an agreement, with a sentence of what was done, or why it was not."""
    if words:
        say(words)
    if refused:
        flash(refused, "warning")
    return see_other("agreements.agreement", agreement_id=agreement.id)


def back_to(agreement: Agreement) -> tuple[str, str]:
    """Return where a form leads back to."""
    return url_for("agreements.agreement", agreement_id=agreement.id), "Back to the agreement"


def shown() -> int | None:
    """Return which version of a row a button was drawn from."""
    written = request.form.get("version", "")
    return int(written) if written.isdecimal() and len(written) <= DIGITS else None
