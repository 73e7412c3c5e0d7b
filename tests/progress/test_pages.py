"""What pages are given of what is kept."""

import pytest

from placement_portal.database import Together
from placement_portal.progress import queries, service
from tests import world
from tests.conftest import Given


@pytest.fixture
def cast(given: Given) -> world.Cast:
    with given():
        made = world.the_cast()
        service.recount_students([made.record.id])
    return made


def test_a_placement_and_a_record_show_the_same_stage(cast: world.Cast, looking: Given) -> None:
    with looking():
        assert queries.of_placement(cast.placement) == queries.of_record(cast.record) is not None
        assert queries.of_record(cast.other_record) is None


def test_several_placements_are_shown_at_once(cast: world.Cast, looking: Given) -> None:
    with looking():
        given = Together(**queries.among_parts()).rows(records=[cast.record.id, cast.other_record.id])
        found = queries.among(given, [cast.placement, cast.other_placement])
        assert list(found) == [cast.placement]


def test_a_student_finds_their_own(cast: world.Cast, looking: Given) -> None:
    with looking():
        [(record, shown)] = queries.of_viewer(cast.student)
        assert (record.id, record.stage.name) == (cast.record.id, "Year 1")
        assert [bar.label for bar in shown.bars] == ["Time with clients"]
        assert queries.of_viewer(cast.tutor) == []
