"""A student notes that they are away, whom they told, and how they make it up; each reads what is theirs to read."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from placement_portal import clock
from placement_portal.absences.models import Absence, MakeUp
from placement_portal.absences.rules import REFUSAL_SENTENCES, AbsenceKind, AbsenceRefusal, ToldWhom
from placement_portal.database import db
from placement_portal.hours.rules import SessionOutcome, monday_of
from placement_portal.ledger.models import LedgerEvent, LedgerPayload
from placement_portal.placements.models import Placement, PlacementPause
from placement_portal.placements.rules import PlacementStatus
from placement_portal.progress import service as progress
from placement_portal.web import constraints
from tests import world
from tests.conftest import Statements
from tests.hours.conftest import SignedIn, Town
from tests.house.browser import Browser, Page

TUESDAY = 1


def next_day(weekday: int) -> date:
    """Return the next such day after today."""
    today = world.in_days(0)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


@pytest.fixture
def student(signed_in: SignedIn) -> Browser:
    return signed_in("student")


def typed(name: str, day: date) -> dict[str, Any]:
    quick: dict[str, Any] = {name: "other"} if name == "starts" else {}
    return {**quick, f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def note(town: Town, browser: Browser, starts: date, ends: date | None = None, **more: Any) -> Page:
    browser.get(f"/placements/{town.cast.placement.id}/absences/new")
    last = typed("ends", ends) if ends else {}
    return browser.submit("/absences/new", **{**typed("starts", starts), **last, "kind": "told_on_the_day", **more})


def kept(town: Town) -> list[Absence]:
    with town.given():
        return db.session.query(Absence).options(sa.orm.selectinload(Absence.told)).order_by(Absence.id).all()


def test_a_student_notes_that_they_are_away_and_whom_they_told(town: Town, student: Browser) -> None:
    with town.given():
        world.work_phone(town.cast.supervisor, "+44 1632 960 123", takes_texts=True)
    page = student.get(f"/placements/{town.cast.placement.id}/absences/new")
    assert "This page tells nobody" in page.text
    assert page.links["+44 1632 960 123"] == "tel:+441632960123"
    assert page.links["Text Maya Okafor"] == "sms:+441632960123"
    assert "Grace Lindqvist" in page.text
    page = note(town, student, next_day(TUESDAY), told=["reception"], told_day="", told_time="")
    assert page.heading.startswith("You are away on")
    assert "Reception or link person of the setting Told on" in page.text
    assert "One session of the timetable falls away." in page.text
    assert "C1" in page.text
    assert student.post(f"/absences/{kept(town)[0].id}/told", whom="the newspaper").status == 303
    student.get(f"/absences/{kept(town)[0].id}")
    page = student.submit("/told", press="that is: Supervisor")
    assert "Supervisor Told on" in page.text
    before = {each.whom: each.at for each in kept(town)[0].told}
    assert student.post(f"/absences/{kept(town)[0].id}/told", whom="reception").status == 303
    (made,) = kept(town)
    assert {each.whom for each in made.told} == {ToldWhom.RECEPTION, ToldWhom.SUPERVISOR}
    assert all(each.at > before[each.whom] for each in made.told if each.whom is ToldWhom.RECEPTION)
    assert made.kind is AbsenceKind.TOLD_ON_THE_DAY
    with town.given():
        done = db.session.scalars(sa.select(LedgerEvent.action).order_by(LedgerEvent.seq)).all()
    assert {"absence_noted", "absence_told_noted"} <= set(done)


def test_nobody_is_told_by_the_portal(town: Town, student: Browser) -> None:
    assert "The portal tells nobody: ring whoever expects you" in note(town, student, next_day(TUESDAY)).text


def test_a_form_sent_twice_is_one_absence(town: Town, student: Browser) -> None:
    student.get(f"/placements/{town.cast.placement.id}/absences/new")
    assert student.page
    form = student.page.form("/absences/new")
    fields = form.fields() | typed("starts", next_day(TUESDAY)) | {"kind": "agreed"}
    answers = [student.client.post(form.action, data=fields) for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert len(kept(town)) == 1


def test_when_they_told_is_kept_in_the_time_of_the_setting(town: Town, student: Browser) -> None:
    yesterday = world.in_days(-1)
    told: dict[str, Any] = {"told": ["tutor"], "told_day": yesterday.isoformat(), "told_time": "16:05"}
    note(town, student, next_day(TUESDAY), **told)
    (made,) = kept(town)
    assert clock.local(made.told[0].at).replace(tzinfo=None) == datetime.combine(yesterday, time(16, 5))
    student.post(f"/absences/{made.id}/cancel")
    note(town, student, next_day(TUESDAY), told=["tutor"], told_day=yesterday.isoformat(), told_time="")
    assert clock.local(kept(town)[1].told[0].at).hour == 12
    student.post(f"/absences/{kept(town)[1].id}/cancel")
    page = note(town, student, next_day(TUESDAY), told=["tutor"], told_day="", told_time="23:59")
    later = clock.local(clock.now()).time() < time(23, 59)
    assert (REFUSAL_SENTENCES[AbsenceRefusal.TOLD_IN_FUTURE] in page.text) is later
    page = note(town, student, next_day(TUESDAY), told=["tutor"], told_day=world.in_days(0).isoformat(), told_time="")
    assert page.heading.startswith("You are away on")


@pytest.mark.parametrize(
    "first, last, more, why",
    [
        (3, 2, {}, AbsenceRefusal.ENDS_BEFORE_START),
        (3, None, {"from_time": "11:00", "to_time": "10:00"}, AbsenceRefusal.ENDS_BEFORE_START),
        (world.PLACEMENT_ENDS, world.PLACEMENT_ENDS + 1, {}, AbsenceRefusal.OUTSIDE_PLACEMENT),
        (world.PLACEMENT_BEGAN - 1, None, {}, AbsenceRefusal.OUTSIDE_PLACEMENT),
        (1, 80, {}, AbsenceRefusal.TOO_LONG),
        (20, 21, {}, AbsenceRefusal.CLOSED),
        (30, 31, {}, AbsenceRefusal.PAUSED),
        (50, None, {"from_time": "10:30"}, AbsenceRefusal.OVERLAPS),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(
    town: Town, student: Browser, first: int, last: int | None, more: dict[str, str], why: AbsenceRefusal
) -> None:
    with town.given():
        for site in (town.cast.site, town.cast.other_site):
            world.closure(site, world.in_days(19), world.in_days(22))
        paused(town, 29, 35)
        world.absence(town.cast.placement, world.in_days(50), to_time=time(11))
    page = note(town, student, world.in_days(first), world.in_days(last) if last else None, **more)
    assert page.status == 422
    assert page.errors == [REFUSAL_SENTENCES[why]]
    assert len(kept(town)) == 1


def paused(town: Town, since: int, until: int) -> None:
    pause = PlacementPause(placement_id=town.cast.placement.id, starts=world.in_days(since), ends=world.in_days(until))
    db.session.add(pause)
    db.session.flush()


def test_what_was_typed_stays_when_something_is_missing(town: Town, student: Browser) -> None:
    student.get(f"/placements/{town.cast.placement.id}/absences/new")
    page = student.submit("/absences/new", from_time="25:00", kind="")
    assert page.status == 422
    assert "Enter a time, such as 9:30 or 14:15" in page.errors
    assert "25:00" in page.html
    assert "Choose how it was told." in page.text


def test_an_absence_is_shortened_and_cancelled(town: Town, student: Browser) -> None:
    note(town, student, next_day(TUESDAY), next_day(TUESDAY) + timedelta(days=3), kind="agreed")
    (made,) = kept(town)
    page = student.get(f"/absences/{made.id}/change")
    empty = {"ends-day": "", "ends-month": "", "ends-year": ""}
    page = student.submit("/change", empty, to_time="12:00")
    assert "Away until 12:00." in page.text
    assert kept(town)[0].ends == next_day(TUESDAY)
    again = student.get(f"/absences/{made.id}/change")
    assert again.form("/change").fields()["to_time"] == ["12:00"]
    assert "It is changed" in student.submit("/change").text
    page = student.submit("/cancel", press="Cancel it")
    assert "Cancelled. You come after all." in page.text
    assert "Plan a day" not in page.text
    for act in ("change", "make-up"):
        assert student.get(f"/absences/{made.id}/{act}", follow=True).heading == page.heading
    assert student.post(f"/absences/{made.id}/cancel").status == 409
    with town.given():
        changed = db.session.scalars(
            sa.select(LedgerPayload.payload)
            .join(LedgerEvent, sa.and_(LedgerEvent.chain == LedgerPayload.chain, LedgerEvent.seq == LedgerPayload.seq))
            .where(LedgerEvent.action == "absence_changed")
        ).all()
    assert len(changed) == 1


def test_two_who_change_at_once_see_both(town: Town, student: Browser) -> None:
    note(town, student, next_day(TUESDAY), kind="agreed")
    (made,) = kept(town)
    student.get(f"/absences/{made.id}/change")
    assert student.page
    form = student.page.form("/change").fields()
    assert student.client.post(f"/absences/{made.id}/change", data=form | {"to_time": "15:00"}).status_code == 303
    late = student.post(f"/absences/{made.id}/change", form | {"from_time": "09:00", "kind": "told_on_the_day"})
    assert late.status == 409
    assert "15:00" in late.text
    assert "Agreed beforehand" in late.text
    assert "The whole day" in late.text


def test_a_refused_change_says_why(town: Town, student: Browser) -> None:
    with town.given():
        world.absence(town.cast.placement, world.in_days(8))
        made = world.absence(town.cast.placement, world.in_days(6))
    student.get(f"/absences/{made.id}/change")
    page = student.submit("/change", **typed("ends", world.in_days(9)))
    assert page.errors == [REFUSAL_SENTENCES[AbsenceRefusal.OVERLAPS]]


def test_time_is_planned_to_make_up_and_stays_until_it_is_logged(town: Town, student: Browser) -> None:
    today = world.in_days(0)
    with town.given():
        made = world.absence(town.cast.placement, monday_of(world.in_days(-7)) + timedelta(days=TUESDAY))
    over = student.get(f"/absences/{made.id}")
    assert over.heading.startswith("You were away on")
    assert "Whom to ring" not in over.text
    page = student.get(f"/absences/{made.id}/make-up")
    assert "You miss 0 h 45 of your timetable." in page.text
    assert page.form("/make-up").fields()["minutes"] == ["45"]
    page = student.submit("/make-up", **typed("day", today), minutes="50", start="08:00")
    assert "Not logged yet." in page.text
    assert student.get(page.links[f"Log it for {today:%a} {today.day} {today:%b}"]).status == 200
    assert "0 h 50 of it you have planned already" in student.get(f"/absences/{made.id}/make-up").text
    assert "To make up: 0 h 50 from 08:00." in student.get("/week").text
    assert "To make up" not in student.get(f"/week?starting={world.in_days(-7)}").text
    usual = 45 if today.weekday() in (1, 2) else 0
    with town.given():
        world.entry(town.cast.placement, today, start=time(8), minutes=50 + usual, code="PREP")
    page = student.get(f"/absences/{made.id}")
    assert "Logged." in page.text
    assert "Take this plan back" not in page.text


def test_a_plan_is_refused_taken_back_and_falls_away(town: Town, student: Browser) -> None:
    with town.given():
        made = world.absence(town.cast.placement, world.in_days(3))
        world.closure(town.cast.site, world.in_days(9))
    student.get(f"/absences/{made.id}/make-up")
    page = student.submit("/make-up", **typed("day", world.in_days(9)), minutes="45")
    assert page.errors == [REFUSAL_SENTENCES[AbsenceRefusal.MADE_UP_CLOSED]]
    page = student.submit("/make-up", **typed("day", world.in_days(10)), minutes="0")
    assert page.errors == ["Enter from 1 to 720 minutes."]
    page = student.submit("/make-up", **typed("day", world.in_days(10)), minutes="forty")
    assert page.errors == ["Enter whole minutes, such as 45."]
    page = student.submit("/make-up", **typed("day", world.in_days(10)), minutes="45")
    assert "Planned." in page.text
    student.get(f"/absences/{made.id}/make-up")
    page = student.submit("/make-up", **typed("day", world.in_days(10)), minutes="45")
    assert "You have planned to make this up on that day already." in page.text
    student.get(f"/absences/{made.id}")
    page = student.submit("/remove", press="Take this plan back")
    assert "No day is planned yet." in page.text
    with town.given():
        world.make_up(made, world.in_days(11))
    student.get(f"/absences/{made.id}")
    student.submit("/cancel")
    with town.given():
        assert db.session.query(MakeUp).count() == 0


def test_an_absence_outside_the_timetable_costs_nothing(town: Town, student: Browser) -> None:
    page = note(town, student, next_day(5))
    assert "The timetable has nothing on these days" in page.text
    assert "Your timetable has nothing on these days" in student.get(page.links["Plan a day to make it up"]).text


def test_closed_days_do_not_count(town: Town, student: Browser) -> None:
    with town.given():
        for site in (town.cast.site, town.cast.other_site):
            world.closure(site, next_day(TUESDAY), name="Snow")
    page = note(town, student, next_day(TUESDAY), next_day(TUESDAY) + timedelta(days=1))
    assert "nobody is expected: Snow." in page.text
    assert "One session of the timetable falls away." in page.text
    assert "G1" in page.text


def test_the_days_between_two_terms_of_a_setting_are_closed(town: Town, student: Browser) -> None:
    with town.given():
        for site in (town.cast.site, town.cast.other_site):
            here = db.session.merge(site)
            world.site_term(here, next_day(TUESDAY) - timedelta(days=60), next_day(TUESDAY) - timedelta(days=1))
            world.site_term(here, next_day(TUESDAY) + timedelta(days=1), next_day(TUESDAY) + timedelta(days=60), "Next")
    page = note(town, student, next_day(TUESDAY), next_day(TUESDAY) + timedelta(days=1))
    assert "nobody is expected: Holiday between terms." in page.text


def test_the_forecast_stands_on_the_page(town: Town, student: Browser) -> None:
    with town.given():
        progress.recount_all()
    page = note(town, student, next_day(TUESDAY), next_day(TUESDAY) + timedelta(days=8))
    assert "Time with clients." in page.text
    assert "At your present pace you" in page.text


READERS = {
    "student": True,
    "supervisor": True,
    "tutor": True,
    "provider_coordinator": False,
    "lead": False,
    "university_coordinator": False,
}


@pytest.mark.parametrize("part", READERS)
def test_who_co_ordinates_sees_dates_only(town: Town, signed_in: SignedIn, part: str) -> None:
    starts = next_day(TUESDAY)
    with town.given():
        made = world.absence(town.cast.placement, starts, told=[ToldWhom.TUTOR], kind=AbsenceKind.AGREED)
        world.make_up(made, starts + timedelta(days=9))
        gone = world.absence(town.cast.placement, starts + timedelta(days=1), cancelled_at=clock.now())
    browser = signed_in(part)
    page = browser.get(f"/placements/{town.cast.placement.id}/absences")
    assert f"{starts:%a} {starts.day}" in page.text
    for words in ("Agreed beforehand", "Cancelled", "To make up"):
        assert (words in page.text) is READERS[part]
    one = browser.get(f"/absences/{made.id}")
    assert one.status == 200
    for words in ("Agreed beforehand", "Tutor Told on", "falls away", "Made up on"):
        assert (words in one.text) is READERS[part]
    assert ("Change the days" in one.text) is (part == "student")
    assert browser.get(f"/absences/{gone.id}").status == 200
    assert "away" in browser.get(f"/placements/{town.cast.placement.id}").text


def test_a_long_list_goes_on_and_costs_no_more(town: Town, student: Browser, statements: Statements) -> None:
    url = f"/placements/{town.cast.placement.id}/absences"
    assert "No absence is noted" in student.get(url).text
    with town.given():
        world.absence(town.cast.placement, world.in_days(0), world.in_days(1), from_time=time(13), to_time=time(9))
    with statements() as few:
        assert "Today" in student.get(url).text
    with town.given():
        made = world.absence(town.cast.placement, world.in_days(-1))
        for number in range(1, 30):
            made = world.absence(town.cast.placement, world.in_days(-2 * number - 2), told=[ToldWhom.TUTOR])
            world.make_up(made, world.in_days(5))
    with statements() as many:
        page = student.get(url)
    assert len(few) == len(many) <= 8
    page = student.get(page.links["Earlier absences"])
    assert "The latest" in page.text
    assert len(page.find("table")[0].findall(".//tr")) == 1 + 6
    with statements() as one:
        student.get(f"/absences/{made.id}")
    assert len(one) <= 8


def test_the_week_greys_days_away_and_offers_to_log_them(town: Town, student: Browser) -> None:
    tuesday = monday_of(world.in_days(-7)) + timedelta(days=TUESDAY)
    with town.given():
        world.absence(town.cast.placement, tuesday, kind=AbsenceKind.AGREED)
        world.absence(town.cast.placement, tuesday + timedelta(days=3), from_time=time(12))
    page = student.get(f"/week?starting={tuesday}")
    assert "You are away all day" in page.text
    assert "You are away from 12:00" in page.text
    assert "Your timetable has 1 session that is not logged." in page.text
    form = next(each for each in page.forms if "outcome" in each.names)
    assert student.client.post(form.action, data=form.fields()).status_code == 303
    (entry,) = town.entries()
    assert (entry.outcome, entry.minutes, entry.day) == (SessionOutcome.STUDENT_AWAY_AGREED, 0, tuesday)
    assert "Log that you were away" not in student.get(f"/week?starting={tuesday}").text


def test_an_absence_of_somebody_whose_placement_ended_is_closed(town: Town, student: Browser) -> None:
    with town.given():
        made = world.absence(town.cast.placement, world.in_days(-3))
        db.session.get_one(Placement, town.cast.placement.id).status = PlacementStatus.CLOSED
    assert student.get(f"/absences/{made.id}/change").status == 403
    assert "Change the days" not in student.get(f"/absences/{made.id}").text


@pytest.mark.parametrize(
    "broken, name",
    [
        ({"ends": -1}, "ck_absence_order"),
        ({"from_time": time(12), "to_time": time(12)}, "ck_absence_times"),
    ],
)
def test_the_database_keeps_order(town: Town, broken: dict[str, Any], name: str) -> None:
    if "ends" in broken:
        broken = {"ends": world.in_days(broken["ends"])}
    with pytest.raises(IntegrityError, match=name) as refused, town.given():
        world.absence(town.cast.placement, world.in_days(0), **broken)
    assert constraints.sentence(refused.value) == REFUSAL_SENTENCES[AbsenceRefusal.ENDS_BEFORE_START]


def test_time_to_make_up_is_a_day_at_most(town: Town) -> None:
    with pytest.raises(IntegrityError, match="ck_make_up_minutes"), town.given():
        world.make_up(world.absence(town.cast.placement, world.in_days(0)), world.in_days(1), minutes=721)


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_page_of_an_absence_asks_at_most_eight_statements(
    town: Town, student: Browser, statements: Statements, sessions: int
) -> None:
    note(town, student, next_day(TUESDAY), world.in_days(7 * sessions + 7), told=["tutor"], told_day="", told_time="")
    (made,) = kept(town)
    student.get(f"/absences/{made.id}")
    with statements() as asked:
        page = student.get(f"/absences/{made.id}")
    assert "of the timetable fall" in page.text
    assert len(asked) <= 8, "\n".join(asked)
