"""A student of `tests.world` for whom everything that an organisation asks for was seen and accepted."""

from datetime import date
from typing import Any

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceAcceptance, ClearanceItem, ClearanceType
from placement_portal.clearance.rules import (
    ClearanceApplies,
    ClearanceFact,
    ClearanceOutcome,
    ClearanceStatus,
    ClearanceSubject,
    PresetGroup,
)
from placement_portal.clearance.service import types
from placement_portal.clearance.service.items import About
from placement_portal.database import db, new_id
from placement_portal.organisations.models import Organisation
from tests import world

LEFT_OPEN = frozenset({"induction"})
SEEN = -10


def ask(organisation: Organisation, by: Person, group: PresetGroup = PresetGroup.SCHOOLS) -> None:
    """Let an organisation ask for what a bundle has."""
    types.adopt(db.session.get_one(Organisation, organisation.id), group, by=by)


def clear(
    student: Person, university: Organisation, *relying: Organisation, without: frozenset[str] = LEFT_OPEN
) -> None:
    """See and accept everything that a university asks of a student, but for some codes."""
    wanted = db.session.query(ClearanceType).filter_by(organisation_id=university.id)
    for type_ in wanted.filter_by(subject=ClearanceSubject.STUDENT, applies=ClearanceApplies.EVERYBODY):
        if type_.code not in without:
            see(type_, About(person_id=student.id), university, *relying)


def see(type_: ClearanceType, about: About, *relying: Organisation, **facts: Any) -> ClearanceItem:
    """Keep that something was seen ten days ago, and who relies on it."""
    day, now = world.in_days(SEEN), clock.now()
    item = ClearanceItem(
        id=new_id(),
        type_id=type_.id,
        organisation_id=relying[0].id,
        code=type_.code,
        about=about.key(type_.code),
        status=ClearanceStatus.VERIFIED,
        submitted_at=now,
        seen_on=day,
        decided_at=now,
        **({"person_id": about.person_id, "site_id": about.site_id} | facts_of(type_, day) | facts),
    )
    db.session.add(item)
    db.session.flush()
    for each in relying:
        db.session.add(ClearanceAcceptance(item_id=item.id, organisation_id=each.id, at=now))
    return item


def facts_of(type_: ClearanceType, day: date) -> dict[str, Any]:
    """Return facts that fit what a type asks for."""
    every: dict[ClearanceFact, dict[str, Any]] = {
        ClearanceFact.ISSUED_ON: {"issued_on": day},
        ClearanceFact.LEVEL: {"level": type_.level},
        ClearanceFact.WORKFORCES: {"workforces": list(type_.workforces)},
        ClearanceFact.LAST_FOUR: {"last_four": "4321"},
        ClearanceFact.MADE_ON: {"made_on": day},
        ClearanceFact.EDITION: {"edition": "September"},
        ClearanceFact.ENDS_ON: {"ends_on": world.in_days(300)},
        ClearanceFact.OUTCOME: {"outcome": ClearanceOutcome.CLEARED},
    }
    found: dict[str, Any] = {}
    for fact in type_.facts:
        found |= every.get(ClearanceFact(fact), {})
    return found
