"""Many checks in one act: a day sheet of who showed their originals today, and what registers said of many."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from placement_portal import clock, sheets
from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceItem, ClearanceType
from placement_portal.clearance.queries.many import SheetLine, to_look_up
from placement_portal.clearance.rules import ClearanceFact, UpdateStatus, Workforce
from placement_portal.clearance.rules.facts import ItemFacts, problems, seen_problem
from placement_portal.clearance.service.deciding import OWN, Seen, look_up, record, verify
from placement_portal.clearance.service.items import About
from placement_portal.database import db
from placement_portal.organisations.models import Organisation

NOT_A_DATE: Final = "Enter the date of issue, such as 12/11/2026."


@dataclass(frozen=True, slots=True)
class Typed:
    """What an officer typed on one line: the date of issue and four digits, as they stand there."""

    issued: str = ""
    four: str = ""


def fill_sheet(
    organisation: Organisation,
    type_: ClearanceType,
    lines: Mapping[uuid.UUID, SheetLine],
    typed: Mapping[uuid.UUID, Typed],
    *,
    by: Person,
) -> dict[uuid.UUID, str]:
    """Record everybody who is ticked as seen in person today; return what is wrong, and then nothing is recorded."""
    said, wrong = {}, {}
    for person_id, each in typed.items():
        facts, sentence = _read(type_, lines[person_id], each, by)
        said[person_id] = facts
        if sentence:
            wrong[person_id] = sentence
    if not wrong:
        for person_id, facts in said.items():
            _record(organisation, type_, lines[person_id], facts, by)
    return wrong


def look_many_up(organisation: Organisation, said: Mapping[uuid.UUID, UpdateStatus], *, by: Person) -> tuple[int, int]:
    """Record what registers said of many; return how many were looked up, and how many of them stop."""
    found = [each for each in to_look_up(organisation, clock.today()) if each.id in said and each.person_id != by.id]
    for item in found:
        look_up(item, said[item.id], clock.today(), by=by)
    return len(found), sum(said[each.id] is UpdateStatus.NEW_CHECK_NEEDED for each in found)


def _read(type_: ClearanceType, line: SheetLine, typed: Typed, by: Person) -> tuple[ItemFacts, str]:
    """Return what a line says, and what is wrong with it; what the student sent stands where nothing is typed."""
    today, sent = clock.today(), line.sent
    issued = sent.issued_on if sent else None
    if ClearanceFact.ISSUED_ON in type_.facts and typed.issued:
        issued = _date(typed.issued)
        if issued is None:
            return ItemFacts(), NOT_A_DATE
    facts = ItemFacts(
        issued_on=issued,
        level=type_.level if ClearanceFact.LEVEL in type_.facts else None,
        workforces=tuple(Workforce(each) for each in type_.workforces) or _covers(sent),
        last_four=typed.four or (sent.last_four if sent else ""),
        made_on=today if ClearanceFact.MADE_ON in type_.facts else None,
        update_consent=bool(sent and sent.update_consent),
    )
    if line.person.id == by.id:
        return facts, OWN
    found = problems(type_.said(), facts, today)
    return facts, next(iter(found.values()), "") or seen_problem(today, facts.issued_on, today, "")


def _covers(sent: ClearanceItem | None) -> tuple[Workforce, ...]:
    return tuple(Workforce(each) for each in sent.workforces) if sent else ()


def _date(typed: str) -> date | None:
    try:
        return sheets.date(typed)
    except sheets.CellError:
        return None


def _record(organisation: Organisation, type_: ClearanceType, line: SheetLine, facts: ItemFacts, by: Person) -> None:
    seen = Seen(on=clock.today())
    if line.sent is None:
        record(type_, About(person_id=line.person.id), facts, organisation.id, seen, by=by)
        return
    item = db.session.get_one(ClearanceItem, line.sent.id)
    item.organisation_id = organisation.id
    item.issued_on, item.last_four = facts.issued_on, facts.last_four
    item.level, item.workforces = facts.level, list(facts.workforces)
    verify(item, seen, by=by)
