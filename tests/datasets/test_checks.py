"""Checks in a dataset: what organisations ask for, and what was seen, sent back and accepted."""

from typing import Any

import pytest
from flask import Flask

from placement_portal import clock
from placement_portal.clearance.models import ClearanceAcceptance, ClearanceDecision, ClearanceItem, ClearanceType
from placement_portal.clearance.rules import ClearanceStatus, PresetGroup
from placement_portal.clearance.rules.presets import GROUPS
from placement_portal.database import db
from placement_portal.datasets import loading
from placement_portal.datasets.reading import Unreadable
from placement_portal.demo.world import world
from tests.datasets.small import dataset

BUNDLES = [{"organisation": "us", "group": "schools"}, {"organisation": "us", "group": "schools"}]
SEEN = {
    "ref": "seen",
    "organisation": "us",
    "code": "prevent",
    "person": "ada",
    "status": "verified",
    "made_on": {"days": -9},
    "seen_on": {"days": -8},
    "decided_by": "ines",
    "accepted_by": ["us", "music"],
}
ASKED = {"ref": "asked", "organisation": "us", "code": "kcsie", "person": "ada", "status": "missing"}
RELIED_ON = {**SEEN, "ref": "old", "code": "identity", "seen_on": None, "status": "submitted", "decided_by": None}


def refused(**changes: Any) -> list[str]:
    with pytest.raises(Unreadable) as error:
        loading.load(dataset(clearance_bundles=BUNDLES, checks=[{**SEEN, **changes}]), today=clock.today())
    return error.value.problems


def test_checks_are_loaded(app: Flask) -> None:
    made = dataset(clearance_bundles=BUNDLES, checks=[SEEN, ASKED, RELIED_ON])
    with app.app_context():
        loading.load(made, today=clock.today())
        assert db.session.query(ClearanceType).count() == len(GROUPS[PresetGroup.SCHOOLS])
        assert {each.status for each in db.session.query(ClearanceItem)} == {
            ClearanceStatus.VERIFIED,
            ClearanceStatus.MISSING,
            ClearanceStatus.SUBMITTED,
        }
        assert db.session.query(ClearanceAcceptance).count() == 4
        assert db.session.query(ClearanceDecision).count() == 1


def test_what_is_wrong_with_a_check_is_named(app: Flask) -> None:
    with app.app_context():
        assert refused(code="swimming") == ["/checks/0/code: this organisation asks for no check with this code."]
        assert refused(person=None) == ["/checks/0: a check is about a person or a setting."]


def test_the_demo_has_checks_in_every_state() -> None:
    made = world(clock.today())
    assert {each["status"] for each in made["checks"]} == {each.value for each in ClearanceStatus}
    assert {each["group"] for each in made["clearance_bundles"]} >= {"schools", "nhs", "supervisors", "sites"}
    assert len({each["site"] for each in made["checks"] if "person" not in each}) == 9
