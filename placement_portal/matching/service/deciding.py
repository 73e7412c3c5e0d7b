"""Deciding by hand: where a student is to go, what is locked, whether a setting fits somebody's needs."""

import uuid
from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa

from placement_portal import clock, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.matching import events, queries, rules
from placement_portal.matching.models import Allocation, Round
from placement_portal.matching.queries import Offering, Placed
from placement_portal.matching.rules import HardRule, RoundStatus
from placement_portal.matching.service.rounds import record
from placement_portal.organisations.service import Refused
from placement_portal.transaction import Difference

NOWHERE: Final = "No match yet"
GONE: Final = "This student is not in the round any more."
NO_OFFER: Final = "This offer is not there for the round any more."
FINISHED: Final = "The round is finished. Open it again to change a match."
PUBLISHED: Final = "This match is published. Change the placement instead."
GAVE_WAY: Final = "Their place was given to another student by hand."


def allocate(
    found: Round, student_id: uuid.UUID, offer_id: uuid.UUID, *, instead_of: uuid.UUID | None, shown: int, by: Person
) -> list[str]:
    """Decide where a student is to go and lock it; return the sentences of the rules that it breaks.

    `instead_of` names who gives way when no place is left. Raises `Refused` when none is, or the match is published;
    `Moved` with both when somebody else decided in the meantime.
    """
    lock_draft(found)
    students, offers = queries.members(found), {each.opening.id: each for each in queries.openings_for(found)}
    student = _changeable(found, students, student_id, offers, shown, offers.get(offer_id))
    if offer_id not in offers:
        raise Refused(NO_OFFER)
    there = queries.occupants(each for each in students if each.id != student_id)
    if instead_of in {each.id for each in there.get(offer_id, ())}:
        _clear(found, instead_of, [GAVE_WAY], by)
        there[offer_id] = [each for each in there[offer_id] if each.id != instead_of]
    effect = _effect(found, student, offers, offer_id, there)
    if effect.is_full:
        raise Refused(_full(offers[offer_id], there.get(offer_id, [])))
    kept = row_of(found, student, by)
    kept.offer_id, kept.locked, kept.by_hand = offer_id, True, True
    kept.reasons, kept.breaks = effect.reasons, effect.breaks
    decided = events.StudentAllocated(student=student_id, offer=offer_id, rules=[each.value for each in effect.rules])
    record(found, decided, by)
    return effect.breaks


def free(found: Round, student_id: uuid.UUID, *, shown: int, by: Person) -> None:
    """Take a student's match out of the draft; raise `Moved` or `Refused` as `allocate` does."""
    lock_draft(found)
    offers = {each.opening.id: each for each in queries.openings_for(found)}
    _changeable(found, queries.members(found), student_id, offers, shown, None)
    _clear(found, student_id, [], by)


def lock(found: Round, student_id: uuid.UUID, *, locked: bool, shown: int, by: Person) -> None:
    """Lock a match, so that proposals leave it alone, or let it go; raise `Moved` or `Refused` as `allocate` does."""
    lock_draft(found)
    offers = {each.opening.id: each for each in queries.openings_for(found)}
    student = _changeable(found, queries.members(found), student_id, offers, shown, None)
    if student.offer_id is None:
        raise Refused("There is no match to lock.")
    row_of(found, student, by).locked = locked
    record(found, events.AllocationLocked(student=student_id, locked=locked), by)


def check_needs(found: Round, student: Placed, fits: Mapping[uuid.UUID, bool | None], *, by: Person) -> None:
    """Keep whether settings fit this person's needs; None takes back what was said."""
    lock_draft(found)
    kept = row_of(found, student, by)
    said = {**kept.fits, **{str(site): fit for site, fit in fits.items()}}
    kept.fits = {site: fit for site, fit in said.items() if fit is not None}
    record(found, events.NeedsChecked(student=student.id, settings=len(kept.fits)), by)


def lock_draft(found: Round) -> None:
    """Let one at a time change the matches of a round, and count the change; raise `Refused` when it is finished."""
    counted = sa.update(Round).where(Round.id == found.id).values(draft=Round.draft + 1)
    db.session.execute(counted, execution_options={"synchronize_session": False})
    if found.status is RoundStatus.FINISHED:
        raise Refused(FINISHED)


def row_of(found: Round, student: Placed, by: Person) -> Allocation:
    """Return the row that says where a student is to go, made when there is none."""
    wanted = sa.select(Allocation).where(Allocation.round_id == found.id, Allocation.student_id == student.id)
    kept = db.session.scalars(wanted).first()
    if kept is None:
        kept = Allocation(round_id=found.id, student_id=student.id, stage_id=student.stage_id, fits={})
        db.session.add(kept)
    kept.by_id, kept.at = by.id, clock.now()
    return kept


def _changeable(
    found: Round,
    students: list[Placed],
    student_id: uuid.UUID,
    offers: Mapping[uuid.UUID, Offering],
    shown: int,
    wanted: Offering | None,
) -> Placed:
    student = next((each for each in students if each.id == student_id), None)
    if student is None:
        raise Refused(GONE)
    now = offers.get(student.offer_id) if student.offer_id else None
    yours, theirs = (each.opening.site if each else NOWHERE for each in (wanted, now))
    transaction.check_version(student, shown, [Difference(f"Where {student.name} is to go", yours, theirs)])
    if student.published:
        raise Refused(PUBLISHED)
    return student


def _effect(
    found: Round,
    student: Placed,
    offers: Mapping[uuid.UUID, Offering],
    offer_id: uuid.UUID,
    there: Mapping[uuid.UUID, list[Placed]],
) -> rules.Effect:
    opening = offers[offer_id].opening
    seeker = queries.seekers_in(found, [student])[0]
    loads = [offers[each].opening.load for each, who in there.items() for _ in who if each in offers]
    load_used = loads.count(opening.load) if opening.load else 0
    return rules.effect(seeker, opening, found.variety, used=len(there.get(offer_id, ())), load_used=load_used)


def _full(offering: Offering, there: list[Placed]) -> str:
    if offering.opening.withdrawn:
        return f"{offering.provider} has withdrawn this offer: {rules.said(HardRule.CAPACITY)}"
    names = ", ".join(each.name for each in there)
    taken = f" In this draft it goes to {names}." if names else ""
    return f"No place is left at {offering.opening.site}.{taken}"


def _clear(found: Round, student_id: uuid.UUID, reasons: list[str], by: Person) -> None:
    wanted = sa.select(Allocation).where(Allocation.round_id == found.id, Allocation.student_id == student_id)
    for kept in db.session.scalars(wanted):
        kept.offer_id, kept.locked, kept.by_hand = None, False, True
        kept.reasons, kept.breaks, kept.by_id, kept.at = reasons, [], by.id, clock.now()
    record(found, events.AllocationFreed(student=student_id), by)
