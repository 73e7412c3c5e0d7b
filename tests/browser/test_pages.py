"""Every page, as the person it is for: on a phone in the light, on a desk in the dark, and at four times the size."""

from typing import Final

import pytest

from tests.access.matrix import CAST, ROWS, Row
from tests.access.stage import Stage
from tests.browser.conftest import WindowOf
from tests.browser.watching import Window

MAIN: Final = (
    *("student", "supervisor", "tutor", "provider_coordinator", "lead"),
    *("administrator", "safeguarding_lead", "clearance_officer", "nobody"),
)
NO_PAGE: Final = frozenset(
    {
        *("asset", "brand", "health", "ready", "template"),
        *("download", "download_csv", "download_xlsx", "export_csv", "export_xlsx"),
        *("subscribe", "make_up_file", "first_day_file", "planned_supervision_file"),
        "progress",  # a part of a page, for htmx
    }
)
PAGES: Final = [row for row in ROWS if row.method == "GET" and row.success & {200, 410} and row.readers]
PAGES_SEEN: Final = [row for row in PAGES if row.endpoint.partition(".")[2] not in NO_PAGE]
VISITS: Final = [(row, who) for row in PAGES_SEEN for who in row.readers]
HALF: Final = 0.5


def main_person(row: Row) -> str:
    """Return whom a page is for; a page for everybody is shown to the student."""
    return next(who for who in MAIN if who in row.readers and (row.endpoint != "accounts.sign_in" or who == "nobody"))


def expect_sound(window: Window) -> None:
    """Fail with what axe finds, what the console said and what came from elsewhere."""
    assert not window.violations()
    assert not window.overflowing()
    assert not window.complaints
    assert not window.strangers


@pytest.mark.browser
@pytest.mark.parametrize("row", PAGES_SEEN, ids=str)
def test_every_page_is_sound_for_its_main_person(window_of: WindowOf, stage: Stage, row: Row) -> None:
    window = window_of(main_person(row))
    window.resize(375)
    assert window.go(stage.url(row.endpoint, row.thing)).status in row.success
    expect_sound(window)
    window.resize(1280, "dark")
    expect_sound(window)
    window.resize(320)
    assert not window.overflowing()
    assert window.share_covered() <= HALF


@pytest.mark.sweep
@pytest.mark.parametrize("row, who", VISITS, ids=str)
def test_every_page_is_sound_for_everybody(window_of: WindowOf, stage: Stage, row: Row, who: str) -> None:
    window = window_of(who)
    window.go(stage.url(row.endpoint, row.thing))
    for width in (375, 1280):
        for theme in ("light", "dark"):
            window.resize(width, theme)
            expect_sound(window)


def test_every_member_of_the_cast_looks_at_something() -> None:
    assert {who for _, who in VISITS} == set(CAST.values())
