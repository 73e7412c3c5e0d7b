"""One year of a placement, from the cohort that is copied in June to the next June, by the people whose year it is."""

import shutil
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from placement_portal import transaction
from placement_portal.database import db
from tests.browser import year
from tests.browser.conftest import NewContext, serving
from tests.browser.watching import open_window
from tests.browser.year import (
    COORDINATOR,
    HOST,
    OTHER_SUPERVISOR,
    PROGRAMME,
    PROVIDER,
    SCHOOL,
    STUDENT,
    SUPERVISOR,
    TUTOR,
    YEAR,
    Hand,
    TheYear,
    address_of,
)
from tests.house import databases
from tests.letters import last_link
from tests.world import PASSWORD

BEGINS, ENDS, GOES_ON_UNTIL = date(YEAR, 10, 1), date(YEAR + 1, 3, 31), date(YEAR + 1, 4, 30)
COHORT = f"September {YEAR}"


@pytest.fixture
def the_year(new_context: NewContext) -> Iterator[TheYear]:
    """Serve a portal on which it is June, with last year's cohort in it."""
    folder = databases.memory_folder()
    with time_machine.travel(f"{YEAR}-06-01T12:00+00:00") as now:
        app = databases.make_app(databases.sqlite(folder))
        with app.app_context():
            db.create_all()
            with transaction.unit():
                year.last_year()
        with serving(app) as url:
            yield TheYear(app, now, lambda: open_window(new_context, url, {}, width=1280))
        databases.close(app)
    shutil.rmtree(folder)


@pytest.mark.browser
def test_a_year(the_year: TheYear) -> None:
    last_years_cohort_is_copied_and_a_student_joins(the_year)
    a_place_is_offered_ranked_matched_and_published(the_year)
    three_sign_the_agreement(the_year)
    it_starts_through_its_list(the_year)
    somebody_else_supervises_from_a_day(the_year)
    it_pauses_and_goes_on(the_year)
    it_is_extended(the_year)
    work_ends_and_it_is_closed_through_its_list(the_year)
    the_cohort_goes_into_year_2(the_year)


def last_years_cohort_is_copied_and_a_student_joins(now: TheYear) -> None:
    hand = now.hand_of(COORDINATOR)
    hand.follow("Cohorts", f"September {YEAR - 1}", "Set up this cohort")
    hand.follow("Set up the next cohort from this one")
    hand.press("Set up this cohort")
    hand.reads(f"{COHORT} is set up with everything below.")
    hand.follow("Add a student")
    hand.say("What is the student's name?", STUDENT)
    hand.say("What is the student's e-mail address?", address_of(STUDENT))
    hand.choose("In which stage do they begin?", "Year 1")
    hand.press("Add student and invite")
    hand.reads("An invitation is on its way")
    window = now.open_window()
    window.go(last_link(now.app, address_of(STUDENT)))
    invited = Hand(window.page)
    invited.say("Choose a password", PASSWORD)
    invited.press("Accept and sign in")
    invited.reads(f"Good to see you, {STUDENT}")


def a_place_is_offered_ranked_matched_and_published(now: TheYear) -> None:
    offer_a_place(now.hand_of(HOST))
    hand = now.hand_of(COORDINATOR)
    hand.follow("Matching", f"Plan a round for {PROGRAMME}")
    hand.say("What is the round called?", "Placements from October")
    hand.tick(f"Year 1, {COHORT}")
    hand.day("From which day can students rank offers?", date(YEAR, 6, 1))
    hand.day("Until which day?", date(YEAR, 6, 20))
    hand.press("Plan the round")
    hand.page.get_by_text("open, close, finish").click()
    hand.press("Open it for ranking")
    rank_the_offer(now.hand_of(STUDENT))
    hand = now.hand_of(COORDINATOR)
    hand.follow("Matching", "Placements from October", STUDENT)
    hand.press("Match here")
    hand.follow("Proposal and publishing")
    hand.tick(STUDENT)
    hand.press("Publish those ticked")
    hand.reads("Published")


def offer_a_place(hand: Hand) -> None:
    hand.follow("Placements", "Placement offers", "Offer places")
    hand.choose("At which setting?", SCHOOL)
    hand.tick("Year 1", "Tuesday")
    hand.day("First day", BEGINS)
    hand.day("Last day", ENDS)
    hand.say("How many students can come?", "1")
    hand.choose("Who would supervise?", SUPERVISOR)
    hand.page.get_by_role("group", name="Whom does one meet there?").get_by_role("checkbox").first.check()
    hand.press("Offer these places")
    hand.reads("One place is left")


def rank_the_offer(hand: Hand) -> None:
    hand.follow("Where would you like to go?", "Say on which days you can come")
    hand.tick("Monday", "Tuesday")
    hand.press("Save")
    hand.press(f"Add to my list {SCHOOL}")
    hand.reads(f"1. {SCHOOL}")


def three_sign_the_agreement(now: TheYear) -> None:
    write_the_goals(now.hand_of(STUDENT))
    hand = now.hand_of(COORDINATOR)
    open_the_placement(hand)
    hand.follow("The agreement")
    hand.press("Ready to sign")
    hand.reads("It is ready.")
    for name in (STUDENT, SUPERVISOR, COORDINATOR):
        sign(now.hand_of(name))
    hand = now.hand_of(STUDENT)
    hand.follow(SCHOOL, "My agreement")
    hand.reads("Signed by all")


def write_the_goals(hand: Hand) -> None:
    hand.follow(SCHOOL, "My agreement")
    hand.press("Begin the agreement")
    hand.follow("Write the goals")
    hand.say("First goal", "I want to hear what a pause says.")
    hand.say("Whom does the student ring", "Willow Bank reception, 01632 960 101")
    hand.press("Save")


