"""Which entries a person may decide on, asked of the database: the same answers as `hours.policy`, for lists."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.hours.models import Entry
from placement_portal.placements.models import Placement, PlacementMove
from placement_portal.placements.policy import Relation, standing
from placement_portal.placements.rules import SUPERVISING, PlacementStatus

Condition = sa.ColumnElement[bool]


def may_decide(viewer: Person) -> Condition | None:
    """Return what holds for entries that wait for the viewer and that they may decide on; None when there are none."""
    links, today = _links(viewer)
    links = [each for each in links if _in_grace(each, today)]
    if not links:
        return None
    ended = [_inside(each) for each in links if not each.holds(today)]
    assigned = sa.or_(Entry.placement_id.in_(_placements(links, today)), *ended)
    own = sa.and_(Entry.supervisor_id == viewer.id, Entry.author_id != viewer.id)
    return sa.and_(own, assigned, _is_open(links, today))


def may_take_over(viewer: Person) -> Condition | None:
    """Return what holds for entries on the placements that the viewer supervises today; None when there are none."""
    links, today = _links(viewer)
    links = [each for each in links if each.holds(today)]
    if not links:
        return None
    here = Entry.placement_id.in_(_placements(links, today))
    return sa.and_(here, Entry.author_id != viewer.id, _is_open(links, today))


def _links(viewer: Person) -> tuple[list[Relation], date]:
    found = standing(viewer)
    return [each for each in found.assignments if each.what in SUPERVISING], found.today


def _placements(links: Iterable[Relation], today: date) -> list[uuid.UUID]:
    return sorted({each.to for each in links if each.holds(today)})


def _in_grace(link: Relation, today: date) -> bool:
    return link.ends is None or today <= link.ends + timedelta(days=link.grace_days)


def _inside(link: Relation) -> Condition:
    """The decisive day of an entry lies inside an assignment that is not in force today."""
    too_early, too_late = Placement.starts > Entry.day, Placement.ends < Entry.day
    day = sa.case((too_early, Placement.starts), (too_late, Placement.ends), else_=Entry.day)
    return sa.and_(Entry.placement_id == link.to, day >= link.starts, day <= (link.ends or date.max))


def _is_open(links: Iterable[Relation], today: date) -> Condition:
    """The student did not withdraw, or so lately that what waits may still be decided."""
    by_grace: dict[int, set[uuid.UUID]] = defaultdict(set)
    for each in links:
        by_grace[each.grace_days].add(each.to)
    withdrew = sa.select(sa.func.max(PlacementMove.day)).where(
        PlacementMove.placement_id == Placement.id, PlacementMove.status == PlacementStatus.WITHDRAWN
    )
    last = sa.func.coalesce(withdrew.correlate(Placement).scalar_subquery(), Placement.ends)
    lately = [
        sa.and_(Entry.placement_id.in_(sorted(ids)), last >= today - timedelta(days=grace))
        for grace, ids in sorted(by_grace.items())
    ]
    return sa.or_(Placement.status != PlacementStatus.WITHDRAWN, *lately)
