"""The pages on which a university keeps its programmes, through the front door."""

import uuid
from typing import TypeVar

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from placement_portal import clock
from placement_portal.database import Base, db
from placement_portal.ledger.models import LedgerEvent
from placement_portal.organisations.models import Invitation
from placement_portal.organisations.rules import MembershipRole
from placement_portal.programmes.models import (
    Category,
    OpeningBalance,
    Programme,
    ProgrammeRole,
    ProgrammeVersion,
    Stage,
    StudentRecord,
)
from placement_portal.programmes.rules import CategoryGroup, NotePolicy, ProgrammeRoleKind
from placement_portal.web.constraints import sentence
from tests import world
from tests.conftest import Client, Given, SignIn, Statements
from tests.house.browser import Page
from tests.world import Cast

Row = TypeVar("Row", bound=Base)
LONG = "Professional Doctorate in Arts Therapies with Children, Young People and Families " * 2


def day(name: str, days: int) -> dict[str, str]:
    """Return the three parts of a day as a form sends them."""
    when = world.in_days(days)
    return {f"{name}-day": str(when.day), f"{name}-month": str(when.month), f"{name}-year": str(when.year)}


def kept(statement: "sa.Select[Row]") -> Row:
    found: Row = db.session.scalars(statement).one()
    return found


def is_told(cast: Cast, action: str) -> bool:
    found = sa.select(LedgerEvent.seq).where(LedgerEvent.chain == cast.university.id, LedgerEvent.action == action)
    return db.session.scalar(found.limit(1)) is not None


PAGES = {
    "/organisations/{university}/programmes": {"lead", "university_coordinator", "tutor", "examiner", "administrator"},
    "/organisations/{university}/programmes/new": {"lead", "university_coordinator", "administrator"},
    "/programmes/{programme}": {"lead", "university_coordinator", "tutor", "other_tutor", "examiner", "administrator"},
    "/programmes/{programme}/edit": {"lead", "university_coordinator"},
    "/programmes/{programme}/versions/new": {"lead", "university_coordinator"},
    "/programmes/{programme}/roles": {"lead", "university_coordinator", "administrator"},
    "/programme-versions/{version}": {"lead", "university_coordinator"},
    "/programme-versions/{version}/categories": {"lead", "university_coordinator"},
    "/programme-versions/{version}/cohorts/new": {"lead", "university_coordinator"},
    "/cohorts/{cohort}/set-up": {"lead", "university_coordinator"},
    "/cohorts/{cohort}/edit": {"lead", "university_coordinator"},
    "/cohorts/{cohort}/stages/new": {"lead", "university_coordinator"},
    "/cohorts/{cohort}/students/new": {"lead", "university_coordinator"},
    "/stages/{stage}": {"lead", "university_coordinator"},
    "/stages/{stage}/rules": {"lead", "university_coordinator"},
    "/students/{record}/opening-balance": {"lead", "university_coordinator"},
}
NEVER = {"other_student", "foreign_student", "supervisor", "provider_coordinator", "other_provider_coordinator"}
OUTSIDE_EXCEPT = {"/organisations/{university}/programmes", "/organisations/{university}/programmes/new"}


def address(cast: Cast, pattern: str) -> str:
    names = ("university", "programme", "version", "cohort", "stage", "record")
    return pattern.format(**{name: getattr(cast, name).id for name in names})


@pytest.mark.parametrize("pattern", PAGES)
def test_each_page_opens_for_those_it_is_for_and_nobody_else(cast: Cast, sign_in: SignIn, pattern: str) -> None:
    for part in ("lead", "tutor", "administrator", "other_student", "supervisor", "provider_coordinator"):
        status = sign_in(cast.people[part]).get(address(cast, pattern)).status
        assert (status == 200) == (part in PAGES[pattern]), f"{part}: {status}"
        assert status in (
            {200, 403} if part in {"tutor", "administrator"} and "student" not in pattern else {200, 403, 404}
        )


