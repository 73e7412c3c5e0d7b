"""Logging a session by the front door: quick, forgiving of what is typed, and done once."""

import re
from datetime import date, time
from typing import Any

import pytest

from placement_portal.database import db
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus, SessionOutcome
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.rules import NotePolicy
from tests import world
from tests.conftest import Statements
from tests.hours.conftest import SignedIn, Town, last_week
from tests.house.browser import Browser


def session(town: Town, **different: Any) -> dict[str, Any]:
    """Return what a student types: yesterday at ten, 45 minutes with C1."""
    day: date = different.pop("on", world.in_days(-1))
    return {
        "day": "other",
        "day-day": str(day.day),
        "day-month": str(day.month),
        "day-year": str(day.year),
        "category": str(world_category(town, "DIR-I")),
        "slot": str(town.cast.slot.id),
        "start": "10:00",
        "length": "45",
        **different,
    }


def world_category(town: Town, code: str) -> Any:
    with town.given():
        return world.category(town.cast.version, code).id


@pytest.fixture
def student(signed_in: SignedIn) -> Browser:
    return signed_in("student")


def test_a_session_is_saved_in_the_week_as_a_draft(town: Town, student: Browser) -> None:
    student.get("/log")
    page = student.submit("/log", session(town), press="Save it in my week")
    assert "/week" in page.url
    assert "Saved in your week" in page.text
    entry = town.entry()
    assert (entry.status, entry.minutes, entry.slot_id) == (EntryStatus.DRAFT, 45, town.cast.slot.id)
    assert entry.author_id == town.cast.student.id


def test_a_session_is_sent_at_once(town: Town, student: Browser) -> None:
    student.get("/log")
    page = student.submit("/log", session(town), press="Send it to Maya Okafor now")
    assert "Waiting for your supervisor" in page.text
    assert town.entry().supervisor_id == town.cast.supervisor.id


def test_today_is_one_tap(town: Town, student: Browser) -> None:
    page = student.get("/log")
    assert page.form("/log").fields()["day"] == [world.in_days(0).isoformat()]
    student.submit("/log", session(town, day=world.in_days(-1).isoformat(), length="other", minutes="20"))
    assert (town.entry().day, town.entry().minutes) == (world.in_days(-1), 20)


def test_a_client_who_did_not_come_adds_no_minutes(town: Town, student: Browser) -> None:
    student.get("/log")
    student.submit("/log", session(town, outcome="did_not_come_ill"))
    assert (town.entry().minutes, town.entry().planned_minutes) == (0, 45)
    assert town.entry().outcome is SessionOutcome.DID_NOT_COME_ILL


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"day-day": "31", "day-month": "2"}, "Enter a real date"),
        ({"day": "", "day-day": "", "day-month": "", "day-year": ""}, "Choose the day."),
        ({"category": None}, "Choose what it was."),
        ({"category": "nonsense"}, "Choose what it was."),
        ({"category": "other", "other_category": "x"}, "Choose what it was."),
        ({"slot": ""}, "Choose with which client or group."),
        ({"slot": "nonsense"}, "Choose one of the clients and groups of this placement."),
        ({"site": "nonsense"}, "Choose where it was."),
        ({"start": ""}, "Enter when it started."),
        ({"start": " "}, "Enter when it started."),
        ({"start": "25:99"}, "Enter a time"),
        ({"length": None}, "Choose how long it was."),
        ({"length": "soon"}, "Choose how long it was."),
        ({"length": "other", "minutes": ""}, "Enter how many minutes it was."),
        ({"length": "other", "minutes": "an hour"}, "Enter whole minutes"),
        ({"length": "other", "minutes": "721"}, "at most 720 minutes"),
        ({"length": "other", "minutes": "0"}, "at least 1 minute"),
        ({"outcome": "vanished"}, "Not a valid choice"),
        ({"note": "x" * 281}, "Use at most 280 characters."),
        ({"on": world.in_days(2)}, "starts in the future"),
        ({"on": world.in_days(-91)}, "inside the dates of the placement"),
    ],
)
def test_what_makes_no_sense_is_said_beside_the_field_and_kept(
    town: Town, student: Browser, typed: dict[str, Any], sentence: str
) -> None:
    student.get("/log")
    page = student.post("/log", {**_hidden(student), **_clean(session(town, **typed))})
    assert page.status == 422
    assert sentence in " ".join(page.errors)
    assert town.entries() == []
    if "start" not in typed:
        assert page.form("/log").fields()["start"] == ["10:00"]


