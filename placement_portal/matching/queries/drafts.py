"""Who is in a round and where each is to go: all students in few columns, one page of them in full."""

import enum
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.matching.models import Allocation, Round, RoundStage, Wish
from placement_portal.matching.queries.rounds import find
from placement_portal.offers.models import Offer
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import OPEN, PlacementStatus
from placement_portal.programmes.models import Stage, StudentRecord
from placement_portal.programmes.rules import STUDYING

PAGE: Final = 25
PLACED: Final = OPEN - {PlacementStatus.PROPOSED, PlacementStatus.SITE_AGREED}


class Shown(enum.StrEnum):
    """Which students of a round a page shows."""

    NOWHERE = "nowhere"
    DRAFT = "draft"
    PUBLISHED = "published"
    ALL = "all"

    def fits(self, student: "Placed") -> bool:
        """Say whether a student is among them."""
        return {
            Shown.NOWHERE: student.offer_id is None,
            Shown.DRAFT: student.offer_id is not None and not student.published,
            Shown.PUBLISHED: student.published,
            Shown.ALL: True,
        }[self]


class Placed(NamedTuple):
    """A student of a round: for which stage, and where they are to go so far; `version` is 0 while nobody decided."""

    id: uuid.UUID
    name: str
    year: int
    stage_id: uuid.UUID
    offer_id: uuid.UUID | None
    locked: bool
    by_hand: bool
    broken: bool
    published: bool
    version: int
    person_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class PageOf:
    """One page of the students of a round, and whether there are more."""

    students: Sequence[Placed]
    more: bool


def members(found: Round) -> list[Placed]:
    """Return the students of a round by name, in few columns; one statement."""
    with_match = sa.and_(Allocation.round_id == found.id, Allocation.student_id == StudentRecord.id)
    wanted = sa.select(
        StudentRecord.id,
        Person.name,
        Stage.position,
        Stage.id,
        Allocation.offer_id,
        Allocation.locked,
        Allocation.by_hand,
        Allocation.breaks,
        Allocation.placement_id,
        Allocation.version,
        StudentRecord.person_id,
    )
    wanted = (
        in_round(wanted, found).join(Person, Person.id == StudentRecord.person_id).outerjoin(Allocation, with_match)
    )
    if not found.with_placed:
        wanted = wanted.where(sa.or_(Allocation.id.is_not(None), sa.not_(_has_placement())))
    return [_placed(*row) for row in db.session.execute(wanted.order_by(Person.name, StudentRecord.id))]


def to_tell(found: Round) -> list[tuple[StudentRecord, Person]]:
    """Return the students who can rank in a round and can sign in, by name."""
    wanted = in_round(sa.select(StudentRecord, Person), found).join(Person, Person.id == StudentRecord.person_id)
    wanted = wanted.where(Person.deactivated_at.is_(None))
    if not found.with_placed:
        wanted = wanted.where(sa.not_(_has_placement()))
    return [(row[0], row[1]) for row in db.session.execute(wanted.order_by(Person.name, StudentRecord.id))]


def in_round(wanted: sa.Select[*tuple[Any, ...]], found: Round) -> sa.Select[*tuple[Any, ...]]:
    """Narrow a statement to the students of the cohorts whose stages are in a round, as long as they study."""
    return (
        wanted.select_from(RoundStage)
        .join(Stage, Stage.id == RoundStage.stage_id)
        .join(StudentRecord, StudentRecord.cohort_id == Stage.cohort_id)
        .where(RoundStage.round_id == found.id, StudentRecord.status.in_(STUDYING))
    )


def occupants(students: Iterable[Placed]) -> dict[uuid.UUID, list[Placed]]:
    """Return who is to have a place of each offer in the draft; published ones have a real place by now."""
    found: dict[uuid.UUID, list[Placed]] = {}
    for each in students:
        if each.offer_id and not each.published:
            found.setdefault(each.offer_id, []).append(each)
    return found


def page_of(students: Sequence[Placed], shown: Shown, after: uuid.UUID | None) -> PageOf:
    """Return one page of students by name, after the last of the page before."""
    fitting = [each for each in students if shown.fits(each)]
    names = {each.id: (each.name, each.id) for each in students}
    if after in names:
        fitting = [each for each in fitting if (each.name, each.id) > names[after]]
    return PageOf(fitting[:PAGE], len(fitting) > PAGE)


def draft_of(found: Round, students: Iterable[Placed]) -> Mapping[uuid.UUID, Allocation]:
    """Return in full what was decided for some students, with the offers."""
    ids = [each.id for each in students]
    wanted = sa.select(Allocation).where(Allocation.round_id == found.id, Allocation.student_id.in_(ids))
    offer = joinedload(Allocation.offer)
    parts = (offer.joinedload(Offer.site), offer.joinedload(Offer.supervisor))
    return {each.student_id: each for each in db.session.scalars(wanted.options(*parts))} if ids else {}


@dataclass(frozen=True, slots=True)
class Needing:
    """A student of a round with what they wish and what was decided."""

    round: Round
    student: Placed
    wish: Wish | None
    match: Allocation | None


def find_student(viewer: Person, round_id: uuid.UUID, student_id: uuid.UUID) -> Needing | None:
    """Return a student of a round that the viewer keeps."""
    found = find(viewer, round_id)
    student = next((each for each in members(found) if each.id == student_id), None) if found else None
    return Needing(found, student, *_said(found, student.id)) if found and student else None


def _said(found: Round, student_id: uuid.UUID) -> tuple[Wish | None, Allocation | None]:
    with_wish = sa.and_(Wish.student_id == StudentRecord.id, Wish.round_id == found.id)
    with_match = sa.and_(Allocation.student_id == StudentRecord.id, Allocation.round_id == found.id)
    wanted = sa.select(Wish, Allocation).select_from(StudentRecord).outerjoin(Wish, with_wish)
    row = db.session.execute(wanted.outerjoin(Allocation, with_match).where(StudentRecord.id == student_id)).one()
    return row[0], row[1]


def _has_placement() -> sa.ColumnElement[bool]:
    placed = sa.select(Placement.id).where(
        Placement.student_id == StudentRecord.id, Placement.stage_id == Stage.id, Placement.status.in_(PLACED)
    )
    return placed.correlate(StudentRecord, Stage).exists()


def _placed(
    id_: uuid.UUID,
    name: str,
    year: int,
    stage_id: uuid.UUID,
    offer_id: uuid.UUID | None,
    locked: bool | None,
    by_hand: bool | None,
    breaks: list[str] | None,
    placement_id: uuid.UUID | None,
    version: int | None,
    person_id: uuid.UUID,
) -> Placed:
    flags = (bool(locked), bool(by_hand), bool(breaks), placement_id is not None)
    return Placed(id_, name, year, stage_id, offer_id, *flags, version or 0, person_id)
