"""A co-ordinator finds a supervisor by keyboard and reads one load for two universities; the key can be turned off."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenAs

pytestmark = pytest.mark.browser


def test_one_supervisor_for_two_universities(demo_as: OpenAs) -> None:
    window = demo_as("petra", width=1280)
    page = window.page
    window.go("/")
    page.keyboard.press("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Search")
    page.keyboard.type("okafor")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Maya Okafor-Lindqvist").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Maya Okafor-Lindqvist")
    students = page.get_by_role("table", name="Students at Fenland County Music Service")
    expect(students).to_contain_text("University of Eastmarsh")
    expect(students).to_contain_text("Aldermere University")
    expect(page.get_by_text("5 of 6")).to_be_visible()
    assert not window.complaints


def test_the_key_can_be_turned_off(demo_as: OpenAs) -> None:
    window = demo_as("petra", width=1280)
    page = window.page
    window.go("/search")
    page.get_by_role("button", name="Turn the / key off").click()
    window.go("/")
    page.keyboard.press("/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Search")
    window.go("/search")
    page.get_by_role("button", name="Turn the / key on").click()
    expect(page.get_by_text("Press / on any page to come here.")).to_be_visible()
    assert not window.complaints


def test_it_works_without_scripts(demo_as: OpenAs) -> None:
    window = demo_as("ines", width=375, scripts=False)
    window.go("/search?q=wyn")
    window.page.get_by_role("main").get_by_role("link", name="Siân Ŵyn-O'Neill", exact=True).click()
    expect(window.page.get_by_role("heading", level=1)).to_have_text("Siân Ŵyn-O'Neill")
    assert not window.complaints
