"""The gate of a placement through the front door: shown to all, bridged by two, ended, stopped; what a lapse asks."""

import sqlalchemy as sa
from flask import Flask

from placement_portal import clock, transaction
from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceException, ClearanceItem
from placement_portal.clearance.service import deciding
from placement_portal.config import Settings
from placement_portal.database import db
from placement_portal.gate import jobs
from placement_portal.gate.models import LapseLetter, LapsePlan
from placement_portal.mail.models import OutboxMessage
from placement_portal.signatures import queries as signatures
from tests import world
from tests.clearance.conftest import Offices
from tests.clearance.test_hours import asked_since, clear, hold, log, shown
from tests.conftest import Given, SignIn
from tests.house.browser import Browser

HEAD = {"head_name": "Ada Moss", "head_agreed_how": "by telephone"}


def lapsed(given: Given, offices: Offices, days: int, *, insured: int = -30) -> None:
    """Let everything be in place but the insurance, which ended so many days from today."""
    with given():
        asked_since(-40)
        clear(offices, -30, but="indemnity")
        hold(offices, "indemnity", insured, ends_on=world.in_days(0))
        item = db.session.scalars(sa.select(ClearanceItem).where(ClearanceItem.code == "indemnity")).one()
        item.ends_on = world.in_days(days)
        transaction.touch(offices.cast.student.id)


def day(name: str, days: int) -> dict[str, str]:
    at = world.in_days(days)
    return {f"{name}-day": str(at.day), f"{name}-month": str(at.month), f"{name}-year": str(at.year)}


def form(**different: object) -> dict[str, object]:
    told = {**day("starts", 0), **day("until", 6), "head_agreed_on": "other", **day("head_agreed_on", 0), **HEAD}
    return {
        **told,
        "code": "indemnity",
        "conditions": ["supervisor_in_room"],
        "reason": "renewal",
        "risk": "",
        **different,
    }


def subjects() -> list[str]:
    return list(db.session.scalars(sa.select(OutboxMessage.subject)))


def sign(browser: Browser) -> str:
    return browser.submit(None, {"password": world.PASSWORD}).text


def test_two_people_agree_an_exception_and_work_counts_again(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given
) -> None:
    cast = offices.cast
    lapsed(given, offices, -3)
    gate = f"/placements/{cast.placement.id}/gate"
    student = sign_in(cast.student)
    page = student.get(gate)
    assert "was the last day). Who can mend it: you." in page.text
    assert student.get(f"/placements/{cast.placement.id}/exceptions/new").status == 403
    safeguarding = sign_in(offices.safeguarding_lead)
    safeguarding.get(gate)
    safeguarding.click("Ask for an exception")
    wrong = safeguarding.submit(None, form(**day("until", 20), conditions=[]))
    assert {"An exception lasts 14 days at most.", "Choose at least one condition."} <= set(wrong.errors)
    warned = safeguarding.submit(None, form(risk="Ring Tom Baker on 07700 900123"))
    assert "Could this tell who a client is?" in warned.text
    safeguarding.submit(None, form(risk="The supervisor stays."))
    assert "Signed." in sign(safeguarding)
    with looking():
        made = db.session.scalars(sa.select(ClearanceException)).one()
        assert made.safeguarding_by_id == offices.safeguarding_lead.id
        made_id, where = made.id, f"/exceptions/{made.id}"
        assert shown(offices).countable == 0
    assert "The supervisor stays." not in student.get(gate).text
    assert sign_in(cast.supervisor).get(where).status == 404
    assert safeguarding.get(f"/sign/exception/{made_id}").location == where
    lead = sign_in(cast.lead)
    assert "The supervisor stays." in lead.get(where).text
    lead.click("Read and sign")
    assert "Signed." in sign(lead)
    with given():
        log(offices, 0)
    with looking():
        assert shown(offices).countable == 45
        told = subjects()
        assert told.count(f"An exception waits for you: {cast.student.name}") == 1
        assert sum(each.startswith("An exception holds until") for each in told) >= 4
        assert signatures.verify() == (2, [])
    assert "Supervisor is in the room".lower() in student.get(gate).text.lower()
    lead.get(where)
    lead.submit(f"{where}/end")
    with looking():
        made = db.session.scalars(sa.select(ClearanceException)).one()
        assert made.ended_on == clock.today()
        assert shown(offices).countable == 45
    with given():
        item = db.session.scalars(sa.select(ClearanceItem).where(ClearanceItem.code == "identity")).one()
        deciding.stop(item, by=db.session.get_one(Person, offices.officer.id))
    with looking():
        assert shown(offices).countable == 0
    assert "not in place. Talk to the clearance officer." in student.get(gate).text


