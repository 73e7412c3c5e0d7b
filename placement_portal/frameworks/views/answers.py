"""How the pages of this room answer."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal.frameworks.models import FrameworkVersion
from placement_portal.programmes.models import Programme

blueprint = Blueprint("frameworks", __name__)
BOTH = ("GET", "POST")


def page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """Show a page with a form; 422 when something in it is wrong."""
    wrong = form.form_errors or any(field.errors for field in form)
    return render_template(template, form=form, **context), 422 if wrong else 200


def one_form(form: FlaskForm, heading: str, back: tuple[str, str], save: str = "Save") -> ResponseReturnValue:
    """Show a page that is one form."""
    return page("layouts/one_form.html", form, heading=heading, back=back, save=save)


def to_version(version: FrameworkVersion) -> tuple[str, str]:
    """Return the way back to a framework."""
    return url_for("frameworks.framework", version_id=version.id), f"Back to {version.framework.name}"


def to_list(programme: Programme) -> tuple[str, str]:
    """Return the way back to the frameworks of a programme."""
    return url_for("frameworks.frameworks", programme_id=programme.id), "Back to frameworks"
