"""One home for each person: what is theirs to do, and nothing else."""

import uuid
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa

from placement_portal import clock, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import Base, db
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.rules import AssignmentCapacity, PlacementStatus
from placement_portal.profiles.models import Passport
from placement_portal.programmes.models import Stage
from placement_portal.programmes.rules import CategoryGroup, ProgrammeRoleKind, RuleUnit, StudentStatus
from placement_portal.progress import service
from placement_portal.progress.models import StudentProgress
from placement_portal.sites.models import Site
from tests import world
from tests.conftest import Client, Given, Statements
from tests.house.browser import Browser, Page

Home = Callable[[str], Page]
LONG = "Wilhelmina Ophelia Featherstonehaugh-Cholmondeley de la Fontaine-Montgomery of Llanfairpwllgwyngyll"


Row = TypeVar("Row", bound=Base)


def here(row: Row) -> Row:
    """Return a row of the cast as the present session has it."""
    return db.session.merge(row, load=True)


@pytest.fixture
def cast(given: Given) -> world.Cast:
    with given():
        made = world.the_cast()
        service.recount_all()
    return made


@pytest.fixture
def enter(client: Client) -> Callable[[str], Browser]:
    def signed_in(part: str) -> Browser:
        found = client()
        found.sign_in(f"{part}@example.org", world.PASSWORD)
        return found

    return signed_in


@pytest.fixture
def home(enter: Callable[[str], Browser]) -> Home:
    return lambda part: enter(part).get("/")


def test_nobody_is_at_home_signed_out(client: Client) -> None:
    page = client().get("/", follow=False)
    assert (page.status, page.location.partition("?")[0]) == (302, "/sign-in")


# Students -------------------------------------------------------------------------------------------------------------


def test_a_students_home_answers_three_questions(home: Home, cast: world.Cast, given: Given) -> None:
    with given():
        asked: dict[str, Any] = {"reason": "Was it not an hour?", "decided_by_id": cast.supervisor.id}
        world.entry(cast.placement, world.in_days(-2), status=EntryStatus.QUERIED, whom=cast.slot, **asked)
        world.entry(cast.placement, world.in_days(-3), status=EntryStatus.QUERIED, offered=2, **asked)
        lately: dict[str, Any] = {"decided_at": clock.now() - timedelta(days=1), "decided_by_id": cast.supervisor.id}
        world.entry(cast.placement, world.in_days(-4), status=EntryStatus.VERIFIED, minutes=90, **lately)
        world.entry(cast.placement, world.in_days(-5), status=EntryStatus.SUBMITTED)
        world.entry(cast.placement, world.in_days(-6), status=EntryStatus.DRAFT)
        transaction.touch(cast.placement.id)
    page = home("student")
    assert page.heading == "What to do next"
    for words in (
        "Maya Okafor: Was it not an hour?",
        "There is an offer",
        "Change it and send it again",
        "One entry was verified in the last 7 days (1 h 30)",
        "One entry is waiting for your supervisor",
        "One draft is not submitted yet",
        "Needs a plan",
        "Agree with the tutor how the missing",
        "Why some of it does not count",
        "Your weeks as a table",
        "Supervisor: Maya Okafor",
        "Tutor: Dr Ines Calder",
        "Worried about a child or an adult?",
        "No safeguarding contact is kept here",
    ):
        assert words in page.text
    assert page.links["1 h 30"].endswith("sum=countable")


def test_a_home_with_nothing_yet(home: Home, cast: world.Cast, given: Given) -> None:
    with given():
        db.session.execute(sa.delete(StudentProgress))
        db.session.execute(sa.delete(Assignment).where(Assignment.placement_id == cast.foreign_placement.id))
        site = db.session.get_one(Site, cast.site.id)
        site.place, site.safeguarding_role, site.safeguarding_contact = "Ely", "Head of safety", "01353 000000"
    page = home("foreign_student")
    for words in (
        "Nothing from your timetable is missing this week.",
        "Nothing was verified in the last 7 days.",
        "Nothing is waiting for your supervisor.",
        "Your totals appear here with your first entry.",
        "Nobody supervises this placement yet.",
        "Head of safety: 01353 000000",
        "Willow Bank School, Ely",
    ):
        assert words in page.text


def test_what_the_timetable_held_and_nobody_logged(home: Home, cast: world.Cast, given: Given) -> None:
    today = world.in_days(0)
    with given():
        placement = db.session.get_one(Placement, cast.other_placement.id)
        code = world.category(cast.version, "OBS")
        world.timetable_row(placement, today.weekday(), time(9, 0), code)
        whom = world.slot(placement)
        world.timetable_row(placement, today.weekday(), time(11, 0), world.category(cast.version, "DIR-I"), whom=whom)
    page = home("other_student")
    link = next(words for words in page.links if words.startswith("Today, 09:00: Observing"))
    assert f"day={today}" in page.links[link]
    assert any("(C1)" in words for words in page.links)


