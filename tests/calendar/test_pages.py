"""A month and a week as each person sees them: their own, a student's, a supervisor's, a setting's."""

from datetime import date, time, timedelta

import pytest

from placement_portal.absences.rules import ToldWhom
from placement_portal.calendar.queries import bank_holidays
from placement_portal.database import db
from placement_portal.hours.rules import monday_of
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import BankHolidays
from tests import world
from tests.conftest import Statements
from tests.hours.conftest import SignedIn, Town

TUESDAY = monday_of(world.in_days(0)) + timedelta(days=8)
"""Of next week: when the student of the cast meets C1."""


def test_a_student_sees_their_days_without_any_code(town: Town, signed_in: SignedIn) -> None:
    student = signed_in("student")
    page = student.get(f"/calendar?view=week&on={TUESDAY}")
    assert "10:00 to 10:45, Willow Bank School" in page.text
    assert "C1" not in page.text
    month = student.get(f"/calendar?on={TUESDAY}")
    assert "10:00 to 10:45, Willow Bank School" in month.text
    assert month.heading == f"Calendar: {TUESDAY:%B} {TUESDAY.year}"
    assert "As a week" in month.links
    assert student.get(month.links["The month after"]).heading != month.heading
    assert student.get(month.links["As a week"]).heading.startswith("Calendar: Week of")
    assert "today" in student.get(month.links["Today"]).text


def test_absences_closed_days_and_time_to_make_up_stand_in_it(town: Town, signed_in: SignedIn) -> None:
    with town.given():
        made = world.absence(town.cast.placement, TUESDAY, told=[ToldWhom.TUTOR])
        world.make_up(made, TUESDAY + timedelta(days=2), start=time(9), minutes=45)
        for site in (town.cast.site, town.cast.other_site):
            world.closure(site, TUESDAY + timedelta(days=1), name="INSET day")
    page = signed_in("student").get(f"/calendar?view=week&on={TUESDAY}")
    assert "Away all day" in page.text
    assert "09:00 to 09:45, Willow Bank School (made-up time)" in page.text
    assert "Closed: INSET day" in page.text
    seen = signed_in("supervisor").get(f"/calendar?view=week&on={TUESDAY}")
    assert "Siân Ŵyn-O'Neill: away all day" in seen.text
    examiner = signed_in("examiner").get(f"/students/{town.cast.record.id}/calendar?view=week&on={TUESDAY}")
    assert "away" not in examiner.text
    assert "10:00 to 10:45" in examiner.text


def test_bank_holidays_are_known_by_nation(town: Town, signed_in: SignedIn) -> None:
    student, month = signed_in("student"), "/calendar?on=2027-01-01"
    assert "Christmas Day" in student.get("/calendar?on=2026-12-01").text
    assert "New Year" in student.get(month).text
    assert "2nd January" not in student.get(month).text
    with town.given():
        provider = db.session.get_one(Organisation, town.cast.provider.id)
        provider.bank_holidays = BankHolidays.SCOTLAND
    assert "2nd January" in student.get(month).text
    nations = frozenset({BankHolidays.SCOTLAND, BankHolidays.ENGLAND_AND_WALES, BankHolidays.NONE})
    found = bank_holidays(nations)
    assert found[date(2026, 12, 25)] == "Christmas Day"
    assert "(Scotland)" in found[date(2027, 1, 4)]


def test_the_first_and_the_last_day_are_said(town: Town, signed_in: SignedIn) -> None:
    student = signed_in("student")
    assert "First day of your placement" in student.get(f"/calendar?on={town.cast.placement.starts}").text
    assert "Last day of your placement" in student.get(f"/calendar?on={town.cast.placement.ends}").text
    seen = signed_in("tutor").get(f"/calendar?on={town.cast.placement.starts}")
    assert "Siân Ŵyn-O'Neill: first day" in seen.text
    assert "Nothing stands in this month." in student.get("/calendar?on=2001-01-01").text


