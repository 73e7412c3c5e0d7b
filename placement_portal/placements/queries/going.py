"""Who goes where because of a placement, as the checks below ask for it."""

from typing import Any

import sqlalchemy as sa

from placement_portal.clearance.queries.visits import visit
from placement_portal.placements.models import Placement, PlacementSite
from placement_portal.placements.rules import OPEN, UNDER_WAY, PlacementStatus
from placement_portal.programmes.models import Stage, StudentRecord


def visits(past: bool, on: Any = None) -> sa.Select[Any]:
    """Return every setting of every placement that is to come or under way, with its student and its days.

    With `past`, also of those that are over. `on` is the parameter that says which day is today, where the SELECT is
    kept: what a placement's `status` compares with is the day on which it was written.
    """
    going = Placement.status.in_(OPEN) if on is None else _is_open(on)
    stands = Placement.status != PlacementStatus.DECLINED if past else going
    made = visit(
        person=StudentRecord.person_id,
        placement=Placement.id,
        university=Placement.university_id,
        provider=Placement.provider_id,
        stage=Stage.position,
        site=PlacementSite.site_id,
        starts=sa.func.coalesce(PlacementSite.starts, Placement.starts),
        ends=sa.func.coalesce(PlacementSite.ends, Placement.ends),
    )
    return (
        made.select_from(Placement)
        .join(StudentRecord, StudentRecord.id == Placement.student_id)
        .join(Stage, Stage.id == Placement.stage_id)
        .join(PlacementSite, PlacementSite.placement_id == Placement.id)
        .where(stands)
    )


def _is_open(on: Any) -> sa.ColumnElement[bool]:
    """Return what makes a placement open on a day: decided so, and not at an end that was agreed ahead."""
    ended = sa.and_(Placement.state.in_(UNDER_WAY), Placement.early_end < on)
    return sa.and_(Placement.state.in_(OPEN), sa.or_(Placement.early_end.is_(None), sa.not_(ended)))
