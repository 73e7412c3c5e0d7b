"""Publishing: matches that people chose become placements, line by line, and everybody concerned is told."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.clearance.queries.asking import before_placing
from placement_portal.database import db
from placement_portal.matching import emails, events
from placement_portal.matching.models import Allocation, Round, Wish
from placement_portal.matching.service.deciding import lock_draft
from placement_portal.matching.service.rounds import record
from placement_portal.offers import service as offers
from placement_portal.offers.models import Offer
from placement_portal.organisations.service import Refused
from placement_portal.placements import service as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import AssignmentCapacity
from placement_portal.programmes.models import Cohort, ProgrammeVersion, StudentRecord

MOST_AT_ONCE: Final = 100
CHECK_FIRST: Final = "First say whether the setting fits this person's needs."
DOES_NOT_FIT: Final = "The setting does not fit this person's needs."


@dataclass(slots=True)
class Published:
    """What came of publishing: the matches that became placements, and the others with a sentence each."""

    done: list[emails.Made] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def publish(found: Round, students: Collection[uuid.UUID], *, by: Person) -> Published:
    """Make placements of the chosen matches, in the order of their offers; what cannot be is left with its reason."""
    lock_draft(found)
    published, chosen = Published(), _chosen(found, students)
    missing = before_placing([match.student.person_id for match, *_ in chosen])
    for match, offer, wish in chosen:
        try:
            _check(missing.get(match.student.person_id, []), offer)
            published.done.append((_publish(found, match, offer, wish, by), offer))
        except Refused as refused:
            published.refused.append((match.student.person.name, str(refused)))
    emails.tell(published.done)
    return published


def _check(missing: Sequence[str], offer: Offer) -> None:
    """Raise `Refused`, before anything is made, when a check that blocks allocation or supervising is not in place."""
    if missing:
        raise Refused(f"Not to be placed yet. {' '.join(missing)}")
    if offer.supervisor:
        placements.refuse_unchecked(offer.supervisor, AssignmentCapacity.SUPERVISOR)


def _chosen(found: Round, students: Collection[uuid.UUID]) -> list[tuple[Allocation, Offer, Wish | None]]:
    up = joinedload(Allocation.student).joinedload(StudentRecord.cohort).joinedload(Cohort.version_of)
    parts = (
        up.joinedload(ProgrammeVersion.programme),
        joinedload(Allocation.student).joinedload(StudentRecord.person),
        joinedload(Allocation.stage),
        *(joinedload(each) for each in (Offer.site, Offer.provider, Offer.supervisor)),
    )
    said = sa.and_(Wish.round_id == Allocation.round_id, Wish.student_id == Allocation.student_id)
    wanted = (
        sa.select(Allocation, Offer, Wish)
        .join(Allocation.offer)
        .outerjoin(Wish, said)
        .where(
            Allocation.round_id == found.id,
            Allocation.student_id.in_(list(students)[:MOST_AT_ONCE]),
            Allocation.published_at.is_(None),
        )
    )
    rows = db.session.execute(wanted.options(*parts).order_by(Allocation.offer_id, Allocation.student_id))
    return [(row[0], row[1], row[2]) for row in rows]


def _publish(found: Round, match: Allocation, offer: Offer, wish: Wish | None, by: Person) -> Placement:
    fits = match.fits.get(str(offer.site_id))
    if wish and wish.needs and fits is not True:
        raise Refused(CHECK_FIRST if fits is None else DOES_NOT_FIT)
    placement = offers.fill(offer, match.student, match.stage, by=by)
    match.placement_id, match.published_at, match.locked = placement.id, clock.now(), True
    made = events.MatchPublished(student=match.student_id, offer=offer.id, placement=placement.id)
    record(found, made, by)
    return placement
