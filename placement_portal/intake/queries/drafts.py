"""Whose files wait, for which stages they may be, and who has no account after an import."""

import uuid
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock
from placement_portal.accounts.models import Address, Credential, Person
from placement_portal.accounts.rules import AddressKind
from placement_portal.database import db
from placement_portal.intake.models import ImportDraft, ImportFile
from placement_portal.intake.policy import may_import, programmes_run
from placement_portal.intake.rules import Counts, ImportKind, ImportOutcome
from placement_portal.organisations import queries as organisations
from placement_portal.organisations.models import Invitation, Organisation
from placement_portal.programmes.models import Cohort, Programme, ProgrammeVersion, Stage


class Waiting(NamedTuple):
    """Somebody whom an import brought and who has no account and no open invitation yet."""

    person_id: uuid.UUID
    name: str
    address: str


def find(viewer: Person, organisation_id: uuid.UUID) -> Organisation | None:
    """Return an organisation that exists for the viewer."""
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is not None and may_import(viewer, organisation):
        return organisation
    return organisations.find(viewer, organisation_id)


def find_draft(viewer: Person, draft_id: uuid.UUID) -> ImportDraft | None:
    """Return an import of the viewer's own that has not expired."""
    wanted = sa.select(ImportDraft).where(
        ImportDraft.id == draft_id, ImportDraft.by_id == viewer.id, ImportDraft.expires_at > clock.now()
    )
    return db.session.scalar(wanted.options(joinedload(ImportDraft.organisation)))


def files_of(draft: ImportDraft) -> list[ImportFile]:
    """Return the files of an import in the order in which they were sent."""
    wanted = sa.select(ImportFile).where(ImportFile.draft_id == draft.id).order_by(ImportFile.id)
    return list(db.session.scalars(wanted))


def stages_for(viewer: Person, organisation: Organisation) -> list[Stage]:
    """Return the stages into which the viewer may bring students, by programme and cohort, with both."""
    wanted = sa.select(Stage).join(Stage.cohort).join(Cohort.version_of).join(ProgrammeVersion.programme)
    mine = wanted.where(Programme.university_id == organisation.id, Programme.id.in_(programmes_run(viewer)))
    up = joinedload(Stage.cohort).joinedload(Cohort.version_of).joinedload(ProgrammeVersion.programme)
    order = (Programme.name, Cohort.start_year.desc(), Cohort.name, Cohort.id, Stage.position)
    return list(db.session.scalars(mine.options(up).order_by(*order)))


def results_of(draft: ImportDraft) -> tuple[Counts, list[Cohort]]:
    """Return what an import came to, by kind, and the cohorts that its students are in."""
    counts: Counts = {
        ImportKind(kind): {ImportOutcome(outcome): number for outcome, number in numbers.items()}
        for kind, numbers in draft.result["counts"].items()
    }
    wanted = sa.select(Cohort).where(Cohort.id.in_([uuid.UUID(each) for each in draft.result["cohorts"]]))
    up = joinedload(Cohort.version_of).joinedload(ProgrammeVersion.programme)
    return counts, list(db.session.scalars(wanted.options(up).order_by(Cohort.name, Cohort.id)))


def without_account(draft: ImportDraft) -> list[Waiting]:
    """Return whom an import brought and who can be invited now, by name."""
    people = [uuid.UUID(each) for each in draft.result["people"]]
    invited = sa.select(Invitation.person_id).where(
        Invitation.organisation_id == draft.organisation_id,
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > clock.now(),
    )
    has_account = sa.select(Credential.person_id)
    wanted = (
        sa.select(Person.id, Person.name, Address.written)
        .join(Address, sa.and_(Address.person_id == Person.id, Address.kind == AddressKind.SIGN_IN))
        .where(Person.id.in_(people), Person.deactivated_at.is_(None))
        .where(Person.id.not_in(invited), Person.id.not_in(has_account))
    )
    return [Waiting(*row) for row in db.session.execute(wanted.order_by(Person.name, Person.id))]
