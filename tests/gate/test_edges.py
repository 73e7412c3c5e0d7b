"""The edges of the gate: what cannot be asked, answers that come too late, whom no letter reaches."""

import pytest
import sqlalchemy as sa
from flask import Flask

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.changes import service as stopping
from placement_portal.changes.rules import StopKind
from placement_portal.clearance.models import ClearanceException
from placement_portal.clearance.rules.exceptions import ExceptionCondition, ExceptionReason
from placement_portal.config import Settings
from placement_portal.database import db
from placement_portal.gate import jobs, service
from placement_portal.gate.models import LapseLetter
from placement_portal.gate.service.exceptions import FUTURE, NEVER_SEEN, NOT_BRIDGED, Wrong
from placement_portal.mail.models import OutboxMessage
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Placement, PlacementPause
from tests import world
from tests.clearance.conftest import Offices
from tests.clearance.test_hours import asked_since, clear
from tests.conftest import Given, SignIn
from tests.gate.test_journeys import day, form, lapsed, sign
from tests.house.browser import Browser


def asks(offices: Offices, browser: Browser, **different: object) -> str:
    """Let somebody ask for an exception and sign it; return where it is read."""
    browser.get(f"/placements/{offices.cast.placement.id}/exceptions/new")
    browser.submit(None, form(**different))
    page = browser.submit(None, {"password": world.PASSWORD}, follow=False)
    return page.location


def test_without_a_check_ever_seen_the_school_must_have_looked_at_the_barred_list(
    offices: Offices, sign_in: SignIn, given: Given
) -> None:
    with given():
        asked_since(-40)
        clear(offices, -30, but="dbs_children")
    lead = sign_in(offices.cast.lead)
    lead.get(f"/placements/{offices.cast.placement.id}/exceptions/new")
    page = lead.submit(None, form(code="dbs_children", **day("head_agreed_on", 1)))
    assert sorted(page.errors) == sorted([NEVER_SEEN, FUTURE])
    lead.submit(None, form(code="dbs_children", barred_list_by_school="y"))
    assert "The school states that it made its own check of the barred list" in sign(lead)


def test_what_is_in_place_is_not_bridged(offices: Offices, given: Given, looking: Given) -> None:
    lapsed(given, offices, -3)
    today = clock.today()
    asked = service.Asked(
        code="identity",
        starts=today,
        until=today,
        conditions=(ExceptionCondition.OBSERVES_ONLY,),
        reason=ExceptionReason.BOOKED,
        risk="",
        head_name="Ada Moss",
        head_agreed_on=today,
        head_agreed_how="by telephone",
    )
    with looking():
        placement = db.session.get_one(Placement, offices.cast.placement.id)
        with pytest.raises(Wrong) as refused:
            service.ask(placement, asked, by=db.session.get_one(Person, offices.cast.lead.id))
    assert refused.value.found == {"code": NOT_BRIDGED}


def test_an_answer_that_comes_too_late_is_refused_in_words(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given
) -> None:
    lapsed(given, offices, -3)
    lead, other = sign_in(offices.cast.lead), sign_in(offices.safeguarding_lead)
    where = asks(offices, lead)
    other.get(where)
    other.submit(f"{where}/decline")
    declined = {"version": _version(looking)}
    assert "does not wait for an answer any more." in lead.post(f"{where}/decline", declined, follow=True).text
    assert "This exception is over already." in lead.post(f"{where}/end", declined, follow=True).text
    assert _version(looking) == declined["version"]


def _version(looking: Given) -> int:
    with looking():
        return db.session.scalars(sa.select(ClearanceException.version)).one()


def test_nobody_signs_for_a_side_that_has_signed_or_after_a_stop(
    offices: Offices, sign_in: SignIn, given: Given
) -> None:
    cast = offices.cast
    lapsed(given, offices, -3)
    where = asks(offices, sign_in(offices.safeguarding_lead))
    page = sign_in(cast.safeguarding_lead).get(f"/sign/exception/{where.rpartition('/')[2]}", follow=True)
    assert "Somebody agreed for your side already." in page.text
    with given():
        by = db.session.get_one(Person, offices.safeguarding_lead.id)
        provider = db.session.get_one(Organisation, cast.provider.id)
        stopping.stop(provider, StopKind.STUDENT, cast.record.id, rung="x", plans=[], by=by)
    page = sign_in(cast.lead).get(f"/sign/exception/{where.rpartition('/')[2]}", follow=True)
    assert "Work is stopped: no exception is possible after a stop." in page.text


def test_a_student_reads_what_a_lapse_means_and_chooses_nothing(
    offices: Offices, sign_in: SignIn, given: Given
) -> None:
    lapsed(given, offices, 10)
    url = f"/placements/{offices.cast.placement.id}/lapse"
    student = sign_in(offices.cast.student)
    assert student.get(url).status == 200
    assert student.post(url, {"choice_C1": "supervisor_in_room"}).status == 403


def test_letters_about_a_last_day_wait_for_a_pause_and_reach_only_those_who_can_read_them(
    offices: Offices, given: Given, looking: Given, app: Flask
) -> None:
    cast = offices.cast
    lapsed(given, offices, 0)
    with given():
        db.session.add(PlacementPause(placement_id=cast.placement.id, starts=world.in_days(-1)))
        nowhere = world.person("Nowhere", account=False)
        world.member(nowhere, cast.provider, MembershipRole.CLEARANCE_OFFICER)
        db.session.get_one(Person, cast.clearance_officer.id).deactivated_at = clock.now()
    _warn(app)
    assert _told(looking) == (0, set())
    with given():
        db.session.execute(sa.delete(PlacementPause))
    _warn(app)
    letters, people = _told(looking)
    assert letters == 1
    assert {cast.student.id, cast.supervisor.id, offices.officer.id, offices.provider_officer.id} <= people
    assert not {nowhere.id, cast.clearance_officer.id} & people


def _warn(app: Flask) -> None:
    with app.app_context():
        jobs.warn(Settings())


def _told(looking: Given) -> tuple[int, set[object]]:
    """Return how many last days of the student were written about, and to whom."""
    with looking():
        written = db.session.scalars(sa.select(LapseLetter.code)).all()
        whom = sa.select(OutboxMessage.person_id).where(OutboxMessage.subject.startswith("A last day"))
        return len(written), set(db.session.scalars(whom))
