"""A round with three students of two records of the cast and one more, and offers to go to."""

from dataclasses import dataclass
from typing import Any

import pytest

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.matching.models import Round
from placement_portal.offers.models import Offer
from placement_portal.organisations.models import Organisation
from placement_portal.programmes.models import Stage, StudentRecord
from placement_portal.sites.models import Site
from placement_portal.sites.rules import SiteKind
from tests import world
from tests.conftest import Given
from tests.world import Cast


@dataclass(frozen=True)
class Matching:
    """What the tests of matching stand on: a round for the second year of the cast's cohort, with three offers."""

    cast: Cast
    round: Round
    school: Offer
    centre: Offer
    hospice: Offer
    third: Person
    third_record: StudentRecord

    @property
    def url(self) -> str:
        """The address of the round."""
        return f"/matching/{self.round.id}"


@pytest.fixture
def matching(cast: Cast, given: Given) -> Matching:
    """Return an open round for year 2: three students, three offers of which one has two places."""
    with given():
        stage = db.session.get_one(Stage, cast.stage.id)
        second = world.stage(stage.cohort, 2, starts=world.in_days(201), ends=world.in_days(500))
        third = world.person("Zoë Quill", address="zoe@example.org")
        record = world.student(third, stage)
        music = db.session.get_one(Organisation, cast.provider.id)
        ours = db.session.get_one(Organisation, cast.university.id)
        hospice = world.site(music, "Lantern Hospice", SiteKind.HOSPICE, place="Wexmarsh, by the quay")
        dates: dict[str, Any] = {"starts": world.in_days(210), "ends": world.in_days(400), "years": [2]}
        school = world.offer(db.session.get_one(Site, cast.site.id), ours, **dates, weekdays=[1, 3], days_a_week=2)
        centre = world.offer(db.session.get_one(Site, cast.other_site.id), ours, **dates, weekdays=[0])
        quay = world.offer(hospice, ours, **dates, capacity=2, weekdays=[4], client_groups=["end_of_life"])
        found = world.matching_round(second, name="Year 2 from September", with_placed=False)
        return Matching(cast, found, school, centre, quay, third, record)
