"""The database refuses what no form would send, each with a sentence."""

from collections.abc import Callable

import pytest
from sqlalchemy.exc import IntegrityError

from placement_portal import clock
from placement_portal.clearance.models import GateWindow
from placement_portal.database import Base, db
from placement_portal.gate.models import LapsePlan
from placement_portal.gate.rules import LapseChoice
from placement_portal.programmes.rules import CategoryNeeds
from placement_portal.web.constraints import UNKNOWN, name, sentence
from tests import world
from tests.conftest import Given
from tests.world import Cast


def closed(cast: Cast, starts: int, ends: int) -> GateWindow:
    where = {
        "placement_id": cast.placement.id,
        "site_id": cast.site.id,
        "needs": CategoryNeeds.ALONE,
        "why": "missing||x",
    }
    return GateWindow(starts=world.in_days(starts), ends=world.in_days(ends), **where)


def chosen(cast: Cast, choice: LapseChoice) -> LapsePlan:
    by = {"by_id": cast.supervisor.id, "at": clock.now(), "until": world.in_days(9)}
    return LapsePlan(slot_id=cast.slot.id, placement_id=cast.placement.id, choice=choice, **by)


BROKEN: dict[str, Callable[[Cast, int], Base]] = {
    "ck_gate_window_order": lambda cast, wrong: closed(cast, 1, 1 - wrong),
    "ck_lapse_plan_day": lambda cast, wrong: chosen(
        cast, LapseChoice.PLANNED_ENDING if wrong else LapseChoice.SUPERVISOR_IN_ROOM
    ),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_the_database_refuses_it_with_a_sentence(cast: Cast, looking: Given, broken: str) -> None:
    with looking():
        db.session.add(BROKEN[broken](cast, 1))
        with pytest.raises(IntegrityError) as refused:
            db.session.flush()
        db.session.rollback()
        db.session.add(BROKEN[broken](cast, 0))
        db.session.flush()
    assert name(refused.value) == broken
    assert sentence(refused.value) != UNKNOWN
