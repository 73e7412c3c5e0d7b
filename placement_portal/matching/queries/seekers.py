"""Students of a round as matching sees them: what they said, and where they were in earlier years."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.matching.models import Allocation, Round, Wish
from placement_portal.matching.queries.drafts import Placed
from placement_portal.matching.rules import Seeker
from placement_portal.placements.models import Placement, PlacementSite
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.models import StudentRecord
from placement_portal.sites.models import Site
from placement_portal.sites.rules import SiteKind

Earlier = Mapping[uuid.UUID, frozenset[tuple[uuid.UUID, SiteKind]]]
NEVER_WAS = (PlacementStatus.PROPOSED, PlacementStatus.DECLINED, PlacementStatus.WITHDRAWN)


def seekers_in(found: Round, students: Sequence[Placed]) -> list[Seeker]:
    """Return some students of a round with all that they said; two statements, however many they are."""
    ids = [each.id for each in students]
    said = (
        sa.select(StudentRecord.id, Wish, Allocation.fits)
        .outerjoin(Wish, sa.and_(Wish.round_id == found.id, Wish.student_id == StudentRecord.id))
        .outerjoin(Allocation, sa.and_(Allocation.round_id == found.id, Allocation.student_id == StudentRecord.id))
        .where(_among(StudentRecord.id, ids))
    )
    known = {key: (wish, fits or {}) for key, wish, fits in db.session.execute(said)}
    earlier = _earlier(students)
    return [seeker(each, *known[each.id], earlier) for each in students]


def seeker(student: Placed, wish: Wish | None, fits: Mapping[str, bool], earlier: Earlier) -> Seeker:
    """Return a student as matching sees them."""
    known: dict[str, Any] = {
        "id": student.id,
        "name": student.name,
        "year": student.year,
        "misfits": frozenset(uuid.UUID(site) for site, fit in fits.items() if not fit),
        "earlier": earlier.get(student.id, frozenset()),
    }
    if wish is None:
        return Seeker(**known)
    return Seeker(
        **known,
        weekdays=None if wish.weekdays is None else frozenset(wish.weekdays),
        ranking=tuple(uuid.UUID(each) for each in wish.ranking),
        minutes={uuid.UUID(site): minutes for site, minutes in wish.minutes.items()},
        travel=wish.travel,
        area=wish.area,
        contrast=wish.contrast,
        interests=frozenset(wish.interests),
        conflicts=frozenset(uuid.UUID(each) for each in wish.conflicts),
    )


def _among(column: sa.orm.InstrumentedAttribute[uuid.UUID], ids: Iterable[uuid.UUID]) -> sa.ColumnElement[bool]:
    return column.in_(list(ids))


def _earlier(students: Sequence[Placed]) -> Earlier:
    """Return the settings of every student's placements in other stages than the one they are matched for."""
    target = {each.id: each.stage_id for each in students}
    wanted = (
        sa.select(Placement.student_id, Placement.stage_id, Site.id, Site.kind)
        .join(PlacementSite, PlacementSite.placement_id == Placement.id)
        .join(Site, Site.id == PlacementSite.site_id)
        .where(_among(Placement.student_id, target), Placement.status.not_in(NEVER_WAS))
    )
    found: dict[uuid.UUID, frozenset[tuple[uuid.UUID, SiteKind]]] = {}
    for student_id, stage_id, site_id, kind in db.session.execute(wanted):
        if stage_id != target[student_id]:
            found[student_id] = found.get(student_id, frozenset()) | {(site_id, kind)}
    return found
