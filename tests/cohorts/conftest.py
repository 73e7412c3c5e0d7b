"""Cohorts of any size, made quickly, and those who look at them."""

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db, new_id
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.models import StudentRecord
from placement_portal.programmes.rules import StudentStatus
from placement_portal.progress import service
from tests import world
from tests.conftest import Client, Given
from tests.house.browser import Browser

LONG = "Wilhelmina Ophelia Featherstonehaugh-Cholmondeley de la Fontaine-Montgomery of Llanfairpwllgwyngyll"


@pytest.fixture
def cast(given: Given) -> world.Cast:
    """Add everybody, with totals that are kept."""
    with given():
        made = world.the_cast()
        service.recount_all()
    return made


@pytest.fixture
def url(cast: world.Cast) -> str:
    return f"/cohorts/{cast.cohort.id}"


@pytest.fixture
def looks(client: Client) -> Callable[[str], Browser]:
    """Return what signs a member of the cast in: `looks("lead")`."""

    def signed_in(part: str) -> Browser:
        browser = client()
        browser.sign_in(f"{part}@example.org", world.PASSWORD)
        return browser

    return signed_in


def add_students(cast: world.Cast, number: int, *, name: str = "Student {n:04}") -> list[uuid.UUID]:
    """Add students with one placement each, a few statements for all; return the ids of their records."""
    made = {"created_at": clock.now(), "version": 1}
    people: list[dict[str, Any]] = [{"id": new_id(), "name": name.format(n=n), **made} for n in range(number)]
    records = [_record(cast, person["id"]) for person in people]
    placements = [_placement(cast, record["id"]) for record in records]
    for model, rows in ((Person, people), (StudentRecord, records), (Placement, placements)):
        db.session.execute(sa.insert(model), rows)
    found: list[uuid.UUID] = [record["id"] for record in records]
    service.recount_students(found)
    return found


def _record(cast: world.Cast, person_id: uuid.UUID) -> dict[str, Any]:
    return {
        "id": new_id(),
        "person_id": person_id,
        "cohort_id": cast.cohort.id,
        "stage_id": cast.stage.id,
        "status": StudentStatus.ACTIVE,
        "version": 1,
    }


def _placement(cast: world.Cast, student_id: uuid.UUID) -> dict[str, Any]:
    return {
        "id": new_id(),
        "student_id": student_id,
        "stage_id": cast.stage.id,
        "programme_id": cast.programme.id,
        "university_id": cast.university.id,
        "provider_id": cast.provider.id,
        "starts": cast.placement.starts,
        "ends": cast.placement.ends,
        "days_a_week": Decimal(2),
        "state": PlacementStatus.ACTIVE,
        "version": 1,
    }
