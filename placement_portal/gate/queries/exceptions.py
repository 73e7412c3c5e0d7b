"""Exceptions as they are found, told and signed."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceException, ClearanceType
from placement_portal.clearance.queries.known import waiver_of
from placement_portal.clearance.rules.exceptions import ExceptionCondition, ExceptionState, state_of
from placement_portal.database import db
from placement_portal.gate.policy import reads
from placement_portal.organisations.models import Membership, Organisation
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import Side
from placement_portal.programmes.models import ProgrammeRole
from placement_portal.programmes.rules import ProgrammeRoleKind
from placement_portal.web.formats import full_day
from placement_portal.web.labels import label

PAGE: Final = 50


def find(viewer: Person, exception_id: uuid.UUID) -> ClearanceException | None:
    """Return an exception to those who agree to it and to officers; others read its conditions and end at the gate."""
    found = db.session.scalar(_whole().where(ClearanceException.id == exception_id))
    return found if found and reads(viewer, found) else None


def exceptions_at(viewer: Person, organisation: Organisation, after: uuid.UUID | None) -> list[ClearanceException]:
    """Return a page of the exceptions that concern an organisation, the newest first, and one more if there is one."""
    ours = sa.or_(
        ClearanceException.provider_id == organisation.id, ClearanceException.university_id == organisation.id
    )
    wanted = _whole().where(ours, ClearanceException.person_id != viewer.id)
    if after:
        wanted = wanted.where(ClearanceException.id < after)
    return list(db.session.scalars(wanted.order_by(ClearanceException.id.desc()).limit(PAGE + 1)))


def exceptions_of(placement: Placement) -> Sequence[ClearanceException]:
    """Return the exceptions about a student at the provider of a placement, the newest first."""
    about = ClearanceException.person_id == placement.student.person_id
    wanted = _whole().where(about, ClearanceException.provider_id == placement.provider_id)
    return db.session.scalars(wanted.order_by(ClearanceException.id.desc())).all()


def state(exception: ClearanceException, today: date | None = None) -> ExceptionState:
    """Return how far an exception has come."""
    gone = {"declined": exception.declined_at is not None, "ended": exception.ended_on is not None}
    return state_of(waiver_of(exception), today or clock.today(), **gone)


def title_of(exception: ClearanceException) -> str:
    """Return what an exception is called on the page where it is signed."""
    return f"Exception for {exception.person.name}"


def name_of(exception: ClearanceException) -> str:
    """Return what the check is called, by the provider where it asks for it, else by the university."""
    asked = sa.select(ClearanceType.name).where(
        ClearanceType.code == exception.code,
        ClearanceType.organisation_id.in_([exception.provider_id, exception.university_id]),
    )
    first = sa.case((ClearanceType.organisation_id == exception.provider_id, 0), else_=1)
    return db.session.scalar(asked.order_by(first).limit(1)) or exception.code


def names_of(exceptions: Collection[ClearanceException]) -> dict[tuple[str, uuid.UUID], str]:
    """Return what the checks of some exceptions are called, by code and organisation; one statement."""
    organisations = {key for each in exceptions for key in (each.provider_id, each.university_id)}
    wanted = sa.select(ClearanceType.code, ClearanceType.organisation_id, ClearanceType.name).where(
        ClearanceType.code.in_({each.code for each in exceptions}), ClearanceType.organisation_id.in_(organisations)
    )
    return {(code, organisation_id): name for code, organisation_id, name in db.session.execute(wanted)}


def content(exception: ClearanceException) -> dict[str, Any]:
    """Return everything that is signed; what is decided afterwards, and by whom, is not part of it.

    The note on the risk stands in it as its seal, so that signatures hold when the note is deleted.
    """
    return {
        "exception": str(exception.id),
        "student": str(exception.person_id),
        "check": exception.code,
        "first_day": exception.starts.isoformat(),
        "last_day": exception.until.isoformat(),
        "conditions": sorted(exception.conditions),
        "barred_list_checked_by_the_school": exception.barred_list_by_school,
        "head": exception.head_name,
        "head_agreed_on": exception.head_agreed_on.isoformat(),
        "head_agreed_how": exception.head_agreed_how,
        "reason": exception.reason.value,
        "risk": exception.risk_seal or exception.risk,
    }


def contents_of(ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Mapping[str, Any]]:
    """Return what some exceptions say now."""
    wanted = sa.select(ClearanceException).where(ClearanceException.id.in_(ids)).order_by(ClearanceException.id)
    return {each.id: content(each) for each in db.session.scalars(wanted)}


def told_of(exception: ClearanceException) -> list[tuple[str, str]]:
    """Return what is signed in words, as a list of what and how."""
    conditions = ", ".join(label_of(each) for each in exception.conditions)
    rows = [
        ("Student", exception.person.name),
        ("Check", name_of(exception)),
        ("First day", full_day(exception.starts)),
        ("Last day", full_day(exception.until)),
        ("Conditions", conditions),
        (
            "The head agreed",
            f"{exception.head_name}, {full_day(exception.head_agreed_on)}, {exception.head_agreed_how}",
        ),
        ("Why", label(exception.reason).text),
        ("Risk, and what is done about it", _risk(exception)),
    ]
    if exception.barred_list_by_school:
        rows.append(("Barred list", "The school states that it made its own check of the barred list"))
    return rows


def _risk(exception: ClearanceException) -> str:
    deleted = exception.risk_deleted_on
    return f"Deleted on {full_day(deleted)}, six months after the last day." if deleted else exception.risk or "–"


def label_of(condition: str) -> str:
    """Return a condition in words."""
    return label(ExceptionCondition(condition)).text


def agreeing(exception: ClearanceException, sides: Collection[Side]) -> list[Person]:
    """Return who can agree for some sides today."""
    today = clock.today()
    member = (Membership.organisation_id == exception.provider_id, Membership.confirmed)
    role = (ProgrammeRole.programme_id == exception.programme_id, ProgrammeRole.kind == ProgrammeRoleKind.LEAD)
    found = {
        Side.PROVIDER: sa.select(Membership.person_id).where(
            *member, Membership.role == MembershipRole.SAFEGUARDING_LEAD, *_holds(Membership, today)
        ),
        Side.UNIVERSITY: sa.select(ProgrammeRole.person_id).where(*role, *_holds(ProgrammeRole, today)),
    }
    anybody = sa.or_(*(Person.id.in_(found[side]) for side in sides))
    wanted = sa.select(Person).where(anybody, Person.deactivated_at.is_(None), Person.id != exception.person_id)
    return list(db.session.scalars(wanted.order_by(Person.id)))


def _holds(link: Any, today: date) -> list[sa.ColumnElement[bool]]:
    return [link.starts <= today, sa.or_(link.ends.is_(None), link.ends >= today)]


def _whole() -> sa.Select[ClearanceException]:
    people = ("person", "asked_by", "safeguarding_by", "lead_by", "declined_by")
    return sa.select(ClearanceException).options(*(joinedload(getattr(ClearanceException, each)) for each in people))
