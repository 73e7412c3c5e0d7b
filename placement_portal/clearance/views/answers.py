"""What the pages of this room share: their blueprint, how a page with a form is answered, and that reads are noted."""

import uuid
from collections.abc import Iterable
from typing import Any, Final

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal import ledger, transaction
from placement_portal.access import viewer
from placement_portal.clearance.events import ClearanceRead

blueprint = Blueprint("clearance", __name__)
BOTH: Final = ("GET", "POST")


def note_read(page: str, organisation_id: uuid.UUID, subjects: Iterable[uuid.UUID]) -> None:
    """Keep in the ledger that staff read these checks; when that fails, the page is not shown."""
    read = ClearanceRead(page=page, subjects=sorted({str(each) for each in subjects}))
    reader = viewer()
    transaction.remember(lambda: ledger.record(read, by=reader, chain=organisation_id), or_refuse=True)


def answer(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """Return a page with a form: 422 when something in it is wrong."""
    wrong = any(field.errors for field in form) or form.form_errors
    return render_template(template, form=form, **context), 422 if wrong else 200
