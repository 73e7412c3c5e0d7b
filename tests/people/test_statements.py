"""Every page of a placement's life asks at most eight statements, and no more once there is much to show."""

from datetime import time, timedelta
from typing import Final

from placement_portal import clock
from placement_portal.database import db
from placement_portal.hours.rules import EntryStatus
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import Stage, StudentRecord
from placement_portal.progress import service as progress
from placement_portal.sites.models import Site
from tests import world
from tests.conftest import Given, SignIn, Statements
from tests.house.browser import Browser
from tests.world import Cast

MOST: Final = 8
PLACEMENT: Final = ("", "/agreement", "/changes", "/absences", "/clients", "/timetable", "/hours")
KEPT: Final = ("/checks", "/people", "/state", "/edit", "/changes/dates", "/changes/pause", "/changes/supervisor")
PAGES: Final = {
    "student": (
        *("/", "/today", "/calendar", "/calendar/link", "/travel", "/hours", "/agreements", "/matching", "/week"),
        *("/people/{supervisor}", "/students/{record}", "/students/{record}/record", "/students/{record}/adjustments"),
        *(f"/placements/{{placement}}{each}" for each in (*PLACEMENT, "/absences/new")),
    ),
    "supervisor": (
        *("/", "/calendar", "/agreements", "/people/{student}", "/sites/{site}", "/sites/{site}/closed-today"),
        *(f"/placements/{{placement}}{each}" for each in (*PLACEMENT, "/checks")),
    ),
    "administrator": tuple(
        f"/organisations/{{university}}{each}" for each in ("", "/people", "/people/{lead}", "/settings")
    ),
    "tutor": ("/", "/calendar", "/people/{student}", "/students/{record}", "/placements/{placement}"),
    "lead": (
        *("/", "/calendar", "/agreements", "/matching", "/cohorts", "/cohorts/{cohort}", "/proposals"),
        *("/people/{student}", "/people/{supervisor}", "/sites/{site}", "/organisations/{provider}"),
        *("/organisations/{university}", "/organisations/{university}/offers", "/organisations/{provider}/passport"),
        *(f"/cohorts/{{cohort}}/{each}" for each in ("set-up", "promote", "copy")),
        *(f"/students/{{record}}{each}" for each in ("", "/record", "/move", "/mode", "/adjustments", "/calendar")),
        *(f"/placements/{{placement}}{each}" for each in (*PLACEMENT, *KEPT)),
        "/students/{record}/placements/new",
    ),
    "provider_coordinator": (
        *("/", "/calendar", "/people/{student}", "/people/{supervisor}", "/proposals", "/placements/{placement}"),
        *(f"/sites/{{site}}{each}" for each in ("", "/week", "/calendar", "/closures", "/terms", "/visiting")),
        *(
            f"/organisations/{{provider}}{each}"
            for each in ("", "/placements", "/sites", "/offers", "/offers/new", "/passport", "/supervisors", "/stops")
        ),
        *(f"/organisations/{{provider}}{each}" for each in ("/away", "/away/{supervisor}", "/people")),
        "/organisations/{provider}/stops/supervisor/{supervisor}",
        "/organisations/{provider}/supervisors/{supervisor}/leaves",
        "/organisations/{provider}/supervisors/{supervisor}/profile",
        "/organisations/{provider}/people/{supervisor}/calendar",
    ),
}


def crowd(cast: Cast) -> None:
    """Add clients, habits, people, entries, closed days, students and placements around the cast's own."""
    placement = db.session.get_one(Placement, cast.placement.id)
    site, what = db.session.get_one(Site, cast.site.id), world.category(cast.version, "DIR-I")
    for number in range(5):
        world.timetable_row(placement, number, time(9), what, whom=world.slot(placement))
        world.assign(world.supervising(cast.provider), placement)
        world.closure(site, world.in_days(number * 9), world.in_days(number * 9 + 1))
        world.entry(placement, world.in_days(-number), status=EntryStatus.SUBMITTED, supervisor_id=cast.supervisor.id)
        other = world.student(world.person(), db.session.get_one(Stage, cast.stage.id))
        world.assign(cast.supervisor, world.placement(other, site))
    world.placement(
        db.session.get_one(StudentRecord, cast.record.id),
        site,
        starts=clock.today() + timedelta(days=130),
        ends=clock.today() + timedelta(days=150),
    )
    progress.recount_students([cast.record.id])


def counted(browsers: dict[str, Browser], ids: dict[str, object], statements: Statements) -> dict[str, int]:
    """Return how many statements each page asks."""
    found = {}
    for who, paths in PAGES.items():
        for path in paths:
            with statements() as seen:
                page = browsers[who].get(path.format(**ids))
            assert page.status == 200, (who, path, page.status)
            found[f"{who} {path}"] = len(seen)
    return found


def test_every_page_asks_few_statements_and_no_more_when_there_is_much(
    cast: Cast, sign_in: SignIn, given: Given, statements: Statements
) -> None:
    names = ("placement", "student", "supervisor", "provider", "university", "site", "record", "cohort", "lead")
    ids: dict[str, object] = {name: getattr(cast, name).id for name in names}
    browsers = {who: sign_in(getattr(cast, who)) for who in PAGES}
    for browser in browsers.values():
        browser.get("/")  # the first page of a session notes that it was seen
    before = counted(browsers, ids, statements)
    with given():
        crowd(cast)
    after = counted(browsers, ids, statements)
    assert {page: number for page, number in after.items() if number > MOST} == {}
    assert {page: (before[page], number) for page, number in after.items() if number > before[page]} == {}
