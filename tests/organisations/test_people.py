"""The people of an organisation: who may see and change them, and how a right ends at the next request."""

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent
from placement_portal.organisations import policy, queries, service
from placement_portal.organisations.models import Membership, Organisation
from placement_portal.organisations.rules import MembershipRole
from tests import world
from tests.conftest import Client, Given, Statements
from tests.house.browser import Browser, Page, text_of
from tests.world import Cast


@pytest.fixture
def cast(given: Given) -> Cast:
    with given():
        return world.the_cast()


@pytest.fixture
def as_(client: Client, cast: Cast) -> "As":
    return As(client, cast)


class As:
    """Opens the portal as one of the cast."""

    def __init__(self, client: Client, cast: Cast) -> None:
        self.client, self.cast = client, cast

    def __call__(self, part: str) -> Browser:
        browser = self.client()
        browser.sign_in(f"{part}@example.org", world.PASSWORD)
        return browser


def place(of: Organisation, rest: str = "") -> str:
    return f"/organisations/{of.id}{rest}"


def page_of(person: Person, at: Organisation) -> str:
    return place(at, f"/people/{person.id}")


def end(browser: Browser, person: Person, at: Organisation, **fields: object) -> Page:
    to_end(browser, person, at)
    return browser.submit("/end", fields)


def to_end(browser: Browser, person: Person, at: Organisation) -> None:
    links = browser.get(page_of(person, at)).links
    browser.click(next(words for words in links if words.startswith("End their work as")))


ORGANISATION_PAGE = {
    "provider_coordinator": 200,
    "supervisor": 200,
    "administrator": 200,  # of a partner
    "lead": 200,
    "tutor": 200,
    "examiner": 200,
    "other_provider_coordinator": 404,
    "student": 404,
    "foreign_student": 404,
}


@pytest.mark.parametrize("part, status", ORGANISATION_PAGE.items())
def test_who_sees_a_provider(as_: As, cast: Cast, part: str, status: int) -> None:
    assert as_(part).get(place(cast.provider)).status == status


PEOPLE_PAGE = {
    "provider_coordinator": 200,
    "supervisor": 403,
    "administrator": 403,
    "lead": 403,
    "other_provider_coordinator": 404,
    "student": 404,
}


@pytest.mark.parametrize("part, status", PEOPLE_PAGE.items())
def test_who_sees_the_people_of_a_provider(as_: As, cast: Cast, part: str, status: int) -> None:
    assert as_(part).get(place(cast.provider, "/people")).status == status


UNIVERSITY_PEOPLE = {
    "administrator": 200,
    "lead": 200,
    "university_coordinator": 200,
    "tutor": 403,
    "provider_coordinator": 403,
    "student": 404,
    "other_provider_coordinator": 404,
}


@pytest.mark.parametrize("part, status", UNIVERSITY_PEOPLE.items())
def test_who_sees_the_people_of_a_university(as_: As, cast: Cast, part: str, status: int) -> None:
    assert as_(part).get(place(cast.university, "/people")).status == status


def test_unknown_and_invisible_organisations_read_the_same(as_: As, cast: Cast) -> None:
    browser = as_("provider_coordinator")
    hidden = browser.get(place(cast.other_provider))
    unknown = browser.get(f"/organisations/{uuid.uuid4()}")
    assert hidden.status == unknown.status == 404
    assert hidden.text.partition("Reference")[0] == unknown.text.partition("Reference")[0]


def test_the_list_holds_ones_own_people_with_what_they_do(as_: As, cast: Cast) -> None:
    page = as_("provider_coordinator").get(place(cast.provider, "/people"))
    for name in ("Maya Okafor", "Tom Baptiste", "Grace Lindqvist"):
        assert name in page.text
    for name in ("Siân Ŵyn-O'Neill", "Peter Amadi", "Alex Thorne"):
        assert name not in page.text
    assert "Provider co-ordinator" in page.text


def test_students_and_programme_roles_belong_to_the_university(as_: As, cast: Cast) -> None:
    page = as_("administrator").get(place(cast.university, "/people"))
    assert "Siân Ŵyn-O'Neill" in page.text
    assert "Programme lead" in page.text
    assert "王芳" not in page.text


