"""Journeys for a claim: from what was logged, for whoever logged it, on screen, on paper and as files."""

import io
import uuid
from datetime import date, time, timedelta
from itertools import pairwise

import openpyxl
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.accounts.models import SignInSession
from placement_portal.database import db
from placement_portal.hours.rules import EntryStatus, SessionOutcome
from placement_portal.ledger.models import LedgerEvent
from placement_portal.sites.models import Site
from placement_portal.travel.rules import MOST_DAYS, Leg, Logged, days, legs, spell, total
from tests import world
from tests.conftest import Statements
from tests.hours.conftest import SignedIn, Town
from tests.house.browser import Browser

DAY = date(2026, 11, 16)
SITES = {name: uuid.uuid5(uuid.NAMESPACE_OID, name) for name in ("A", "B", "C")}


def logged(start: int, site: str, minutes: int = 45, *, travels: bool = False, day: date = DAY) -> Logged:
    return Logged(day, time(start), SITES[site], site, "Music", minutes, travels)


ENTRIES = st.lists(
    st.builds(
        logged,
        st.integers(0, 23),
        st.sampled_from(list(SITES)),
        st.integers(1, 300),
        travels=st.booleans(),
        day=st.dates(DAY, DAY + timedelta(days=3)),
    ),
    max_size=25,
)


@given(entries=ENTRIES)
def test_no_logged_minute_of_travel_is_lost_or_made_up(entries: list[Logged]) -> None:
    found = legs(entries)
    assert total(found) == sum(each.minutes for each in entries if each.travels)
    assert {each.day for each in found} == {each.day for each in entries}
    assert days(found) == len({each.day for each in entries})


@given(entries=ENTRIES)
def test_a_day_s_journeys_are_a_chain(entries: list[Logged]) -> None:
    found = legs(entries)
    for one, other in pairwise(found):
        assert one.day <= other.day
        if one.day == other.day:
            assert one.end == other.start
    assert all(each.start != each.end for each in found)


@pytest.mark.parametrize(
    "entries, chain",
    [
        ([logged(10, "A")], [("", "A", 0)]),
        ([logged(8, "A", 30, travels=True), logged(10, "A"), logged(11, "A")], [("", "A", 30)]),
        (
            [logged(9, "A"), logged(11, "B", 20, travels=True), logged(12, "B"), logged(16, "B", 35, travels=True)],
            [("", "A", 0), ("A", "B", 20), ("B", "", 35)],
        ),
        ([logged(8, "A", 30, travels=True)], [("", "A", 30)]),
    ],
)
def test_a_journey_leads_from_setting_to_setting(entries: list[Logged], chain: list[tuple[str, str, int]]) -> None:
    assert [(each.start, each.end, each.minutes) for each in legs(entries)] == chain
    assert all(isinstance(each, Leg) for each in legs(entries))


@pytest.mark.parametrize(
    "asked, first, last",
    [
        (("2026-02", None, None), date(2026, 2, 1), date(2026, 2, 28)),
        (("", None, None), date(2026, 11, 1), date(2026, 11, 30)),
        (("nonsense", None, date(2026, 1, 1)), date(2026, 11, 1), date(2026, 11, 30)),
        (("", date(2026, 5, 9), date(2026, 5, 1)), date(2026, 5, 1), date(2026, 5, 9)),
        (("", date(2020, 1, 1), date(2026, 1, 1)), date(2020, 1, 1), date(2020, 1, 1) + timedelta(days=MOST_DAYS - 1)),
    ],
)
def test_days_are_a_month_or_from_to(asked: tuple[str, date | None, date | None], first: date, last: date) -> None:
    found = spell(*asked, DAY)
    assert (found.first, found.last) == (first, last)


