"""What is to be done before a placement starts and before it closes: facts the portal knows, and ticks of people."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.rules import in_force
from placement_portal.placements.models import CheckItem, Placement, PlacementCheck
from placement_portal.placements.queries.facts import PlacementFact, ask
from placement_portal.placements.rules import CHECK_PRESET, SUPERVISING, CheckFact, CheckMoment, SlotStatus
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
    wanted = sa.select(PlacementCheck.item_id, Person.name, PlacementCheck.at)
    ticked = wanted.join(Person, Person.id == PlacementCheck.by_id).where(PlacementCheck.placement_id == placement.id)
    ticks = {row[0]: (row[1], row[2]) for row in db.session.execute(ticked)}
    return [_with_tick(each, placement, ticks) for each in lists_of(placement.student.cohort.version_of)]


def _with_tick(item: Checked, placement: Placement, ticks: Mapping[uuid.UUID, tuple[str, datetime]]) -> Checked:
    by, at = ticks.get(item.id, ("", None))
    done = KNOWN[item.fact](placement) if item.fact else at is not None
    return Checked(
        id=item.id,
        moment=item.moment,
        position=item.position,
        text=item.text,
        fact=item.fact,
        done=done,
        by=by,
        at=at,
    )


def _item(item: CheckItem) -> Checked:
    return Checked(id=item.id, moment=item.moment, position=item.position, text=item.text, fact=item.fact)


def _supervised(placement: Placement) -> bool:
    day = max(clock.today(), placement.starts)
    return any(each.capacity in SUPERVISING and in_force(each.starts, each.ends, day) for each in placement.assignments)


def _timetabled(placement: Placement) -> bool:
    return bool(placement.timetable)


def _planned(placement: Placement) -> bool:
    return all(slot.planned_last or slot.status is SlotStatus.CLOSED for slot in placement.slots)


def _decided(placement: Placement) -> bool:
    return ask(PlacementFact.HOURS_DECIDED, placement) is not False


KNOWN: Final[Mapping[CheckFact, Callable[[Placement], bool]]] = {
    CheckFact.SUPERVISOR_NAMED: _supervised,
    CheckFact.TIMETABLE_AGREED: _timetabled,
    CheckFact.CLIENTS_PLANNED: _planned,
    CheckFact.HOURS_DECIDED: _decided,
}
"""How the portal tells by itself."""
