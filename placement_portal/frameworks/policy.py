"""Who may read a framework, and who may write one: by relations that are in force today."""

import uuid
from typing import TypeAlias

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.frameworks.models import Competency, Domain, FrameworkUpload, FrameworkVersion
from placement_portal.placements.models import Placement
from placement_portal.placements.policy import standing
from placement_portal.programmes import policy as programmes
from placement_portal.programmes.models import Cohort, Programme, ProgrammeVersion, StudentRecord

Part: TypeAlias = FrameworkVersion | Domain | Competency | FrameworkUpload


def version_of(part: Part) -> FrameworkVersion:
    """Return the version that something is part of."""
    return part if isinstance(part, FrameworkVersion) else part.version_of


def manages(person: Person, part: Part) -> bool:
    """Say whether the person leads or co-ordinates the programme whose framework it is."""
    return programmes.runs(person, version_of(part).framework.programme)


def may_edit(person: Person, part: Part) -> bool:
    """Say whether the person may change it: who runs the programme, as long as it is a draft."""
    return manages(person, part) and version_of(part).is_draft


def reads(person: Person, version: FrameworkVersion) -> bool:
    """Say whether it exists for the person: drafts for who runs the programme, published ones for all concerned."""
    programme = version.framework.programme
    if programmes.runs(person, programme):
        return True
    return not version.is_draft and (programmes.sees(person, programme) or is_concerned(person, programme))


def is_concerned(person: Person, programme: Programme) -> bool:
    """Say whether the person studies in the programme, or has to do with a placement of one of its students."""
    ours = standing(person)
    placed = _placed(programme.id).where(
        sa.or_(Placement.id.in_(ours.placements_read()), Placement.provider_id.in_(ours.hosts()))
    )
    studies = sa.exists().where(
        StudentRecord.id.in_(ours.own_records()),
        StudentRecord.cohort_id == Cohort.id,
        Cohort.programme_version_id == ProgrammeVersion.id,
        ProgrammeVersion.programme_id == programme.id,
    )
    return db.session.scalar(sa.select(sa.or_(placed, studies))) is True


def _placed(programme_id: uuid.UUID) -> sa.Exists:
    return sa.exists().where(Placement.programme_id == programme_id)
