"""Which frameworks, versions, domains and competencies a viewer may see, and which course uses which."""

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.frameworks.models import (
    Competency,
    Domain,
    Framework,
    FrameworkUpload,
    FrameworkUse,
    FrameworkVersion,
)
from placement_portal.frameworks.policy import reads
from placement_portal.frameworks.rules import FrameworkStatus
from placement_portal.programmes.models import Programme, ProgrammeVersion


def find(viewer: Person, version_id: uuid.UUID) -> FrameworkVersion | None:
    """Return a version of a framework that exists for the viewer, with its programme."""
    found = db.session.scalar(sa.select(FrameworkVersion).where(FrameworkVersion.id == version_id).options(_up()))
    return found if found and reads(viewer, found) else None


def find_domain(viewer: Person, domain_id: uuid.UUID) -> Domain | None:
    """Return a domain of a version that exists for the viewer."""
    wanted = sa.select(Domain).where(Domain.id == domain_id).options(_up(joinedload(Domain.version_of)))
    found = db.session.scalar(wanted)
    return found if found and reads(viewer, found.version_of) else None


def find_competency(viewer: Person, competency_id: uuid.UUID) -> Competency | None:
    """Return a competency of a version that exists for the viewer."""
    up = _up(joinedload(Competency.version_of))
    found = db.session.scalar(sa.select(Competency).where(Competency.id == competency_id).options(up))
    return found if found and reads(viewer, found.version_of) else None


def find_upload(viewer: Person, upload_id: uuid.UUID) -> FrameworkUpload | None:
    """Return a file of the viewer's own that has not expired."""
    wanted = sa.select(FrameworkUpload).where(
        FrameworkUpload.id == upload_id, FrameworkUpload.by_id == viewer.id, FrameworkUpload.expires_at > clock.now()
    )
    return db.session.scalar(wanted.options(_up(joinedload(FrameworkUpload.version_of))))


def whole(version: FrameworkVersion) -> FrameworkVersion:
    """Return a version with its scale, headings, domains and competencies, in four statements however many."""
    wanted = sa.select(FrameworkVersion).where(FrameworkVersion.id == version.id)
    return db.session.scalars(wanted.options(*_parts()).execution_options(populate_existing=True)).one()


def frameworks_of(viewer: Person, programme: Programme) -> list[Framework]:
    """Return the frameworks of a programme by name, with the versions that exist for the viewer, the newest first."""
    wanted = sa.select(Framework).join(Framework.versions).where(Framework.programme_id == programme.id)
    ordered = wanted.order_by(Framework.name, FrameworkVersion.number.desc())
    options = (
        contains_eager(Framework.versions).joinedload(FrameworkVersion.framework).joinedload(Framework.programme),
    )
    found = db.session.scalars(ordered.options(*options)).unique()
    return [each for each in found if any(reads(viewer, version) for version in each.versions)]


def used_by(programme: Programme) -> dict[uuid.UUID, list[ProgrammeVersion]]:
    """Return the versions of a programme by the framework version they are looked at with."""
    wanted = sa.select(FrameworkUse).join(FrameworkUse.programme_version)
    wanted = wanted.where(ProgrammeVersion.programme_id == programme.id).order_by(ProgrammeVersion.id)
    found: dict[uuid.UUID, list[ProgrammeVersion]] = {}
    for each in db.session.scalars(wanted.options(contains_eager(FrameworkUse.programme_version))):
        found.setdefault(each.framework_version_id, []).append(each.programme_version)
    return found


def in_use(programme_version_id: uuid.UUID, *, parts: bool = False) -> FrameworkVersion | None:
    """Return the version that a programme version is looked at with, with all its parts if wanted; None without one."""
    wanted = sa.select(FrameworkVersion).join(FrameworkUse, FrameworkUse.framework_version_id == FrameworkVersion.id)
    wanted = wanted.where(FrameworkUse.programme_version_id == programme_version_id)
    return db.session.scalar(wanted.options(_up(), *(_parts() if parts else ())))


def sources_for(viewer: Person, programme: Programme) -> list[FrameworkVersion]:
    """Return the published versions of the university's programmes that the viewer may copy, by programme and name."""
    wanted = (
        sa.select(FrameworkVersion)
        .join(FrameworkVersion.framework)
        .join(Framework.programme)
        .where(Programme.university_id == programme.university_id)
        .where(FrameworkVersion.status == FrameworkStatus.PUBLISHED)
        .order_by(Programme.name, Framework.name, FrameworkVersion.number.desc())
        .options(contains_eager(FrameworkVersion.framework).contains_eager(Framework.programme))
    )
    return [each for each in db.session.scalars(wanted) if reads(viewer, each)]


def _parts() -> tuple[Any, ...]:
    domains = selectinload(FrameworkVersion.domains).joinedload(Domain.competencies)
    return selectinload(FrameworkVersion.levels), selectinload(FrameworkVersion.headings), domains


def _up(to_version: Any = None) -> Any:
    start = to_version.joinedload(FrameworkVersion.framework) if to_version else joinedload(FrameworkVersion.framework)
    return start.joinedload(Framework.programme)
