"""How the pages of this room answer."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

blueprint = Blueprint("rulebook", __name__)
BOTH = ("GET", "POST")


def page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """Draw a form, with 422 when something in it is wrong."""
    return render_template(template, form=form, **context), 422 if form.errors else 200
