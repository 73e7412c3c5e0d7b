"""The database refuses what no form would send, each with a sentence; of two at once one wins."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from placement_portal import clock, transaction
from placement_portal.accounts.models import Person
from placement_portal.changes import service
from placement_portal.changes.models import Away, Cover, Stop
from placement_portal.changes.rules import StopKind
from placement_portal.changes.service import Wanted
from placement_portal.database import Base, db
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement, PlacementAmendment, PlacementPause
from placement_portal.placements.rules import ChangeKind, ChangeStatus
from placement_portal.web.constraints import name, sentence
from tests import world
from tests.changes.conftest import PLANS
from tests.conftest import Given
from tests.world import Cast

CLIENTS = {key.removeprefix("plan_"): said for key, said in PLANS.items()}


def amendment(cast: Cast, **facts: Any) -> PlacementAmendment:
    kept = {"placement_id": cast.placement.id, "by_id": cast.lead.id, "at": clock.now(), "from_day": clock.today()}
    return PlacementAmendment(**{**kept, "kind": ChangeKind.DATES, "changes": [], **facts})


def pause(cast: Cast, first: int, last: int | None) -> PlacementPause:
    ends = None if last is None else world.in_days(last)
    return PlacementPause(placement_id=cast.placement.id, starts=world.in_days(first), ends=ends)


def stop(cast: Cast, **facts: Any) -> Stop:
    kept = {"provider_id": cast.provider.id, "kind": StopKind.STUDENT, "since": clock.today(), "since_time": time(9)}
    kept |= {"rung": "The school", "by_id": cast.provider_coordinator.id, "at": clock.now()}
    return Stop(**{**kept, "student_id": cast.record.id, **facts})


def away(cast: Cast, first: int, last: int | None) -> Away:
    ends = None if last is None else world.in_days(last)
    kept = {"person_id": cast.supervisor.id, "provider_id": cast.provider.id, "by_id": cast.lead.id, "at": clock.now()}
    return Away(starts=world.in_days(first), ends=ends, **kept)


def covered_twice(cast: Cast) -> list[Base]:
    gone = away(cast, 0, None)
    return [gone, *(Cover(away=gone, placement_id=cast.placement.id) for _ in range(2))]


BROKEN: dict[str, Callable[[Cast], list[Base]]] = {
    "uq_placement_amendment_waiting": lambda cast: [
        amendment(cast, status=ChangeStatus.PROPOSED, id=uuid.uuid4()) for _ in range(2)
    ],
    "ck_placement_amendment_order": lambda cast: [
        amendment(cast, starts=world.in_days(9), ends=world.in_days(1), status=ChangeStatus.AGREED)
    ],
    "ck_placement_amendment_days_a_week": lambda cast: [amendment(cast, days_a_week=8)],
    "uq_placement_pause_placement_id_starts": lambda cast: [pause(cast, 1, 2), pause(cast, 1, None)],
    "ck_placement_pause_order": lambda cast: [pause(cast, 5, 1)],
    "ck_stop_one_of_three": lambda cast: [stop(cast, person_id=cast.supervisor.id)],
    "ck_stop_order": lambda cast: [stop(cast, lifted=world.in_days(-1))],
    "uq_away_person_id_provider_id_starts": lambda cast: [away(cast, 0, 5), away(cast, 0, None)],
    "ck_away_order": lambda cast: [away(cast, 5, 1)],
    "uq_cover_away_id_placement_id": covered_twice,
}


@pytest.mark.parametrize("broken", BROKEN)
def test_the_database_refuses_it_with_a_sentence(cast: Cast, looking: Given, broken: str) -> None:
    with looking():
        db.session.add_all(BROKEN[broken](cast))
        with pytest.raises(IntegrityError) as refused:
            db.session.flush()
        db.session.rollback()
    assert name(refused.value) == broken
    assert sentence(refused.value)[-1] == "."


def at_once(app: Flask, act: Callable[[], object]) -> list[str]:
    """Do the same in two threads that begin together; return what came of each."""
    start = threading.Barrier(2)

    def run(_: int) -> str:
        with app.app_context():
            try:
                start.wait()
                with transaction.unit():
                    act()
            except Refused as refused:
                return str(refused)
            finally:
                db.session.remove()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(run, range(2)))


def test_of_two_who_ask_for_the_same_change_one_is_told(cast: Cast, app: Flask, looking: Given) -> None:
    def ask() -> None:
        placement, lead = db.session.get_one(Placement, cast.placement.id), db.session.get_one(Person, cast.lead.id)
        wanted = Wanted(kind=ChangeKind.EXTENSION, from_day=clock.today(), ends=world.in_days(200))
        service.ask(placement, wanted, clients={}, by=lead)

    first, second = at_once(app, ask)
    assert (first.startswith("A change of this kind waits"), second) == (True, "done")
    with looking():
        assert len(db.session.scalars(sa.select(PlacementAmendment)).all()) == 1


def test_of_two_who_pause_at_once_one_is_told(cast: Cast, app: Flask, looking: Given) -> None:
    def ask() -> None:
        placement, lead = db.session.get_one(Placement, cast.placement.id), db.session.get_one(Person, cast.lead.id)
        wanted = Wanted(kind=ChangeKind.PAUSE, from_day=clock.today(), ends=world.in_days(20))
        service.ask(placement, wanted, clients=CLIENTS, by=lead)

    outcomes = at_once(app, ask)
    assert outcomes.count("done") == 1
    with looking():
        assert len(db.session.scalars(sa.select(PlacementPause)).all()) == 1


def test_of_two_who_stop_or_send_away_at_once_one_is_told(cast: Cast, app: Flask, looking: Given) -> None:
    def here() -> tuple[Organisation, Person, Person]:
        people = (db.session.get_one(Person, each.id) for each in (cast.supervisor, cast.provider_coordinator))
        return (db.session.get_one(Organisation, cast.provider.id), *people)  # type: ignore[return-value]

    def stop_it() -> None:
        provider, _, by = here()
        service.stop(provider, StopKind.STUDENT, cast.record.id, rung="The school", plans=[], by=by)

    def send_away() -> None:
        provider, who, by = here()
        dates = {"starts": world.in_days(1), "ends": world.in_days(9)}
        service.send_away(who, provider, [], **dates, meanwhile="", by=by)

    assert at_once(app, stop_it) == ["This is stopped already.", "done"]
    first, second = at_once(app, send_away)
    assert ("is away on some of these days already" in first or "is away on some" in second) is True
    with looking():
        assert [len(db.session.scalars(sa.select(each)).all()) for each in (Stop, Away)] == [1, 1]