def test_a_placement_that_takes_no_hours_yet_is_on_the_home_of_its_student(
    home: Home, cast: world.Cast, given: Given
) -> None:
    with given():
        begins, ends = (clock.today() + timedelta(days=days) for days in (60, 200))
        db.session.execute(sa.update(Placement).values(status=PlacementStatus.MATCHED, starts=begins, ends=ends))
    page = home("student")
    assert "No placement of yours takes hours at the moment." in page.text
    assert page.links[cast.site.name] == f"/placements/{cast.placement.id}"
    assert "Matched" in page.text


def test_a_part_timer_with_credit_sessions_and_no_placement(home: Home, given: Given) -> None:
    with given():
        stage = world.stage(world.cohort(world.version(world.programme(world.university()))))
        rules = (
            world.minimum(10, unit=RuleUnit.SESSIONS, name="Sessions with clients"),
            world.minimum(5, CategoryGroup.DIRECT, CategoryGroup.OBSERVATION, name="Being there"),
            world.longest_gap(14, name="Rhythm"),
        )
        world.rule_set(stage, *rules)
        record = world.student(world.person(LONG, address="part@example.org"), stage)
        world.opening_balance(record, minutes=600, sessions=4)
        service.recount_students([record.id])
    page = home("part")
    assert "No placement of yours takes hours at the moment." in page.text
    assert "The weeks appear here once a placement has dates." in page.text
    assert "10 h 00" in page.text
    assert "4 of 10 sessions" in page.text
    assert "Done" in page.text
    assert "Credited by the board" not in page.text, "what was brought forward is no credit of the board"


def test_an_interrupted_year_without_rules(home: Home, given: Given) -> None:
    with given():
        at = world.stage(world.cohort(world.version(world.programme(world.university()))))
        someone = world.person(address="away@example.org")
        record = world.student(someone, at, status=StudentStatus.INTERRUPTED)
        again = world.student(someone, world.course(world.university(), "Another"))
        service.recount_students([record.id, again.id])
    page = home("away")
    assert "Your programme has not set any targets for this year yet." in page.text
    assert "Am I on course? Year 1" in page.text


def test_a_home_of_yesterdays_totals_says_so(home: Home, cast: world.Cast, given: Given) -> None:
    with given():
        db.session.execute(sa.update(StudentProgress).values(as_of=world.in_days(-1)))
    assert "As of" in home("student").text


# Those who supervise, teach and host ----------------------------------------------------------------------------------


def test_a_supervisor_sees_what_waits_the_oldest_first(home: Home, cast: world.Cast, given: Given) -> None:
    with given():
        for each, day in ((cast.other_placement, -2), (cast.foreign_placement, -9)):
            world.entry(
                here(each), world.in_days(day), status=EntryStatus.SUBMITTED, supervisor_id=cast.other_supervisor.id
            )
        world.placement(here(cast.other_record), cast.site)
        pupil = here(cast.record)
        pupil.stage_id = world.stage(here(cast.cohort), 2).id
        never_counted = world.placement(pupil, cast.site)
        world.assign(here(cast.other_supervisor), never_counted)
    page = home("other_supervisor")
    assert page.heading == "What waits for you"
    assert "2 entries wait" in page.text
    assert page.text.index("王芳") < page.text.index("Þóra Jónsdóttir")
    assert "One entry waits (0 h 45)" in page.text
    assert any(words.startswith("Waiting for you") for words in page.links)
    assert "Nothing waits for you." in home("supervisor").text


def test_a_supervisor_of_nobody_left(home: Home, cast: world.Cast, given: Given) -> None:
    page = home("former_supervisor")
    assert "What waits for you" not in page.text
    assert "Fenland Music Service" in page.links


def test_a_supervisor_keeps_reading_when_everything_is_over(home: Home, cast: world.Cast, given: Given) -> None:
    ended = world.in_days(-60)
    with given():
        over = world.placement(cast.record, cast.site, ends=ended, status=PlacementStatus.CLOSED)
        someone = world.person(address="earlier@example.org")
        world.assign(someone, over, ends=ended)
    page = home("earlier")
    assert "Nothing waits for you." in page.text
    assert "You supervise nobody at the moment." in page.text
    assert "Earlier placements" in page.text
    assert "Siân Ŵyn-O'Neill" in page.links


def test_a_tutor_and_a_lead_see_their_cohorts(home: Home, cast: world.Cast) -> None:
    page = home("tutor")
    assert page.heading == "Who needs you first"
    assert "One student." in page.text
    assert "2 students." in home("lead").text