def test_what_is_another_universitys_does_not_exist(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    with looking():
        theirs = db.session.get_one(StudentRecord, cast.foreign_record.id)
        ids = {
            "university": cast.other_university.id,
            "programme": theirs.cohort.version_of.programme_id,
            "version": theirs.cohort.programme_version_id,
            "cohort": theirs.cohort_id,
            "stage": theirs.stage_id,
            "record": theirs.id,
        }
    browser = sign_in(cast.lead)
    assert {browser.get(pattern.format(**ids)).status for pattern in PAGES} == {404}
    assert browser.get(f"/programmes/{uuid.uuid4()}").status == 404


def test_strangers_are_asked_to_sign_in(cast: Cast, client: Client) -> None:
    assert client().get(f"/programmes/{cast.programme.id}").status == 302


def test_the_list_shows_only_what_concerns_somebody(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        world.programme(db.session.merge(cast.university), "MA Drama Therapy")
    url = f"/organisations/{cast.university.id}/programmes"
    assert "MA Drama Therapy" not in sign_in(cast.lead).get(url).text
    page = sign_in(cast.administrator).get(url)
    assert {"MA Drama Therapy", "MA Music Therapy"} <= page.links.keys()


def test_a_university_without_programmes_says_what_to_do(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        alone, somebody, staff = world.university("New Town University"), world.person(), world.person()
        world.member(somebody, alone, MembershipRole.ADMINISTRATOR)
        world.member(staff, alone, MembershipRole.STAFF)
    page = sign_in(somebody).get(f"/organisations/{alone.id}/programmes")
    assert "Add a programme" in page.links
    assert "You have no programme here" in sign_in(staff).get(f"/organisations/{alone.id}/programmes").text


def test_a_co_ordinator_sets_up_a_programme_from_nothing(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    browser.get(f"/organisations/{cast.university.id}/programmes/new")
    page = browser.submit(name=LONG, first_version="2027")
    assert page.heading == " ".join(LONG.split())
    page = browser.click("Add a cohort to version 2027")
    page = browser.submit(name="September 2027", start_year="2027", mode="part_time")
    assert page.heading == "Set up September 2027"
    assert "There is no stage yet" in page.text
    assert "The cohort has no stage yet" in browser.click("Add a student").text
    browser.click("Add a stage")
    terms = {"terms-0-name": "Autumn", **day("terms-0-starts", 0), **day("terms-0-ends", 90)}
    page = browser.submit(None, {"name": "Year 1", **day("starts", 0), **day("ends", 300), **terms})
    assert page.heading == "Rules of Year 1"
    with looking():
        made = kept(sa.select(Programme).where(Programme.name.startswith("Professional")))
        assert [each.name for each in made.versions] == ["2027"]
        assert len(made.versions[0].categories) == 15
        stage = made.versions[0].cohorts[0].stages[0]
        assert [(term.name, term.ends) for term in stage.terms] == [("Autumn", world.in_days(90))]
        role = kept(sa.select(ProgrammeRole).where(ProgrammeRole.programme_id == made.id))
        assert (role.person_id, role.kind) == (cast.lead.id, ProgrammeRoleKind.UNIVERSITY_COORDINATOR)
        told = ("programme_added", "programme_version_added", "cohort_added", "stage_added", "programme_role_given")
        assert all(is_told(cast, action) for action in told)


def test_an_administrator_adds_a_programme_without_running_it(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.administrator)
    browser.get(f"/organisations/{cast.university.id}/programmes/new")
    page = browser.submit(name="MA Dance Movement Therapy", first_version="1")
    assert "Nobody has a role in this programme yet." in page.text
    assert "Change people and roles" in page.links
    assert "Add a cohort" not in page.text


NAMED = {
    "/organisations/{university}/programmes/new": {"name": "ma music therapy", "first_version": "2"},
    "/programmes/{programme}/versions/new": {"name": "2026", "note_policy": "off"},
    "/programme-versions/{version}/cohorts/new": {"name": "AUTUMN START", "start_year": "2026", "mode": "full_time"},
}


@pytest.mark.parametrize("pattern", NAMED)
def test_a_taken_name_is_refused_beside_the_field(cast: Cast, sign_in: SignIn, pattern: str) -> None:
    browser = sign_in(cast.lead)
    browser.get(address(cast, pattern))
    page = browser.submit(None, NAMED[pattern])
    assert (page.status, page.errors) == (422, ["There is one called that already."])


def test_the_database_refuses_it_too_in_words(cast: Cast, app: Flask) -> None:
    with app.app_context():
        db.session.add(Programme(university_id=cast.university.id, name=cast.programme.name))
        with pytest.raises(IntegrityError) as error:
            db.session.flush()
        assert sentence(error.value) == "There is a programme called that already."
        db.session.rollback()


def test_names_change_and_stale_forms_are_shown(cast: Cast, sign_in: SignIn) -> None:
    browser, other = sign_in(cast.lead), sign_in(cast.university_coordinator)
    url = f"/programmes/{cast.programme.id}/edit"
    browser.get(url)
    other.get(url)
    assert browser.submit(name="MSc Music Therapy").heading == "MSc Music Therapy"
    page = other.submit(name="MMus Therapy")
    assert page.status == 409
    assert "MSc Music Therapy" in page.text


def test_a_new_version_takes_the_categories_along(cast: Cast, sign_in: SignIn, looking: Given, given: Given) -> None:
    with given():
        db.session.execute(sa.update(Category).where(Category.code == "STUDY").values(retired=True))
    browser = sign_in(cast.lead)
    browser.get(f"/programmes/{cast.programme.id}/versions/new")
    page = browser.submit(name="2030", note_policy="required")
    assert page.heading == "Categories"
    assert "DIR-I" in page.text
    assert "STUDY" not in page.text
    with looking():
        made = kept(sa.select(ProgrammeVersion).where(ProgrammeVersion.name == "2030"))
        assert made.note_policy is NotePolicy.REQUIRED


def test_a_version_changes(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    browser.get(f"/programme-versions/{cast.version.id}")
    assert "No notes" in browser.submit(name="2026 revised", note_policy="off").text
    with looking():
        assert is_told(cast, "programme_version_changed")


def test_categories_are_added_changed_and_retired(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    url = f"/programme-versions/{cast.version.id}/categories"
    browser.get(url)
    page = browser.submit(code="dir-i", name="Again", group="direct", needs="alone")
    assert (page.status, page.errors) == (422, ["There is a category with the code dir-i already."])
    page = browser.submit(
        code="HOME", name="Home visit", group="indirect", counts=None, needs_slot=None, needs="nothing"
    )
    assert "Home visit" in page.text
    browser.click("Change Home visit")
    page = browser.submit(retired="y", name="Visits at home", group="none", needs_slot="y")
    assert "No longer used" in page.text
    with looking():
        made = kept(sa.select(Category).where(Category.code == "HOME"))
        assert (made.name, made.group, made.retired, made.counts) == ("Visits at home", CategoryGroup.NONE, True, False)
        assert is_told(cast, "category_changed")


def test_a_version_without_categories_says_what_that_means(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        bare = world.version(db.session.get_one(Programme, cast.programme.id), "bare", categories=False)
    browser = sign_in(cast.lead)
    assert "There is no category yet" in browser.get(f"/programme-versions/{bare.id}/categories").text
    browser.get(f"/programme-versions/{bare.id}/categories")
    assert "Talking" in browser.submit(code="T", name="Talking", group="direct", needs="alone").text
    assert "No cohort began under this version yet." in browser.get(f"/programmes/{cast.programme.id}").text


def test_a_cohort_changes(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    browser.get(f"/cohorts/{cast.cohort.id}/edit")
    assert browser.submit(start_year="1066").errors == ["Enter a year, such as 2026."]
    browser.get(f"/cohorts/{cast.cohort.id}/edit")
    page = browser.submit(name="Spring start", start_year="2025", mode="part_time")
    assert page.heading == "Set up Spring start"
    assert "Began in 2025, part time." in page.text


WRONG_STAGES = {
    "ends before it begins": ({**day("ends", -150)}, "The last day must not be before the first."),
    "no name": ({"name": " "}, "Enter a name, such as Year 1."),
    "half a term": ({"terms-1-name": "Spring"}, "Enter the first day of this term, or leave the whole term empty."),
    "a term backwards": (
        {"terms-1-name": "Spring", **day("terms-1-starts", 5), **day("terms-1-ends", 4)},
        "The last day must not be before the first.",
    ),
    "a term without a name": (
        {**day("terms-1-starts", 5), **day("terms-1-ends", 6)},
        "Enter a name of this term, or leave the whole term empty.",
    ),
    "a term outside": (
        {"terms-1-name": "Spring", **day("terms-1-starts", 5), **day("terms-1-ends", 2_000)},
        "A term lies within the stage: this day is outside it.",
    ),
    "no such day": ({"starts-day": "31", "starts-month": "2"}, "Enter a real date, such as 20 11 2026"),
}


@pytest.mark.parametrize("wrong", WRONG_STAGES)
def test_a_wrong_stage_is_refused_beside_the_field(cast: Cast, sign_in: SignIn, wrong: str) -> None:
    fields, sentence = WRONG_STAGES[wrong]
    browser = sign_in(cast.lead)
    browser.get(f"/stages/{cast.stage.id}")
    page = browser.submit(None, fields)
    assert page.status == 422
    assert sentence in page.errors


def test_a_stage_and_its_terms_change(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    browser.get(f"/stages/{cast.stage.id}")
    empty = {
        "terms-0-name": "",
        **{f"terms-0-{end}-{part}": "" for end in ("starts", "ends") for part in ("day", "month", "year")},
    }
    page = browser.submit(
        None,
        {
            "name": "First year",
            **empty,
            "terms-1-name": "Autumn",
            **day("terms-1-starts", -100),
            **day("terms-1-ends", 9),
        },
    )
    assert page.status == 200
    with looking():
        stage = db.session.get_one(Stage, cast.stage.id)
        assert [term.name for term in stage.terms] == ["Autumn"]
        assert is_told(cast, "stage_changed")


def test_a_student_joins_and_is_invited(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    url = f"/cohorts/{cast.cohort.id}/students/new"
    browser.get(url)
    page = browser.submit(name="Ngũgĩ", address="Ngugi@Example.org")
    assert "New placement for Ngũgĩ" in page.links
    with looking():
        record = kept(
            sa.select(StudentRecord).where(
                StudentRecord.cohort_id == cast.cohort.id,
                StudentRecord.id.not_in([cast.record.id, cast.other_record.id]),
            )
        )
        assert record.person.name == "Ngũgĩ"
        assert kept(sa.select(Invitation).where(Invitation.person_id == record.person_id)).accepted_at is None
        assert is_told(cast, "student_added")
    browser.get(url)
    page = browser.submit(name="Ngũgĩ", address="ngugi@example.org")
    assert page.errors == ["Ngũgĩ is in this cohort already."]


def test_an_empty_cohort_says_what_to_do(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        fresh = world.cohort(db.session.get_one(ProgrammeVersion, cast.version.id), "Fresh")
        world.stage(fresh)
    page = sign_in(cast.lead).get(f"/cohorts/{fresh.id}/set-up")
    assert "There is no student yet" in page.text


def test_a_students_opening_balance_changes(cast: Cast, sign_in: SignIn, looking: Given, given: Given) -> None:
    browser = sign_in(cast.university_coordinator)
    url = f"/students/{cast.record.id}/record"
    assert "Nothing is credited to Year 1 from before." in browser.get(url).text
    browser.click("Change the opening balance")
    page = browser.submit(
        None, {"source": "Paper log", "direct-hours": "10", "direct-minutes": "30", "direct-sessions": "14"}
    )
    assert "Direct work with clients: 10 h 30, 14 sessions" in page.text
    browser.click("Change the opening balance")
    assert browser.submit(None, {"direct-minutes": "75"}).errors == ["Enter minutes from 0 to 59."]
    browser.click("Back to Siân Ŵyn-O'Neill")
    browser.click("Change the opening balance")
    changed = {"direct-hours": "0", "direct-minutes": "", "direct-sessions": "", "supervision-hours": "2"}
    page = browser.submit(None, changed)
    assert "Supervision: 2 h 00, 0 sessions" in page.text
    browser.click("Change the opening balance")
    browser.submit()
    with looking():
        balance = kept(sa.select(OpeningBalance))
        assert (balance.group, balance.minutes, balance.sessions) == (CategoryGroup.SUPERVISION, 120, 0)
        assert is_told(cast, "opening_balance_set")


def test_roles_are_given_and_ended(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.administrator)
    url = f"/programmes/{cast.programme.id}/roles"
    browser.get(url)
    tutor = {"name": "Wu Li", "address": "wu@example.org", "kind": "tutor"}
    assert browser.submit(None, {**tutor, **day("starts", 5), **day("ends", 4)}).status == 422
    browser.get(url)
    page = browser.submit(None, {**tutor, **day("starts", 0)})
    assert "Wu Li" in page.text
    page = browser.submit(None, {**tutor, **day("starts", 3)})
    assert page.errors == ["Wu Li has this role already."]
    browser.get(url)
    browser.click("End the role of Wu Li as tutor")
    assert browser.submit(None, day("ends", -3)).errors == ["The last day must not be before the first."]
    page = browser.submit(None, day("ends", 0))
    assert page.heading == "People and roles"
    with looking():
        assert is_told(cast, "programme_role_ended")


def test_an_examiner_comes_for_a_time(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    browser.get(f"/programmes/{cast.programme.id}/roles")
    examiner = {"name": "Ex Aminer", "address": "ex@example.org", "kind": "external_examiner", **day("starts", 0)}
    assert browser.submit(None, examiner).errors == ["An external examiner needs a last day."]
    assert "Ex Aminer" in browser.submit(None, {**examiner, **day("ends", 30)}).text


def test_a_programme_without_roles_says_what_it_needs(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        bare = world.programme(db.session.merge(cast.university), "Bare")
    browser = sign_in(cast.administrator)
    assert "Nobody has a role yet" in browser.get(f"/programmes/{bare.id}/roles").text
    assert "There is no version yet" in browser.get(f"/programmes/{bare.id}").text


def test_who_is_deactivated_is_not_invited(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        gone = world.person("Gone Person", address="gone@example.org")
        gone.deactivated_at = clock.now()
    browser = sign_in(cast.lead)
    browser.get(f"/cohorts/{cast.cohort.id}/students/new")
    page = browser.submit(name="Gone Person", address="gone@example.org")
    assert page.errors == ["This person cannot sign in at present: their account is deactivated."]


def statements_of(cast: Cast, sign_in: SignIn, statements: Statements) -> int:
    browser = sign_in(cast.lead)
    url = f"/cohorts/{cast.cohort.id}/set-up"
    browser.get(url)
    with statements() as seen:
        page: Page = browser.get(url)
    assert page.status == 200
    return len(seen)


def test_the_statements_of_a_cohort_do_not_grow_with_it(
    cast: Cast, sign_in: SignIn, statements: Statements, given: Given
) -> None:
    before = statements_of(cast, sign_in, statements)
    with given():
        stage = db.session.get_one(Stage, cast.stage.id)
        for number in range(300):
            world.student(world.person(f"Student {number:03}", account=False), stage)
    assert statements_of(cast, sign_in, statements) == before <= 8
    browser = sign_in(cast.lead)
    page = browser.get(f"/cohorts/{cast.cohort.id}/set-up")
    assert len(page.response.data) < 60_000
    assert "Student 299" not in page.text
    for _ in range(6):
        page = browser.click("More students")
    assert "Student 299" in page.text
    assert "More students" not in page.links
    assert "Student 000" in browser.click("From the start").text
    assert browser.get(f"/cohorts/{cast.cohort.id}/set-up?after={cast.cohort.id}").status == 200
