"""Which version of a framework the cohorts of a programme version are looked at with."""

from typing import Final

import sqlalchemy as sa

from placement_portal import clock, ledger
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.frameworks import events, queries
from placement_portal.frameworks.models import FrameworkUse, FrameworkVersion
from placement_portal.organisations.service import Refused
from placement_portal.programmes.models import ProgrammeVersion

HELD: Final = "Students are rated with the present one already. Cohorts of a new programme version can use another."


def choose(programme_version: ProgrammeVersion, version: FrameworkVersion | None, *, by: Person) -> None:
    """Say which published version is used, or none; raise `Refused` for a draft, and once another is worked with."""
    if version is not None and version.is_draft:
        raise Refused("A draft cannot be used: publish it first.")
    wanted = sa.select(FrameworkUse).where(FrameworkUse.programme_version_id == programme_version.id)
    use = db.session.scalar(wanted.with_for_update())
    before, after = use.framework_version_id if use else None, version.id if version else None
    if before == after:
        return
    if use is not None and queries.is_held(programme_version.id):
        raise Refused(HELD)
    if use is not None:
        db.session.delete(use)
        db.session.flush()
    if version is not None:
        kept = {"framework_version_id": version.id, "since": clock.now(), "by_id": by.id}
        db.session.add(FrameworkUse(programme_version_id=programme_version.id, **kept))
    chosen = events.FrameworkChosen(before=before, after=after)
    university = programme_version.programme.university_id
    ledger.record(chosen, by=by, on=programme_version.id, chain=university)
