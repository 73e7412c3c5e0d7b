"""What is to be done before a placement starts and before it closes: facts the portal knows, and ticks of people."""

import dataclasses
import functools
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import Given, Together, db
from placement_portal.placements.models import (
    Assignment,
    CaseloadSlot,
    CheckItem,
    Placement,
    PlacementCheck,
    TimetableRow,
)
from placement_portal.placements.queries.facts import PlacementFact, ask
from placement_portal.placements.rules import (
    CHECK_PRESET,
    SUPERVISING,
    AssignmentCapacity,
    CheckFact,
    CheckMoment,
    SlotStatus,
)
from placement_portal.programmes.models import ProgrammeVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One item of a list for one placement: whether it is done, and who ticked it when; a fact is ticked by nobody."""

    id: uuid.UUID
    moment: CheckMoment
    position: int
    text: str
    fact: CheckFact | None
    done: bool = False
    by: str = ""
    at: datetime | None = None


def items_of(version: ProgrammeVersion) -> list[CheckItem]:
    """Return the items of a version's lists, retired ones too, in their order."""
    wanted = sa.select(CheckItem).where(CheckItem.programme_version_id == version.id)
    return list(db.session.scalars(wanted.order_by(CheckItem.moment, CheckItem.position, CheckItem.id)))


def lists_of(version: ProgrammeVersion) -> list[Checked]:
    """Return the lists of a version as they are asked now: its own, or the shipped ones while it has none."""
    found = items_of(version)
    return [_item(each) for each in found if not each.retired] if found else preset(version)


def preset(version: ProgrammeVersion) -> list[Checked]:
    """Return the shipped lists; their ids are always the same for a version, so that a tick finds its item."""
    return [
        Checked(id=uuid.uuid5(version.id, each.text), moment=each.moment, position=at, text=each.text, fact=each.fact)
        for at, each in enumerate(CHECK_PRESET)
    ]


def checks_of(placement: Placement) -> list[Checked]:
    """Return the lists of a placement with what is done."""
    version = placement.student.cohort.version_of
    day = max(clock.today(), placement.starts)
    found = _parts().rows(placement=placement.id, version=version.id, day=day)
    ticks = {each.item_id: (each.by, each.at) for each in found["ticks"]}
    kept = sorted((each.checkitem for each in found["items"]), key=lambda each: (each.moment, each.position, each.id))
    items = [_item(each) for each in kept if not each.retired] if kept else preset(version)
    return [_with_tick(each, placement, found, ticks) for each in items]


def _with_tick(
    item: Checked, placement: Placement, found: Given, ticks: Mapping[uuid.UUID, tuple[str, datetime]]
) -> Checked:
    by, at = ticks.get(item.id, ("", None))
    done = KNOWN[item.fact](placement, found) if item.fact else at is not None
    return dataclasses.replace(item, done=done, by=by, at=at)


def _item(item: CheckItem) -> Checked:
    return Checked(id=item.id, moment=item.moment, position=item.position, text=item.text, fact=item.fact)


KNOWN: Final[Mapping[CheckFact, Callable[[Placement, Given], bool]]] = {
    CheckFact.AGREEMENT_SIGNED: lambda placement, _: placement.agreed_on is not None,
    CheckFact.TUTOR_NAMED: lambda _, found: bool(found["tutored"]),
    CheckFact.SUPERVISOR_NAMED: lambda _, found: bool(found["supervised"]),
    CheckFact.TIMETABLE_AGREED: lambda _, found: bool(found["timetabled"]),
    CheckFact.CLIENTS_PLANNED: lambda _, found: not found["unplanned"],
    CheckFact.HOURS_DECIDED: lambda placement, _: ask(PlacementFact.HOURS_DECIDED, placement) is not False,
}
"""How the portal tells by itself."""


@functools.cache
def _parts() -> Together:
    placement: sa.BindParameter[uuid.UUID] = sa.bindparam("placement", type_=sa.Uuid())
    version: sa.BindParameter[uuid.UUID] = sa.bindparam("version", type_=sa.Uuid())
    day = sa.bindparam("day", type_=sa.Date())
    supervising = sa.or_(*(Assignment.capacity == each for each in sorted(SUPERVISING)))
    tutoring = Assignment.capacity == AssignmentCapacity.TUTOR
    in_force = (Assignment.starts <= day, sa.or_(Assignment.ends.is_(None), Assignment.ends >= day))
    open_ended = (CaseloadSlot.planned_last.is_(None), CaseloadSlot.status != SlotStatus.CLOSED)
    return Together(
        ticks=sa.select(PlacementCheck.item_id, Person.name.label("by"), PlacementCheck.at)
        .join(Person, Person.id == PlacementCheck.by_id)
        .where(PlacementCheck.placement_id == placement),
        items=sa.select(CheckItem).where(CheckItem.programme_version_id == version),
        supervised=sa.select(Assignment.id).where(Assignment.placement_id == placement, supervising, *in_force),
        tutored=sa.select(Assignment.id).where(Assignment.placement_id == placement, tutoring, *in_force),
        timetabled=sa.select(TimetableRow.id).where(TimetableRow.placement_id == placement),
        unplanned=sa.select(CaseloadSlot.id).where(CaseloadSlot.placement_id == placement, *open_ended),
    )