def _hidden(browser: Browser) -> dict[str, Any]:
    assert browser.page
    fields = browser.page.form("/log").fields()
    return {name: fields[name][0] for name in ("placement", "once", "site")}


def _clean(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value is not None}


def test_control_characters_and_long_words_do_no_harm(town: Town, student: Browser) -> None:
    student.get("/log")
    student.submit("/log", session(town, note="Waited\x00 \u202e and\r\nlistened <b>more</b>"))
    assert "\x00" not in town.entry().note
    assert "\n" in town.entry().note


def test_the_other_kinds_are_one_choice_away(town: Town, student: Browser) -> None:
    student.get("/log")
    travel = str(world_category(town, "TRV"))
    student.submit("/log", session(town, category="other", other_category=travel, slot=""))
    assert str(town.entry().category_id) == travel
    assert "recorded but not counted" in student.get("/hours").text


def test_the_kinds_used_most_come_first(town: Town, student: Browser) -> None:
    with town.given():
        world.entry(town.cast.placement, last_week(0), code="STUDY")
    page = student.get("/log")
    first = next(each for each in page.tree.iter("input") if each.get("name") == "category")
    assert first.get("value") == str(world_category(town, "STUDY"))


def test_a_note_that_names_somebody_is_a_warning_and_never_a_block(town: Town, student: Browser) -> None:
    with town.given():
        town.cast.version.note_policy = NotePolicy.OPTIONAL
    student.get("/log")
    page = student.submit("/log", session(town, note="I met Sarah Jones and waited."))
    assert "looks like a name" in page.text
    assert town.entries() == []
    page = student.submit("/log", press="Save it as it is")
    assert town.entry().note.startswith("I met")


def test_the_note_is_checked_while_one_types(town: Town, student: Browser) -> None:
    page = student.post("/log/check-note", note="DOB 12/03/2015")
    assert "date of birth" in page.text
    assert student.post("/log/check-note", note="We sang Twinkle Twinkle.").html.strip() == ""


@pytest.mark.parametrize("policy, asked", [(NotePolicy.OFF, False), (NotePolicy.REQUIRED, True)])
def test_a_programme_decides_about_notes(town: Town, student: Browser, policy: NotePolicy, asked: bool) -> None:
    with town.given():
        version = db.session.merge(town.cast.version)
        version.note_policy = policy
    page = student.get("/log")
    assert ("note" in page.form("/log").names) is asked
    page = student.submit("/log", session(town))
    assert (page.status == 422) is asked


def test_its_readers_are_named_above_the_note(town: Town, student: Browser) -> None:
    assert "you, Maya Okafor, Dr Ines Calder and your programme lead" in student.get("/log").text


def test_the_same_form_sent_twice_makes_one_entry(town: Town, student: Browser) -> None:
    student.get("/log")
    sent = {**_hidden(student), **session(town)}
    first, second = student.post("/log", sent), student.post("/log", sent)
    assert (first.status, second.status, first.location) == (303, 303, second.location)
    assert len(town.entries()) == 1


def test_the_same_form_with_other_words_shows_both_and_keeps_what_was_typed(town: Town, student: Browser) -> None:
    student.get("/log")
    sent = {**_hidden(student), **session(town)}
    student.post("/log", sent)
    page = student.post("/log", {**sent, "start": "14:00"})
    assert page.status == 422
    assert "You logged this form already" in page.text
    assert page.links["Change it"].endswith(f"/entries/{town.entry().id}/edit")
    assert page.form("/log").fields()["start"] == ["14:00"]
    student.submit("/log")
    assert len(town.entries()) == 2


