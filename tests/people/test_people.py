"""The pages of people: one page for both roles of a person, loads of supervisors, who is at a setting when."""

from datetime import time

import pytest

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.hours.rules import EntryStatus
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import MembershipRole
from placement_portal.people.rules import LoadState, by_weekday, load_state
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.models import Stage
from placement_portal.sites.models import Site
from tests import world
from tests.conftest import Given, SignIn, Statements
from tests.world import NAMES, Cast


@pytest.mark.parametrize(
    "students, capacity, state",
    [
        (3, None, LoadState.NOT_SAID),
        (0, 0, LoadState.FULL),
        (2, 4, LoadState.FREE),
        (3, 4, LoadState.NEARLY_FULL),
        (4, 4, LoadState.FULL),
        (5, 4, LoadState.OVER),
    ],
)
def test_how_full_somebody_is(students: int, capacity: int | None, state: LoadState) -> None:
    assert load_state(students, capacity) is state


def test_a_week_without_anybody_has_no_days() -> None:
    assert by_weekday([]) == {}


def person_url(person: Person) -> str:
    return f"/people/{person.id}"


def test_a_student_as_their_tutor_reads_them(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        placement = db.session.get_one(Placement, cast.placement.id)
        placement.sites[0].site.phone = "01632 960110"
        for day, status in ((-3, EntryStatus.SUBMITTED), (-2, EntryStatus.SUBMITTED), (-1, EntryStatus.QUERIED)):
            world.entry(placement, world.in_days(day), status=status, supervisor_id=cast.supervisor.id)
    page = sign_in(cast.tutor).get(person_url(cast.student))
    assert page.heading == NAMES["student"]
    told = (
        "MA Music Therapy",
        "Willow Bank School",
        "01632 960110",
        NAMES["supervisor"],
        "Sent back to the student: 1",
    )
    assert all(each in page.text for each in told)
    assert "Waiting for the supervisor: 2 since" in page.text
    assert page.links["The record, with hours against targets"] == f"/students/{cast.record.id}"
    assert page.links["Willow Bank School"] == f"/placements/{cast.placement.id}"


def test_the_provider_reads_the_placement_and_not_the_record(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.provider_coordinator).get(person_url(cast.student))
    assert "Willow Bank School" in page.text
    assert "The record, with hours against targets" not in page.links


WHO_SEES = {
    "student": {
        *("student", "supervisor", "former_supervisor_in_grace", "tutor", "provider_coordinator"),
        *("lead", "university_coordinator", "examiner", "safeguarding_lead"),
    },
    "supervisor": {
        *("student", "supervisor", "other_supervisor", "former_supervisor_in_grace", "former_supervisor", "tutor"),
        *("other_tutor", "provider_coordinator", "lead", "university_coordinator", "examiner", "administrator"),
        *("clearance_officer", "safeguarding_lead"),
    },
}


@pytest.mark.parametrize("whom", WHO_SEES)
def test_who_sees_whom(cast: Cast, sign_in: SignIn, whom: str) -> None:
    url = person_url(cast.people[whom])
    seen = {who: sign_in(person).get(url).status for who, person in cast.people.items()}
    assert {who for who, status in seen.items() if status == 200} == WHO_SEES[whom]
    assert set(seen.values()) == {200, 404}


def test_a_supervisor_as_the_provider_and_as_a_university_read_them(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        world.supervisor_profile(
            cast.supervisor,
            db.session.merge(cast.provider),
            students=2,
            scheme="hcpc_arts_therapist",
            number="AS012345",
            registered_until=world.in_days(30),
            weekdays=[0, 2],
        )
        world.assign(cast.supervisor, db.session.get_one(Placement, cast.foreign_placement.id))
    page = sign_in(cast.provider_coordinator).get(person_url(cast.supervisor))
    told = (
        "AS012345",
        "Ends soon",
        "Mondays and Wednesdays",
        "2 of 2",
        "Full",
        NAMES["student"],
        NAMES["foreign_student"],
    )
    assert all(each in page.text for each in told)
    assert {
        "Change the profile",
        "Is away: who stands in",
        "Leaves: who goes on with the students",
    } <= page.links.keys()
    page = sign_in(cast.lead).get(person_url(cast.supervisor))
    assert "Can take up to 2" in page.text
    assert NAMES["student"] in page.text
    assert NAMES["foreign_student"] not in page.text
    assert "Full" not in page.text
    page = sign_in(cast.supervisor).get(person_url(cast.supervisor))
    assert "2 of 2" in page.text
    assert "Waiting for you: Nothing" in page.text


def test_one_person_in_two_roles_is_shown_as_far_as_each_may_see(cast: Cast, sign_in: SignIn, given: Given) -> None:
    """A supervisor of one provider is a student at the other university, placed with the other provider."""
    with given():
        both = db.session.merge(cast.supervisor)
        their_year = db.session.get_one(Stage, cast.foreign_record.stage_id)
        hospice = db.session.query(Site).filter_by(provider_id=cast.other_provider.id).one()
        record = world.student(both, their_year)
        world.placement(record, hospice)
    as_lead = sign_in(cast.lead).get(person_url(cast.supervisor))
    assert "As a supervisor for Fenland Music Service" in as_lead.text
    assert "As a student" not in as_lead.text
    assert "Moor Lane Hospice" not in as_lead.text
    as_host = sign_in(cast.other_provider_coordinator).get(person_url(cast.supervisor))
    assert "As a student" in as_host.text
    assert "As a supervisor" not in as_host.text
    assert NAMES["student"] not in as_host.text
    own = sign_in(cast.supervisor).get(person_url(cast.supervisor))
    assert "As a student" in own.text
    assert "As a supervisor for Fenland Music Service" in own.text


def test_somebody_who_is_neither_is_shown_without_either(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.lead).get(person_url(cast.university_coordinator))
    assert "neither a placement nor students" in page.text
    page = sign_in(cast.lead).get(person_url(cast.lead))
    assert "You have neither a placement nor students" in page.text


def test_a_record_without_a_placement(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        someone = world.person("Meenakshi")
        world.student(someone, db.session.get_one(Stage, cast.stage.id))
    assert "No placement yet." in sign_in(cast.lead).get(person_url(someone)).text


def test_one_supervisor_for_two_universities(cast: Cast, sign_in: SignIn, given: Given) -> None:
    """Each university reads its own student; the provider one load; the supervisor both in one place."""
    with given():
        provider = db.session.merge(cast.provider)
        world.supervisor_profile(cast.supervisor, provider, students=3)
        foreign = db.session.get_one(Placement, cast.foreign_placement.id)
        world.assign(cast.supervisor, foreign)
        world.entry(foreign, world.in_days(-4), status=EntryStatus.SUBMITTED, supervisor_id=cast.supervisor.id)
    browser = sign_in(cast.provider_coordinator)
    page = browser.get(f"/organisations/{cast.provider.id}/placements")
    assert page.links["Placement offers"] == f"/organisations/{cast.provider.id}/offers"
    page = browser.click("Supervisors and their load")
    told = ("Northmoor University: 1", "University of the Fens: 1", "2 of 3", "Nearly full", "1 since")
    assert all(each in page.text for each in told)
    assert browser.click(NAMES["supervisor"]).heading == NAMES["supervisor"]
    own = sign_in(cast.supervisor).get(person_url(cast.supervisor))
    assert NAMES["student"] in own.text
    assert NAMES["foreign_student"] in own.text
    for who, theirs, others in (("lead", "student", "foreign_student"),):
        page = sign_in(cast.people[who]).get(person_url(cast.supervisor))
        assert NAMES[theirs] in page.text
        assert NAMES[others] not in page.text


def test_one_site_for_three_universities(cast: Cast, sign_in: SignIn, given: Given) -> None:
    """The reception prints one week with students of all three; each university sees its own alone."""
    with given():
        third = world.university("Westerly University")
        site, provider = db.session.get_one(Site, cast.site.id), db.session.merge(cast.provider)
        world.partnership(third, provider)
        year = world.course(third, "MA Drama Therapy")
        world.placement(world.student(world.person("Quiet Newcomer"), year), site)
        world.closure(site, world.in_days(5), name="Training day")
        foreign = db.session.get_one(Placement, cast.foreign_placement.id)
        category = world.category(foreign.student.cohort.version_of, "OBS")
        world.timetable_row(foreign, 3, time(13, 30), category)
        world.timetable_row(foreign, 3, time(9, 15), category)
    browser = sign_in(cast.provider_coordinator)
    browser.get(f"/sites/{cast.site.id}")
    page = browser.click("Weekly list to print")
    told = (NAMES["student"], NAMES["foreign_student"], "Quiet Newcomer", "Thursday", "09:15, 13:30", "Training day")
    assert [each for each in told if each not in page.text] == []
    assert all(name in page.text for name in ("University of the Fens", "Northmoor University", "Westerly University"))
    page = sign_in(cast.lead).get(f"/sites/{cast.site.id}/week")
    assert NAMES["student"] in page.text
    assert NAMES["foreign_student"] not in page.text
    assert "Quiet Newcomer" not in page.text
    page = sign_in(cast.administrator).get(f"/sites/{cast.site.id}/week")
    assert "Nobody that you may see comes here at present" in page.text


def test_a_provider_without_supervisors_says_what_to_do(sign_in: SignIn, given: Given) -> None:
    with given():
        fresh, keeper = world.provider("Fresh Start"), world.person()
        world.member(keeper, fresh, MembershipRole.PROVIDER_COORDINATOR)
    page = sign_in(keeper).get(f"/organisations/{fresh.id}/supervisors")
    assert "Nobody supervises for you yet" in page.text


def test_the_statements_do_not_grow(cast: Cast, sign_in: SignIn, given: Given, statements: Statements) -> None:
    browsers = {who: sign_in(cast.people[who]) for who in ("provider_coordinator", "lead", "supervisor")}
    urls = {
        person_url(cast.supervisor): ("provider_coordinator", "lead", "supervisor"),
        person_url(cast.student): ("provider_coordinator", "lead", "supervisor"),
        f"/organisations/{cast.provider.id}/supervisors": ("provider_coordinator",),
        f"/sites/{cast.site.id}/week": ("provider_coordinator", "lead", "supervisor"),
    }
    counts: list[dict[tuple[str, str], int]] = []
    for more in range(2):
        counts.append({})
        for url, readers in urls.items():
            for who in readers:
                with statements() as seen:
                    assert browsers[who].get(url).status == 200
                counts[-1][url, who] = len(seen)
        with given():
            stage, site = db.session.get_one(Stage, cast.stage.id), db.session.get_one(Site, cast.site.id)
            provider = db.session.get_one(Organisation, cast.provider.id)
            for number in range(6):
                made = world.placement(world.student(world.person(), stage), site)
                world.assign(cast.supervisor, made)
                world.entry(made, world.in_days(-1), status=EntryStatus.SUBMITTED, supervisor_id=cast.supervisor.id)
                world.supervisor_profile(world.supervising(provider), provider, students=number)
                world.placement(cast.record, site, status=PlacementStatus.CLOSED)
                world.closure(site, world.in_days(10 * more + number + 1))
    assert counts[0] == counts[1]
    assert max(counts[0].values()) <= 8


def test_a_person_s_page_leads_to_their_checks_for_those_who_may(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        world.member(cast.provider_coordinator, cast.provider, MembershipRole.SAFEGUARDING_LEAD)
    asked = "Checks, as Fenland Music Service verifies them"
    seen = {}
    for part in ("student", "supervisor", "tutor", "lead", "provider_coordinator"):
        browser = sign_in(cast.people[part])
        page = browser.get(person_url(cast.student))
        seen[part] = asked in page.text
        for words, href in page.links.items():
            if words.startswith(("Checks", "Your checks")):
                assert browser.get(href).status == 200, (part, words)
        assert any("come on site?" in words for words in page.links), part
        assert ("Your checks" in page.links) == (part == "student")
    assert seen == {each: each == "provider_coordinator" for each in seen}
    page = sign_in(cast.provider_coordinator).get(person_url(cast.supervisor))
    assert asked in page.text, "supervisors are checked too"
