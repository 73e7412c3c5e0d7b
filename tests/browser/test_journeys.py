"""Three people do their main job without a mouse, and without scripts too; the supervisor's is in `tests/signing`."""

import re

import pytest
from playwright.sync_api import expect

from placement_portal.demo.people import EVERYBODY, PASSWORD
from tests.browser.conftest import OpenAs
from tests.browser.keyboard import Keyboard
from tests.browser.watching import Window

pytestmark = pytest.mark.browser
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


def enter(window: Window, ref: str) -> Keyboard:
    """Sign in at the front door by keyboard."""
    window.go("/sign-in")
    keyboard = Keyboard(window.page)
    keyboard.write("E-mail address", EVERYBODY[ref].address)
    keyboard.write("Password", PASSWORD)
    with window.page.expect_navigation():
        keyboard.press("Enter")
    return keyboard


@SCRIPTS
def test_a_student_logs_and_hands_in_a_week(demo_as: OpenAs, scripts: bool) -> None:
    window = demo_as("", scripts=scripts)
    keyboard = enter(window, "sian")
    keyboard.choose("Log a session")
    expect(window.page.get_by_role("heading", level=1)).to_have_text("Log a session")
    keyboard.go_to("Today")
    keyboard.press("ArrowDown")
    keyboard.pick("Space")
    keyboard.pick("ArrowDown")  # from Nobody round to the first client
    keyboard.write("When did it start?", f"061{int(scripts)}AM")  # a clock of 24 hours takes no notice of the letters
    keyboard.go_to("30 min")
    keyboard.press("Space")
    keyboard.choose("Save it in my week")
    expect(window.page.get_by_text("Saved in your week.")).to_be_visible()
    keyboard.choose("Send this week to my supervisor")
    expect(window.page.get_by_text(re.compile("(is|are) with your supervisor"))).to_be_visible()
    assert not window.complaints


@SCRIPTS
def test_a_tutor_finds_the_student_who_needs_them_first_and_reads_why(demo_as: OpenAs, scripts: bool) -> None:
    window = demo_as("", width=1280, scripts=scripts)
    keyboard = enter(window, "ines")
    expect(window.page.get_by_role("heading", level=1)).to_have_text("Who needs you first")
    keyboard.choose("Cohorts")
    keyboard.choose("August")
    first = window.page.locator(".people__row").first
    name, why = first.locator(".people__name").inner_text(), first.locator("li, p").all_inner_texts()
    assert why
    keyboard.choose(name)
    expect(window.page.get_by_role("heading", level=1)).to_contain_text(name)
    assert not window.complaints
