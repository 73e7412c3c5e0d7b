"""The cohort page: who needs you first, and why, for those whose students they are."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from placement_portal import clock, transaction
from placement_portal.cohorts.rules import FILTER_WORDS, CohortFilter, CohortView, matches
from placement_portal.database import db
from placement_portal.hours.rules import EntryStatus
from placement_portal.ledger.models import LedgerEvent
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import AssignmentCapacity, PlacementStatus
from placement_portal.programmes.rules import StudentStatus
from placement_portal.progress import service
from placement_portal.progress.models import StudentProgress
from tests import world
from tests.cohorts.conftest import LONG, add_students
from tests.conftest import Given, Statements
from tests.house.browser import Browser, text_of

Looks = Callable[[str], Browser]
STUDENTS = ("Siân Ŵyn-O'Neill", "Þóra Jónsdóttir")


def names(browser: Browser) -> list[str]:
    assert browser.page is not None
    return [text_of(each) for each in browser.page.find("people__name")]


def test_the_lead_sees_everybody_and_why(looks: Looks, url: str, cast: world.Cast, given: Given) -> None:
    with given():
        for day in range(-85, 0, 3):
            world.entry(cast.placement, world.in_days(day), status=EntryStatus.VERIFIED, minutes=120)
        world.entry(cast.placement, world.in_days(-1), status=EntryStatus.SUBMITTED)
        transaction.touch(cast.placement.id)
    page = looks("lead").get(url)
    assert page.status == 200
    assert page.text.index("Þóra") < page.text.index("Siân")
    assert "None yet in 90 days; the longest gap is 14 days." in page.text
    assert "On course" in page.text
    assert "Waiting on the supervisor" in page.text
    assert "Supervisor: Maya Okafor" in page.text
    assert "Nothing needs you here." in page.text
    assert "Fenland Music Service" in page.text


@pytest.mark.parametrize("part", ["lead", "university_coordinator", "examiner"])
def test_staff_see_all(looks: Looks, url: str, part: str) -> None:
    page = looks(part).get(url)
    assert all(name in page.text for name in STUDENTS)
    assert ("Download CSV" in page.text) == (part != "examiner")
    assert ("Set up this cohort" in page.links) == (part != "examiner")


@pytest.mark.parametrize("part, name, other", [("tutor", *STUDENTS), ("other_tutor", *reversed(STUDENTS))])
def test_a_tutor_sees_their_own(looks: Looks, url: str, part: str, name: str, other: str) -> None:
    browser = looks(part)
    for address in (url, "/cohorts", f"{url}/export.csv"):
        page = browser.get(address)
        assert name in page.html.replace("&#39;", "'")
        assert other not in page.html.replace("&#39;", "'")


def test_a_tutor_without_a_role_sees_those_they_are_assigned_to(
    looks: Looks, url: str, cast: world.Cast, given: Given
) -> None:
    with given():
        world.assign(cast.other_supervisor, cast.other_placement, AssignmentCapacity.TUTOR)
    page = looks("other_supervisor").get(url)
    assert STUDENTS[1] in page.text
    assert STUDENTS[0] not in page.text


@pytest.mark.parametrize(
    "part, status",
    [("student", 404), ("supervisor", 404), ("provider_coordinator", 404), ("administrator", 403)],
)
def test_others_do_not_see_it(looks: Looks, url: str, part: str, status: int) -> None:
    browser = looks(part)
    assert browser.get(url).status == status
    assert browser.get(f"{url}/export.csv").status == status


def test_an_examiner_does_not_download(looks: Looks, url: str) -> None:
    assert looks("examiner").get(f"{url}/export.xlsx").status == 403


# Narrowing ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def mixed(cast: world.Cast, given: Given) -> world.Cast:
    """Give the cohort somebody for every filter."""
    with given():
        added = add_students(cast, 4, name="Somebody {n}")
        world.student(world.person("Nobody placed"), cast.stage)
        away = world.student(world.person("Somebody away"), cast.stage, status=StudentStatus.INTERRUPTED)
        world.placement(away, cast.site)
        back, waiting = (db.session.query(Placement).filter_by(student_id=each).one() for each in added[:2])
        world.entry(cast.placement, world.in_days(-1), status=EntryStatus.VERIFIED)
        long_ago = clock.now() - timedelta(days=30)
        for placement, status in ((back, EntryStatus.QUERIED), (waiting, EntryStatus.SUBMITTED)):
            placement.sites = cast.placement.sites[:0]
            _entry(cast, placement, status, long_ago)
        for number, state in ((2, "behind"), (3, "on_course")):
            db.session.execute(
                sa.update(StudentProgress)
                .where(StudentProgress.student_id == added[number])
                .values(state=state, urgency=300_000_000)
            )
        service.recount_students([*added[:2], cast.record.id, away.id])
    return cast


def _entry(cast: world.Cast, placement: Placement, status: EntryStatus, submitted_at: object) -> None:
    made = world.entry(cast.placement, world.in_days(-1), status=status, submitted_at=submitted_at)
    made.placement_id = placement.id


@pytest.mark.parametrize(
    "narrowed, found, not_found",
    [
        (CohortFilter.EVERYBODY, "Somebody 2", "Nobody at all"),
        (CohortFilter.ON_ME, "Somebody 1", "Somebody 3"),
        (CohortFilter.ON_STUDENT, "Somebody 0", "Somebody 1"),
        (CohortFilter.ON_SUPERVISOR, "Somebody 1", "Somebody 0"),
        (CohortFilter.NEEDS_PLAN, "Þóra", "Somebody 2"),
        (CohortFilter.BEHIND, "Somebody 2", "Somebody 3"),
        (CohortFilter.NOTHING_LOGGED, "Þóra", "Siân"),
        (CohortFilter.NO_PLACEMENT, "Nobody placed", "Somebody 2"),
        (CohortFilter.MINE, "Siân", "Þóra"),
    ],
)
def test_each_filter(
    looks: Looks, url: str, mixed: world.Cast, given: Given, narrowed: CohortFilter, found: str, not_found: str
) -> None:
    if narrowed is CohortFilter.MINE:
        with given():
            world.assign(mixed.lead, mixed.placement, AssignmentCapacity.TUTOR)
    browser = looks("lead")
    browser.get(url)
    page = browser.get(f"{url}?show={narrowed.value}")
    assert any(found in name for name in names(browser)), names(browser)
    assert not any(not_found in name for name in names(browser))
    assert any(link.startswith(FILTER_WORDS[narrowed]) for link in page.links)


def test_who_is_away_or_not_counted_yet_is_said_to_be(looks: Looks, url: str, mixed: world.Cast) -> None:
    page = looks("lead").get(url)
    assert "Interrupted" in page.text
    assert "Not counted yet." in page.text
    assert "No supervisor" in page.text


@pytest.mark.parametrize("typed", ["sian", "SIÂN", "wyn o'neill", "o'neill si"])
def test_a_name_is_found_however_it_is_typed(looks: Looks, url: str, typed: str) -> None:
    browser = looks("lead")
    browser.get(url)
    browser.submit(url, name=typed)
    assert names(browser) == [STUDENTS[0]]
    assert browser.click("Show everybody again").status == 200
    assert len(names(browser)) == 2


def test_nobody_is_found_by_nonsense(looks: Looks, url: str) -> None:
    page = looks("lead").get(f"{url}?name=zzz")
    assert "Nobody is found" in page.text
    assert looks("lead").get(f"{url}?show=nonsense&view=nonsense&after=nonsense").status == 200


def test_matching_needs_every_word() -> None:
    assert matches("王芳", "芳")
    assert matches("Anna Bell", "bell ann")
    assert not matches("Anna Bell", "anna ball")


# Size -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", CohortView)
@pytest.mark.parametrize("part", ["lead", "tutor"])
def test_statements_do_not_grow(
    looks: Looks, url: str, cast: world.Cast, given: Given, statements: Statements, view: CohortView, part: str
) -> None:
    browser = looks(part)
    counts = []
    for number in (8, 90):
        with given():
            add_students(cast, number)
        with statements() as seen:
            assert browser.get(f"{url}?view={view.value}").status == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 7


def test_a_thousand_students_page_by_page(
    looks: Looks, url: str, cast: world.Cast, given: Given, statements: Statements
) -> None:
    with given():
        add_students(cast, 1000)
    browser, met = looks("lead"), []
    page = browser.get(url)
    while True:
        found = names(browser)
        met += found
        if "Next students" not in page.links or len(met) > 1100:
            break
        with statements() as seen:
            page = browser.click("Next students")
        assert len(seen) <= 8
    assert len(met) == len(set(met)) == 1002
    assert met[2:] == sorted(met[2:])
    assert browser.click("From the start").status == 200
    with statements() as seen:
        browser.get(f"{url}?name=0999")
    assert (names(browser), len(seen)) == (["Student 0999"], 8)


@pytest.mark.parametrize("view", CohortView)
def test_a_page_of_25_weighs_little(looks: Looks, url: str, cast: world.Cast, given: Given, view: CohortView) -> None:
    with given():
        add_students(cast, 23, name=f"{LONG} {{n}}")
    page = looks("lead").get(f"{url}?view={view.value}")
    assert page.text.count(LONG[:40]) == 23
    assert len(page.html.encode()) <= 60_000


def test_a_heat_table_is_offered_above_twenty(looks: Looks, url: str, cast: world.Cast, given: Given) -> None:
    browser = looks("lead")
    assert "Heat table by target" not in browser.get(url).links
    with given():
        add_students(cast, 20)
    browser.get(url)
    page = browser.click("Heat table by target")
    assert "Time with clients" in page.text
    assert "0 %" in page.text
    assert "needs a plan" in page.text
    page = browser.click("Heat table by week")
    assert "none" in page.text
    with given():
        world.entry(cast.placement, world.in_days(-8), status=EntryStatus.VERIFIED, minutes=95)
        later = db.session.get_one(Placement, cast.other_placement.id)
        later.starts = world.in_days(-20)
        transaction.touch(cast.placement.id)
        transaction.touch(later.id)
        world.student(world.person("Not counted"), cast.stage)
    assert "1:35" in browser.get(f"{url}?view=weeks").text
    assert "Not counted yet" in browser.get(f"{url}?view=rules").text


def test_a_cohort_of_nobody(looks: Looks, cast: world.Cast, given: Given) -> None:
    with given():
        empty = world.cohort(cast.version, "Next year")
    browser = looks("lead")
    assert "There is no student here yet" in browser.get(f"/cohorts/{empty.id}").text
    assert browser.get(f"/cohorts/{empty.id}/export.csv").status == 200


def test_the_day_of_the_numbers_is_said_when_it_is_not_today(
    looks: Looks, url: str, cast: world.Cast, given: Given
) -> None:
    browser = looks("lead")
    assert "As of" not in browser.get(url).text
    with given():
        db.session.execute(sa.update(StudentProgress).values(as_of=world.in_days(-1)))
    assert "As of" in browser.get(url).text
    assert "As of" in browser.get("/cohorts").text


# The list of cohorts --------------------------------------------------------------------------------------------------


def test_every_cohort_at_a_glance(looks: Looks, mixed: world.Cast, statements: Statements) -> None:
    browser = looks("lead")
    with statements() as seen:
        page = browser.get("/cohorts")
    assert len(seen) <= 4
    assert "8 students" in page.text
    assert "Who needs you first" in page.text
    assert page.status == 200
    narrowed = [link for link in page.links if "need a plan" in link or "needs a plan" in link]
    assert "show=needs_plan" in page.links[narrowed[0]]


def test_nobody_needs_you(looks: Looks, cast: world.Cast, given: Given) -> None:
    with given():
        db.session.execute(sa.update(StudentProgress).values(reasons=[], urgency=0, state="on_course"))
    assert "Nobody needs you at the moment." in looks("lead").get("/cohorts").text
    assert "No cohort is yours to see" in looks("supervisor").get("/cohorts").text


# Files ----------------------------------------------------------------------------------------------------------------


def test_the_whole_cohort_as_csv(looks: Looks, url: str, cast: world.Cast, given: Given, looking: Given) -> None:
    with given():
        world.entry(cast.placement, world.in_days(-1), status=EntryStatus.VERIFIED, minutes=90)
        add_students(cast, 60, name="=cmd|{n:04}")
        world.student(world.person("Not counted"), cast.stage)
        transaction.touch(cast.placement.id)
        declined = world.placement(cast.record, cast.site, status=PlacementStatus.DECLINED)
        transaction.touch(declined.id)
    page = looks("lead").get(f"{url}/export.csv")
    assert page.status == 200
    assert "attachment" in page.response.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(page.html.removeprefix("\ufeff"))))
    assert len(rows) == 63
    mine = next(row for row in rows if row["Name"] == STUDENTS[0])
    assert (mine["Hours verified"], mine["Time with clients"]) == ("1.50", "1 h 30 min of 60 h")
    assert mine["Never long without clients"] == "1 of 14 days"
    assert mine["Time with clients: state"] == "Needs a plan"
    assert sum(row["Name"].startswith("'=cmd|") for row in rows) == 60
    assert next(row for row in rows if row["Name"] == "Not counted")["State"] == "Not counted yet"
    with looking():
        actions = db.session.scalars(sa.select(LedgerEvent.action).where(LedgerEvent.object_id == cast.cohort.id)).all()
    assert actions == ["cohort_exported"]


def test_the_whole_cohort_for_excel(looks: Looks, url: str, cast: world.Cast) -> None:
    response = looks("lead").client.get(f"{url}/export.xlsx")
    assert response.status_code == 200
    assert zipfile.ZipFile(io.BytesIO(response.data)).testzip() is None
