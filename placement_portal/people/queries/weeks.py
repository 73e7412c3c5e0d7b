"""Who is at a setting on which day of the week, as far as the viewer may see the placements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, NamedTuple

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.people.queries.around import supervisors_today
from placement_portal.people.rules import by_weekday
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement, PlacementSite, TimetableRow
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.models import StudentRecord
from placement_portal.sites.models import Site

COMES = (PlacementStatus.READY_TO_START, PlacementStatus.ACTIVE)


class Presence(NamedTuple):
    """Somebody who comes to a setting on a weekday, from a time to a time, for a university, under somebody."""

    placement_id: Any
    weekday: int
    begins: time
    last_begins: time
    minutes: int
    who: str
    university: str
    supervisors: str


class Comes(NamedTuple):
    """Somebody who is placed at a setting and whose weekdays nobody has said."""

    placement_id: Any
    who: str
    university: str
    supervisors: str
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class Week:
    """Who comes to a setting: by weekday, and those whose days are not said."""

    days: Mapping[int, Sequence[Presence]]
    others: Sequence[Comes]


def week_of(viewer: Person, site: Site, today: date) -> Week:
    """Return who comes to a setting these weeks; two statements."""
    timed = [Presence(*row) for row in db.session.execute(_timed(viewer, site, today))]
    known = {each.placement_id for each in timed}
    placed = [Comes(*row) for row in db.session.execute(_placed(viewer, site, today))]
    return Week(by_weekday(timed), [each for each in placed if each.placement_id not in known])


def _timed(viewer: Person, site: Site, today: date) -> sa.Select[Any]:
    """Return one row for each placement and weekday: from the first habit of the day to the last."""
    last = sa.func.max(TimetableRow.start)
    wanted = sa.select(
        Placement.id,
        TimetableRow.weekday,
        sa.type_coerce(sa.func.min(TimetableRow.start), sa.Time),
        sa.type_coerce(last, sa.Time),
        sa.func.max(TimetableRow.minutes),
        Person.name,
        Organisation.name.label("university"),
        supervisors_today(today),
    )
    wanted = _with_names(wanted.join(TimetableRow, TimetableRow.placement_id == Placement.id))
    seen = (TimetableRow.site_id == site.id, *_comes(today), placements.is_visible(viewer))
    return wanted.where(*seen).group_by(Placement.id, TimetableRow.weekday, Person.name, Organisation.name)


def _placed(viewer: Person, site: Site, today: date) -> sa.Select[Any]:
    columns = (Placement.id, Person.name, Organisation.name.label("university"), supervisors_today(today))
    wanted = sa.select(*columns, Placement.starts, Placement.ends)
    wanted = _with_names(wanted.join(PlacementSite, PlacementSite.placement_id == Placement.id))
    there = sa.or_(PlacementSite.ends.is_(None), PlacementSite.ends >= today)
    seen = (PlacementSite.site_id == site.id, there, *_comes(today), placements.is_visible(viewer))
    return wanted.where(*seen).order_by(Person.name, Placement.id)


def _with_names(wanted: sa.Select[Any]) -> sa.Select[Any]:
    wanted = wanted.join(StudentRecord, StudentRecord.id == Placement.student_id)
    wanted = wanted.join(Person, Person.id == StudentRecord.person_id)
    return wanted.join(Organisation, Organisation.id == Placement.university_id)


def _comes(today: date) -> tuple[sa.ColumnElement[bool], ...]:
    return Placement.status.in_(COMES), Placement.ends >= today
