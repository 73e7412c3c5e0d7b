"""A provider says what students are shown at a setting: each change is a new version."""

from collections.abc import Sequence

import sqlalchemy as sa

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.inductions import events, queries
from placement_portal.inductions.models import InductionList
from placement_portal.sites.models import Site
from placement_portal.transaction import Difference


def keep_list(site: Site, lines: Sequence[str], *, by: Person, shown: int) -> bool:
    """Keep a new version of a setting's list; False when nothing differs. Raise `Moved` when another was kept since."""
    db.session.execute(sa.select(Site.id).where(Site.id == site.id).with_for_update())
    now = queries.list_of(site.id)
    if now.number != shown:
        raise transaction.Moved([Difference("The list", "\n".join(lines), "\n".join(now.lines))])
    if tuple(lines) == now.lines:
        return False
    made = InductionList(site_id=site.id, number=now.number + 1, lines=list(lines), made_at=clock.now(), made_by=by)
    db.session.add(made)
    kept = events.InductionListKept(number=made.number, lines=made.lines)
    ledger.record(kept, by=by, on=site.id, chain=site.provider_id)
    return True
