"""What the pages of settings share: the blueprint, a page with a form, the way back."""

from typing import Any, Final

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal.organisations.models import Organisation
from placement_portal.sites.models import Site

blueprint = Blueprint("sites", __name__)
BOTH: Final = ("GET", "POST")


def with_form(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """Answer with a page that has a form; 422 when something in it is wrong."""
    wrong = any(field.errors for field in form)
    return render_template(template, form=form, **context), 422 if wrong else 200


def one_form(form: FlaskForm, heading: str, back: tuple[str, str], save: str = "Save") -> ResponseReturnValue:
    """Answer with a page that is one form."""
    return with_form("layouts/one_form.html", form, heading=heading, back=back, save=save)


def to_list(provider: Organisation) -> tuple[str, str]:
    """Return the way back to the settings of a provider."""
    return url_for("sites.sites", organisation_id=provider.id), "Back to settings"


def to_site(site: Site) -> tuple[str, str]:
    """Return the way back to a setting."""
    return url_for("sites.site", site_id=site.id), f"Back to {site.name}"