def test_the_other_side_says_no(offices: Offices, sign_in: SignIn, given: Given, looking: Given) -> None:
    lapsed(given, offices, -3)
    lead = sign_in(offices.cast.lead)
    lead.get(f"/placements/{offices.cast.placement.id}/exceptions/new")
    lead.submit(None, form())
    sign(lead)
    with looking():
        made = db.session.scalars(sa.select(ClearanceException.id)).one()
    other = sign_in(offices.safeguarding_lead)
    other.get(f"/exceptions/{made}")
    page = other.submit(f"/exceptions/{made}/decline")
    assert "Declined" in page.text
    with looking():
        assert f"No exception: {offices.cast.student.name}" in subjects()
    assert other.get(f"/sign/exception/{made}").location == f"/exceptions/{made}"


def test_before_a_last_day_supervisor_and_safeguarding_lead_choose_for_each_client(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given
) -> None:
    cast = offices.cast
    lapsed(given, offices, 10)
    url = f"/placements/{cast.placement.id}/lapse"
    supervisor = sign_in(cast.supervisor)
    supervisor.get(f"/placements/{cast.placement.id}/gate")
    supervisor.click("What happens for each client after that day")
    wrong = supervisor.submit(None, {"choice_C1": "pause"})
    assert wrong.errors == ["Say when the client is told."]
    supervisor.submit(None, {"choice_C1": "pause", **day("day_C1", 3), "choice_G1": "supervisor_takes_it"})
    page = sign_in(cast.student).get(url)
    assert "A pause, client told on" in page.text
    assert "Save" not in page.text
    with looking():
        assert {each.choice.value for each in db.session.scalars(sa.select(LapsePlan))} == {
            "pause",
            "supervisor_takes_it",
        }
    lead = sign_in(offices.safeguarding_lead)
    lead.get(url)
    supervisor.get(url)
    supervisor.submit(None, {"choice_C1": "planned_ending", **day("day_C1", 8)})
    assert lead.submit(None, {"choice_C1": "supervisor_in_room"}).status == 409
    assert "supervisor_in_room" not in sign_in(cast.tutor).get(url).text


def test_letters_about_a_last_day_are_written_once_each_and_catch_up(
    offices: Offices, given: Given, app: Flask, looking: Given
) -> None:
    lapsed(given, offices, 30)
    settings = Settings()

    def run(days: int) -> int:
        with given():
            item = db.session.scalars(sa.select(ClearanceItem).where(ClearanceItem.code == "indemnity")).one()
            item.ends_on = world.in_days(days)
            db.session.execute(sa.update(LapseLetter).values(until=world.in_days(days)))
        with given():
            before = len(subjects())
        with app.app_context():
            jobs.warn(settings)
            jobs.warn(settings)
        with given():
            return len(subjects()) - before

    first = run(30)
    assert first == 7  # the student, the supervisor, and the officers and safeguarding leads of either side
    assert run(29) == 0
    assert run(14) == run(0) == 7
    assert run(-1) == 0
    with looking():
        moments = [each.moment.value for each in db.session.scalars(sa.select(LapseLetter).order_by(LapseLetter.at))]
        assert moments == ["early", "two_weeks", "last_day"]