@pytest.mark.parametrize("search", ["Ŵyn", "siân", "STUDENT@example", "neill"])
def test_people_are_found_by_a_part_of_name_or_address(as_: As, cast: Cast, search: str) -> None:
    browser = as_("administrator")
    browser.get(place(cast.university, "/people"))
    page = browser.submit("/people", search=search)
    assert "Siân Ŵyn-O'Neill" in page.text
    assert "Bashir Rahman" not in page.text
    assert "Bashir Rahman" in browser.click("Show everybody").text


@pytest.mark.parametrize("search", ["%", "_____x", "\\", "nobody of that name", "x" * 300])
def test_odd_searches_are_harmless(as_: As, cast: Cast, search: str) -> None:
    browser = as_("provider_coordinator")
    browser.get(place(cast.provider, "/people"))
    page = browser.submit("/people", search=search)
    assert page.status == 200
    assert "Nobody found" in page.text or len(search) > 100


def test_a_long_list_comes_in_pages_with_the_same_number_of_statements(
    as_: As, cast: Cast, given: Given, statements: Statements
) -> None:
    browser = as_("provider_coordinator")
    with statements() as few:
        browser.get(place(cast.provider, "/people"))
    with given():
        for number in range(60):
            world.member(world.person(f"Zed {number:02}"), cast.provider, MembershipRole.SUPERVISOR)
    with statements() as many:
        first = browser.get(place(cast.provider, "/people"))
    assert len(few) == len(many)
    second = browser.click("More people")
    assert "Zed 59" in second.text
    assert "Zed 59" not in first.text
    assert "Maya Okafor" not in second.text
    assert "Maya Okafor" in browser.click("Start").text


@pytest.mark.parametrize("after", ["nonsense", "00000000-0000-7000-8000-000000000000"])
def test_a_list_that_goes_on_nowhere_starts_anew(as_: As, cast: Cast, after: str) -> None:
    assert "Maya Okafor" in as_("provider_coordinator").get(place(cast.provider, f"/people?after={after}")).text


def test_a_person_elsewhere_is_not_found_here(as_: As, cast: Cast) -> None:
    browser = as_("provider_coordinator")
    assert browser.get(page_of(cast.other_provider_coordinator, cast.provider)).status == 404
    assert browser.get(place(cast.provider, f"/people/{uuid.uuid4()}")).status == 404
    assert browser.get(page_of(cast.tutor, cast.university)).status == 403


def test_a_role_is_given_from_today(as_: As, cast: Cast) -> None:
    browser = as_("provider_coordinator")
    browser.get(page_of(cast.supervisor, cast.provider))
    page = browser.submit("/memberships", role="safeguarding_lead")
    assert "The role is theirs from today." in page.text
    assert "Safeguarding lead" in [text_of(cell) for cell in page.tree.iter("th")]
    again = browser.submit("/memberships", role="safeguarding_lead")
    assert again.text.count("Safeguarding lead") == page.text.count("Safeguarding lead")


@pytest.mark.parametrize("role", ["", "administrator", "nonsense"])
def test_a_role_that_is_none_or_not_ones_to_give_is_refused(as_: As, cast: Cast, looking: Given, role: str) -> None:
    browser = as_("provider_coordinator")
    page = browser.post(page_of(cast.supervisor, cast.provider) + "/memberships", role=role)
    assert page.status == 422
    with looking():
        roles = db.session.scalars(sa.select(Membership.role).where(Membership.person_id == cast.supervisor.id))
        assert set(roles) == {MembershipRole.SUPERVISOR}


def test_a_university_has_no_co_ordinators_by_membership(cast: Cast, given: Given) -> None:
    with given(), pytest.raises(service.Refused):
        service.add_membership(cast.tutor, cast.university, MembershipRole.PROVIDER_COORDINATOR, by=cast.administrator)


