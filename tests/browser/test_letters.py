"""From a cleared student to the letter at the school, an induction confirmed there, and a stop that shows at once."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, expect

from placement_portal import transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.sites.models import Site
from tests import clearing, world
from tests.browser.conftest import serving
from tests.browser.watching import Window, open_window
from tests.house import databases
from tests.letters import last_link
from tests.world import PASSWORD, Cast

SCHOOL = "office@willowbank.example.org"


@dataclass(frozen=True)
class School:
    """A portal whose student is cleared, and windows on it."""

    app: Flask
    cast: Cast
    open_window: Callable[..., Window]

    def window_of(self, person: Person, width: int = 1280) -> Window:
        """Open a window and sign somebody in at the front door."""
        window = self.open_window(width)
        window.go("/sign-in")
        window.page.get_by_label("E-mail address").fill(self.addresses[person.name])
        window.page.get_by_label("Password", exact=True).fill(PASSWORD)
        window.page.get_by_role("button", name="Sign in").first.click()
        expect(window.page.get_by_role("link", name="Home").first).to_be_visible()
        return window

    @property
    def addresses(self) -> dict[str, str]:
        """The addresses of the cast by their names."""
        return {person.name: f"{who}@example.org" for who, person in self.cast.people.items()}


@pytest.fixture
def school(new_context: Callable[..., BrowserContext]) -> Iterator[School]:
    """Serve a portal of its own, in which everything that the university asks for was seen."""
    folder = databases.memory_folder()
    app = databases.make_app(databases.sqlite(folder))
    with app.app_context():
        db.create_all()
        with transaction.unit():
            cast = world.the_cast()
            clearing.ask(cast.university, cast.lead)
            clearing.clear(cast.student, cast.university)
            site = db.session.get_one(Site, cast.site.id)
            site.link_person, site.link_contact, site.phone = "Pat Onslow", SCHOOL, "01632 960 111"
    with serving(app) as url:
        yield School(app, cast, lambda width=1280: open_window(new_context, url, {}, width=width))
    databases.close(app)
    shutil.rmtree(folder)


@pytest.mark.browser
def test_a_letter_reaches_the_school_and_a_stop_shows_there_at_once(school: School) -> None:
    code = the_coordinator_vouches(school)
    reception = the_school_opens_it(school, code)
    the_student_ticks(school)
    the_school_confirms(school, reception)
    the_lead_stops_and_the_page_says_so(school, reception)


def the_coordinator_vouches(school: School) -> str:
    window = school.window_of(school.cast.provider_coordinator)
    page = window.page
    window.go(f"/placements/{school.cast.placement.id}")
    page.get_by_role("link", name="Letters of assurance to the setting").click()
    page.get_by_role("link", name=f"Make a letter for {school.cast.site.name}").click()
    page.get_by_label("Whom does the setting ring?").fill("Denise Fairweather, safeguarding lead")
    page.get_by_label("On which number?").fill("01632 960 777")
    page.get_by_role("button", name="Make the letter").click()
    expect(page.get_by_label("To which e-mail address?")).to_have_value(SCHOOL)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_text("Ring Pat Onslow on 01632 960 111 and say the code.")).to_be_visible()
    code = page.locator(".figure__number").inner_text()
    assert not window.complaints
    assert not window.violations()
    return code


def the_school_opens_it(school: School, code: str) -> Window:
    window = school.open_window(375)
    window.go(last_link(school.app, SCHOOL))
    window.page.get_by_label("What is the code?").fill(code)
    window.page.get_by_role("button", name="Open it").click()
    expect(window.page.get_by_role("heading", level=1)).to_have_text(f"Current: {school.cast.student.name} may come")
    assert not window.violations()
    assert not window.overflowing()
    return window


def the_student_ticks(school: School) -> None:
    window = school.window_of(school.cast.student, 375)
    window.go(f"/placements/{school.cast.placement.id}/inductions/{school.cast.site.id}")
    for box in window.page.get_by_role("checkbox").all():
        box.check()
    window.page.get_by_role("button", name="Save").click()
    expect(window.page.get_by_text("the setting can do it too")).to_be_visible()
    window.page.get_by_role("link", name="Worried about a child or an adult?").click()
    expect(window.page.get_by_role("link", name="Ring 999")).to_be_visible()
    assert not window.violations()
    assert not window.overflowing()


def the_school_confirms(school: School, reception: Window) -> None:
    page = reception.page
    page.get_by_role("link", name="Confirm the induction").click()
    expect(page.get_by_label("What is your name?")).to_have_value("Pat Onslow")
    page.get_by_label("This was shown to the student").check()
    page.get_by_role("button", name="Confirm the induction").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        f"The induction of {school.cast.student.name} is confirmed"
    )
    page.get_by_role("link", name="Back to the letter").click()


def the_lead_stops_and_the_page_says_so(school: School, reception: Window) -> None:
    lead = school.window_of(school.cast.safeguarding_lead)
    lead.go(f"/organisations/{school.cast.provider.id}/stops/student/{school.cast.record.id}")
    for box in lead.page.locator("form input[type=text], form textarea").all():
        box.fill("The supervisor decides by Friday")
    lead.page.get_by_role("button", name=re.compile("Stop")).last.click()
    expect(lead.page.get_by_role("heading", level=1)).to_contain_text("stopped")
    reception.page.reload()
    expect(reception.page.get_by_role("heading", level=1)).to_contain_text("Not current: please ring")
    assert not reception.complaints
