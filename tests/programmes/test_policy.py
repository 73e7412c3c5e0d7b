"""Who runs a programme: by roles in force today."""

import pytest
import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.programmes import policy, queries
from placement_portal.programmes.models import ProgrammeRole
from tests import world
from tests.conftest import Given
from tests.world import Cast

WHO: dict[policy.Predicate, set[str]] = {
    policy.is_lead: {"lead"},
    policy.is_coordinator: {"university_coordinator"},
    policy.runs: {"lead", "university_coordinator"},
    policy.sees: {"lead", "university_coordinator", "tutor", "other_tutor", "examiner", "administrator"},
    policy.may_give_roles: {"lead", "university_coordinator", "administrator"},
}


@pytest.mark.parametrize("predicate", WHO, ids=lambda predicate: predicate.__name__)
def test_each_predicate_fits_its_people_and_nobody_else(
    cast: Cast, looking: Given, predicate: policy.Predicate
) -> None:
    with looking():
        found = {part for part, person in cast.people.items() if predicate(person, cast.programme)}
        assert found == WHO[predicate]


def test_a_role_that_ended_or_is_to_come_gives_nothing(cast: Cast, given: Given, looking: Given) -> None:
    with given():
        db.session.execute(
            sa.update(ProgrammeRole).where(ProgrammeRole.person_id == cast.lead.id).values(ends=world.in_days(-1))
        )
        coming = sa.update(ProgrammeRole).where(ProgrammeRole.person_id == cast.university_coordinator.id)
        db.session.execute(coming.values(starts=world.in_days(1)))
    with looking():
        assert not policy.sees(cast.lead, cast.programme)
        assert not policy.sees(cast.university_coordinator, cast.programme)


def test_one_finds_the_programmes_that_one_has_a_role_in(cast: Cast, looking: Given) -> None:
    with looking():
        assert [each.name for each in queries.run_by(cast.tutor)] == ["MA Music Therapy"]
        assert queries.run_by(cast.administrator) == []
