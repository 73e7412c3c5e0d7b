"""Rights are worked out from the relations of this moment: what ends, or has not begun, is gone at the next request."""

from datetime import date
from typing import Any, Final

import pytest
import sqlalchemy as sa

from placement_portal import transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.hours.models import Entry
from placement_portal.organisations.models import Membership
from placement_portal.placements.models import Assignment
from placement_portal.programmes.models import ProgrammeRole
from tests.access.conftest import Restore
from tests.access.stage import Stage
from tests.house.browser import CSRF
from tests.world import NAMES, in_days

RELATIONS: Final[tuple[Any, ...]] = (Assignment, ProgrammeRole, Membership)
OPEN_NOW: Final = (
    ("supervisor", "record.placement", "placement"),
    ("supervisor", "hours.decide", "submitted"),
    ("former_supervisor_in_grace", "hours.decide", "older"),
    ("tutor", "record.entry", "submitted"),
    ("provider_coordinator", "home.provider", "provider"),
    ("provider_coordinator", "sites.edit", "site"),
    ("lead", "cohorts.cohort", "cohort"),
    ("university_coordinator", "rulebook.rules", "stage"),
    ("examiner", "record.placement_hours", "placement"),
    ("administrator", "organisations.people", "university"),
)
"""What somebody may open only because of one relation."""


def give_dates(stage: Stage, who: str, starts: date, ends: date | None) -> None:
    """Move every relation of a person to other days."""
    with stage.app.app_context(), transaction.unit():
        person = sa.select(Person.id).where(Person.name == NAMES[who]).scalar_subquery()
        for relation in RELATIONS:
            moved = sa.update(relation).where(relation.person_id == person).values(starts=starts, ends=ends)
            db.session.execute(moved)


@pytest.mark.parametrize("who, endpoint, thing", OPEN_NOW)
@pytest.mark.parametrize("starts, ends", [(-90, -60), (1, None)], ids=["ended", "not begun"])
def test_a_right_lasts_as_long_as_its_relation(
    stage: Stage, restore: Restore, who: str, endpoint: str, thing: str, starts: int, ends: int | None
) -> None:
    client, url = stage.client(who), stage.url(endpoint, thing)
    assert client.get(url).status_code == 200
    give_dates(stage, who, in_days(starts), None if ends is None else in_days(ends))
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("who", ["supervisor", "other_supervisor", "former_supervisor_in_grace", "lead", "student"])
def test_only_who_supervises_today_takes_over_what_was_left(stage: Stage, restore: Restore, who: str) -> None:
    entry_id, placement = stage.things["left"]["entry_id"], stage.things["placement"]["placement_id"]
    before = supervisor_of(stage, entry_id)
    left = {"placement": str(placement), "supervisor": str(before), CSRF: stage.tokens[who]}
    assert stage.client(who).post("/waiting-for-you/take-over", data=left).status_code == 303
    assert (supervisor_of(stage, entry_id) != before) == (who == "supervisor")


def supervisor_of(stage: Stage, entry_id: object) -> object:
    with stage.app.app_context():
        return db.session.get_one(Entry, entry_id).supervisor_id
