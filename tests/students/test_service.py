"""What the service refuses whoever calls it, and what holds without a page around it."""

from typing import Any

import pytest

from placement_portal.database import db
from placement_portal.organisations.service import Refused
from placement_portal.programmes.models import ProgrammeVersion, Stage, StudentRecord
from placement_portal.programmes.rules import CohortMode
from placement_portal.students import service
from placement_portal.students.rules import StudentAction
from placement_portal.studies import policy
from tests import world
from tests.conftest import Given
from tests.world import Cast


def test_nobody_repeats_in_another_programme(cast: Cast, given: Given) -> None:
    with given():
        record = db.session.get_one(StudentRecord, cast.record.id)
        theirs = db.session.get_one(Stage, cast.foreign_record.stage_id)
        asked: dict[str, Any] = {"day": world.in_days(0), "by": cast.lead, "stage": theirs}
        with pytest.raises(Refused, match="Choose a stage of the same programme"):
            service.move(record, StudentAction.REPEAT, **asked)


def test_a_year_of_the_same_cohort_leaves_the_cohort_as_it_is(cast: Cast, given: Given) -> None:
    with given():
        record = db.session.get_one(StudentRecord, cast.record.id)
        second = world.stage(record.cohort, 2)
        service.move(record, StudentAction.REPEAT, day=world.in_days(0), by=cast.lead, stage=second)
        assert (record.stage_id, record.cohort_id) == (second.id, cast.cohort.id)


@pytest.mark.parametrize("mode", CohortMode)
def test_a_mode_of_ones_own_goes_along_unless_the_next_cohort_has_it(
    cast: Cast, given: Given, mode: CohortMode
) -> None:
    with given():
        record = db.session.get_one(StudentRecord, cast.record.id)
        record.mode = CohortMode.PART_TIME
        later = world.cohort(db.session.get_one(ProgrammeVersion, cast.version.id), "Later", mode)
        stage = world.stage(later)
        service.move(record, StudentAction.REPEAT, day=world.in_days(0), by=cast.lead, stage=stage)
        assert record.studies is CohortMode.PART_TIME
        assert record.mode is (None if mode is CohortMode.PART_TIME else CohortMode.PART_TIME)


def test_a_look_is_known_outside_of_a_request_too(cast: Cast, given: Given) -> None:
    with given():
        record = db.session.get_one(StudentRecord, cast.record.id)
        look = policy.look_of(cast.tutor, record)
        assert look is not None
        assert look.role == "Tutor"
