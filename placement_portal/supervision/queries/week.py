"""One's own week of supervision, with what of each session counts."""

from datetime import date, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import RuleSet
from placement_portal.programmes.rules import GroupCredit
from placement_portal.supervision import rules
from placement_portal.supervision.models import SupervisionPart, SupervisionSession
from placement_portal.supervision.rules import SupervisionStatus

SUNDAY = timedelta(days=6)


class OfWeek(NamedTuple):
    """One session, and the minutes of it that count."""

    part: SupervisionPart
    counted: int


def week_of(viewer: Person, monday: date) -> list[OfWeek]:
    """Return the viewer's own sessions of a week in order of time; a draft of somebody else is not theirs to see."""
    part = SupervisionPart
    in_force = sa.and_(RuleSet.stage_id == Placement.stage_id, RuleSet.in_force)
    wanted = (
        sa.select(part, RuleSet.group_percent, RuleSet.group_until)
        .join(part.session)
        .join(Placement, Placement.id == part.placement_id)
        .outerjoin(RuleSet, in_force)
        .where(part.student_id == viewer.id, part.day.between(monday, monday + SUNDAY))
        .where(part.status != SupervisionStatus.MERGED)
        .where(sa.or_(part.status != SupervisionStatus.DRAFT, part.author_id == viewer.id))
        .options(contains_eager(part.session).joinedload(SupervisionSession.supervisor), joinedload(part.author))
        .order_by(part.day, part.start, part.id)
    )
    return [_counted(*row) for row in db.session.execute(wanted)]


def _counted(part: SupervisionPart, percent: int | None, until: int | None) -> OfWeek:
    rule = GroupCredit(percent, until) if percent else GroupCredit()
    return OfWeek(part, rules.credit(part.minutes, part.present, rule))
