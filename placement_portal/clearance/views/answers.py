"""What the pages of this room share: their blueprint, how a page with a form is answered, and that reads are noted."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, Final, NamedTuple

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal import clock, ledger, transaction
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


def note_glances(page: str, organisation_of: Mapping[uuid.UUID, uuid.UUID]) -> None:
    """Keep that staff saw one line about the checks of these people: once a day for each, since it is seen so often."""
    by_organisation: dict[uuid.UUID, set[uuid.UUID]] = {}
    for subject, organisation_id in organisation_of.items():
        by_organisation.setdefault(organisation_id, set()).add(subject)
    reader, since = Reader(viewer().id), clock.now() - timedelta(days=1)
    roles = {each: acts_as(viewer(), each) for each in by_organisation}

    def keep() -> None:
        for organisation_id, subjects in by_organisation.items():
            known = looking.noted_since(subjects, organisation_id, page, since, by=reader)
            if new := subjects - known:
                read = ClearanceRead(page=page, subjects=sorted(map(str, new)))
                ledger.record(read, by=reader, chain=organisation_id)
                looking.note(new, organisation_id, roles[organisation_id], page, by=reader)

    if by_organisation:
        transaction.remember(keep, or_refuse=True)


def answer(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """Return a page with a form: 422 when something in it is wrong."""
    wrong = any(field.errors for field in form) or form.form_errors
    return render_template(template, form=form, **context), 422 if wrong else 200
