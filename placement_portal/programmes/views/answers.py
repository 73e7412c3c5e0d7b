"""How the pages of this room answer."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal.programmes.models import Cohort, Programme

blueprint = Blueprint("programmes", __name__)
BOTH = ("GET", "POST")


def page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    wrong = any(field.errors for field in form)
    return render_template(template, form=form, **context), 422 if wrong else 200


def one_form(form: FlaskForm, heading: str, back: tuple[str, str], save: str = "Save") -> ResponseReturnValue:
    return page("layouts/one_form.html", form, heading=heading, back=back, save=save)


def to_programme(programme: Programme) -> tuple[str, str]:
    return url_for("programmes.programme", programme_id=programme.id), f"Back to {programme.name}"


def to_cohort(cohort: Cohort) -> tuple[str, str]:
    return url_for("programmes.cohort", cohort_id=cohort.id), f"Back to {cohort.name}"
