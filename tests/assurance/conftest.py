"""The cast with a cleared student, a safeguarding lead, and what tests of letters do with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from flask import Flask
from time_machine import Traveller

from placement_portal.changes import service as changes
from placement_portal.changes.models import Stop
from placement_portal.changes.rules import StopKind
from placement_portal.database import db
from placement_portal.letters.models import AssuranceLetter
from placement_portal.organisations.models import Organisation
from placement_portal.sites.models import Site
from tests import clearing
from tests.conftest import Given, SignIn
from tests.house.browser import Browser, Page
from tests.letters import last_link
from tests.world import Cast

SCHOOL = "office@willowbank.example.org"


@pytest.fixture
def travel() -> Iterator[Traveller]:
    """Stand on a school morning."""
    with time_machine.travel("2026-11-25 09:00+00:00", tick=False) as now:
        yield now


@dataclass
class Desk:
    """Whoever keeps letters of the provider, and what they do."""

    app: Flask
    cast: Cast
    given: Given
    sign_in: SignIn

    @property
    def url(self) -> str:
        """Where the letter to the school is made."""
        return f"/placements/{self.cast.placement.id}/letters/{self.cast.site.id}"

    def make(self, who: str = "provider_coordinator", **said: Any) -> Browser:
        """Make a letter to the school; the browser looks at it."""
        browser = self.sign_in(self.cast.people[who])
        browser.get(self.url)
        browser.submit(ring_name="Denise Fairweather", ring_phone="01632 960 777", **said)
        return browser

    def send(self, browser: Browser) -> tuple[str, str]:
        """Send the letter that a browser looks at; return its link and its code."""
        page = browser.submit("/send", address=SCHOOL)
        return last_link(self.app, SCHOOL), code_on(page)

    def stop(self, kind: StopKind = StopKind.STUDENT) -> Stop:
        """Stop the student, or what the kind says, at once."""
        subject = {
            StopKind.STUDENT: self.cast.record.id,
            StopKind.SETTING: self.cast.site.id,
            StopKind.SUPERVISOR: self.cast.supervisor.id,
        }[kind]
        with self.given():
            provider = db.session.get_one(Organisation, self.cast.provider.id)
            return changes.stop(provider, kind, subject, rung="", plans=[], by=self.cast.provider_coordinator)

    def lift(self, stop: Stop) -> None:
        """Lift a stop from today on."""
        with self.given():
            found = db.session.get_one(Stop, stop.id)
            changes.lift(found, found.since, by=self.cast.provider_coordinator)

    def only(self) -> AssuranceLetter:
        """Return the one letter there is."""
        return db.session.query(AssuranceLetter).one()


def code_on(page: Page) -> str:
    """Return the code that a page shows this once."""
    (figure,) = page.find("figure__number")
    return "".join(figure.itertext())


@pytest.fixture
def desk(cast: Cast, app: Flask, given: Given, sign_in: SignIn) -> Desk:
    """Return the desk of the provider, whose student is cleared for the school."""
    with given():
        clearing.ask(cast.university, cast.lead)
        clearing.clear(cast.student, cast.university)
        site = db.session.get_one(Site, cast.site.id)
        site.link_person, site.link_contact, site.phone = "Pat Onslow", SCHOOL, "01632 960 111"
        site.address = "1 Willow Lane\nQuillmere"
    return Desk(app, cast, given, sign_in)
