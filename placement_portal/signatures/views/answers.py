"""How the pages of this room answer."""

from typing import Final

from flask import Blueprint, url_for
from flask_wtf import FlaskForm

from placement_portal.signatures.policy import Paper

blueprint = Blueprint("signatures", __name__)
INVALID: Final = 422
BOTH: Final = ("GET", "POST")


def status(form: FlaskForm) -> int:
    """Return the status of a page that shows a form: fresh, or with what was wrong."""
    return INVALID if form.is_submitted() or form.errors else 200


def there(paper: Paper) -> str:
    """Return the address of the page where a thing is read."""
    endpoint, values = paper.signable.page(paper.id)
    return url_for(endpoint, **values)
