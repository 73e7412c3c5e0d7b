"""The lists that are gone through before a placement starts and before it closes: who ticked what, when."""

import uuid
from collections.abc import Mapping, Sequence

from placement_portal import clock, ledger
from placement_portal.accounts.models import Person
from placement_portal.database import db, insert_or_ignore
from placement_portal.placements import events, queries
from placement_portal.placements.models import CheckItem, Placement, PlacementCheck
from placement_portal.placements.rules import CheckMoment
from placement_portal.placements.service.keeping import record
from placement_portal.programmes.models import ProgrammeVersion


def tick(placement: Placement, item_id: uuid.UUID, done: bool, *, by: Person) -> bool:
    """Tick an item off, or take the tick back; not what the portal knows by itself. Say whether it was one."""
    found = next((each for each in queries.checks_of(placement) if each.id == item_id and each.fact is None), None)
    if found is None or found.done == done:
        return found is not None
    keep_preset(placement.student.cohort.version_of)
    if done:
        db.session.add(PlacementCheck(placement_id=placement.id, item_id=item_id, by_id=by.id, at=clock.now()))
    else:
        db.session.delete(db.session.get_one(PlacementCheck, (placement.id, item_id)))
    db.session.flush()
    record(placement, events.CheckTicked(item=item_id, done=done), by)
    return True


def keep_preset(version: ProgrammeVersion) -> None:
    """Write down the shipped lists for a version of a programme that has none of its own yet."""
    if queries.items_of(version):
        return
    names = ("id", "moment", "position", "text", "fact")
    rows = [
        {**{name: getattr(each, name) for name in names}, "programme_version_id": version.id, "retired": False}
        for each in queries.preset(version)
    ]
    db.session.execute(insert_or_ignore(CheckItem), rows)


def set_checks(version: ProgrammeVersion, lists: Mapping[CheckMoment, Sequence[str]], *, by: Person) -> None:
    """Let the lists of a version ask for these texts, in this order; what is gone is retired, and its ticks stay."""
    keep_preset(version)
    for moment, texts in lists.items():
        items = {each.text: each for each in queries.items_of(version) if each.moment is moment}
        for item in items.values():
            item.retired = item.text not in texts
        for position, text in enumerate(dict.fromkeys(texts)):
            item = items.get(text) or CheckItem(programme_version_id=version.id, moment=moment, text=text)
            item.position = position
            db.session.add(item)
    changed = events.ChecksChanged(items=sum(len(texts) for texts in lists.values()))
    ledger.record(changed, by=by, on=version.id, chain=version.programme.university_id, version=version.version)
