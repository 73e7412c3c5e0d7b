"""What can be found of inductions: the list of a setting as it stands, and what a student was shown."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.inductions.models import Induction, InductionList
from placement_portal.inductions.rules import PRESET, InductionStanding, counting, standing
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.rules import SUPERVISING
from placement_portal.sites.models import Site


@dataclass(frozen=True, slots=True)
class Shown:
    """The list of a setting as it stands; number 0 is the preset, which nobody has changed yet."""

    number: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a student's induction at one setting is, by the list that counts for it."""

    site: Site
    list_: Shown
    induction: Induction | None

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that count: those confirmed, else those of the list as it stands."""
        return tuple(self.induction.lines) if self.is_confirmed and self.induction else self.list_.lines

    @property
    def is_confirmed(self) -> bool:
        """Whether it is confirmed."""
        return self.induction is not None and self.induction.confirmed_at is not None

    @property
    def ticks(self) -> dict[str, str]:
        """What the student ticked, with the day of each."""
        return counting(self.induction.ticks if self.induction else {}, self.lines)

    @property
    def standing(self) -> InductionStanding:
        """How far it is."""
        return standing(self.ticks, self.lines, confirmed=self.is_confirmed)


def list_of(site_id: uuid.UUID) -> Shown:
    """Return the list of a setting as it stands."""
    return lists_of([site_id])[site_id]


def lists_of(sites: Collection[uuid.UUID]) -> dict[uuid.UUID, Shown]:
    """Return the lists of some settings as they stand; the preset where nobody has changed it."""
    newest = (
        sa.select(InductionList.site_id, sa.func.max(InductionList.number).label("number"))
        .where(InductionList.site_id.in_(sites))
        .group_by(InductionList.site_id)
        .subquery()
    )
    same = sa.and_(InductionList.site_id == newest.c.site_id, InductionList.number == newest.c.number)
    found = db.session.scalars(sa.select(InductionList).join(newest, same))
    kept = {each.site_id: Shown(each.number, tuple(each.lines)) for each in found}
    return {each: kept.get(each, Shown(0, PRESET)) for each in sites}


def of_placement(placement: Placement) -> list[Progress]:
    """Return how far the inductions of a placement are, setting by setting."""
    sites = [each.site for each in sorted(placement.sites, key=lambda each: (each.position, each.site.name))]
    lists = lists_of([each.id for each in sites])
    wanted = sa.select(Induction).where(Induction.placement_id == placement.id)
    wanted = wanted.options(joinedload(Induction.confirmed_by), joinedload(Induction.site))
    begun = {each.site_id: each for each in db.session.scalars(wanted)}
    return [Progress(each, lists[each.id], begun.get(each.id)) for each in sites]


def progress(placement: Placement, site: Site) -> Progress:
    """Return how far the induction of a placement at one setting is."""
    wanted = sa.select(Induction).where(Induction.placement_id == placement.id, Induction.site_id == site.id)
    found = db.session.scalar(wanted.options(joinedload(Induction.confirmed_by), joinedload(Induction.site)))
    return Progress(site, list_of(site.id), found)


def locked(placement_id: uuid.UUID, site_id: uuid.UUID) -> Induction | None:
    """Return what a student was shown at a setting, and hold it until the transaction ends."""
    wanted = sa.select(Induction).where(Induction.placement_id == placement_id, Induction.site_id == site_id)
    return db.session.scalar(wanted.with_for_update().execution_options(populate_existing=True))


def supervisors_of(placement: Placement) -> list[Person]:
    """Return who supervises a placement today."""
    today = clock.today()
    wanted = (
        sa.select(Person)
        .join(Assignment, Assignment.person_id == Person.id)
        .where(
            Assignment.placement_id == placement.id,
            Assignment.capacity.in_(SUPERVISING),
            Assignment.starts <= today,
            sa.or_(Assignment.ends.is_(None), Assignment.ends >= today),
            Person.deactivated_at.is_(None),
        )
    )
    return list(db.session.scalars(wanted.distinct().order_by(Person.id)))