def test_an_ended_membership_loses_its_rights_at_the_next_request(as_: As, cast: Cast, given: Given) -> None:
    with given():
        second = world.person("Second Co-ordinator", address="second@example.org")
        world.member(second, cast.provider, MembershipRole.PROVIDER_COORDINATOR)
    leaving, staying = as_("second"), as_("provider_coordinator")
    assert leaving.get(place(cast.provider, "/people")).status == 200
    page = end(staying, second, cast.provider, when="now")
    assert page.status == 200
    assert leaving.get(place(cast.provider, "/people")).status == 404
    assert staying.get(place(cast.provider, "/people")).status == 200


def test_a_membership_can_end_after_a_last_day(as_: As, cast: Cast, looking: Given) -> None:
    day = world.in_days(30)
    parts = {"last_day-day": str(day.day), "last_day-month": str(day.month), "last_day-year": str(day.year)}
    page = end(as_("provider_coordinator"), cast.supervisor, cast.provider, when="later", **parts)
    assert page.heading == "Maya Okafor"
    assert f"The membership ends after {day.day} {day:%B %Y}." in page.text
    with looking():
        ends = db.session.scalars(sa.select(Membership.ends).where(Membership.person_id == cast.supervisor.id)).one()
    assert ends == day


def test_a_last_day_is_asked_for_and_cannot_be_before_the_first(as_: As, cast: Cast) -> None:
    browser = as_("provider_coordinator")
    assert end(browser, cast.supervisor, cast.provider, when="later").errors == ["Enter the last day."]
    parts = {"last_day-day": "1", "last_day-month": "1", "last_day-year": "2001"}
    page = browser.submit("/end", parts, when="later")
    assert page.errors == ["The last day cannot be before the membership began."]
    assert browser.submit("/end", when="never").status == 422


def test_what_began_today_and_ends_at_once_never_was(as_: As, cast: Cast, given: Given, looking: Given) -> None:
    with given():
        newcomer = world.person("New Comer")
        made = world.member(newcomer, cast.provider, MembershipRole.SUPERVISOR, starts=world.in_days(0))
    browser = as_("provider_coordinator")
    browser.get(f"/memberships/{made.id}/end")
    assert browser.submit("/end", when="now", follow=False).status == 303
    with looking():
        assert db.session.get(Membership, made.id) is None


def test_nobody_ends_their_own_membership(as_: As, cast: Cast) -> None:
    page = end(as_("provider_coordinator"), cast.provider_coordinator, cast.provider, when="now")
    assert page.status == 422
    assert page.errors == ["You cannot end your own membership. Ask another administrator or co-ordinator."]


def test_only_an_administrator_ends_an_administrator(as_: As, cast: Cast, given: Given) -> None:
    with given():
        boss = world.person("Boss", address="boss@example.org")
        membership = world.member(boss, cast.provider, MembershipRole.ADMINISTRATOR)
        staff = world.member(cast.tutor, cast.university, MembershipRole.STAFF)
        university_boss = world.member(world.person("Other Boss"), cast.university, MembershipRole.ADMINISTRATOR)
    assert as_("provider_coordinator").get(f"/memberships/{membership.id}/end").status == 403
    assert as_("lead").get(f"/memberships/{university_boss.id}/end").status == 403
    assert as_("administrator").get(f"/memberships/{university_boss.id}/end").status == 200
    assert as_("other_provider_coordinator").get(f"/memberships/{membership.id}/end").status == 404
    assert as_("lead").get(f"/memberships/{staff.id}/end").status == 200


def test_a_stale_form_shows_both_versions(as_: As, cast: Cast) -> None:
    one, two = as_("provider_coordinator"), as_("provider_coordinator")
    for browser in (one, two):
        to_end(browser, cast.supervisor, cast.provider)
    one.submit("/end", when="now")
    page = two.submit("/end", when="now")
    assert page.status == 409
    assert "Last day" in page.text


def test_an_administrator_deactivates_and_reactivates_their_own_people(as_: As, cast: Cast, looking: Given) -> None:
    tutor, boss = as_("tutor"), as_("administrator")
    boss.get(page_of(cast.tutor, cast.university))
    page = boss.submit("/deactivate")
    assert "Dr Ines Calder cannot sign in" in page.text
    assert tutor.get("/account").status == 302
    tutor.get("/sign-in")
    assert tutor.submit("/sign-in", address="tutor@example.org", password=world.PASSWORD).status == 422
    assert "Deactivated" in boss.get(place(cast.university, "/people?search=Calder")).text
    boss.get(page_of(cast.tutor, cast.university))
    boss.submit("/reactivate")
    tutor.sign_in("tutor@example.org", world.PASSWORD)
    with looking():
        actions = set(db.session.scalars(sa.select(LedgerEvent.action)))
    assert {"person_deactivated", "person_reactivated"} <= actions


