"""After a change of name no page, list, file or print shows the old one, to anybody who may see the person."""

import pytest
import sqlalchemy as sa

from placement_portal import transaction
from placement_portal.accounts.models import Person
from placement_portal.accounts.service import change_name
from placement_portal.database import db
from placement_portal.mail.models import OutboxMessage
from placement_portal.placements import service as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import AssignmentCapacity
from placement_portal.students import service as students
from placement_portal.students.rules import StudentAction
from placement_portal.studies import service as studies
from placement_portal.studies.service import MoveFacts
from tests import world
from tests.access.conftest import Restore
from tests.access.hidden import words_of
from tests.access.matrix import ROWS, Row
from tests.access.stage import Stage
from tests.world import NAMES

KEEPS_THE_NAME_AS_SIGNED = {"signatures"}
"""Rooms that seal the printed name of a signature, for verification only: it is shown beside the present name."""

LOOKED_AT = [
    row
    for row in ROWS
    if row.method == "GET" and row.readers and row.endpoint.partition(".")[0] not in KEEPS_THE_NAME_AS_SIGNED
]
STAYS_IN_THE_FILE = {"intake.check", "intake.template"}
"""The dry run of a file shows what is typed in it; the template's example has the name of one of the cast."""


def _acts(stage: Stage) -> None:
    """Let people be assigned, leave, and move students, so that whatever might keep a copy of a name does."""
    lead, tutor, supervisor, other = (_one(NAMES[who]) for who in ("lead", "tutor", "supervisor", "other_supervisor"))
    placement = db.session.get_one(Placement, stage.things["placement"]["placement_id"])
    placements.assign(placement, other, AssignmentCapacity.CLINICAL_SUPERVISOR, starts=world.in_days(-5), by=lead)
    ours = next(each for each in placement.assignments if each.person_id == supervisor.id)
    placements.end_assignment(ours, ends=world.in_days(20), by=lead)
    students.move(placement.student, StudentAction.REPEAT, day=world.in_days(-3), by=lead)
    world.adjustment(placement.student, tutor)


def _one(name: str) -> Person:
    return db.session.scalars(sa.select(Person).where(Person.name == name)).one()


@pytest.fixture
def renamed(stage: Stage, restore: Restore) -> Stage:
    """Give everybody of the cast another name, one by one, as they would themselves."""
    with stage.app.app_context(), transaction.unit():
        _acts(stage)
    with stage.app.app_context(), transaction.unit():
        for who, name in NAMES.items():
            person = _one(name)
            change_name(person, f"Quite Another {who.replace('_', ' ').title()}", seen=None, by=person)
    return stage


def test_no_page_or_file_shows_an_old_name(renamed: Stage) -> None:
    found = {str(row): names for row in LOOKED_AT if (names := _old_names(renamed, row))}
    assert found == {}


def test_a_letter_written_afterwards_has_the_new_name(renamed: Stage) -> None:
    with renamed.app.app_context(), transaction.unit():
        last = db.session.scalar(sa.select(sa.func.max(OutboxMessage.queued_at)))
        placement = db.session.get_one(Placement, renamed.things["placement"]["placement_id"])
        lead = _one("Quite Another Lead")
        clients = {placement.id: {slot.code: "The head decides" for slot in placement.slots}}
        facts = MoveFacts(day=world.in_days(0), clients=clients)
        studies.move(placement.student, StudentAction.WITHDRAW, facts, by=lead)
        db.session.flush()
        later = sa.select(OutboxMessage.text + OutboxMessage.html + OutboxMessage.subject)
        text = " ".join(db.session.scalars(later.where(OutboxMessage.queued_at > last)))
    assert "Quite Another Student" in text
    assert not [name for name in NAMES.values() if name in text]


def _old_names(stage: Stage, row: Row) -> set[str]:
    if row.endpoint in STAYS_IN_THE_FILE:
        return set()
    texts = (words_of(stage.ask(who, row.method, row.endpoint, row.thing)) for who in row.readers[:6])
    return {name for text in texts for name in NAMES.values() if name in text}
