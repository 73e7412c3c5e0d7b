"""A supervisor clears three students' week: with a mouse or thumb in a few taps, and with the keyboard alone."""

import threading
from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Locator, Page, expect
from werkzeug.serving import WSGIRequestHandler, make_server

from placement_portal.database import db
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus
from tests import world
from tests.chromium import browser_type_launch_args as browser_type_launch_args
from tests.conftest import Given
from tests.signing.waiting import MONDAY, flagged, hand_in

pytestmark = pytest.mark.browser
ROOM = "/waiting-for-you"
MOST_TAPS = 9
TICK_ALL = "Tick all that are not flagged"


class Silent(WSGIRequestHandler):
    """Says nothing about requests."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


class Hand:
    """Counts its taps."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, what: Locator) -> None:
        """Tap, once."""
        self.taps += 1
        what.click()


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def address(given: Given) -> str:
    """Three students' week, twelve lines, of which one is flagged; return whose it is to clear."""
    with given():
        cast = world.the_cast()
        for each in (cast.other_placement, cast.foreign_placement):
            world.slot(each)
        db.session.expire_all()
        for placement in (cast.placement, cast.other_placement, cast.foreign_placement):
            world.assign(cast.supervisor, placement, starts=placement.starts + timedelta(days=1))
            client = min(placement.slots, key=lambda slot: slot.code)
            for hour in (9, 10, 11):
                hand_in(placement, client, MONDAY + timedelta(days=1), at=time(hour))
            hand_in(placement, client, MONDAY + timedelta(days=2), at=time(9))
        flagged(cast.placement, min(cast.placement.slots, key=lambda slot: slot.code), MONDAY + timedelta(days=3))
        for entry in db.session.query(Entry):
            entry.supervisor_id = cast.supervisor.id
        return world.address_of(cast.supervisor)


def arrive(page: Page, served: str, address: str) -> None:
    page.goto(f"{served}/sign-in?next={ROOM}")
    page.locator("[name=address]").fill(address)
    page.locator("[name=password]").fill(world.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Waiting for you")


def left(app: Flask) -> dict[EntryStatus, int]:
    with app.app_context():
        found = [each.status for each in db.session.query(Entry)]
    return {status: found.count(status) for status in set(found)}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_week_of_three_students_is_cleared_in_under_ten_taps(
    scripts: bool, app: Flask, served: str, address: str, new_context: object
) -> None:
    context: BrowserContext = new_context(  # type: ignore[operator]
        java_script_enabled=scripts, viewport={"width": 375, "height": 700}, reduced_motion="reduce"
    )
    page, hand = context.new_page(), Hand()
    arrive(page, served, address)
    hand.tap(page.get_by_label("I know it myself"))
    hand.tap(page.get_by_role("button", name="Verify all 12 that are not flagged"))
    expect(page.get_by_text("12 lines verified. Undo until")).to_be_visible()
    hand.tap(page.get_by_label("Thu", exact=False).first)
    hand.tap(page.get_by_label("Talked through with the student"))
    hand.tap(page.get_by_role("button", name="Verify the ticked lines"))
    expect(page.get_by_text("Nothing waits for you")).to_be_visible()
    assert hand.taps <= MOST_TAPS
    assert left(app) == {EntryStatus.VERIFIED: 13}


def test_the_box_that_ticks_all_of_a_week_leaves_the_flagged_line(
    app: Flask, served: str, address: str, page: Page
) -> None:
    arrive(page, served, address)
    expect(page.get_by_label(TICK_ALL)).to_have_count(3)
    for box in page.get_by_label(TICK_ALL).all():
        box.check()
    expect(page.locator("[name=ticks]:checked")).to_have_count(12)
    expect(page.locator("[data-flagged]:checked")).to_have_count(0)
    expect(page.get_by_role("button", name="that are not flagged of")).to_have_count(0)
    page.get_by_label("I know it myself").check()
    page.get_by_role("button", name="Verify the ticked lines").click()
    expect(page.get_by_text("12 lines verified. Undo until")).to_be_visible()
    assert left(app) == {EntryStatus.VERIFIED: 12, EntryStatus.SUBMITTED: 1}


def test_a_week_is_cleared_and_undone_with_the_keyboard_alone(
    app: Flask, served: str, address: str, page: Page
) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    arrive(page, served, address)
    expect(page.get_by_label(TICK_ALL)).to_have_count(3)
    page.locator("#main").focus()
    press_to(page, TICK_ALL)
    page.keyboard.press("Space")
    press_to(page, "I know it myself")
    page.keyboard.press("Space")
    press_to(page, "Verify the ticked lines")
    page.keyboard.press("Enter")
    expect(page.get_by_text("4 lines verified. Undo until")).to_be_visible()
    assert left(app) == {EntryStatus.VERIFIED: 4, EntryStatus.SUBMITTED: 9}
    page.locator("#main").focus()
    press_to(page, "Undo: 4 lines verified")
    page.keyboard.press("Enter")
    expect(page.get_by_text("4 lines wait for you again")).to_be_visible()
    assert left(app) == {EntryStatus.SUBMITTED: 13}


WORDS = """() => { const it = document.activeElement;
  return (it.labels?.[0] ?? it).textContent.replace(/\\s+/g, " ").trim() }"""
COVERED = """() => { const it = document.activeElement, box = (it.labels?.[0] ?? it).getBoundingClientRect();
  const top = document.elementFromPoint(box.left + 5, box.top + box.height / 2);
  return !(top && (it.contains(top) || it.labels?.[0]?.contains(top) || top.contains(it))) }"""


def press_to(page: Page, words: str) -> None:
    """Press Tab until the focus is on what says `words`; nothing on the way is hidden below something else."""
    for _ in range(80):
        page.keyboard.press("Tab")
        said = page.evaluate(WORDS)
        assert not page.evaluate(COVERED), f"{said!r} has the focus and is covered"
        if said.startswith(words):
            return
    raise AssertionError(f"nothing in the order of the keyboard says {words!r}")
