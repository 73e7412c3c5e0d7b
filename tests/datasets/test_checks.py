"""Checks in a dataset: what organisations ask for, and what was seen, sent back and accepted."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from placement_portal import clock
from placement_portal.clearance.models import (
    ClearanceAcceptance,
    ClearanceDecision,
    ClearanceException,
    ClearanceItem,
    ClearanceType,
    ClearanceTypeVersion,
)
from placement_portal.clearance.rules import ClearanceStatus, PresetGroup
from placement_portal.clearance.rules.exceptions import ExceptionState
from placement_portal.clearance.rules.presets import GROUPS
from placement_portal.database import db
from placement_portal.datasets import loading
from placement_portal.datasets.reading import Unreadable
from placement_portal.demo.world import world
from placement_portal.gate import queries
from placement_portal.gate.models import LapsePlan
from placement_portal.mail.models import OutboxMessage
from placement_portal.signatures import queries as signatures
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


def told_exception(**changes: Any) -> dict[str, Any]:
    """Return an exception that the two agreed six days ago."""
    signed = [{"as": side, "by": who, "at": {"days": -6, "time": "12:00"}} for side, who in AGREE.items()]
    return {
        "placement": "placement",
        "code": "prevent",
        "starts": {"days": -5},
        "until": {"days": 5},
        "conditions": ["supervisor_in_room"],
        "reason": "renewal",
        "risk": "The supervisor stays.",
        "head_name": "Ada Moss",
        "head_agreed_on": {"days": -6},
        "head_agreed_how": "by telephone",
        "signatures": signed,
        **changes,
    }


AGREE = {"provider": "maya", "university": "ines"}
LAPSE = {
    "placement": "placement",
    "slot": "c1",
    "until": {"days": 3},
    "choice": "pause",
    "day": {"days": 2},
    "by": "maya",
    "at": {"days": -1, "time": "09:00"},
}


def with_exceptions(*exceptions: dict[str, Any], choice: dict[str, Any] = LAPSE) -> dict[str, Any]:
    made = dataset(
        clearance_bundles=[{"organisation": "us", "group": "schools", "since": {"days": -30}}],
        exceptions=list(exceptions),
        lapse_choices=[choice],
    )
    long_ago = {"days": -99}
    lead = {"person": "maya", "organisation": "music", "role": "safeguarding_lead", "starts": long_ago}
    made["memberships"].append({"ref": "maya-guards", **lead})
    leads = {"person": "ines", "programme": "course", "kind": "lead", "starts": long_ago}
    made["programme_roles"].append({"ref": "ines-leads", **leads})
    return made


def test_exceptions_last_days_and_since_when_checks_are_asked_for_are_loaded(app: Flask) -> None:
    waits = told_exception(starts={"days": 6}, until={"days": 9})
    waits["signatures"] = waits["signatures"][:1]
    with app.app_context():
        loading.load(with_exceptions(told_exception(), waits), today=clock.today())
        first, second = db.session.query(ClearanceException).order_by(ClearanceException.starts)
        assert [queries.state(each) for each in (first, second)] == [ExceptionState.IN_FORCE, ExceptionState.WAITING]
        assert signatures.verify() == (3, [])
        assert len(signatures.signatures_of(first.id, queries.content(first))) == 2
        assert db.session.query(LapsePlan).one().day == clock.today() + timedelta(days=2)
        since = {clock.local(each.at).date() for each in db.session.query(ClearanceTypeVersion)}
        assert since == {clock.today() - timedelta(days=30)}
        assert db.session.query(OutboxMessage).count() == 0


@pytest.mark.parametrize(
    "made, sentence",
    [
        (with_exceptions(told_exception(until={"days": 30})), "/exceptions/0: An exception lasts 14 days at most."),
        (
            with_exceptions(
                told_exception(signatures=[{"as": "provider", "by": "ines", "at": "2026-01-01T12:00:00Z"}])
            ),
            "/exceptions/0: Ines does not agree for this side.",
        ),
        (with_exceptions(choice={**LAPSE, "day": None}), "/lapse_choices/0/day: this choice needs a day."),
    ],
)
def test_what_cannot_be_of_exceptions_is_named(app: Flask, made: dict[str, Any], sentence: str) -> None:
    with app.app_context(), pytest.raises(Unreadable) as error:
        loading.load(made, today=clock.today())
    assert error.value.problems == [sentence]


def test_the_demo_shows_exceptions_and_last_days() -> None:
    made = world(clock.today())
    assert [len(each["signatures"]) for each in made["exceptions"]] == [2, 1]
    assert {each["choice"] for each in made["lapse_choices"]} == {"supervisor_in_room", "pause"}
