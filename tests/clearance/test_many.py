"""A welcome day on one sheet, and a term's looking up, through the front door."""

import uuid

import pytest

from placement_portal.clearance.models import ClearanceItem
from placement_portal.clearance.rules import ClearanceStatus, UpdateStatus
from placement_portal.clearance.rules.facts import ItemFacts
from placement_portal.clearance.service import deciding, items
from placement_portal.clearance.service.deciding import Seen
from placement_portal.clearance.service.items import About
from placement_portal.database import db
from placement_portal.organisations.rules import MembershipRole
from placement_portal.programmes.models import Stage
from tests import world
from tests.clearance.conftest import Offices, type_of
from tests.clearance.test_journeys import certificate, items_of, recorded, send
from tests.conftest import Given, SignIn, Statements


def sheet_of(offices: Offices, looking: Given, code: str = "dbs_children") -> str:
    with looking():
        type_id = type_of(offices.cast.university, code).id
    return f"/organisations/{offices.cast.university.id}/clearance/day-sheet?type={type_id}"


def test_a_welcome_day_is_one_sheet(offices: Offices, sign_in: SignIn, looking: Given) -> None:
    student, other = offices.cast.student, offices.cast.other_student
    send(sign_in(student), offices, looking, "dbs_children", certificate())
    officer = sign_in(offices.officer)
    page = officer.get(f"/organisations/{offices.cast.university.id}/clearance/day-sheet")
    assert "Choose a check first." in page.text
    page = officer.get(sheet_of(offices, looking))
    assert 'value="4471"' in page.html
    page = officer.submit()
    assert (page.status, "Tick at least one line." in page.text) == (422, True)
    typed = {"seen": [str(student.id), str(other.id)], f"issued-{other.id}": "soon", f"four-{other.id}": "12"}
    page = officer.submit(None, typed)
    assert page.status == 422
    assert "Enter the date of issue, such as 12/11/2026." in page.text
    assert 'value="soon"' in page.html
    page = officer.submit(None, {f"issued-{other.id}": f"{world.in_days(-3):%d/%m/%Y}"})
    assert "Enter exactly four digits, and never the whole number." in page.text
    with looking():
        assert items_of(offices, "dbs_children")[0].status is ClearanceStatus.SUBMITTED
    page = officer.submit(None, {f"four-{other.id}": "0815"})
    assert "2 students are recorded." in page.text
    assert "Everybody has shown this" in page.text
    with looking():
        made = db.session.query(ClearanceItem).filter_by(code="dbs_children").order_by(ClearanceItem.id).all()
        assert [(each.status, each.last_four, each.seen_on) for each in made] == [
            (ClearanceStatus.VERIFIED, "4471", world.in_days(0)),
            (ClearanceStatus.VERIFIED, "0815", world.in_days(0)),
        ]


def test_what_has_no_digits_is_ticked_alone(offices: Offices, sign_in: SignIn, looking: Given) -> None:
    officer = sign_in(offices.officer)
    page = officer.get(sheet_of(offices, looking, "identity") + f"&cohort={offices.cast.cohort.id}")
    assert "Date of issue" not in page.text
    page = officer.submit(None, seen=[str(offices.cast.student.id), "nonsense", str(uuid.uuid4())])
    assert "1 student is recorded." in page.text
    officer.get(sheet_of(offices, looking, "safeguarding_training"))
    page = officer.submit(None, seen=[str(offices.cast.student.id)])
    assert "1 student is recorded." in page.text
    assert "Choose a check first." in officer.get(sheet_of(offices, looking, "kcsie")).text


def test_nobody_ticks_themselves(offices: Offices, sign_in: SignIn, given: Given, looking: Given) -> None:
    with given():
        world.student(offices.officer, db.session.get_one(Stage, offices.cast.stage.id))
    officer = sign_in(offices.officer)
    officer.get(sheet_of(offices, looking, "identity"))
    page = officer.submit(None, seen=[str(offices.officer.id)])
    assert "Nobody decides on their own check." in page.text


def test_sixty_students_take_as_many_statements_to_show_as_six(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given, statements: Statements
) -> None:
    officer, url, counts = sign_in(offices.officer), sheet_of(offices, looking), []
    for many in (6, 54):
        with given():
            stage = db.session.get_one(Stage, offices.cast.stage.id)
            for _ in range(many):
                world.student(world.person(account=False), stage)
        with statements() as seen:
            officer.get(url)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_terms_looking_up(offices: Offices, sign_in: SignIn, given: Given, looking: Given) -> None:
    url = f"/organisations/{offices.cast.university.id}/clearance/rechecks"
    officer = sign_in(offices.officer)
    assert "Nothing is due" in officer.get(url).text
    with given():
        item = recorded(offices, update_consent=True)
    assert "ends in 4471" in officer.get(url).text
    assert "Nothing was answered." in officer.submit("rechecks").text
    officer.get(url)
    page = officer.submit("rechecks", {f"said-{item.id}": "current"})
    assert "1 check is looked up." in page.text
    assert "Nothing is due" in page.text
    with given():
        db.session.get_one(ClearanceItem, item.id).update_on = world.in_days(-85)
    officer.get(url)
    page = officer.submit("rechecks", {f"said-{item.id}": "new_check_needed"})
    assert "1 of them holds no longer, from now on." in page.text
    with looking():
        kept = db.session.get_one(ClearanceItem, item.id)
        assert (kept.status, kept.update_status) == (ClearanceStatus.STOPPED, UpdateStatus.NEW_CHECK_NEEDED)


@pytest.mark.parametrize("answer", ["perhaps", ""])
def test_what_is_no_answer_is_left_out(offices: Offices, sign_in: SignIn, given: Given, answer: str) -> None:
    with given():
        item = recorded(offices, update_consent=True)
    officer = sign_in(offices.officer)
    url = f"/organisations/{offices.cast.university.id}/clearance/rechecks"
    page = officer.post(url, {f"said-{item.id}": answer, "said-nonsense": "current"}, follow=True)
    assert "Nothing was answered." in page.text


def test_registrations_are_looked_up_too_and_nobodys_own(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        type_ = type_of(offices.cast.provider, "registration")
        world.member(offices.provider_officer, offices.cast.provider, MembershipRole.SUPERVISOR)
        people = (offices.cast.supervisor, offices.provider_officer)
        for number, (someone, by) in enumerate(
            zip(people, (offices.provider_officer, offices.safeguarding_lead), strict=True)
        ):
            facts = ItemFacts(number=f"AS01234{number}", modality="Music therapist")
            made = items.submit(type_, About(person_id=someone.id), facts, offices.cast.provider.id, by=someone)
            deciding.verify(made, Seen(on=world.in_days(0)), by=by)
    officer = sign_in(offices.provider_officer)
    page = officer.get(f"/organisations/{offices.cast.provider.id}/clearance/rechecks")
    assert "AS012340" in page.text
    assert "No longer on the register" in page.text
    assert "Your own: a colleague looks" in page.text