def test_a_programme_without_students(home: Home, given: Given) -> None:
    with given():
        someone = world.person(address="new@example.org")
        world.programme_role(someone, world.programme(world.university()), ProgrammeRoleKind.LEAD)
    assert "No student is in a cohort that is yours to see." in home("new").text


def test_a_provider_sees_what_is_missing(home: Home, cast: world.Cast, given: Given) -> None:
    page = home("provider_coordinator")
    assert page.heading == "What needs doing"
    assert "Say whom to ring about safeguarding at Willow Bank School" in page.links
    with given():
        db.session.execute(sa.update(Site).values(safeguarding_contact="01353 000000"))
        db.session.execute(sa.delete(Assignment).where(Assignment.placement_id == cast.foreign_placement.id))
        world.member(cast.provider_coordinator, cast.other_provider, MembershipRole.SAFEGUARDING_LEAD)
        until = {"employers_until": world.in_days(-3), "public_until": world.in_days(200)}
        db.session.add(Passport(provider_id=cast.provider.id, **until))
        world.supervisor_profile(cast.supervisor, cast.provider, registered_until=world.in_days(9))
        hospice = db.session.query(Site).filter_by(provider_id=cast.other_provider.id).one()
        world.placement(db.session.merge(cast.record), hospice, status=PlacementStatus.CLOSED)
    page = home("provider_coordinator")
    ends = [each for each in page.links if "ended after" in each or "ends after" in each]
    assert [each.split(" after ")[0] for each in ends] == [
        "Employers' liability insurance ended",
        f"The registration of {cast.supervisor.name} ends",
    ]
    assert "Find a supervisor for 王芳" in page.links
    assert "All placements of Northmoor Arts Trust" in page.links
    assert (
        "Every setting has a safeguarding contact and every placement a supervisor."
        in home("other_provider_coordinator").text
    )


def test_a_provider_that_begins_is_led_from_its_first_setting_to_its_first_offer(
    home: Home, cast: world.Cast, given: Given
) -> None:
    """As a new co-ordinator would: each step is a link to where it is done, and goes once it is done."""
    with given():
        begins = world.provider("Saltway Arts")
        world.partnership(db.session.get_one(Organisation, cast.university.id), begins)
        world.member(world.person("New", address="new@example.org"), begins, MembershipRole.PROVIDER_COORDINATOR)
    here = f"/organisations/{begins.id}"
    steps = {
        "Add your first setting": f"{here}/sites/new",
        "Invite somebody who supervises": f"{here}/invite",
        "Say what universities read about you": f"{here}/passport/edit",
        "Offer your first places": f"{here}/offers/new",
    }
    page = home("new")
    assert "Every setting has" not in page.text
    assert {words: page.links.get(words) for words in steps} == {**steps, "Offer your first places": None}
    with given():
        world.site(begins, "Harbour School", safeguarding_contact="01353 000000")
        world.supervising(begins)
    page = home("new")
    assert [words for words in steps if words in page.links] == list(steps)[2:]
    with given():
        stage = db.session.get_one(Stage, cast.stage.id)
        site = db.session.query(Site).filter_by(provider_id=begins.id).one()
        world.placement(world.student(world.person(), stage), site)
    assert not set(steps) & set(home("new").links), "whoever has a student knows their way"


def test_one_home_for_somebody_with_every_role(home: Home, cast: world.Cast, given: Given) -> None:
    with given():
        both = db.session.get_one(Person, cast.other_supervisor.id)
        world.student(both, cast.stage)
        world.assign(both, cast.placement, AssignmentCapacity.TUTOR)
        world.member(both, cast.provider, MembershipRole.PROVIDER_COORDINATOR)
    page = home("other_supervisor")
    assert page.heading == "Home"
    for words in ("As a student", "As a supervisor", "Your cohorts", "For the provider", "Your organisations"):
        assert words in page.text


def test_somebody_with_nothing(home: Home, given: Given) -> None:
    with given():
        world.person(address="nothing@example.org")
    assert "Nothing is yours to do yet" in home("nothing").text


@pytest.mark.parametrize("part", ["student", "other_supervisor", "lead", "provider_coordinator", "tutor"])
def test_a_home_takes_as_many_statements_with_much_as_with_little(
    enter: Callable[[str], Browser], cast: world.Cast, given: Given, statements: Statements, part: str
) -> None:
    signed_in, counts = enter(part), []
    signed_in.get("/")
    for number in (1, 8):
        with given():
            for day in range(number):
                for placement, who in _with_supervisors(cast):
                    world.entry(placement, world.in_days(-day), status=EntryStatus.SUBMITTED, supervisor_id=who)
                world.assign(cast.other_supervisor, world.placement(here(cast.record), cast.site))
            service.recount_students([cast.record.id])
        with statements() as seen:
            page = signed_in.get("/")
        counts.append(len(seen))
        assert len(page.html.encode()) < 60_000
    assert counts[0] == counts[1] <= 8


