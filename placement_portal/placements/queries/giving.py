"""What the days of some placements are made of, asked in one statement and given to them as if it had been loaded."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value

from placement_portal.database import Given
from placement_portal.placements.models import CaseloadSlot, Placement, PlacementSite, TimetableRow
from placement_portal.placements.rules import SlotStatus
from placement_portal.programmes.models import Category, Cohort, StudentRecord
from placement_portal.sites.models import Closure, Site

Parts = dict[str, sa.Select[*tuple[Any, ...]]]
PLACEMENTS: Final[sa.BindParameter[Any]] = sa.bindparam("placements", expanding=True, type_=sa.Uuid())


def give_sites(current: Iterable[Placement], found: Given) -> None:
    closures: dict[uuid.UUID, set[Closure]] = defaultdict(set)
    for row in found["closures"]:
        closures[row.closure.site_id].add(row.closure)
    sites: dict[uuid.UUID, list[PlacementSite]] = defaultdict(list)
    for row in sorted(found["sites"], key=lambda row: (row.position, row.site.name)):
        at = PlacementSite(site_id=row.site.id, position=row.position, starts=row.starts, ends=row.ends)
        set_committed_value(row.site, "closures", sorted(closures[row.site.id], key=_begins))
        set_committed_value(at, "site", row.site)
        sites[row.placement_id].append(at)
    for each in current:
        set_committed_value(each, "sites", sites[each.id])


def _begins(closure: Closure) -> tuple[date, uuid.UUID]:
    return closure.starts, closure.id


def give_timetables(current: Iterable[Placement], found: Given) -> None:
    rows: dict[uuid.UUID, list[TimetableRow]] = defaultdict(list)
    for each in found["timetable"]:
        set_committed_value(each.timetablerow, "category", each.category)
        set_committed_value(each.timetablerow, "slot", each.caseloadslot)
        rows[each.timetablerow.placement_id].append(each.timetablerow)
    for placement in current:
        ordered = sorted(rows[placement.id], key=lambda row: (row.weekday, row.start, row.id))
        set_committed_value(placement, "timetable", ordered)


def give_choices(current: Iterable[Placement], found: Given) -> None:
    """Give placements their open clients and groups, their courses the categories, and each habit its setting."""
    sites = {row.site.id: row.site for row in (*found["sites"], *found["habitats"])}
    slots: dict[uuid.UUID, list[CaseloadSlot]] = defaultdict(list)
    for row in sorted(found["slots"], key=lambda row: (len(row.caseloadslot.code), row.caseloadslot.code)):
        slots[row.caseloadslot.placement_id].append(row.caseloadslot)
    categories: dict[uuid.UUID, list[Category]] = defaultdict(list)
    for row in sorted(found["categories"], key=lambda row: row.category.position):
        categories[row.category.programme_version_id].append(row.category)
    for placement in current:
        version = placement.student.cohort.version_of
        set_committed_value(placement, "slots", slots[placement.id])
        set_committed_value(version, "categories", categories[version.id])
        for habit in placement.timetable:
            set_committed_value(habit, "site", sites[habit.site_id])


def day_parts() -> Parts:
    """Return the questions behind settings, closed days and timetables, for a `Together` asked with `placements`."""
    at = PlacementSite.placement_id.in_(PLACEMENTS)
    return {
        "timetable": sa.select(TimetableRow, Category, CaseloadSlot)
        .join(Category, Category.id == TimetableRow.category_id)
        .outerjoin(CaseloadSlot, CaseloadSlot.id == TimetableRow.slot_id)
        .where(TimetableRow.placement_id.in_(PLACEMENTS)),
        "sites": sa.select(
            PlacementSite.placement_id, PlacementSite.position, PlacementSite.starts, PlacementSite.ends, Site
        )
        .join(Site, Site.id == PlacementSite.site_id)
        .where(at),
        "closures": sa.select(Closure).where(Closure.site_id.in_(sa.select(PlacementSite.site_id).where(at))),
    }


def choice_parts() -> Parts:
    """Return the questions behind what one chooses from while logging."""
    habits = sa.select(TimetableRow.site_id).where(TimetableRow.placement_id.in_(PLACEMENTS))
    versions = (
        sa.select(Cohort.programme_version_id)
        .join(StudentRecord, StudentRecord.cohort_id == Cohort.id)
        .join(Placement, Placement.student_id == StudentRecord.id)
        .where(Placement.id.in_(PLACEMENTS))
    )
    is_open = (CaseloadSlot.placement_id.in_(PLACEMENTS), CaseloadSlot.status == SlotStatus.OPEN)
    return {
        "slots": sa.select(CaseloadSlot).where(*is_open),
        "categories": sa.select(Category).where(Category.programme_version_id.in_(versions)),
        "habitats": sa.select(Site).where(Site.id.in_(habits)),
    }