def test_a_student_can_be_deactivated_by_their_university(as_: As, cast: Cast) -> None:
    student, boss = as_("student"), as_("administrator")
    boss.get(page_of(cast.student, cast.university))
    boss.submit("/deactivate")
    assert student.get("/account").status == 302


def test_whoever_belongs_elsewhere_too_is_not_deactivated(as_: As, cast: Cast, given: Given) -> None:
    with given():
        world.member(cast.tutor, cast.other_provider, MembershipRole.SUPERVISOR)
    boss = as_("administrator")
    page = boss.get(page_of(cast.tutor, cast.university))
    assert "belongs to another organisation too" in page.text
    assert boss.post(page_of(cast.tutor, cast.university) + "/deactivate").status == 403
    assert as_("tutor").get("/account").status == 200


def test_who_may_not_deactivate(as_: As, cast: Cast) -> None:
    assert as_("lead").post(page_of(cast.tutor, cast.university) + "/deactivate").status == 403
    assert as_("administrator").post(page_of(cast.administrator, cast.university) + "/deactivate").status == 403
    assert as_("provider_coordinator").post(page_of(cast.supervisor, cast.provider) + "/deactivate").status == 403
    assert as_("administrator").post(page_of(cast.supervisor, cast.provider) + "/deactivate").status == 403


def test_one_person_with_several_organisations_chooses_and_a_single_one_is_shown(
    as_: As, cast: Cast, given: Given
) -> None:
    assert as_("supervisor").get("/organisations", follow=True).heading == "Fenland Music Service"
    assert "You work for no organisation" in as_("student").get("/organisations").text
    with given():
        world.member(cast.tutor, cast.other_provider, MembershipRole.SUPERVISOR)
    page = as_("tutor").get("/organisations")
    assert {"University of the Fens", "Northmoor Arts Trust"} <= page.links.keys()


def test_roles_are_those_in_force_and_confirmed(cast: Cast, given: Given, looking: Given) -> None:
    with given():
        world.member(cast.tutor, cast.other_provider, MembershipRole.SUPERVISOR, ends=world.in_days(-1))
        world.member(cast.tutor, cast.provider, MembershipRole.SUPERVISOR).confirmed = False
        world.member(cast.tutor, cast.university, MembershipRole.CLEARANCE_OFFICER)
        world.member(cast.tutor, cast.university, MembershipRole.STAFF)
        world.member(cast.lead, cast.university, MembershipRole.ADMINISTRATOR)
    with looking():
        roles = queries.roles_of(cast.tutor)
    assert roles == {cast.university.id: {MembershipRole.STAFF, MembershipRole.CLEARANCE_OFFICER}}


def test_a_membership_that_begins_tomorrow_gives_nothing_today(as_: As, cast: Cast, given: Given) -> None:
    with given():
        future = world.person("Future Co-ordinator", address="future@example.org")
        world.member(future, cast.provider, MembershipRole.PROVIDER_COORDINATOR, starts=world.in_days(1))
    browser = as_("future")
    assert browser.get(place(cast.provider)).status == 404
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        browser = as_("future")
        assert browser.get(place(cast.provider, "/people")).status == 200


def test_any_membership_at_all_makes_a_member(cast: Cast, looking: Given) -> None:
    with looking():
        assert policy.is_member(cast.supervisor, cast.provider)
        assert not policy.is_member(cast.supervisor, cast.other_provider)
        assert not policy.is_member(cast.supervisor, cast.provider, MembershipRole.SAFEGUARDING_LEAD)


def test_two_of_a_kind_or_present_partners_do_not_become_partners(cast: Cast, given: Given) -> None:
    for other in (cast.other_university, cast.provider, cast.university):
        with given(), pytest.raises(service.Refused):
            service.begin_partnership(cast.university, other, by=cast.administrator)
