"""What the pages of the signpost share: their blueprint, and how a page with a form is answered."""

from typing import Any, Final

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

blueprint = Blueprint("signpost", __name__)
BOTH: Final = ("GET", "POST")


def answer(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """Return a page with a form: 422 when something in it is wrong."""
    wrong = any(field.errors for field in form) or form.form_errors
    return render_template(template, form=form, **context), 422 if wrong else 200