def sign(hand: Hand) -> None:
    hand.follow("Read and sign the agreement")
    hand.say("Your password", PASSWORD)
    hand.press("Sign now")
    hand.reads("Signed")


def it_starts_through_its_list(now: TheYear) -> None:
    now.comes_to(1, 10)
    plan_the_week(now.hand_of(SUPERVISOR))
    hand = now.hand_of(COORDINATOR)
    name_a_tutor(hand)
    open_the_placement(hand)
    hand.follow("What is still to be done")
    hand.press("Tick off The induction at the setting is planned")
    change_its_state(hand, "Say that it is ready to start")
    change_its_state(hand, "Start")
    hand.reads("Active")


def plan_the_week(hand: Hand) -> None:
    hand.follow(STUDENT, "Change clients and groups")
    hand.tick("One client", "It is one client")
    hand.day("Consent is held at the setting since", BEGINS)
    hand.day("Planned last session", ENDS)
    hand.press("Open and give a code")
    hand.follow("Back to the placement", "Change the timetable")
    hand.choose("On which day?", "Tuesday")
    hand.say("When does it start?", "10:00")
    hand.say("How long", "45")
    hand.choose("What is it?", "Session with one client")
    hand.choose("With whom?", "C1")
    hand.press("Add to the timetable")


def name_a_tutor(hand: Hand) -> None:
    open_the_placement(hand)
    hand.follow("Change people")
    hand.tick("Tutor")
    hand.choose("Who?", TUTOR)
    hand.day("From which day?", BEGINS)
    hand.press("Assign")


def open_the_placement(hand: Hand) -> None:
    hand.follow("Cohorts", COHORT, STUDENT, SCHOOL)


def change_its_state(hand: Hand, what: str, for_c1: str = "") -> None:
    open_the_placement(hand)
    hand.follow("Start, end or close it")
    hand.tick(what)
    if for_c1:
        hand.say("What happens for C1?", for_c1)
    hand.press("Save")


def somebody_else_supervises_from_a_day(now: TheYear) -> None:
    now.comes_to(1, 11)
    hand = now.hand_of(HOST)
    hand.follow("Placements", STUDENT, "Changes", "Another supervisor")
    hand.choose("Who stops?", SUPERVISOR)
    hand.choose("Who goes on?", OTHER_SUPERVISOR)
    hand.day("From which day?", date(YEAR, 11, 15))
    hand.say("What happens for C1?", f"Goes on with {OTHER_SUPERVISOR}")
    hand.press("Save the change")
    hand.reads("Agreed, lies ahead")
    now.comes_to(15, 11)
    hand = now.hand_of(OTHER_SUPERVISOR)
    hand.follow(STUDENT)
    hand.reads(OTHER_SUPERVISOR)


def it_pauses_and_goes_on(now: TheYear) -> None:
    now.comes_to(1, 12)
    hand = now.hand_of(STUDENT)
    hand.follow(PROVIDER, "Changes", "A pause")
    hand.day("What is the first day of the pause?", date(YEAR, 12, 10))
    hand.say("What happens for C1?", "The head decides by Friday")
    hand.press("Ask for this")
    hand.reads("Still waits for")
    agree(now.hand_of(COORDINATOR), "A pause")
    now.comes_to(20, 12)
    hand = now.hand_of(STUDENT)
    hand.follow(PROVIDER)
    hand.reads("Nobody has said yet when it goes on.")
    now.comes_to(10, 1, YEAR + 1)
    hand = now.hand_of(COORDINATOR)
    open_the_placement(hand)
    hand.follow("Changes", "Back from a pause")
    hand.day("What is the first day back?", date(YEAR + 1, 1, 11))
    hand.press("Save the change")
    now.comes_to(11, 1, YEAR + 1)
    hand = now.hand_of(STUDENT)
    hand.follow(PROVIDER)
    hand.reads("Active")


def agree(hand: Hand, change: str) -> None:
    hand.follow(change)
    hand.press("Agree")


def it_is_extended(now: TheYear) -> None:
    now.comes_to(1, 3, YEAR + 1)
    hand = now.hand_of(OTHER_SUPERVISOR)
    hand.follow(STUDENT, "Changes", "A longer placement")
    hand.day("Until which day does it go on?", GOES_ON_UNTIL)
    hand.press("Ask for this")
    agree(now.hand_of(HOST), "A longer placement")
    agree(now.hand_of(COORDINATOR), "A longer placement")
    hand = now.hand_of(STUDENT)
    hand.follow(PROVIDER)
    hand.reads(f"30 April {YEAR + 1}")


def work_ends_and_it_is_closed_through_its_list(now: TheYear) -> None:
    now.comes_to(30, 4, YEAR + 1)
    hand = now.hand_of(COORDINATOR)
    change_its_state(hand, "End the work with clients, as planned", "The work has come to its end")
    change_its_state(hand, "Say that it is assessed")
    open_the_placement(hand)
    hand.follow("What is still to be done")
    hand.press("Tick off Keys, badge and instruments are back")
    hand.press("Tick off The final meeting was held")
    change_its_state(hand, "Close")
    hand.reads("Closed")


def the_cohort_goes_into_year_2(now: TheYear) -> None:
    now.comes_to(1, 9, YEAR + 1)
    hand = now.hand_of(COORDINATOR)
    hand.follow("Cohorts", COHORT, "Set up this cohort", "Move students into the next stage")
    hand.day("From which day are they in the next stage?", date(YEAR + 1, 9, 1))
    hand.page.get_by_role("checkbox", name=STUDENT).check()
    hand.press("Move who is ticked into Year 2")
    hand.reads("Moved into Year 2 already: 1")
