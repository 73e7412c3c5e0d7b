"""What services refuse by themselves, whatever a form let through."""

from decimal import Decimal

import pytest

from placement_portal.database import db
from placement_portal.organisations.service import Refused
from placement_portal.placements import service
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import PlacementAction, PlacementStatus
from placement_portal.programmes.models import Stage, StudentRecord
from tests import world
from tests.conftest import Given
from tests.world import Cast


def test_a_placement_needs_settings_of_one_provider(cast: Cast, looking: Given) -> None:
    with looking():
        student = db.session.get_one(StudentRecord, cast.record.id)
        stage = db.session.get_one(Stage, cast.stage.id)
        first, last = world.in_days(1), world.in_days(9)
        nowhere = service.Terms(starts=first, ends=last, days_a_week=Decimal(1), sites=[])
        with pytest.raises(Refused, match="settings of one provider"):
            service.create(student, stage, nowhere, by=cast.lead)


def test_no_placement_ends_without_a_word_about_its_clients(cast: Cast, looking: Given) -> None:
    with looking():
        placement = db.session.get_one(Placement, cast.placement.id)
        with pytest.raises(Refused, match="Say what happens for C1, G1"):
            service.move(placement, PlacementAction.END_WORK, day=world.in_days(0), clients={}, by=cast.lead)
        assert placement.status is PlacementStatus.ACTIVE