@pytest.fixture
def student(town: Town, signed_in: SignedIn) -> Browser:
    day = world.in_days(-3)
    with town.given():
        db.session.get_one(Site, town.cast.other_site.id).name = "=1+1"
        world.entry(town.cast.placement, day, start=time(8), minutes=35, code="TRV", status=EntryStatus.VERIFIED)
        world.entry(town.cast.placement, day, start=time(9), code="PREP")
        far = world.entry(town.cast.placement, day, start=time(14), code="PREP")
        far.site_id = town.cast.other_site.id
        world.entry(town.cast.placement, day, start=time(17), code="TRV", status=EntryStatus.DECLINED)
        world.entry(town.cast.placement, world.in_days(-4), code="PREP", outcome=SessionOutcome.CANCELLED_BY_SETTING)
        world.entry(db.session.merge(town.cast.other_placement), day, code="TRV")
    return signed_in("student")


def asked(first: int = -5, last: int = 0) -> str:
    return f"first={world.in_days(first)}&last={world.in_days(last)}"


def test_a_student_sees_their_own_journeys(student: Browser) -> None:
    page = student.get(f"/travel?{asked()}")
    assert "One day, 0 h 35 logged as travel." in page.text
    assert "Not kept" in page.text
    assert "Willow Bank School" in page.text
    assert student.get("/travel").status == 200
    page = student.submit("/travel", month=f"{world.in_days(-3):%Y-%m}") if student.page else page
    assert page.status == 200
    assert "Nothing was logged on these days" in student.get(f"/travel?{asked(-1)}").text
    assert student.get("/travel?first=2026-02-31&last=x&month=%00").status == 200
    assert student.get("/hours").links["Travel for expenses"] == "/travel"


def test_files_hold_the_same_and_start_no_formula(town: Town, student: Browser) -> None:
    csv = student.client.get(f"/travel/download.csv?{asked()}")
    lines = csv.data.decode("utf-8-sig").splitlines()
    day = world.in_days(-3).isoformat()
    assert lines[1] == f"{day},Fenland Music Service,Not kept,Willow Bank School,35"
    assert lines[2] == f"{day},Fenland Music Service,Willow Bank School,'=1+1,0"
    book = openpyxl.load_workbook(io.BytesIO(student.client.get(f"/travel/download.xlsx?{asked()}").data))
    rows = list(book["Travel"].iter_rows(min_row=2, values_only=True))
    assert rows[1][2:] == ("Willow Bank School", "=1+1", 0)
    assert book["Travel"]["D3"].data_type == "s"
    assert "my-travel-" in csv.headers["Content-Disposition"]
    assert "0 h 35 logged as travel" in student.get(f"/travel/print?{asked()}").text
    with town.given():
        events = db.session.scalars(sa.select(LedgerEvent).where(LedgerEvent.action == "travel_downloaded")).all()
    assert len(events) == 3
    assert {each.object_id for each in events} == {town.cast.student.id}


@pytest.mark.parametrize("path", ["download.csv", "download.xlsx", "print"])
def test_a_kept_device_asks_for_the_password_first(town: Town, student: Browser, path: str) -> None:
    with town.given():
        session = db.session.scalars(sa.select(SignInSession)).one()
        session.kept, session.proved_at = True, session.proved_at - timedelta(hours=1)
    answer = student.client.get(f"/travel/{path}?{asked()}")
    assert answer.status_code == 303
    assert "/account/prove" in answer.location


def test_nobody_else_sees_them(town: Town, student: Browser, signed_in: SignedIn) -> None:
    for part in ("supervisor", "provider_coordinator", "other_student"):
        assert "Willow Bank School" not in signed_in(part).get(f"/travel?{asked(-5, -4)}").text
        assert "Siân" not in signed_in(part).get(f"/travel?{asked()}").text


def test_it_takes_eight_statements_at_most(town: Town, student: Browser, statements: Statements) -> None:
    counts = []
    for more in (0, 20):
        with town.given():
            for number in range(more):
                world.entry(town.cast.placement, world.in_days(-3 - number), code="TRV", start=time(7))
        for url in ("/travel", "/travel/print", "/travel/download.csv"):
            with statements() as seen:
                student.client.get(f"{url}?{asked(-30)}")
            counts.append(len(seen))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 8
