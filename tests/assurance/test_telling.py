"""After a stop the student is rung first; the school hears of it when the lead presses Send, or two hours on."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError
from time_machine import Traveller

from placement_portal import clock, schedule
from placement_portal.accounts.models import Person
from placement_portal.changes.rules import StopKind
from placement_portal.clearance.models import ClearanceItem
from placement_portal.clearance.rules import UpdateStatus
from placement_portal.clearance.service import deciding
from placement_portal.database import db
from placement_portal.letters.models import LetterNotice
from placement_portal.letters.rules.words import says_never
from placement_portal.letters.service.telling import NOTHING_TO_TELL
from placement_portal.mail.models import OutboxMessage
from placement_portal.organisations.rules import MembershipRole
from placement_portal.web import constraints
from tests import world
from tests.assurance.conftest import SCHOOL, Desk
from tests.conftest import Client, Given, SignIn
from tests.house.browser import Browser
from tests.letters import letters_to
from tests.world import Cast


@pytest.fixture
def reading(travel: Traveller, desk: Desk, client: Client) -> tuple[Browser, str, str]:
    """Return the school's browser on a letter that is current, its link, and the letter's own address."""
    browser = desk.make()
    link, code = desk.send(browser)
    visitor = client()
    visitor.get(link)
    assert visitor.submit(code=code, follow=True).heading.startswith("Current")
    with desk.app.app_context():
        return visitor, link, f"/letters/{desk.only().id}"


def told(app: Flask) -> int:
    """Return how often the school was asked to ring."""
    return sum(each.subject.startswith("Please ring us") for each in letters_to(app, SCHOOL))


def rung(app: Flask, cast: Cast) -> int:
    """Return how often the lead was asked to ring the student."""
    with app.app_context():
        mails = db.session.query(OutboxMessage).filter_by(person_id=cast.safeguarding_lead.id)
        return sum(each.subject.startswith("Ring ") for each in mails)


@pytest.mark.parametrize("kind", [StopKind.STUDENT, StopKind.SETTING])
def test_a_stop_shows_at_once_and_the_lead_sends_once_the_student_is_rung(
    reading: tuple[Browser, str, str], desk: Desk, cast: Cast, sign_in: SignIn, kind: StopKind
) -> None:
    visitor, link, url = reading
    desk.stop(kind)
    assert visitor.get(link).heading == "Not current: please ring Denise Fairweather"
    assert not says_never(visitor.page.text)  # type: ignore[union-attr]
    schedule.run_once(desk.app)
    schedule.run_once(desk.app)
    assert (told(desk.app), rung(desk.app, cast)) == (0, 1)
    lead = sign_in(cast.safeguarding_lead)
    assert "that mail goes by itself on 25 November 2026, 11:00" in lead.get(url).text
    assert lead.submit("/tell").errors == ["Ring the student first. Then tick this."]
    assert told(desk.app) == 0
    page = lead.submit("/tell", rung="y", follow=True)
    assert "was asked to ring on 25 November 2026, 09:00 by" in page.text
    assert told(desk.app) == 1
    mail = letters_to(desk.app, SCHOOL)[-1]
    assert not says_never(mail.text + mail.subject)
    assert not any(word in mail.text.lower() for word in ("stop", "safeguarding", "reason"))
    assert not [form for form in page.forms if form.action.endswith("/tell")]
    page = lead.post(f"{url}/tell", rung="y", follow=True)
    assert told(desk.app) == 2


def test_two_hours_on_it_goes_by_itself_once_even_after_downtime(
    travel: Traveller, reading: tuple[Browser, str, str], desk: Desk, cast: Cast, given: Given, looking: Given
) -> None:
    with given():
        unreachable = Person(name="No Address", created_at=clock.now())
        db.session.add(unreachable)
        db.session.flush()
        world.member(unreachable, cast.provider, MembershipRole.SAFEGUARDING_LEAD)
    desk.stop()
    desk.stop(StopKind.SETTING)
    travel.shift(timedelta(minutes=119))
    schedule.run_once(desk.app)
    assert told(desk.app) == 0
    travel.shift(timedelta(minutes=1))
    for _ in range(3):
        schedule.run_once(desk.app)
    assert told(desk.app) == 1
    assert rung(desk.app, cast) == 1
    with looking():
        for notice in db.session.query(LetterNotice):
            assert (notice.sent_by_id, notice.sent_at) == (None, clock.now())


def test_a_stop_that_was_lifted_in_time_is_never_told(
    travel: Traveller, reading: tuple[Browser, str, str], desk: Desk, cast: Cast, looking: Given
) -> None:
    visitor, link, _ = reading
    stop = desk.stop()
    schedule.run_once(desk.app)
    desk.lift(stop)
    assert visitor.get(link).heading.startswith("Current")
    travel.shift(timedelta(hours=3))
    schedule.run_once(desk.app)
    assert told(desk.app) == 0
    with looking():
        assert db.session.query(LetterNotice).one().called_off_at


def test_a_new_check_needed_is_told_and_a_supervisors_stop_shows_without_a_mail(
    travel: Traveller, reading: tuple[Browser, str, str], desk: Desk, cast: Cast, given: Given, sign_in: SignIn
) -> None:
    visitor, link, url = reading
    stop = desk.stop(StopKind.SUPERVISOR)
    assert visitor.get(link).heading.startswith("Not current")
    schedule.run_once(desk.app)
    desk.lift(stop)
    assert visitor.get(link).heading.startswith("Current")
    assert sign_in(cast.safeguarding_lead).post(f"{url}/tell", rung="y").errors == [NOTHING_TO_TELL]
    assert told(desk.app) == 0
    with given():
        item = db.session.query(ClearanceItem).filter_by(code="dbs_children").one()
        deciding.look_up(item, UpdateStatus.NEW_CHECK_NEEDED, clock.today(), by=cast.lead)
    assert visitor.get(link).heading == "Not current: please ring Denise Fairweather"
    schedule.run_once(desk.app)
    page = sign_in(cast.provider_coordinator).get(f"/placements/{cast.placement.id}/letters/{cast.site.id}")
    assert "A stop is in force." in page.text
    travel.shift(timedelta(hours=2))
    schedule.run_once(desk.app)
    assert told(desk.app) == 1


def test_a_lapse_and_a_letter_that_was_never_sent_write_to_nobody(
    travel: Traveller, reading: tuple[Browser, str, str], desk: Desk, cast: Cast, given: Given, sign_in: SignIn
) -> None:
    _, _, url = reading
    with given():
        db.session.query(ClearanceItem).filter_by(code="dbs_declaration").one().made_on = world.in_days(-400)
    for _ in range(2):
        schedule.run_once(desk.app)
        travel.shift(timedelta(hours=3))
    assert (told(desk.app), rung(desk.app, cast)) == (0, 0)
    lead = sign_in(cast.safeguarding_lead)
    lead.get(url)
    lead.submit("/tell", rung="y")
    assert told(desk.app) == 1
    with given():
        letter = desk.only()
        letter.sent_at, letter.sent_to = None, ""
    assert "so it cannot be written to" in lead.get(url).text


def test_one_stop_is_noted_once(reading: tuple[Browser, str, str], desk: Desk, given: Given) -> None:
    def note() -> None:
        with given():
            facts = {"cause": "stop 1", "began_at": clock.now(), "due_at": clock.now()}
            db.session.add(LetterNotice(letter_id=desk.only().id, **facts))

    note()
    with pytest.raises(IntegrityError) as broken:
        note()
    assert "told of this already" in constraints.sentence(broken.value)
