"""The edges of the gate: what cannot be asked, answers that come too late, whom no letter reaches."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.changes import service as stopping
from placement_portal.changes.rules import StopKind
from placement_portal.clearance.models import ClearanceException, ClearanceItem
from placement_portal.clearance.rules import PresetGroup
from placement_portal.clearance.rules.exceptions import ExceptionCondition, ExceptionReason
from placement_portal.config import Settings
from placement_portal.database import db
from placement_portal.gate import jobs, service
from placement_portal.gate.models import LapseLetter
from placement_portal.gate.rules import LapseMoment
from placement_portal.gate.service.exceptions import FUTURE, NEVER_SEEN, NOT_BRIDGED, Wrong
from placement_portal.mail.models import OutboxMessage
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Placement, PlacementPause
from placement_portal.programmes.models import StudentRecord
from placement_portal.sites.models import Site
from placement_portal.sites.rules import SiteMeets
from tests import world
from tests.clearance.conftest import Offices, adopt
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


def test_nothing_lapses_unseen(offices: Offices, sign_in: SignIn, given: Given, looking: Given, app: Flask) -> None:
    """Day after day: three letters and no more, the last valid day counts until midnight in London, then it is said."""
    cast, last = offices.cast, date(world.in_days(0).year + 1, 6, 30)
    lapsed(given, offices, 0)
    with given():
        db.session.execute(sa.update(ClearanceItem).where(ClearanceItem.code == "indemnity").values(ends_on=last))
        placement = db.session.get_one(Placement, cast.placement.id)
        placement.ends = last + timedelta(days=60)
        for at in placement.sites:
            at.ends = None
    moments: dict[LapseMoment, int] = {}
    for days in range(-50, 16, 3):
        with time_machine.travel(datetime.combine(last + timedelta(days=days), time(12), tzinfo=UTC), tick=False):
            _warn(app)
            _warn(app)
            with looking():
                found = sa.select(LapseLetter.moment).where(LapseLetter.code == "indemnity", LapseLetter.until == last)
                for moment in db.session.scalars(found):
                    moments.setdefault(moment, days)
    assert moments == {LapseMoment.EARLY: -41, LapseMoment.TWO_WEEKS: -14, LapseMoment.LAST_DAY: 1}
    with looking():
        told = sa.select(OutboxMessage.person_id, sa.func.count()).where(OutboxMessage.subject.startswith("A last day"))
        count = dict(iter(db.session.execute(told.group_by(OutboxMessage.person_id))))
        assert count[cast.student.id] >= 3
        assert count[cast.supervisor.id] >= 3
    for at_night, words in (
        (time(22, 59), "Indemnity insurance: holds until"),
        (time(23, 1), "Indemnity insurance: lapsed"),
    ):
        with time_machine.travel(datetime.combine(last, at_night, tzinfo=UTC), tick=False):
            page = sign_in(cast.student).get(f"/placements/{cast.placement.id}/gate")
            assert words in page.text
            assert page.text.count(words) <= 6


def test_each_setting_asks_for_its_own_people_and_one_that_is_retired_is_still_answered(
    offices: Offices, sign_in: SignIn, given: Given
) -> None:
    cast = offices.cast
    with given():
        adopt(cast.university, PresetGroup.ADULT_CARE, offices.officer)
        db.session.get_one(Site, cast.other_site.id).meets = SiteMeets.ADULTS
        world.placement(db.session.get_one(StudentRecord, cast.record.id), db.session.get_one(Site, cast.other_site.id))
        clear(offices, -30)
    student = sign_in(cast.student)
    pages = {}
    with given():
        theirs = sa.select(Placement).where(Placement.student_id == cast.record.id)
        for each in db.session.scalars(theirs):
            pages[each.id] = [at.site_id for at in each.sites]
    adults = "Enhanced DBS check with the adults' barred list"
    for key, sites in pages.items():
        text = student.get(f"/placements/{key}/gate").text
        assert (f"{adults}: to do." in text) is (cast.other_site.id in sites)
    with given():
        db.session.get_one(Site, cast.other_site.id).retired = True
    for key in pages:
        assert student.get(f"/placements/{key}/gate").status == 200


def _warn(app: Flask) -> None:
    with app.app_context():
        jobs.warn(Settings())


def _told(looking: Given) -> tuple[int, set[object]]:
    """Return how many last days of the student were written about, and to whom."""
    with looking():
        written = db.session.scalars(sa.select(LapseLetter.code)).all()
        whom = sa.select(OutboxMessage.person_id).where(OutboxMessage.subject.startswith("A last day"))
        return len(written), set(db.session.scalars(whom))
