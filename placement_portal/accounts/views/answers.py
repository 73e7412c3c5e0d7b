"""How the pages of this room answer: what was typed, whether a password is right, and which status says so."""

from typing import Any, Final

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import Field

from placement_portal.accounts import service
from placement_portal.accounts.service import MustWait, NotRight, Proof
from placement_portal.accounts.views.browser import door
from placement_portal.links.service import DeadLink
from placement_portal.web import errors

blueprint = Blueprint("accounts", __name__)
HOME: Final = "/"
GONE, TOO_MANY, INVALID = 410, 429, 422
RENEWED_BY: Final = {"accounts.reset_password": "accounts.new_reset_link"}
"""Where a page of a dead link lets one ask for a new one; rooms above add theirs."""
WRONG: Final = "The e-mail address or the password is not right. Check both, then try again."
WAIT: Final = "There were many tries. Wait {} seconds, then try again. Your account is not locked."


def proof_of(form: FlaskForm, address: str, field: Field, wrong: str = "") -> Proof | tuple[Any, ...]:
    """Check a password; on refusal put the sentence into the form and return status and headers."""
    try:
        return service.check_password(address, typed(field), door())
    except NotRight:
        _complain(form, field, wrong)
        return (INVALID,)
    except MustWait as wait:
        form.form_errors.append(WAIT.format(wait.seconds))
        return TOO_MANY, {"Retry-After": str(wait.seconds)}


def _complain(form: FlaskForm, field: Field, wrong: str) -> None:
    if wrong:
        field.errors = [wrong]
    else:
        form.form_errors.append(WRONG)


def typed(field: Field) -> str:
    """Return the text of a field that was checked already."""
    return str(field.data or "")


def status(form: FlaskForm) -> int:
    """Return the status of a page that shows a form: fresh, or with what was wrong."""
    return INVALID if form.is_submitted() else 200


def dead(_error: DeadLink) -> ResponseReturnValue:
    """Say that a link opens nothing, and offer a new one where its room can send one."""
    errors.roll_back()
    renewing = RENEWED_BY.get(request.endpoint or "")
    again = url_for(renewing, **(request.view_args or {})) if renewing else ""
    return render_template("accounts/dead_link.html", again=again), GONE
