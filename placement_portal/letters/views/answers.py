"""What the pages of letters share: their blueprint, how a page with a form is answered, that staff reads are noted."""

import uuid
from collections.abc import Iterable
from typing import Any, Final

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal import ledger, transaction
from placement_portal.access import viewer
from placement_portal.clearance.views.answers import Reader
from placement_portal.letters.events import LetterRead
from placement_portal.letters.models import AssuranceLetter
from placement_portal.placements.policy import is_their_student

blueprint = Blueprint("letters", __name__)
BOTH: Final = ("GET", "POST")


def answer(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """Return a page with a form: 422 when something in it is wrong."""
    wrong = any(field.errors for field in form) or form.form_errors
    return render_template(template, form=form, **context), 422 if wrong else 200


def note_read(page: str, provider_id: uuid.UUID, letters: Iterable[AssuranceLetter]) -> None:
    """Keep in the ledger that staff read letters; a student who reads about themselves leaves nothing."""
    reader = viewer()
    subjects = sorted({str(each.id) for each in letters if not is_their_student(reader, each.placement)})
    if subjects:
        read, by = LetterRead(page=page, subjects=subjects), Reader(reader.id)
        transaction.remember(lambda: ledger.record(read, by=by, chain=provider_id), or_refuse=True)