def _with_supervisors(cast: world.Cast) -> Iterator[tuple[Placement, uuid.UUID]]:
    yield here(cast.placement), cast.supervisor.id
    yield here(cast.other_placement), cast.other_supervisor.id


def test_the_menu_is_short_and_ones_own(home: Home, cast: world.Cast, given: Given) -> None:
    expected = {
        "student": ["Home", "Log", "Hours", "Today", "Week", "My record"],
        "supervisor": ["Home", "Waiting for you", "Organisation"],
        "tutor": ["Home", "Cohorts", "Organisation"],
        "provider_coordinator": ["Home", "Placements", "Settings", "Offers", "Organisation"],
        "administrator": ["Home", "Organisation"],
    }
    for part, words in expected.items():
        links = home(part).links
        assert (part, [each for each in words if each not in links]) == (part, [])
        others = {each for many in expected.values() for each in many} - set(words)
        assert others & links.keys() == set()
    with given():
        for day in range(1, 5):
            many: dict[str, Any] = {"status": EntryStatus.SUBMITTED, "supervisor_id": cast.supervisor.id}
            for hour in range(8, 18):
                for minute in range(3):
                    world.entry(cast.placement, world.in_days(-day), start=time(hour, minute), **many)
        assert db.session.query(Entry).count() == 120
    assert "99+ waiting" in home("supervisor").text


# What a provider hosts ------------------------------------------------------------------------------------------------


@pytest.fixture
def hosted(cast: world.Cast) -> str:
    return f"/organisations/{cast.provider.id}/placements"


def test_a_provider_sees_placements_of_every_university(
    enter: Callable[[str], Browser], cast: world.Cast, hosted: str, given: Given
) -> None:
    with given():
        done: dict[str, Any] = {
            "status": PlacementStatus.CLOSED,
            "starts": world.in_days(-99),
            "ends": world.in_days(-30),
        }
        world.placement(cast.foreign_record, cast.site, **done)
        world.placement(cast.foreign_record, cast.site, status=PlacementStatus.READY_TO_START)
    coordinator = enter("provider_coordinator")
    page = coordinator.get(hosted)
    for words in (
        "Siân",
        "Þóra",
        "王芳",
        "Maya Okafor",
        "Willow Bank School, Riverside Centre",
        "Northmoor University",
    ):
        assert words in page.text
    assert "Nobody" in coordinator.get(f"{hosted}?show=no_supervisor").text
    assert "Siân" not in coordinator.get(f"{hosted}?show=ended").text
    assert "Siân" not in coordinator.get(f"{hosted}?university={cast.other_university.id}").text
    assert "No placement is found" in coordinator.get(f"{hosted}?show=ended&university={cast.university.id}").text
    assert coordinator.get(f"{hosted}?show=nonsense&after=nonsense").status == 200
    assert enter("supervisor").get(hosted).status == 403
    assert enter("lead").get(hosted).status == 404
    assert enter("administrator").get(f"/organisations/{cast.university.id}/placements").status == 404


def test_many_placements_page_by_page(
    enter: Callable[[str], Browser], cast: world.Cast, hosted: str, given: Given, statements: Statements
) -> None:
    coordinator, counts = enter("provider_coordinator"), []
    for number in (1, 60):
        with given():
            for _ in range(number):
                world.placement(cast.record, cast.site, cast.other_site)
        with statements() as seen:
            coordinator.get(hosted)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8
    page = coordinator.click("Earlier placements")
    assert "Earlier placements" not in page.links
    assert "Earlier placements" in coordinator.click("From the start").links


def test_a_provider_with_one_university_offers_no_choice_of_them(
    enter: Callable[[str], Browser], cast: world.Cast
) -> None:
    page = enter("other_provider_coordinator").get(f"/organisations/{cast.other_provider.id}/placements")
    assert "All universities" not in page.links


# For everybody --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["/help", "/privacy", "/accessibility", "/data-protection-complaint"])
def test_everybody_may_read_these(client: Client, enter: Callable[[str], Browser], cast: world.Cast, url: str) -> None:
    assert client().get(url).status == 200
    assert "Log" in enter("student").get(url).links


def test_a_complaint_goes_to_ones_own_organisations(
    client: Client, enter: Callable[[str], Browser], cast: world.Cast, given: Given
) -> None:
    assert "Sign in" in client().get("/data-protection-complaint").links
    assert "Ask your programme lead" in enter("supervisor").get("/data-protection-complaint").text
    with given():
        provider = db.session.merge(cast.provider)
        provider.retention_contact = "data@fenland.example"
    assert "data@fenland.example" in enter("supervisor").get("/data-protection-complaint").text
