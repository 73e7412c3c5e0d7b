"""What the pages of this room share: their blueprint, how a page with a form is answered, and that reads are noted."""

import uuid
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal import ledger, transaction
from placement_portal.access import viewer
from placement_portal.clearance.events import ClearanceRead
from placement_portal.clearance.policy import acts_as
from placement_portal.clearance.service import looking

blueprint = Blueprint("clearance", __name__)
BOTH: Final = ("GET", "POST")


class Reader(NamedTuple):
    """Who reads, by id alone: the person was let go with the transaction that showed the page."""

    id: uuid.UUID


def note_read(page: str, organisation_id: uuid.UUID, subjects: Iterable[uuid.UUID], role: str | None = None) -> None:
    """Keep that staff read these checks, for the ledger and for whoever they are about; else the page is not shown.

    `role` is that in which the viewer reads, for who knows it already.
    """
    ids, reader = set(subjects), Reader(viewer().id)
    acting = acts_as(viewer(), organisation_id) if role is None else role

    def keep() -> None:
        read = ClearanceRead(page=page, subjects=sorted(map(str, ids)))
        ledger.record(read, by=reader, chain=organisation_id)
        looking.note(ids, organisation_id, acting, page, by=reader)

    transaction.remember(keep, or_refuse=True)


def answer(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """Return a page with a form: 422 when something in it is wrong."""
    wrong = any(field.errors for field in form) or form.form_errors
    return render_template(template, form=form, **context), 422 if wrong else 200
