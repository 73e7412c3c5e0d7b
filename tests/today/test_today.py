"""The page of a student's day: what sort of day it is, where to go, whom to ring, and logging in one tap."""

import uuid
from datetime import date, time, timedelta

import pytest

from placement_portal import clock
from placement_portal.absences.rules import AbsenceKind, Away, Expected, Habit, Place, Planned, Span
from placement_portal.database import db
from placement_portal.hours.rules import SessionOutcome
from placement_portal.offers.rules import PlaceState
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import PlacementStatus
from placement_portal.profiles.models import Passport
from placement_portal.programmes.rules import CategoryGroup
from placement_portal.sites.models import Site
from placement_portal.today.rules import DayKind, chosen, of_day
from tests import world
from tests.conftest import Statements
from tests.hours.conftest import SignedIn, Town
from tests.house.browser import Browser

MONDAY = date(2026, 11, 16)
SCHOOL = uuid.UUID(int=1)
TODAY = 0


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def expected(**settings: object) -> Expected:
    habits = [Habit(uuid.uuid4(), SCHOOL, 0, time(10), 45, "Session", CategoryGroup.DIRECT, "C1")]
    closed = ((day(7), day(7), "INSET"), (day(8), day(8), "Snow"))
    known: dict[str, object] = {
        "first": day(-7),
        "last": day(70),
        "places": {SCHOOL: Place(SCHOOL, "School", closures=closed)},
        "habits": habits,
        **settings,
    }
    return Expected(id=uuid.uuid4(), **known)  # type: ignore[arg-type]


def away(number: int, since: time | None = None) -> Away:
    return Away(uuid.uuid4(), AbsenceKind.AGREED, Span(day(number), day(number), since))


@pytest.mark.parametrize(
    "number, settings, kind, words, following",
    [
        (0, {}, DayKind.EXPECTED, "", 14),
        (1, {}, DayKind.FREE, "", 14),
        (7, {}, DayKind.CLOSED, "INSET", 14),
        (8, {}, DayKind.CLOSED, "Snow", 14),
        (0, {"aways": [away(0)]}, DayKind.AWAY, "all day", 14),
        (0, {"aways": [away(0, time(12))]}, DayKind.EXPECTED, "from 12:00", 14),
        (0, {"pauses": [(day(-1), day(3))]}, DayKind.PAUSED, "", 14),
        (-14, {}, DayKind.NOT_BEGUN, "", -7),
        (1, {"planned": [Planned(uuid.uuid4(), uuid.uuid4(), SCHOOL, day(1), None, 45)]}, DayKind.EXPECTED, "", 14),
        (70, {}, DayKind.EXPECTED, "", None),
    ],
)
def test_a_day_is_of_one_sort(
    number: int, settings: dict[str, object], kind: DayKind, words: str, following: int | None
) -> None:
    found = of_day(expected(**settings), day(number))
    assert (found.kind, found.words) == (kind, words)
    assert found.next_day == (None if following is None else day(following))


def test_the_page_is_about_the_placement_that_is_busy_unless_another_is_asked_for() -> None:
    quiet, busy = expected(habits=[]), expected()
    both = {quiet.id: quiet, busy.id: busy}
    assert chosen(both, "", day(0)) == busy.id
    assert chosen(both, str(quiet.id), day(0)) == quiet.id
    assert chosen(both, "nonsense", day(1)) == quiet.id
    assert chosen({}, "", day(0)) is None


@pytest.fixture
def student(signed_in: SignedIn) -> Browser:
    return signed_in("student")


def sessions_now(town: Town, start: time = time(0, 0)) -> None:
    weekday = world.in_days(TODAY).weekday()
    world.timetable_row(town.cast.placement, weekday, start, world.category(town.cast.version, "PREP"), minutes=30)


def test_it_says_where_to_go_whom_to_ask_for_and_whom_to_ring(town: Town, student: Browser) -> None:
    with town.given():
        site = db.session.get_one(Site, town.cast.site.id)
        site.address, site.phone, site.link_person = "1 Drove Lane\nFenton", "01632 960 100", "Mrs Reception"
        site.link_when, site.access_notes, site.rooms = "before 9", "Park behind the hall", "Room 4, piano"
        site.safeguarding_contact, site.link_contact = "ext 12", "office@school.example"
        world.work_phone(town.cast.supervisor, "01632 960 011", takes_texts=True)
        world.work_phone(town.cast.provider_coordinator, "01632 960 012")
        sessions_now(town)
    page = student.get("/today")
    assert page.heading == "Today at Willow Bank School"
    for words in ("1 Drove Lane", "Fenton", "Mrs Reception", "before 9", "Park behind the hall", "Room 4", "ext 12"):
        assert words in page.text
    assert page.links["01632 960 100"] == "tel:01632960100"
    assert page.links["01632 960 011"] == "tel:01632960011"
    assert page.links["Text Maya Okafor"] == "sms:01632960011"
    assert "Dr Ines Calder" in page.text
    assert len(page.response.data) < 20_000


def test_it_says_what_to_bring_as_the_offer_that_the_placement_fills_says_it(town: Town, student: Browser) -> None:
    with town.given():
        cast = town.cast
        filled = world.offer(cast.site, cast.university, bring="Quiet shoes\n\nA guitar")
        world.place(filled, cast.university, cast.lead, state=PlaceState.CONFIRMED, placement_id=cast.placement.id)
        other = world.placement(cast.record, cast.other_site)
    page = student.get(f"/today?placement={cast.placement.id}")
    assert "What to bring" in page.text
    assert "Quiet shoes" in page.text
    assert "A guitar" in page.text
    assert "What to bring" not in student.get(f"/today?placement={other.id}").text
    with town.given():
        world.absence(cast.placement, world.in_days(TODAY))
        sessions_now(town)
    assert "What to bring" not in student.get(f"/today?placement={cast.placement.id}").text