def test_a_provider_finds_its_settings_and_who_is_there(town: Town, signed_in: SignedIn) -> None:
    with town.given():
        world.timetable_row(town.cast.other_placement, 1, time(9), world.category(town.cast.version, "PREP"))
        world.closure(town.cast.site, TUESDAY + timedelta(days=2), name="Snow")
    petra = signed_in("provider_coordinator")
    page = petra.get("/calendar")
    assert page.status == 200
    page = petra.get(f"{page.links['Willow Bank School']}?view=week&on={TUESDAY}")
    assert "Siân Ŵyn-O'Neill, 10:00 to 10:45" in page.text
    assert "Þóra Jónsdóttir, 09:00 to 09:45" in page.text
    assert "Snow" in page.text
    mine = signed_in("supervisor").get(f"/sites/{town.cast.site.id}/calendar?view=week&on={TUESDAY}")
    assert "Siân" in mine.text
    assert "Þóra" not in mine.text


def test_a_provider_sees_whom_a_supervisor_has_when(town: Town, signed_in: SignedIn) -> None:
    petra = signed_in("provider_coordinator")
    person = f"/organisations/{town.cast.provider.id}/people/{town.cast.supervisor.id}"
    page = petra.get(petra.get(person).links["Calendar of those whom they supervise"])
    page = petra.get(page.url + f"?view=week&on={TUESDAY}")
    assert "Siân Ŵyn-O'Neill, 10:00 to 10:45, Willow Bank School" in page.text
    assert "Þóra" not in page.text
    assert signed_in("tutor").get(f"{person}/calendar").status == 403
    nobody = f"/organisations/{town.cast.provider.id}/people/{town.cast.tutor.id}/calendar"
    assert petra.get(nobody).status == 404


@pytest.mark.parametrize("part", ["administrator", "other_provider_coordinator"])
def test_who_has_nothing_to_see_sees_nothing(town: Town, signed_in: SignedIn, part: str) -> None:
    page = signed_in(part).get("/calendar")
    assert page.status == 200
    assert "Nothing stands in this month." in page.text


@pytest.mark.parametrize("asked", ["on=2026-02-30", "view=decade", "on=9999-12-31", "on=0001-01-01", "on=%00"])
def test_nonsense_in_the_address_is_today(town: Town, signed_in: SignedIn, asked: str) -> None:
    assert signed_in("student").get(f"/calendar?{asked}").status == 200


def test_a_calendar_costs_the_same_for_many(town: Town, signed_in: SignedIn, statements: Statements) -> None:
    petra, maya = signed_in("provider_coordinator"), signed_in("supervisor")
    pages = {
        petra: (
            f"/sites/{town.cast.site.id}/calendar",
            f"/organisations/{town.cast.provider.id}/people/{town.cast.supervisor.id}/calendar",
        ),
        maya: ("/calendar", f"/students/{town.cast.record.id}/calendar?view=week"),
    }

    def count() -> list[int]:
        found = []
        for browser, urls in pages.items():
            for url in urls:
                with statements() as seen:
                    assert browser.get(url).status == 200
                found.append(len(seen))
        return found

    few = count()
    with town.given():
        for number in range(12):
            more = world.placement(world.student(world.person(), town.cast.stage), town.cast.site)
            world.assign(town.cast.supervisor, more)
            world.timetable_row(more, number % 5, time(9), world.category(town.cast.version, "PREP"))
            world.absence(more, TUESDAY)
            world.closure(town.cast.site, TUESDAY + timedelta(days=number))
    assert count() == few
    assert max(few) <= 8


def test_a_very_full_calendar_says_so(town: Town, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("placements", "__init__"):
        name = "placement_portal.calendar.queries" + ("" if module == "__init__" else f".{module}")
        monkeypatch.setattr(f"{name}.MOST", 1)
    assert "Only the first 1 placements are shown." in signed_in("student").get("/calendar").text


def test_the_pages_of_a_student_lead_there(town: Town, signed_in: SignedIn) -> None:
    student = signed_in("student")
    page = student.get(f"/placements/{town.cast.placement.id}")
    assert student.get(f"/students/{town.cast.record.id}").links["Calendar"] in page.html
    assert student.get("/").links["Calendar"] == "/calendar"
