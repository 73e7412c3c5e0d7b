"""Whether letters hold today: the gate, the stops and the placement's days asked once for many."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.changes import queries as changes
from placement_portal.changes.models import Stop
from placement_portal.clearance.models import ClearanceItem
from placement_portal.clearance.queries import few
from placement_portal.clearance.queries.known import Checks, held_of
from placement_portal.clearance.queries.reading import Item
from placement_portal.clearance.rules import ClearanceBlock, ClearanceFact, ClearanceStanding, ClearanceStatus
from placement_portal.clearance.rules.gate import GOOD, STOP, Gate, Judged, Need
from placement_portal.clearance.rules.needs import Visit
from placement_portal.database import db
from placement_portal.letters.models import AssuranceLetter
from placement_portal.letters.queries.found import around
from placement_portal.letters.rules import LetterStanding, LetterState, standing
from placement_portal.letters.rules.words import said_of
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import Placement, PlacementMove, PlacementSite
from placement_portal.placements.rules import ENDED, PlacementStatus
from placement_portal.programmes.models import StudentRecord


@dataclass(frozen=True, slots=True)
class Coming:
    """What is asked before a student comes to one setting: the gate there, and which stops are in force."""

    visit: Visit | None
    gate: Gate | None
    causes: Mapping[str, datetime | None]
    """Each stop by a name of its own, with the moment it began where that is known."""

    @property
    def may_come(self) -> bool:
        """Whether nothing that blocks coming on site is open."""
        return self.gate is not None and self.gate.on_site.is_open and not self.causes

    @property
    def open(self) -> Sequence[Judged]:
        """What still blocks coming on site."""
        return () if self.gate is None else self.gate.on_site.blockers


@dataclass(frozen=True, slots=True)
class Holding:
    """How a letter stands, what stops it, and from which day to which the student is expected."""

    standing: LetterStanding
    causes: Mapping[str, datetime | None]
    last_day: date | None
    first_day: date | None = None


def of_visit(placement: Placement, site_id: uuid.UUID) -> tuple[Coming, Checks]:
    """Return what is asked before a student comes to a setting, and all that is known of their checks."""
    person = placement.student.person_id
    found = few.of_person(person, clock.today())
    stops = changes.in_force_at([placement.provider_id])
    return _coming(found, placement, site_id, stops), found


def holding_of(letters: Collection[AssuranceLetter]) -> dict[uuid.UUID, Holding]:
    """Return how some letters stand today; two statements, six for more than a page of them."""
    if not letters:
        return {}
    today = clock.today()
    found = few.of_some({each.placement.student.person_id for each in letters}, today)
    stops = changes.in_force_at({each.provider_id for each in letters})
    return {each.id: _holding(each, found[each.placement.student.person_id], stops, today) for each in letters}


def ended_on(letter: AssuranceLetter) -> date | None:
    """Return the day on which a placement that is over ended at the setting; None when nobody said."""
    placement, today = letter.placement, clock.today()
    over = sa.select(sa.func.max(PlacementMove.day)).where(
        PlacementMove.placement_id == placement.id, PlacementMove.status.in_(ENDED)
    )
    there = sa.select(PlacementSite.ends).where(
        PlacementSite.placement_id == placement.id, PlacementSite.site_id == letter.site_id
    )
    days = [db.session.scalar(over), db.session.scalar(there), placement.early_end, placement.ends]
    return min((each for each in days if each is not None and each <= today), default=None)


def lines_of(found: Checks, visit: Visit, gate: Gate) -> list[dict[str, str]]:
    """Return what a letter says was seen: in which words, by which organisation, on which day; nothing of health."""
    types = {each.code: each for each in found.types}
    asked = [each.need for each in gate.judged if _is_told(each, types)]
    pairs = [(need, item) for need in asked if (item := _seen(need, found))]
    wanted = sa.select(Organisation.id, Organisation.name)
    ids = {item.organisation_id for _, item in pairs}
    names = {each.id: each.name for each in db.session.execute(wanted.where(Organisation.id.in_(ids)))}
    lines = {
        (said_of(need.code, need.name), item.id): {
            "what": said_of(need.code, need.name),
            "by": names[item.organisation_id],
            "seen_on": item.seen_on.isoformat() if item.seen_on else "",
        }
        for need, item in pairs
    }
    return list(lines.values())


def stopped_letters() -> list[AssuranceLetter]:
    """Return the letters that a setting has, and that a stop may concern: few, so that a job may ask often."""
    today = clock.today()
    in_force = sa.or_(Stop.lifted.is_(None), Stop.lifted > today)
    about = sa.or_(Stop.student_id == Placement.student_id, Stop.site_id == AssuranceLetter.site_id)
    stop = sa.exists().where(Stop.provider_id == AssuranceLetter.provider_id, in_force, about)
    item = sa.exists().where(
        ClearanceItem.person_id == StudentRecord.person_id, ClearanceItem.status == ClearanceStatus.STOPPED
    )
    wanted = (
        sa.select(AssuranceLetter)
        .join(AssuranceLetter.placement)
        .join(Placement.student)
        .where(
            AssuranceLetter.state == LetterState.LIVE,
            AssuranceLetter.sent_at.is_not(None),
            sa.or_(stop.correlate(AssuranceLetter, Placement), item.correlate(StudentRecord)),
        )
    )
    return list(db.session.scalars(wanted.options(*around()).order_by(AssuranceLetter.id)))


def _holding(letter: AssuranceLetter, found: Checks, stops: Iterable[Stop], today: date) -> Holding:
    coming = _coming(found, letter.placement, letter.site_id, stops)
    is_paused = letter.placement.status is PlacementStatus.PAUSED
    last_day = coming.visit.ends if coming.visit else None
    said = standing(
        letter.state,
        last_day=last_day,
        on=today,
        stopped=bool(coming.causes),
        paused=is_paused,
        may_come=coming.may_come,
    )
    return Holding(said, coming.causes, last_day, coming.visit.starts if coming.visit else None)


def _coming(found: Checks, placement: Placement, site_id: uuid.UUID, stops: Iterable[Stop]) -> Coming:
    ids = str(placement.id), str(site_id)
    visit = next((each for each in found.visits if (each.placement, each.place.id) == ids), None)
    if visit is None:
        return Coming(None, None, {})
    gate = found.gate_at(visit)
    causes: dict[str, datetime | None] = {
        f"stop {each.id}": each.at for each in stops if _concerns(each, placement, site_id)
    }
    stopped = {each.need.code for each in gate.on_site.blockers if each.standing is ClearanceStanding.STOPPED}
    codes = stopped | ({STOP} if gate.stopped else set())
    causes |= {f"item {each.id}": None for each in found.items if each.code in codes and each.stopped_on}
    return Coming(visit, gate, causes)


def _concerns(stop: Stop, placement: Placement, site_id: uuid.UUID) -> bool:
    """Say whether a stop concerns whether a student may come; one of a supervisor does not."""
    ours = stop.provider_id == placement.provider_id
    return ours and (stop.student_id == placement.student_id or stop.site_id == site_id)


def _is_told(judged: Judged, types: Mapping[str, Any]) -> bool:
    is_health = ClearanceFact.OUTCOME in types[judged.need.code].facts.facts
    return judged.standing in GOOD and judged.need.blocks is ClearanceBlock.ON_SITE and not is_health


def _seen(need: Need, found: Checks) -> Item | None:
    fitting = [
        each
        for each in found.items
        if need.fits(held := held_of(each)) and held.counts(found.on) and need.accepts(held)
    ]
    return max(fitting, key=lambda each: (each.seen_on or date.min, each.id), default=None)
