"""What a room above knows to be done fulfils a check: nobody types it a second time."""

import uuid
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.clearance import events
from placement_portal.clearance.models import ClearanceAcceptance, ClearanceItem, ClearanceType
from placement_portal.clearance.rules import ClearanceAction, ClearanceStatus, move
from placement_portal.clearance.service.items import About, new_item, open_item
from placement_portal.database import db


def fulfil(
    code: str, whom: About, organisations: Sequence[uuid.UUID], on: date, *, by: Person | None
) -> ClearanceItem | None:
    """Let a check of this code be seen on a day, for each of some organisations that asks for it; None if none does.

    The first that asks looks after it; each accepts it by asking for it. Whoever acts may have no account.
    """
    types = _asked(code, organisations)
    if not types:
        return None
    first = types[0]
    item = open_item(code, whom) or new_item(first, whom, first.organisation_id)
    if item.status is not ClearanceStatus.SUBMITTED:
        item.status = move(item.status, ClearanceAction.SUBMIT)
        item.submitted_at = clock.now()
    item.status = move(item.status, ClearanceAction.VERIFY)
    item.seen_on, item.made_on, item.return_reason = on, on, None
    item.decided_at, item.decided_by_id = clock.now(), by.id if by else None
    for each in types:
        if not db.session.get(ClearanceAcceptance, (item.id, each.organisation_id)):
            db.session.add(ClearanceAcceptance(item=item, organisation_id=each.organisation_id, at=clock.now()))
    db.session.flush()
    transaction.touch(whom.subject)
    verified = events.ClearanceVerified(code=code, subject=whom.subject, seen_on=on)
    ledger.record(verified, by=by, on=item.id, chain=item.organisation_id, version=item.version)
    return item


def _asked(code: str, organisations: Sequence[uuid.UUID]) -> list[ClearanceType]:
    wanted = sa.select(ClearanceType).where(
        ClearanceType.code == code,
        ClearanceType.organisation_id.in_(organisations),
        ClearanceType.withdrawn_on.is_(None),
    )
    found = {each.organisation_id: each for each in db.session.scalars(wanted)}
    return [found[each] for each in organisations if each in found]
