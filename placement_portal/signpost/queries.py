"""What the signpost shows: the contacts of everywhere that somebody goes, and notes for those who may read them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import Placement, PlacementSite
from placement_portal.placements.policy import standing
from placement_portal.placements.rules import OPEN, SUPERVISING, AssignmentCapacity
from placement_portal.programmes.models import StudentRecord
from placement_portal.programmes.rules import ProgrammeRoleKind
from placement_portal.signpost import policy
from placement_portal.signpost.models import SignpostBoard, SignpostTold
from placement_portal.signpost.rules import BoardKind
from placement_portal.sites.models import Site
from placement_portal.sites.policy import managed_by

TEACHING: Final = frozenset({ProgrammeRoleKind.LEAD, ProgrammeRoleKind.UNIVERSITY_COORDINATOR})
MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Post:
    """One setting with its contacts, those of the provider who sends people there, and of the local authority."""

    site: Site
    provider: Organisation
    setting: SignpostBoard | None
    sender: SignpostBoard | None
    area: SignpostBoard | None


def posts_of(viewer: Person) -> list[Post]:
    """Return the signposts of everywhere that somebody goes, or supervises somebody who does; two statements."""
    links, today = standing(viewer), clock.today()
    theirs = sa.or_(Placement.student_id.in_(links.own_records()), Placement.id.in_(links.placements_as(SUPERVISING)))
    there = sa.or_(PlacementSite.ends.is_(None), PlacementSite.ends >= today)
    wanted = (
        sa.select(Site, Organisation)
        .join(PlacementSite, PlacementSite.site_id == Site.id)
        .join(Placement, Placement.id == PlacementSite.placement_id)
        .join(Organisation, Organisation.id == Placement.provider_id)
        .where(theirs, there, Placement.status.in_(OPEN))
        .order_by(Site.name, Organisation.id)
        .distinct()
    )
    pairs = [(site, provider) for site, provider in db.session.execute(wanted)]
    boards = _boards({site.id for site, _ in pairs}, {each.id for _, each in pairs}) if pairs else []
    return [_post(site, provider, boards) for site, provider in pairs]


def board_of_site(site: Site) -> SignpostBoard | None:
    """Return the contacts of a setting."""
    return db.session.scalar(_whole().where(SignpostBoard.site_id == site.id))


def boards_of(provider: Organisation) -> Sequence[SignpostBoard]:
    """Return the contacts of a provider, its own before those of its areas."""
    wanted = _whole().where(SignpostBoard.provider_id == provider.id)
    return db.session.scalars(wanted.order_by(SignpostBoard.kind.desc(), SignpostBoard.area)).all()


def find_area(viewer: Person, board_id: uuid.UUID) -> SignpostBoard | None:
    """Return the contacts of an area of a provider whose settings the viewer keeps."""
    found = db.session.scalar(_whole().where(SignpostBoard.id == board_id, SignpostBoard.kind == BoardKind.AREA))
    return found if found and found.provider_id in managed_by(viewer) else None


def providers_of(person: Person) -> Sequence[Organisation]:
    """Return the providers that somebody goes to as a student, whom a note may concern."""
    wanted = (
        sa.select(Organisation)
        .join(Placement, Placement.provider_id == Organisation.id)
        .where(Placement.student_id.in_(standing(person).own_records()), Placement.status.in_(OPEN))
    )
    return db.session.scalars(wanted.distinct().order_by(Organisation.name)).all()


def own(person: Person) -> Sequence[SignpostTold]:
    """Return what somebody noted themselves, the newest first."""
    return db.session.scalars(_notes().where(SignpostTold.person_id == person.id)).all()


def find_own(viewer: Person, told_id: uuid.UUID) -> SignpostTold | None:
    """Return a note of the viewer's own."""
    return db.session.scalar(_notes().where(SignpostTold.id == told_id, SignpostTold.person_id == viewer.id))


def for_staff(viewer: Person) -> Sequence[SignpostTold]:
    """Return the newest notes that the viewer may read: as safeguarding lead, or because they were told.

    A supervisor or tutor was told when the student says so and they look after a placement of the student there.
    """
    links = standing(viewer)
    tutored = links.placements_as({AssignmentCapacity.TUTOR})
    supervised = _looks_after(Placement.id.in_(links.placements_as(SUPERVISING)))
    taught = _looks_after(sa.or_(Placement.id.in_(tutored), Placement.programme_id.in_(links.programmes_as(TEACHING))))
    readable = sa.or_(
        SignpostTold.provider_id.in_(policy.leads_at(viewer)),
        sa.and_(SignpostTold.supervisor_told_at.is_not(None), supervised),
        sa.and_(SignpostTold.university_told_at.is_not(None), taught),
    )
    return db.session.scalars(_notes().where(readable, SignpostTold.person_id != viewer.id)).all()


def _looks_after(which: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    of = aliased(StudentRecord)
    theirs = sa.exists().where(
        of.person_id == SignpostTold.person_id,
        Placement.student_id == of.id,
        Placement.provider_id == SignpostTold.provider_id,
        which,
    )
    return theirs.correlate(SignpostTold)


def _notes() -> sa.Select[SignpostTold]:
    loaded = (joinedload(SignpostTold.person), joinedload(SignpostTold.provider))
    return sa.select(SignpostTold).options(*loaded).order_by(SignpostTold.id.desc()).limit(MOST)


def _whole() -> sa.Select[SignpostBoard]:
    return sa.select(SignpostBoard).options(joinedload(SignpostBoard.checked_by))


def _boards(sites: set[uuid.UUID], providers: set[uuid.UUID]) -> Sequence[SignpostBoard]:
    """Return every board that one of some settings and providers may need, areas that a setting names included."""
    named = sa.select(SignpostBoard.area_id).where(SignpostBoard.site_id.in_(sites)).correlate(None)
    which = sa.or_(
        SignpostBoard.site_id.in_(sites), SignpostBoard.provider_id.in_(providers), SignpostBoard.id.in_(named)
    )
    return db.session.scalars(_whole().where(which).order_by(SignpostBoard.area, SignpostBoard.id)).all()


def _post(site: Site, provider: Organisation, boards: Sequence[SignpostBoard]) -> Post:
    setting = next((each for each in boards if each.site_id == site.id), None)
    ours = [each for each in boards if each.provider_id == provider.id]
    sender = next((each for each in ours if each.kind is BoardKind.PROVIDER), None)
    areas = [each for each in ours if each.kind is BoardKind.AREA]
    named = next((each for each in boards if setting and each.id == setting.area_id), None)
    return Post(site, provider, setting, sender, named or (areas[0] if len(areas) == 1 else None))
