"""Who may ask for a change, answer it, stop work and say who is away: by the relations in force today."""

from collections.abc import Set as AbstractSet

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.changes.models import Away, Stop
from placement_portal.changes.rules import ASKED_FOR, MUST_AGREE
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.placements import policy as placements
from placement_portal.placements.models import Placement, PlacementAmendment, PlacementSite
from placement_portal.placements.rules import (
    BEFORE_START,
    SUPERVISING,
    UNDER_WAY,
    ChangeKind,
    ChangeStatus,
    Side,
)
from placement_portal.sites.models import Site

WHILE_UNDER_WAY: AbstractSet[ChangeKind] = frozenset(
    {ChangeKind.PAUSE, ChangeKind.RESUME, ChangeKind.EARLY_END, ChangeKind.EXTENSION}
)


def sides_of(person: Person, placement: Placement) -> list[Side]:
    """Return for which sides a person answers: those who run the programme, and the provider's co-ordinators."""
    answers = {
        Side.UNIVERSITY: placements.is_programme_staff(person, placement),
        Side.PROVIDER: placements.is_provider_coordinator(person, placement),
    }
    return [side for side, theirs in answers.items() if theirs]


def may_ask(person: Person, placement: Placement) -> bool:
    """Say whether the person may ask for a change: the student, who supervises or tutors it, and both co-ordinators."""
    return placement.status in BEFORE_START | UNDER_WAY and (
        placements.is_their_student(person, placement)
        or placements.supervises(person, placement)
        or placements.is_tutor(person, placement)
        or placements.may_coordinate(person, placement)
    )


def kinds_for(person: Person, placement: Placement) -> list[ChangeKind]:
    """Return what the person may ask for now; who supervises is for those who assign people to say."""
    kinds = [each for each in ASKED_FOR if placement.status in UNDER_WAY or each not in WHILE_UNDER_WAY]
    left_out = set()
    if not placements.may_coordinate(person, placement):
        left_out.add(ChangeKind.SUPERVISOR)
    pauses = placement.pauses if placement.status in UNDER_WAY else []
    if not pauses:
        left_out.add(ChangeKind.RESUME)
    if any(last is None for _, last in pauses):
        left_out.add(ChangeKind.PAUSE)  # it goes on until somebody says otherwise: that is asked for first
    return [each for each in kinds if each not in left_out]


def may_answer(person: Person, change: PlacementAmendment) -> bool:
    """Say whether the change waits for a side that the person answers for."""
    return change.status is ChangeStatus.PROPOSED and bool(waits_for(person, change))


def waits_for(person: Person, change: PlacementAmendment) -> list[Side]:
    """Return the sides of a person that a change needs and that have not answered."""
    answered = {each.side for each in change.answers}
    needed = MUST_AGREE[change.kind] - answered
    return [side for side in sides_of(person, change.placement) if side in needed]


def may_withdraw(person: Person, change: PlacementAmendment) -> bool:
    """Say whether the person may take back what was asked: who asked, and the co-ordinators of either side."""
    return change.status is ChangeStatus.PROPOSED and (
        person.id == change.by_id or placements.may_coordinate(person, change.placement)
    )


def may_call_off(person: Person, change: PlacementAmendment) -> bool:
    """Say whether the person may call off what was agreed: the co-ordinators of either side."""
    return change.status is ChangeStatus.AGREED and placements.may_coordinate(person, change.placement)


def sees(person: Person, change: PlacementAmendment) -> bool:
    """Say whether a change concerns the person: everybody who has to do with the placement."""
    return placements.is_party(person, change.placement)


def reads_plans(person: Person, placement: Placement) -> bool:
    """Say whether the person reads what happens for each client: the student, who supervises or tutors, both sides."""
    return (
        placements.is_their_student(person, placement)
        or placements.supervises(person, placement)
        or placements.is_tutor(person, placement)
        or placements.may_coordinate(person, placement)
    )


def may_stop(person: Person, thing: Organisation | Stop) -> bool:
    """Say whether the person may stop work at a provider, and lift it: its co-ordinators and safeguarding leads."""
    provider_id = thing.provider_id if isinstance(thing, Stop) else thing.id
    return provider_id in placements.standing(person).hosts()


def may_close_today(person: Person, site: Site) -> bool:
    """Say whether the person may close a setting for today: its provider's co-ordinators, and who supervises there."""
    ours = placements.standing(person)
    if site.provider_id in ours.hosts():
        return True
    mine = ours.placements_as(SUPERVISING)
    there = sa.exists().where(PlacementSite.site_id == site.id, PlacementSite.placement_id.in_(mine))
    return bool(mine) and db.session.scalar(sa.select(there)) is True


def may_send_away(person: Person, thing: Organisation | Away) -> bool:
    """Say whether the person keeps who is away at a provider: its co-ordinators."""
    provider_id = thing.provider_id if isinstance(thing, Away) else thing.id
    return provider_id in placements.standing(person).hosts()
