"""Exceptions as the verifying officer reads them, and the note on their risk: six months after the last day it goes."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from placement_portal import clock, schedule
from placement_portal.clearance.models import ClearanceException
from placement_portal.clearance.rules.exceptions import ExceptionState
from placement_portal.cli.purge import purge
from placement_portal.database import db
from placement_portal.gate import queries
from placement_portal.signatures import queries as signatures
from placement_portal.signpost.models import SignpostTold
from tests import world
from tests.clearance.conftest import Offices
from tests.conftest import Given, SignIn, Statements
from tests.gate.test_journeys import form, lapsed, sign

RISK = "The supervisor stays in the room throughout."


def agree(offices: Offices, sign_in: SignIn, looking: Given) -> str:
    """Let the two agree to an exception with a note on its risk; return its address."""
    guard = sign_in(offices.safeguarding_lead)
    guard.get(f"/placements/{offices.cast.placement.id}/exceptions/new")
    guard.submit(None, form(risk=RISK))
    sign(guard)
    with looking():
        where = f"/exceptions/{db.session.scalars(sa.select(ClearanceException.id)).one()}"
    lead = sign_in(offices.cast.lead)
    lead.get(where)
    lead.click("Read and sign")
    sign(lead)
    return where


def test_the_officers_who_verify_read_every_exception_and_decide_none(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given, statements: Statements
) -> None:
    cast = offices.cast
    lapsed(given, offices, -3)
    where = agree(offices, sign_in, looking)
    for officer, office in ((offices.officer, cast.university), (offices.provider_officer, cast.provider)):
        browser = sign_in(officer)
        browser.get(f"/organisations/{office.id}/clearance")
        page = browser.click("Exceptions")
        assert "Indemnity insurance" in page.text
        page = browser.get(next(each for each in page.links.values() if each == where))
        assert RISK in page.text
        assert "End it today" not in page.text
        assert browser.post(f"{where}/end").status == 403
    for other, office in ((offices.other_officer, cast.other_university), (offices.far_officer, cast.other_provider)):
        browser = sign_in(other)
        assert browser.get(where).status == 404
        assert "There is no exception" in browser.get(f"/organisations/{office.id}/exceptions").text
    assert sign_in(cast.supervisor).get(where).status == 404
    with given():
        first = db.session.scalars(sa.select(ClearanceException)).one()
        names = ("person_id", "provider_id", "university_id", "programme_id", "code", "conditions", "head_name")
        kept = {each: getattr(first, each) for each in (*names, "head_agreed_on", "head_agreed_how", "asked_by_id")}
        for number in range(60):
            days = {"starts": world.in_days(-number - 20), "until": world.in_days(-number - 15)}
            db.session.add(ClearanceException(**kept, **days, asked_at=clock.now()))
    browser = sign_in(offices.officer)
    url = f"/organisations/{cast.university.id}/exceptions"
    browser.get(url)
    with statements() as seen:
        page = browser.get(url)
    assert len([each for each in seen if "ledger" not in each and "clearance_look" not in each]) <= 8
    assert cast.student.name in browser.click("Earlier exceptions").text


def test_the_note_on_the_risk_goes_six_months_after_the_last_day_and_the_signatures_hold(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given, app: Flask
) -> None:
    lapsed(given, offices, -3)
    where = agree(offices, sign_in, looking)
    with given():
        told = {"roles": ["lead"], "told_at": clock.now()}
        db.session.add(SignpostTold(person_id=offices.cast.student.id, provider_id=offices.cast.provider.id, **told))
        db.session.add(SignpostTold(person_id=offices.cast.student.id, **told))
        last = db.session.scalars(sa.select(ClearanceException.until)).one()
    runner = app.test_cli_runner()

    def due(on: date) -> list[str]:
        with time_machine.travel(clock.now() + (on - clock.today()), tick=False):
            return [line.split(": ")[1].split()[0] for line in runner.invoke(purge, ["--dry-run"]).output.splitlines()]

    assert due(last + timedelta(days=150))[1:] == ["0", "0"]
    assert due(last + timedelta(days=190))[1:] == ["1", "0"]
    assert due(last + timedelta(days=400))[1:] == ["1", "2"]
    with time_machine.travel(clock.now() + timedelta(days=400), tick=False):
        schedule.run_once(app)
        assert runner.invoke(purge).output.count(": 0 deleted.") == 3
        page = sign_in(offices.officer).get(where)
        assert RISK not in page.text
        assert "Deleted on" in page.text
        assert "The content was changed" not in page.text
        with looking():
            found = db.session.scalars(sa.select(ClearanceException)).one()
            assert (found.risk, found.risk_salt, len(found.risk_seal)) == ("", "", 64)
            assert queries.state(found) is ExceptionState.OVER
            assert signatures.verify() == (2, [])
            assert db.session.scalar(sa.select(sa.func.count()).select_from(SignpostTold)) == 0


@pytest.mark.parametrize("seal", ["", "kept"])
def test_what_was_signed_before_notes_had_a_seal_says_what_it_said(seal: str) -> None:
    kept = {"conditions": [], "reason": "renewal", "head_agreed_on": date(2026, 5, 1), "head_name": "", "code": "x"}
    days = {
        "starts": date(2026, 5, 1),
        "until": date(2026, 5, 2),
        "head_agreed_how": "",
        "barred_list_by_school": False,
    }
    made = ClearanceException(risk="Old words.", risk_seal=seal, **kept, **days)
    made.reason = next(iter(type(made).reason.type.enum_class))
    assert queries.content(made)["risk"] == (seal or "Old words.")
