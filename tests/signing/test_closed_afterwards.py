"""A day that is said to be closed after something was logged on it: it is flagged, and no decision is lost."""

from datetime import time
from typing import Any

from placement_portal.database import db
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus, SessionOutcome
from placement_portal.placements.models import Placement
from tests import world
from tests.changes.conftest import day
from tests.conftest import Given, SignIn
from tests.signing.test_room import ROOM
from tests.signing.waiting import KNOWN, MONDAY
from tests.world import Cast

FLAG = "The setting was closed that day"


def test_a_closed_day_that_is_said_afterwards_flags_what_was_logged(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    back = (MONDAY - world.in_days(0)).days
    with given():
        placement = db.session.get_one(Placement, cast.placement.id)
        slot = placement.slots[0]
        whom: dict[str, Any] = {"supervisor_id": cast.supervisor.id}
        waits = world.entry(placement, MONDAY, whom=slot, status=EntryStatus.SUBMITTED, **whom)
        decided = world.entry(placement, MONDAY, whom=slot, start=time(12), status=EntryStatus.VERIFIED, **whom)
        did_not_come = world.entry(
            placement,
            MONDAY,
            whom=slot,
            start=time(14),
            status=EntryStatus.SUBMITTED,
            outcome=SessionOutcome.DID_NOT_COME_ILL,
            **whom,
        )
        notes = world.entry(placement, MONDAY, code="PREP", start=time(16), status=EntryStatus.SUBMITTED, **whom)
        kept = {each.id: (each.status, each.minutes, each.version) for each in (waits, decided, did_not_come, notes)}
    supervisor, keeper, student = (
        sign_in(getattr(cast, each)) for each in ("supervisor", "provider_coordinator", "student")
    )
    assert FLAG not in supervisor.get(ROOM).text
    keeper.get(f"/sites/{cast.site.id}/closures")
    keeper.submit("/closures", {**day("starts", back), "name": "Snow"})
    page = supervisor.get(ROOM)
    assert page.text.count(FLAG) == 1, "only the session with a client that took place"
    assert "3 lines wait for you. 1 is unusual" in page.text
    for entry in (waits, decided):
        assert FLAG in student.get(f"/entries/{entry.id}").text
    for entry in (did_not_come, notes):
        assert FLAG not in student.get(f"/entries/{entry.id}").text
    assert student.get("/hours").text.count("Unusual") == 2
    with looking():
        assert {each.id: (each.status, each.minutes, each.version) for each in db.session.query(Entry)} == kept
    supervisor.get(ROOM)
    supervisor.submit(ROOM, {**KNOWN, "take": ["all"]})
    with looking():
        assert db.session.get_one(Entry, waits.id).status is EntryStatus.SUBMITTED, (
            "a flagged line is looked at by itself"
        )
    keeper.get(f"/sites/{cast.site.id}/closures")
    keeper.submit("/remove", press="Remove")
    assert FLAG not in supervisor.get(ROOM).text
    assert "Unusual" not in student.get("/hours").text
