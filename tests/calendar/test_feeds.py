"""A private link to one's calendar: shown once, read by calendars without signing in, dead when it is taken back."""

import io
from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar
from werkzeug.test import TestResponse

from placement_portal import clock
from placement_portal.calendar.models import CalendarFeed
from placement_portal.calendar.rules import MOST_AN_HOUR
from placement_portal.calendar.service import make_feed
from placement_portal.database import db
from placement_portal.hours.rules import monday_of
from placement_portal.links.queries import hashed
from placement_portal.placements.rules import PlacementStatus
from tests import world
from tests.conftest import Client, Statements
from tests.hours.conftest import SignedIn, Town
from tests.house.browser import Browser

TUESDAY = monday_of(world.in_days(0)) + timedelta(days=8)


def link_on(browser: Browser) -> str:
    assert browser.page
    shown = [each.get("value", "") for each in browser.page.tree.iter("input") if each.get("id") == "address"]
    return shown[0].removeprefix("http://localhost")


def made(browser: Browser, **fields: Any) -> str:
    browser.get("/calendar/link")
    browser.submit("/calendar/link", **fields)
    return link_on(browser)


def events(response: TestResponse) -> list[dict[str, str]]:
    calendar: Any = Calendar.from_ical(response.data)
    return [{name.lower(): each[name].to_ical().decode() for name in each} for each in calendar.walk("VEVENT")]


def test_a_link_is_shown_once_and_read_without_signing_in(town: Town, signed_in: SignedIn, client: Client) -> None:
    student = signed_in("student")
    assert "Make a link" in student.get("/calendar/link").text
    url = made(student)
    assert "No calendar has read it yet." in student.page.text  # type: ignore[union-attr]
    answer = client().client.get(url)
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Cache-Control"] == "private, max-age=300"
    found = events(answer)
    assert {each["summary"] for each in found} == {"Placement"}
    assert len({each["uid"] for each in found}) == len(found)
    assert not {"C1", "G1", "Willow", "Siân"} & set(answer.text.replace(",", " ").split())
    assert "BEGIN:VTIMEZONE" in answer.text
    assert "19700101" not in answer.text
    assert f"DTSTART;TZID=Europe/London:{TUESDAY:%Y%m%d}T100000" in answer.text
    page = student.get("/calendar/link")
    assert "Last read by a calendar on" in page.text
    assert url not in page.html
    with town.given():
        kept = db.session.get_one(CalendarFeed, town.cast.student.id)
        assert kept.token_hash == hashed(url.removeprefix("/feeds/").removesuffix("/placement.ics"))


def test_a_calendar_that_has_it_already_is_told_so(town: Town, signed_in: SignedIn, client: Client) -> None:
    url = made(signed_in("student"))
    first = client().client.get(url)
    again = client().client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.headers["ETag"] == first.headers["ETag"]


def test_settings_are_named_only_when_one_chose_it(town: Town, signed_in: SignedIn, client: Client) -> None:
    student = signed_in("student")
    url = made(student, names_settings="y")
    assert "Placement\\, Willow Bank School" in client().client.get(url).text
    student.get("/calendar/link")
    assert "Saved." in student.submit("/calendar/link/names", names_settings=None).text
    assert "Willow" not in client().client.get(url).text
    student.get("/calendar/link")
    student.submit("/calendar/link/names", names_settings="y")
    student.get("/calendar/link")
    student.submit("/calendar/link", press="Make another link")
    assert "Willow" in client().client.get(link_on(student)).text


def test_a_dead_link_looks_like_one_that_never_was(town: Town, signed_in: SignedIn, client: Client) -> None:
    student = signed_in("student")
    old = made(student)
    new = made(student)
    assert client().client.get(old).status_code == 404
    assert client().client.get(new).status_code == 200
    student.get("/calendar/link")
    assert "The link is dead." in student.submit("/revoke", follow=True).text
    unknown = client().client.get("/feeds/unknown/placement.ics")
    dead = client().client.get(new)
    assert (dead.status_code, unknown.status_code) == (404, 404)
    assert strip(dead) == strip(unknown)
    assert student.post("/calendar/link/revoke").status == 303
    assert student.post("/calendar/link/names").status == 303


def strip(response: TestResponse) -> str:
    return "\n".join(line for line in response.text.splitlines() if "csrf" not in line and "request" not in line)


def test_a_form_sent_twice_makes_one_link(town: Town, signed_in: SignedIn, client: Client) -> None:
    student = signed_in("student")
    student.get("/calendar/link")
    assert student.page
    form = student.page.form("/calendar/link")
    student.submit("/calendar/link")
    url = link_on(student)
    again = student.client.post(form.action, data=form.fields())
    assert again.status_code == 303
    assert client().client.get(url).status_code == 200


