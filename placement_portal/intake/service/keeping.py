"""Files kept for an hour while somebody looks at what they would do; and inviting whom an import brought."""

import uuid
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db, new_id
from placement_portal.intake import queries
from placement_portal.intake.models import FILE_NAME_LENGTH, ImportDraft, ImportFile
from placement_portal.intake.rules import FILE_KEPT
from placement_portal.organisations import service as organisations
from placement_portal.organisations.models import Organisation
from placement_portal.programmes.models import Stage

AT_ONCE = 200
"""How many are invited by one press, so that a page never takes long."""


def keep(
    organisation: Organisation, files: Iterable[tuple[str, bytes]], *, default: Stage | None, by: Person
) -> ImportDraft:
    """Keep files for an hour; those that the same person sent for the organisation before are forgotten."""
    earlier = sa.select(ImportDraft.id).where(
        ImportDraft.organisation_id == organisation.id, ImportDraft.by_id == by.id, ImportDraft.done_at.is_(None)
    )
    _delete(earlier)
    draft = ImportDraft(
        id=new_id(),
        organisation_id=organisation.id,
        by_id=by.id,
        stage_id=default.id if default else None,
        expires_at=clock.now() + FILE_KEPT,
    )
    db.session.add(draft)
    db.session.flush()
    for name, content in files:
        db.session.add(ImportFile(draft_id=draft.id, name=name[-FILE_NAME_LENGTH:], content=content))
    return draft


def forget(now: datetime) -> None:
    """Delete every file whose hour is over, and every result whose month is over."""
    _delete(sa.select(ImportDraft.id).where(ImportDraft.expires_at <= now))


def invite(draft: ImportDraft, *, by: Person) -> int:
    """Invite up to 200 of those whom an import brought and who have no account; return how many."""
    waiting = queries.without_account(draft)[:AT_ONCE]
    for each in waiting:
        organisations.invite(
            draft.organisation, name=each.name, address=each.address, what_for=draft.organisation.name[:120], by=by
        )
    return len(waiting)


def _delete(drafts: sa.Select[uuid.UUID]) -> None:
    ids = list(db.session.scalars(drafts))
    db.session.execute(sa.delete(ImportFile).where(ImportFile.draft_id.in_(ids)))
    db.session.execute(sa.delete(ImportDraft).where(ImportDraft.id.in_(ids)))