def test_a_session_is_logged_in_one_tap(town: Town, student: Browser) -> None:
    with town.given():
        sessions_now(town)
    page = student.get("/today")
    assert "It took place" in page.text
    page = student.submit("/week/confirm", press="It took place")
    assert page.url == f"/today?placement={town.cast.placement.id}"
    assert "Logged." in page.text
    assert town.entry().day == world.in_days(TODAY)


def test_a_session_to_come_waits(town: Town, student: Browser) -> None:
    with town.given():
        sessions_now(town, time(23, 59))
    page = student.get("/today")
    assert "Not yet" in page.text
    assert "It took place" not in page.text


def test_who_is_away_logs_that_in_one_tap(town: Town, student: Browser) -> None:
    with town.given():
        sessions_now(town)
        sessions_now(town, time(23, 58))
        world.absence(town.cast.placement, world.in_days(TODAY), kind=AbsenceKind.AGREED)
    page = student.get("/today")
    assert page.heading == "You are away today"
    assert "have you rung them?" in page.text
    page = student.submit("/week/confirm", press="Log that you were away")
    assert town.entry().outcome is SessionOutcome.STUDENT_AWAY_AGREED
    assert "Logged." in page.text


def test_who_is_away_for_part_of_the_day_is_told_so(town: Town, student: Browser) -> None:
    with town.given():
        sessions_now(town)
        world.absence(town.cast.placement, world.in_days(TODAY), from_time=time(23, 30))
    page = student.get("/today")
    assert "You are away from 23:30." in page.text


def test_a_closed_day_expects_nobody(town: Town, student: Browser) -> None:
    with town.given():
        sessions_now(town)
        for site in (town.cast.site, town.cast.other_site):
            world.closure(site, world.in_days(TODAY), name="Snow")
    page = student.get("/today")
    assert page.heading == "Closed today"
    assert "Snow. Nobody expects you." in page.text
    assert "Closed: Snow" in page.text


def test_time_to_make_up_stands_there(town: Town, student: Browser) -> None:
    with town.given():
        away_ = world.absence(town.cast.placement, world.in_days(-10))
        world.make_up(away_, world.in_days(TODAY), minutes=50, start=time(8))
    page = student.get("/today")
    assert "To make up today: 0 h 50 from 08:00." in page.text
    assert page.heading.startswith("Today at")


@pytest.mark.parametrize(
    "settings, heading",
    [
        ({"starts": 5, "status": PlacementStatus.READY_TO_START}, "Your placement begins on"),
        ({"status": PlacementStatus.ACTIVE}, "Nothing in your timetable today"),
    ],
)
def test_other_days_say_what_they_are(town: Town, student: Browser, settings: dict[str, object], heading: str) -> None:
    begins, settings = settings.get("starts"), {name: each for name, each in settings.items() if name != "starts"}
    with town.given():
        kept = db.session.get_one(Placement, town.cast.placement.id)
        kept.status = PlacementStatus.CLOSED
        dates = {"starts": world.in_days(begins)} if isinstance(begins, int) else {}
        other = world.placement(town.cast.record, town.cast.site, **dates, **settings)  # type: ignore[arg-type]
    page = student.get("/today")
    assert page.heading.startswith(heading)
    assert str(other.id) in page.html


def test_two_placements_lead_to_each_other(town: Town, student: Browser) -> None:
    with town.given():
        other = world.placement(town.cast.record, town.cast.other_site)
        sessions_now(town)
    page = student.get("/today")
    assert f"/today?placement={other.id}" in page.html
    assert student.get(f"/today?placement={other.id}").heading == "Nothing in your timetable today"


@pytest.mark.parametrize("part", ["supervisor", "administrator"])
def test_who_has_no_placement_is_told_so(signed_in: SignedIn, part: str) -> None:
    assert "You have no placement at the moment" in signed_in(part).get("/today").text


def test_it_takes_eight_statements_at_most(town: Town, student: Browser, statements: Statements) -> None:
    counts = []
    for more in (0, 3):
        with town.given():
            for _ in range(more):
                sessions_now(town)
                world.entry(town.cast.placement, world.in_days(TODAY), start=time(0, 1))
                world.placement(town.cast.record, town.cast.site)
                world.absence(town.cast.placement, world.in_days(-20))
                world.assign(world.person(), town.cast.placement)
        with statements() as seen:
            assert student.get("/today").status == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8


def test_today_is_a_real_day() -> None:
    assert world.in_days(TODAY) == clock.today()


def test_a_setting_that_names_nobody_falls_back_on_its_provider(town: Town, student: Browser) -> None:
    note = f"/placements/{town.cast.placement.id}/absences/new"
    with town.given():
        site = db.session.get_one(Site, town.cast.site.id)
        site.phone = site.link_contact = site.link_person = site.safeguarding_contact = ""
        provider = site.provider
        provider.link_person = provider.link_contact = ""
    assert "ring whoever supervises you" in student.get("/today").text
    assert "Safeguarding lead: ask at reception, and tell" in student.get("/today").text
    with town.given():
        provider = db.session.get_one(Organisation, town.cast.provider.id)
        provider.link_person, provider.link_contact = "Petra Link", "01632 960 200"
        made = Passport(provider_id=provider.id, safeguarding_name="Ruth Lead", safeguarding_contact="01632 960 201")
        db.session.add(made)
    page = student.get("/today")
    assert "The setting has given no number." in page.text
    assert page.links["01632 960 200"] == "tel:01632960200"
    assert "Ruth Lead" in page.text
    assert page.links["01632 960 201"] == "tel:01632960201"
    assert student.get(note).links["01632 960 200"] == "tel:01632960200"