def test_somebody_who_was_deactivated_has_no_calendar(town: Town, signed_in: SignedIn, client: Client) -> None:
    url = made(signed_in("student"))
    with town.given():
        town.cast.student.deactivated_at = clock.now()
        db.session.merge(town.cast.student)
    assert client().client.get(url).status_code == 404


def test_it_is_bounded_how_often_a_link_is_read(town: Town, signed_in: SignedIn, client: Client) -> None:
    url = made(signed_in("student"))
    with town.given():
        feed = db.session.get_one(CalendarFeed, town.cast.student.id)
        feed.hour_began_at, feed.fetches = clock.now(), MOST_AN_HOUR - 1
    assert client().client.get(url).status_code == 200
    answer = client().client.get(url)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "3600"
    with town.given():
        feed = db.session.get_one(CalendarFeed, town.cast.student.id)
        feed.hour_began_at = clock.now() - timedelta(hours=2)
    assert client().client.get(url).status_code == 200


def test_a_supervisor_s_calendar_names_nobody(town: Town, signed_in: SignedIn, client: Client) -> None:
    answer = client().client.get(made(signed_in("supervisor")))
    assert {each["summary"] for each in events(answer)} == {"Students on placement"}
    assert "Siân" not in answer.text


def test_absences_leave_their_days_and_what_is_made_up_comes(town: Town, signed_in: SignedIn, client: Client) -> None:
    with town.given():
        away = world.absence(town.cast.placement, TUESDAY)
        world.make_up(away, TUESDAY + timedelta(days=2))
        soon = world.placement(
            town.cast.record, town.cast.site, starts=world.in_days(30), status=PlacementStatus.READY_TO_START
        )
    answer = client().client.get(made(signed_in("student")))
    assert f"DTSTART;TZID=Europe/London:{TUESDAY:%Y%m%d}T100000" not in answer.text
    found = {(each["summary"], each["dtstart"]) for each in events(answer)}
    assert ("Placement (made-up time)", f"{TUESDAY + timedelta(days=2):%Y%m%d}") in found
    assert ("Placement begins", f"{soon.starts:%Y%m%d}") in found


def test_a_feed_takes_six_statements_however_long(
    town: Town, signed_in: SignedIn, client: Client, statements: Statements
) -> None:
    urls = [made(signed_in(part)) for part in ("student", "supervisor")]
    counts = []
    for more in (0, 8):
        with town.given():
            for _ in range(more):
                placement = world.placement(world.student(world.person(), town.cast.stage), town.cast.site)
                world.assign(town.cast.supervisor, placement)
        for url in urls:
            with statements() as seen:
                client().client.get(url)
            counts.append(len(seen))
    assert len(set(counts)) == 1
    assert counts[0] <= 6


def test_one_planned_day_is_a_file(town: Town, signed_in: SignedIn) -> None:
    with town.given():
        away = world.absence(town.cast.placement, TUESDAY)
        known = world.make_up(away, TUESDAY + timedelta(days=2), start=clock.now().time().replace(hour=9, minute=0))
        unknown = world.make_up(away, TUESDAY + timedelta(days=3))
    student = signed_in("student")
    timed = events(student.client.get(f"/make-ups/{known.id}/calendar.ics"))
    assert timed[0]["summary"] == "Placement (made-up time)"
    assert timed[0]["dtstart"].endswith("T090000")
    assert timed[0]["dtend"].endswith("T094500")
    whole = events(student.client.get(f"/make-ups/{unknown.id}/calendar.ics"))
    assert whole[0]["dtstart"] == f"{unknown.day:%Y%m%d}"
    page = student.get(f"/absences/{away.id}")
    assert f"/make-ups/{known.id}/calendar.ics" in page.html


def test_the_first_day_of_a_placement_is_a_file(town: Town, signed_in: SignedIn) -> None:
    with town.given():
        soon = world.placement(town.cast.record, town.cast.site, starts=world.in_days(30))
    student = signed_in("student")
    page = student.get(f"/placements/{soon.id}")
    answer = student.client.get(page.links["Put the first day into your calendar"])
    assert events(answer)[0]["summary"] == "Placement begins"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert io.BytesIO(answer.data).read().endswith(b"END:VCALENDAR\r\n")


@pytest.mark.parametrize("token", ["", "a" * 5000, "%00", "../x"])
def test_nonsense_is_no_link(town: Town, client: Client, token: str) -> None:
    assert client().client.get(f"/feeds/{token}/placement.ics").status_code == 404


def test_a_link_belongs_to_its_person(town: Town, client: Client) -> None:
    with town.given():
        token = make_feed(town.cast.other_student, False, by=town.cast.other_student, now=clock.now())
    assert events(client().client.get(f"/feeds/{token}/placement.ics")) == []
