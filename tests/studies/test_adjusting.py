"""Adjustments: recorded by the course, shared by the student, looked at by staff, seen by the student."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from placement_portal import clock
from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent, LedgerPayload
from placement_portal.mail.models import OutboxMessage
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.rules import ProgrammeRoleKind
from placement_portal.students import service
from placement_portal.students.models import Adjustment, AdjustmentShare, AdjustmentView
from placement_portal.web.constraints import sentence
from tests import world
from tests.conftest import Given, SignIn, Statements
from tests.house.browser import Browser, Page
from tests.world import Cast

WORDS = "Fifteen minutes more for each report"


def opened(browser: Browser, cast: Cast) -> Page:
    return browser.get(f"/students/{cast.record.id}/adjustments")


@pytest.fixture
def recorded(cast: Cast, given: Given) -> Adjustment:
    with given():
        return world.adjustment(db.session.merge(cast.record), cast.tutor, words=WORDS)


def share(cast: Cast, sign_in: SignIn, adjustment: Adjustment, *sites: str) -> Page:
    browser = sign_in(cast.student)
    browser.get(f"/adjustments/{adjustment.id}/share")
    return browser.submit(None, {"sites": list(sites) or None})


def looks(cast: Cast) -> list[str]:
    rows = db.session.scalars(sa.select(AdjustmentView).order_by(AdjustmentView.at))
    return [each.role for each in rows]


def test_the_tutor_records_one_and_the_student_is_told_without_its_words(
    cast: Cast, sign_in: SignIn, looking: Given
) -> None:
    browser = sign_in(cast.tutor)
    opened(browser, cast)
    page = browser.click("Record an adjustment")
    assert "Read by" in page.text
    page = browser.submit(kind="more_time", words=WORDS)
    assert "More time for written work" in page.text
    assert WORDS in page.text
    assert "No setting sees it." in page.text
    with looking():
        letter = db.session.scalars(sa.select(OutboxMessage)).one()
        assert letter.address == "student@example.org"
        assert WORDS not in letter.text + letter.html
        payloads = db.session.scalars(sa.select(LedgerPayload.payload)).all()
        assert not any(WORDS in str(each) or "more_time" in str(each) for each in payloads)


def test_a_reason_is_warned_about_once_and_never_blocked(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    browser.get(f"/students/{cast.record.id}/adjustments/new")
    page = browser.submit(kind="other", words="")
    assert page.errors == ["Say in a few words what is done."]
    page = browser.submit(words="Rest, because of migraines; ask Siân Bevan")
    for words in ("“because” reads like a reason", "“migraines” reads like a reason", "looks like a name"):
        assert words in page.text
    with looking():
        assert db.session.scalar(sa.select(Adjustment.id)) is None
    assert "Something else" in browser.submit().text


def test_what_is_wrong_is_said_beside_its_field(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    browser.get(f"/students/{cast.record.id}/adjustments/new")
    page = browser.submit(None, {"words": "x" * 201, "ends-day": "1", "ends-month": "1", "ends-year": "2001"})
    assert page.status == 422
    assert set(page.errors) == {
        "Choose what is done.",
        "This can be at most 200 characters long.",
        "The last day must not be before the first.",
    }


def test_one_is_ended_not_deleted(cast: Cast, sign_in: SignIn, recorded: Adjustment, looking: Given) -> None:
    browser, other = sign_in(cast.tutor), sign_in(cast.lead)
    opened(browser, cast)
    browser.click("Change or end it: Breaks between sessions")
    other.get(f"/adjustments/{recorded.id}")
    end = world.in_days(-1)
    page = browser.submit(None, {"ends-day": str(end.day), "ends-month": str(end.month), "ends-year": str(end.year)})
    assert "Ended on" in page.text
    assert other.submit(words="Another thing").status == 409
    other.get(f"/adjustments/{recorded.id}")
    assert "because" in other.submit(words="because").text
    with looking():
        assert db.session.get_one(Adjustment, recorded.id).ends == end
        assert db.session.get_one(Adjustment, recorded.id).words == WORDS


def test_no_setting_sees_it_until_the_student_says_so(
    cast: Cast, sign_in: SignIn, recorded: Adjustment, looking: Given
) -> None:
    supervisor = sign_in(cast.supervisor)
    page = opened(supervisor, cast)
    assert "Nothing is shared with you" in page.text
    assert WORDS not in page.text
    page = share(cast, sign_in, recorded, str(cast.site.id))
    assert cast.site.name in page.text
    assert WORDS in opened(supervisor, cast).text
    assert WORDS in opened(sign_in(cast.provider_coordinator), cast).text
    with looking():
        addresses = db.session.scalars(sa.select(OutboxMessage.address)).all()
        assert addresses == ["supervisor@example.org"]
        assert looks(cast) == ["Supervisor", "Provider co-ordinator"]
    assert "No setting sees it" in share(cast, sign_in, recorded).text
    assert WORDS not in opened(supervisor, cast).text
    share(cast, sign_in, recorded)
    with looking():
        told = db.session.scalars(sa.select(LedgerEvent.action)).all()
        assert told.count("adjustment_shared") == 2
        assert told.count("adjustments_read") == 2


def test_the_students_page_leads_those_there_who_may_look(cast: Cast, sign_in: SignIn) -> None:
    words = "Adjustments that the student shares with you"
    for part in ("supervisor", "provider_coordinator", "examiner", "former_supervisor_in_grace", "tutor"):
        page = sign_in(cast.people[part]).get(f"/students/{cast.record.id}")
        assert page.status == 200
        assert (words in page.links) == (part in {"supervisor", "provider_coordinator"})


def test_only_settings_of_ones_own_placements_are_offered(
    cast: Cast, sign_in: SignIn, recorded: Adjustment, looking: Given
) -> None:
    page = share(cast, sign_in, recorded, str(cast.foreign_record.id))
    assert page.errors == ["Choose settings from the list."]
    with looking():
        assert db.session.scalar(sa.select(AdjustmentShare.site_id)) is None


def test_another_setting_and_an_ended_placement_see_nothing(
    cast: Cast, sign_in: SignIn, recorded: Adjustment, given: Given
) -> None:
    share(cast, sign_in, recorded, str(cast.site.id))
    with given():
        placement = db.session.get_one(Placement, cast.placement.id)
        placement.sites = [each for each in placement.sites if each.site_id != cast.site.id]
    supervisor = sign_in(cast.supervisor)
    assert WORDS not in opened(supervisor, cast).text
    with given():
        db.session.get_one(Placement, cast.placement.id).status = PlacementStatus.WORK_ENDED
    assert opened(supervisor, cast).status == 403
    page = sign_in(cast.student).get(f"/adjustments/{recorded.id}/share")
    assert "nobody to share it with" in page.text


def test_the_student_sees_who_looked_with_role_organisation_and_time(
    cast: Cast, sign_in: SignIn, recorded: Adjustment, given: Given
) -> None:
    student = sign_in(cast.student)
    own = student.get(f"/students/{cast.record.id}/record")
    assert "Nobody has looked at your adjustments." in own.text
    with given():
        denise = world.person("Denise Fairweather")
        world.member(denise, db.session.merge(cast.provider), MembershipRole.SAFEGUARDING_LEAD)
    share(cast, sign_in, recorded, str(cast.site.id))
    for person in (cast.tutor, cast.lead, cast.university_coordinator, denise):
        opened(sign_in(person), cast)
    for page in (student.get(f"/students/{cast.record.id}/record"), opened(student, cast)):
        for role in ("Tutor, University of the Fens", "Programme lead", "University co-ordinator", "Safeguarding lead"):
            assert role in page.text
        assert world.NAMES["tutor"] not in page.text
        assert WORDS in page.text


def test_a_look_that_shows_nothing_is_no_look_and_the_students_own_neither(
    cast: Cast, sign_in: SignIn, looking: Given
) -> None:
    for person in (cast.student, cast.supervisor, cast.lead):
        assert opened(sign_in(person), cast).status == 200
    with looking():
        assert looks(cast) == []


def test_looks_are_kept_for_six_years(cast: Cast, given: Given, looking: Given) -> None:
    with given():
        by = {"student_id": cast.record.id, "person_id": cast.tutor.id, "organisation_id": cast.university.id}
        for years in (5, 7):
            db.session.add(AdjustmentView(**by, role="Tutor", at=clock.now() - timedelta(days=365 * years)))
    with given():
        service.forget(clock.now())
    with looking():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(AdjustmentView)) == 1


def test_a_person_who_both_supervises_and_tutors_looks_as_what_shows_more(
    cast: Cast, sign_in: SignIn, recorded: Adjustment, given: Given, looking: Given
) -> None:
    with given():
        world.programme_role(cast.supervisor, db.session.merge(cast.programme), ProgrammeRoleKind.LEAD)
    assert WORDS in opened(sign_in(cast.supervisor), cast).text
    with looking():
        assert looks(cast) == ["Programme lead"]


@pytest.mark.parametrize("part", ["lead", "tutor", "supervisor", "student"])
def test_the_statements_do_not_grow(
    cast: Cast, sign_in: SignIn, statements: Statements, given: Given, recorded: Adjustment, part: str
) -> None:
    share(cast, sign_in, recorded, str(cast.site.id))
    browser = sign_in(cast.people[part])
    opened(browser, cast)
    with statements() as before:
        opened(browser, cast)
    with given():
        for _ in range(6):
            made = world.adjustment(db.session.merge(cast.record), cast.tutor)
            db.session.add(AdjustmentShare(adjustment_id=made.id, site_id=cast.site.id, shared_at=clock.now()))
    with statements() as after:
        opened(browser, cast)
    reading = [each for each in after if each.startswith("SELECT") and "ledger_head" not in each]
    assert len(after) == len(before)
    assert len(reading) <= 8, reading


def test_the_database_refuses_an_end_before_the_beginning(cast: Cast, app: Flask) -> None:
    with app.app_context():
        with pytest.raises(IntegrityError) as error:
            world.adjustment(cast.record, cast.tutor, ends=world.in_days(-99))
        assert sentence(error.value) == "The last day must not be before the first."
        db.session.rollback()
