"""From nothing done to clients, to a lapse that two people bridge, to a new check that is needed: in three windows."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from placement_portal import clock, transaction
from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceItem
from placement_portal.clearance.rules import ClearanceStatus, UpdateStatus
from placement_portal.clearance.service import deciding
from placement_portal.clearance.service.deciding import Seen
from placement_portal.database import db
from tests import world
from tests.access.stage import Stage
from tests.browser.conftest import OpenAs
from tests.browser.watching import Window
from tests.clearance.conftest import Offices
from tests.clearance.test_hours import CODES, asked_since, hold

pytestmark = pytest.mark.browser


@contextmanager
def meanwhile(stage: Stage) -> Iterator[None]:
    """Let something happen at another desk."""
    with stage.app.app_context(), transaction.unit():
        yield


def officers(stage: Stage) -> Offices:
    co, lead = stage.cast.clearance_officer, stage.cast.safeguarding_lead
    return Offices(stage.cast, co, co, lead, co, co)


def item(code: str) -> ClearanceItem:
    return db.session.scalars(sa.select(ClearanceItem).where(ClearanceItem.code == code)).one()


def sign(window: Window, where: str) -> None:
    window.go(where)
    window.page.get_by_role("link", name="Read and sign").click()
    window.page.get_by_role("textbox", name="password").fill(world.PASSWORD)
    window.page.get_by_role("button", name="Sign now").click()
    expect(window.page.get_by_text("Signed. A receipt is on its way")).to_be_visible()


def test_from_nothing_done_to_an_exception_of_two_to_a_new_check_that_is_needed(stage: Stage, open_as: OpenAs) -> None:
    cast, desk = stage.cast, officers(stage)
    gate = f"/placements/{cast.placement.id}/gate"
    student = open_as("student", width=375)
    student.go(gate)
    first = student.page.locator(".card", has_text="Willow Bank School")
    expect(first.get_by_text("Not yet")).to_have_count(3)
    expect(first.get_by_text("Who can mend it").first).to_be_visible()
    with meanwhile(stage):
        asked_since(-40)
        for code in CODES:
            if code != "kcsie":
                hold(desk, code, -30)
        by = db.session.get_one(Person, cast.clearance_officer.id)
        assert item("kcsie").status is ClearanceStatus.SUBMITTED
        deciding.verify(item("kcsie"), Seen(on=clock.today()), by=by)
    student.go(gate)
    expect(first.get_by_text("Yes")).to_have_count(3)
    with meanwhile(stage):
        item("indemnity").ends_on = world.in_days(-2)
        transaction.touch(cast.student.id)
    student.go(gate)
    expect(first.get_by_text("Not yet")).to_have_count(2)
    expect(first.get_by_text("was the last day").first).to_be_visible()
    student.go(f"/placements/{cast.placement.id}")
    expect(student.page.get_by_text("Not everything counts today")).to_be_visible()
    where = f"/exceptions/{stage.things['exception']['exception_id']}"
    for who in ("safeguarding_lead", "lead"):
        window = open_as(who, width=1280)
        sign(window, where)
        assert not window.complaints
    student.go(gate)
    expect(first.get_by_text("bridged by an exception").first).to_be_visible()
    expect(student.page.get_by_text("In force")).to_be_visible()
    with meanwhile(stage):
        by = db.session.get_one(Person, cast.clearance_officer.id)
        deciding.look_up(item("dbs_children"), UpdateStatus.NEW_CHECK_NEEDED, clock.today(), by=by)
    student.go(gate)
    expect(first.get_by_text("Not yet")).to_have_count(3)
    expect(first.get_by_text("Talk to the clearance officer").first).to_be_visible()
    assert not student.complaints
