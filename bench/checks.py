"""Checks of the filled world: what schools ask for, most of it seen and accepted, one of each student waiting."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bench.fill import chunks
from placement_portal import clock, transaction
from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceAcceptance, ClearanceItem, ClearanceType
from placement_portal.clearance.rules import CheckLevel, ClearanceStatus, PresetGroup
from placement_portal.clearance.service import types
from placement_portal.database import db, new_id
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import OrganisationKind
from placement_portal.programmes.models import StudentRecord

IN_PLACE = ("identity", "dbs_declaration", "health_character", "safeguarding_training", "occupational_health")
WAITING = "kcsie"


def fill() -> None:
    """Give every student of a filled world their checks; needs an app context."""
    with transaction.unit():
        university, provider = (
            db.session.query(Organisation).filter_by(kind=kind).one()
            for kind in (OrganisationKind.UNIVERSITY, OrganisationKind.PROVIDER)
        )
        by = db.session.scalars(sa.select(Person).order_by(Person.id).limit(1)).one()
        types.adopt(university, PresetGroup.SCHOOLS, by=by)
        types.adopt(provider, PresetGroup.SCHOOLS, by=by)
        types.adopt(provider, PresetGroup.SUPERVISORS, by=by)
        people = db.session.scalars(sa.select(StudentRecord.person_id).order_by(StudentRecord.person_id)).all()
        known = db.session.query(ClearanceType).filter_by(organisation_id=university.id)
        for some in chunks(_items({each.code: each.id for each in known}, people, university.id)):
            db.session.execute(sa.insert(ClearanceItem), some)
            seen = [each["id"] for each in some if each["status"] is ClearanceStatus.VERIFIED]
            accepted = [
                {"item_id": key, "organisation_id": each.id, "by_id": None, "at": clock.now()}
                for key in seen
                for each in (university, provider)
            ]
            db.session.execute(sa.insert(ClearanceAcceptance), accepted)


def _items(kinds: dict[str, uuid.UUID], people: Sequence[uuid.UUID], university: uuid.UUID) -> Iterator[dict[str, Any]]:
    today, now = clock.today(), clock.now()
    for number, person in enumerate(people):
        for code in ("dbs_children", *IN_PLACE, WAITING):
            waits = code == WAITING
            moved = {"submitted_at": now - timedelta(minutes=number)} if waits else _seen(code, today, now)
            yield {
                "id": new_id(),
                "type_id": kinds[code],
                "organisation_id": university,
                "code": code,
                "about": f"{code}/{person.hex}",
                "person_id": person,
                "status": ClearanceStatus.SUBMITTED if waits else ClearanceStatus.VERIFIED,
                "workforces": ["children"] if code == "dbs_children" else [],
                "version": 1,
                "submitted_at": None,
                "seen_on": None,
                "decided_at": None,
                "issued_on": None,
                "made_on": today,
                "level": CheckLevel.ENHANCED_BARRED if code == "dbs_children" else None,
                **moved,
            }


def _seen(code: str, today: date, now: datetime) -> dict[str, Any]:
    issued = today - timedelta(days=90) if code == "dbs_children" else None
    return {"seen_on": today - timedelta(days=30), "decided_at": now, "issued_on": issued}