def test_nobody_logs_for_another(town: Town, student: Browser, signed_in: SignedIn) -> None:
    student.get("/log")
    sent = {**_hidden(student), **session(town)}
    other = signed_in("other_student")
    assert other.post("/log", sent).status == 404
    assert other.post("/log", {**sent, "placement": "nonsense"}).status == 404
    supervisor = signed_in("supervisor")
    assert "You have no placement to log for" in supervisor.get("/log").text
    assert supervisor.post("/log", sent).status == 404


def test_a_placement_that_takes_no_hours_refuses(town: Town, student: Browser) -> None:
    student.get("/log")
    sent = {**_hidden(student), **session(town)}
    with town.given():
        db.session.merge(town.cast.placement).status = PlacementStatus.CLOSED
    assert student.post("/log", sent).status == 403


def test_the_same_as_last_week_fills_the_form(town: Town, student: Browser) -> None:
    with town.given():
        before = world.entry(town.cast.placement, world.in_days(-7), whom=town.cast.slot, minutes=50)
    page = student.get("/log")
    words = next(each for each in page.links if each.startswith("Same as last"))
    page = student.click(words)
    fields = page.form("/log").fields()
    assert (fields["slot"], fields["length"], fields["minutes"]) == ([str(before.slot_id)], ["other"], ["50"])
    assert fields["day"] == [world.in_days(0).isoformat()]
    student.submit("/log", day=world.in_days(-1).isoformat())
    assert len(town.entries()) == 2


@pytest.mark.parametrize("asked", ["day=nonsense", "day=9999-01-01", "from=nonsense", "placement=nonsense"])
def test_a_strange_address_still_opens_the_form(town: Town, student: Browser, asked: str) -> None:
    assert student.get(f"/log?{asked}").status == 200


def test_nobody_copies_from_another(town: Town, signed_in: SignedIn) -> None:
    with town.given():
        theirs = world.entry(town.cast.placement, world.in_days(-7))
    page = signed_in("other_student").get(f"/log?from={theirs.id}")
    assert page.form("/log").fields()["start"] == [""]


def test_a_student_with_two_placements_chooses_one(town: Town, student: Browser) -> None:
    with town.given():
        second = world.placement(town.cast.record, town.cast.other_site)
    page = student.get("/log")
    assert {"Willow Bank School", "Riverside Centre"} <= set(page.links)
    page = student.get(f"/log?placement={second.id}")
    assert page.form("/log").fields()["placement"] == [str(second.id)]


def test_posting_takes_few_statements_however_much_there_is(
    town: Town, student: Browser, statements: Statements
) -> None:
    sql: list[list[str]] = []
    student.get("/log")
    student.submit("/log", session(town, start="8:00"))
    for number in (1, 200):
        _fill(town, number)
        student.get("/log")
        sent = {**_hidden(student), **session(town, start=f"1{number % 7}:15"), "act": "send"}
        with statements() as seen:
            assert student.post("/log", sent).status == 303
        sql.append(seen)
    assert len(sql[0]) == len(sql[1]) <= 12, "\n".join(re.sub(r"\s+", " ", each)[:160] for each in sql[1])


def _fill(town: Town, number: int) -> None:
    with town.given():
        for each in range(number):
            day = world.in_days(-2 - each % 80)
            world.entry(town.cast.placement, day, status=EntryStatus.VERIFIED, start=time(each % 20, 5))


def test_an_entry_remembers_its_week(town: Town, student: Browser) -> None:
    student.get("/log")
    student.submit("/log", session(town, on=last_week(6)))
    year, week, _ = last_week(6).isocalendar()
    assert town.entry().week == year * 100 + week
    assert isinstance(town.entry(), Entry)
