"""One setting for three universities, and one person in two roles: what each of them does, in Chromium."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time

import pytest
from playwright.sync_api import expect

from placement_portal import transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.hours.rules import EntryStatus
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.rules import AssignmentCapacity
from placement_portal.programmes.rules import ProgrammeRoleKind
from tests import world
from tests.browser.conftest import NewContext, serving
from tests.browser.watching import Window, open_window
from tests.browser.year import SOON, Hand
from tests.house import databases
from tests.world import PASSWORD

pytestmark = pytest.mark.browser
SCHOOL, PROVIDER = "Willow Bank School", "Fenland Music Service"
UNIVERSITIES = ("University of the Fens", "Northmoor University", "Westerly University")
STUDENTS = ("Siân Ŵyn-O'Neill", "Þóra Jónsdóttir", "Amara Nwosu")
BOTH, HOST = "Kofi Mensah-Ruiz", "Grace Lindqvist"


@dataclass
class Town:
    """The portal of three universities and a provider, and the windows of their people."""

    new_context: NewContext
    url: str
    windows: list[Window] = field(default_factory=list)

    def hand_of(self, address: str, width: int = 1280) -> Hand:
        """Sign somebody in, and return their hand."""
        window = open_window(self.new_context, self.url, {}, width=width)
        window.page.set_default_timeout(SOON)
        window.go("/sign-in")
        hand = Hand(window.page)
        hand.write(address=f"{address}@example.org", password=PASSWORD)
        hand.press("Sign in")
        self.windows.append(window)
        return hand


def someone(name: str, address: str) -> Person:
    return world.person(name, address=f"{address}@example.org")


def three_universities() -> None:
    """Place a student of each university at one school; one person tutors the first and supervises the second."""
    music, both = world.provider(PROVIDER), someone(BOTH, "both")
    school = world.site(music, SCHOOL)
    world.member(someone(HOST, "host"), music, MembershipRole.PROVIDER_COORDINATOR)
    world.supervising(music, both)
    maya = world.supervising(music, someone("Maya Okafor", "maya"))
    for number, (university, name) in enumerate(zip(UNIVERSITIES, STUDENTS, strict=True)):
        _place(number, world.university(university), name, music, {"both": both, "maya": maya, "school": school})


def _place(number: int, us: Organisation, name: str, music: Organisation, known: dict[str, object]) -> None:
    world.partnership(us, music)
    year = world.course(us, "MA Music Therapy")
    programme = year.cohort.version_of.programme
    lead = someone(f"Lead of {us.name}", f"lead{number}")
    world.programme_role(lead, programme, ProgrammeRoleKind.LEAD)
    record = world.student(someone(name, f"student{number}"), year)
    placed = world.placement(record, known["school"])  # type: ignore[arg-type]
    supervisor: Person = known["both" if number == 1 else "maya"]  # type: ignore[assignment]
    world.assign(supervisor, placed)
    if number == 0:
        world.assign(known["both"], placed, AssignmentCapacity.TUTOR)  # type: ignore[arg-type]
    whom = world.slot(placed)
    weekday = world.in_days(0).weekday()
    world.timetable_row(placed, weekday, time(9 + number), world.category(year.cohort.version_of, "DIR-I"), whom=whom)
    waits = {"status": EntryStatus.SUBMITTED, "supervisor_id": supervisor.id}
    world.entry(placed, world.in_days(-7), whom=whom, start=time(9 + number), **waits)  # type: ignore[arg-type]


@pytest.fixture
def town(new_context: NewContext) -> Iterator[Town]:
    folder = databases.memory_folder()
    app = databases.make_app(databases.sqlite(folder))
    with app.app_context():
        db.create_all()
        with transaction.unit():
            three_universities()
    with serving(app) as url:
        made = Town(new_context, url)
        yield made
    databases.close(app)
    shutil.rmtree(folder)
    assert not any(window.complaints for window in made.windows)


def test_one_site_for_three_universities(town: Town) -> None:
    host = town.hand_of("host")
    host.follow("Settings", SCHOOL, "Weekly list to print")
    host.reads(*STUDENTS, *UNIVERSITIES)
    for number, name in enumerate(STUDENTS):
        lead = town.hand_of(f"lead{number}")
        lead.page.goto(host.page.url)
        lead.reads(name)
        for other in set(STUDENTS) - {name}:
            expect(lead.page.get_by_text(other)).to_have_count(0)
    offered_to_all_three_and_the_first_holds_it(town, host)
    closed_today_and_all_three_are_told(town, host)


def offered_to_all_three_and_the_first_holds_it(town: Town, host: Hand) -> None:
    host.page.goto(town.url)
    host.follow("Placements", "Placement offers", "Offer places")
    host.choose("At which setting?", SCHOOL)
    host.tick("Year 1", "Tuesday", *UNIVERSITIES)
    host.day("First day", world.in_days(20))
    host.day("Last day", world.in_days(90))
    host.say("How many students can come?", "1")
    host.page.get_by_role("group", name="Whom does one meet there?").get_by_role("checkbox").first.check()
    host.press("Offer these places")
    host.reads("One place is left")
    offer = host.page.url
    first, second = (town.hand_of(f"lead{number}", 375) for number in (1, 2))
    for lead in (first, second):
        lead.page.goto(offer)
        lead.reads("One place is left")
    first.press("Hold")
    second.press("Hold")
    second.reads(UNIVERSITIES[1])
    expect(second.page.get_by_text("One place is left")).to_have_count(0)


def closed_today_and_all_three_are_told(town: Town, host: Hand) -> None:
    host.page.goto(town.url)
    host.follow("Settings", SCHOOL, "Close it for today")
    host.reads(*STUDENTS)
    host.press("Close")
    host.reads("is closed today.")
    for number in range(len(STUDENTS)):
        student = town.hand_of(f"student{number}", 375)
        student.page.goto(f"{town.url}/today")
        student.reads("Closed today", "Nobody expects you.")


def test_one_person_in_two_roles(town: Town) -> None:
    both = town.hand_of("both", 375)
    both.reads(f"Good to see you, {BOTH}")
    both.reads(STUDENTS[1])
    both.page.goto(f"{town.url}/waiting-for-you")
    both.reads(STUDENTS[1], UNIVERSITIES[1])
    expect(both.page.get_by_text(STUDENTS[0])).to_have_count(0)
    both.tick("I know it myself")
    both.press("Verify the 1 that is not flagged")
    both.reads("1 line verified.")
    both.page.goto(town.url)
    both.follow("Autumn start", STUDENTS[0])
    both.reads(STUDENTS[0], SCHOOL)
    both.page.goto(f"{town.url}/calendar")
    both.reads(STUDENTS[0], STUDENTS[1])
    expect(both.page.get_by_text(STUDENTS[2])).to_have_count(0)
