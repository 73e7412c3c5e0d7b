"""“This wasn't me” about an exception: what rests on one person alone ends at once, and stays ended."""

import re

import pytest
import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceException
from placement_portal.database import db
from placement_portal.mail.models import OutboxMessage
from placement_portal.signatures import queries as signatures
from placement_portal.web.formats import full_day
from tests import world
from tests.clearance.conftest import Offices
from tests.clearance.test_hours import log, shown
from tests.conftest import Client, Given, SignIn
from tests.gate.test_journeys import form, lapsed, sign
from tests.house.browser import Page

ENDED = "An exception ended early"


@pytest.fixture
def agreed(offices: Offices, sign_in: SignIn, given: Given) -> ClearanceException:
    """Let both sides have agreed that work goes on, and a session have been logged today."""
    lapsed(given, offices, -3)
    safeguarding, lead = sign_in(offices.safeguarding_lead), sign_in(offices.cast.lead)
    safeguarding.get(f"/placements/{offices.cast.placement.id}/exceptions/new")
    safeguarding.submit(None, form())
    sign(safeguarding)
    with given():
        made = db.session.scalars(sa.select(ClearanceException)).one()
    lead.get(f"/sign/exception/{made.id}")
    sign(lead)
    with given():
        log(offices, 0)
    return made


def letters(person: Person, looking: Given, subject: str = "") -> list[str]:
    """Return what somebody was sent under a subject, the oldest first."""
    with looking():
        wanted = sa.select(OutboxMessage.text).where(OutboxMessage.person_id == person.id)
        return list(
            db.session.scalars(wanted.where(OutboxMessage.subject.startswith(subject)).order_by(OutboxMessage.id))
        )


def link(person: Person, looking: Given, kind: str) -> str:
    """Return the newest address of a kind that somebody was sent."""
    found = [match[0] for each in letters(person, looking) if (match := re.search(rf"/{kind}/[\w-]+", each))]
    return found[-1]


def not_me(client: Client, looking: Given, person: Person) -> Page:
    browser = client()
    browser.get(link(person, looking, "not-me"))
    return browser.submit("/not-me", press="This wasn't me")


def test_an_exception_ends_at_once_when_somebody_says_that_they_did_not_sign_it(
    offices: Offices, agreed: ClearanceException, client: Client, sign_in: SignIn, looking: Given
) -> None:
    lead, safeguarding = offices.cast.lead, offices.safeguarding_lead
    with looking():
        assert shown(offices).countable == 45
    assert not_me(client, looking, safeguarding).heading == "We have stopped it"
    with looking():
        assert db.session.get_one(ClearanceException, agreed.id).ended_on == world.in_days(-1)
        assert shown(offices).countable == 0
        assert signatures.verify() == (2, [])
    [told] = letters(offices.cast.student, looking, ENDED)
    assert f"Its last day is {full_day(world.in_days(-1))}." in told
    dispute = link(lead, looking, "disputes")
    assert sign_in(safeguarding).get(dispute).status == 403
    helen = sign_in(lead)
    helen.get(dispute)
    page = helen.submit("/disputes", outcome="dismiss", note="I rang and asked.", press="Settle it")
    assert page.url.endswith(f"/exceptions/{agreed.id}")
    with looking():
        assert shown(offices).countable == 0
    not_me(client, looking, lead)
    assert letters(offices.cast.student, looking, ENDED) == [told]
