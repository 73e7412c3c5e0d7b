"""Each refusal of somebody who is signed in is in the ledger: who, where, and what, unless it was not theirs to see."""

from typing import Any

import pytest
import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent, LedgerPayload
from tests.access.conftest import Restore
from tests.access.stage import NOBODY, Stage
from tests.world import NAMES

SAME = (LedgerPayload.chain == LedgerEvent.chain, LedgerPayload.seq == LedgerEvent.seq)


@pytest.mark.parametrize(
    "who, method, endpoint, thing, status",
    [
        ("provider_coordinator", "POST", "hours.decide", "submitted", 403),
        ("student", "GET", "placements.edit", "placement", 403),
        ("other_supervisor", "GET", "record.entry", "submitted", 404),
        ("administrator", "GET", "record.placement", "placement", 404),
        ("other_student", "POST", "hours.log", "-", 404),
        ("lead", "POST", "accounts.end_session", "session", 404),
    ],
)
def test_a_refusal_is_recorded(
    stage: Stage, restore: Restore, who: str, method: str, endpoint: str, thing: str, status: int
) -> None:
    restore()
    assert stage.ask(who, method, endpoint, thing).status_code == status
    (event, payload), *more = refusals(stage)
    assert not more
    assert payload == {"endpoint": endpoint, "status": status}
    assert event.actor == id_of(stage, who)
    assert event.object_id == (next(iter(stage.things[thing].values())) if status == 403 else None)


def test_neither_success_nor_a_stranger_at_the_door_is_a_refusal(stage: Stage, restore: Restore) -> None:
    restore()
    assert stage.ask("student", "GET", "record.entry", "submitted").status_code == 200
    assert stage.ask(NOBODY, "GET", "record.entry", "submitted").status_code == 302
    assert refusals(stage) == []


@pytest.mark.parametrize(
    "who, method, endpoint, thing, status",
    [
        ("supervisor", "GET", "clearance.record", "check_of", 403),
        ("supervisor", "GET", "clearance.record_site", "check_at", 403),
        ("supervisor", "GET", "letters.make", "stay", 403),
        ("examiner", "GET", "studies.adjustments", "student", 403),
        ("other_student", "GET", "whatif.rule", "rule_of", 404),
        ("other_student", "GET", "supervision.change_action", "action", 404),
        ("lead", "POST", "rulebook.discard", "stage", 303),
        ("lead", "POST", "rulebook.group", "stage", 303),
        ("lead", "POST", "whatif.as_the_cohort", "student", 303),
        ("lead", "POST", "whatif.more_time", "student", 422),
        ("lead", "POST", "whatif.lower", "student", 422),
        ("tutor", "POST", "supervision.change_action", "action", 422),
    ],
)
def test_what_is_not_theirs_or_sent_empty_is_answered(
    stage: Stage, restore: Restore, who: str, method: str, endpoint: str, thing: str, status: int
) -> None:
    """Rows of the matrix that nothing else reaches, which is asked without its coverage."""
    assert stage.ask(who, method, endpoint, thing).status_code == status


def refusals(stage: Stage) -> list[tuple[LedgerEvent, dict[str, Any]]]:
    with stage.app.app_context():
        wanted = sa.select(LedgerEvent, LedgerPayload.payload).join(LedgerPayload, sa.and_(*SAME))
        rows = db.session.execute(wanted.where(LedgerEvent.action == "access_refused")).all()
        return [(event, payload) for event, payload in rows]


def id_of(stage: Stage, who: str) -> object:
    with stage.app.app_context():
        return db.session.scalar(sa.select(Person.id).where(Person.name == NAMES[who]))
