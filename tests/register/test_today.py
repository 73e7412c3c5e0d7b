"""Who is here today, what ends when, how cohorts stand, and who looked."""

from datetime import date, time, timedelta

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.clearance import jobs
from placement_portal.clearance.models import ClearanceLook
from placement_portal.clearance.rules import ClearanceBlock, ClearanceStatus
from placement_portal.clearance.rules.gate import STOP, Held, Need, gate
from placement_portal.config import Settings
from placement_portal.database import db, new_id
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Placement
from placement_portal.register import rules
from placement_portal.register.rules import Allowed, Ending
from tests import world
from tests.clearance.conftest import Offices
from tests.clearance.test_standing_of_many import fill
from tests.conftest import Given, SignIn, Statements
from tests.register.test_register import all_in_place


def test_who_is_here_today_on_one_page_to_print(offices: Offices, sign_in: SignIn, given: Given) -> None:
    cast = offices.cast
    address = f"/sites/{cast.site.id}/today"
    browser = sign_in(offices.safeguarding_lead)
    page = browser.get(address)
    assert "May come: their days are not said" in page.text
    assert cast.foreign_student.name in page.text
    with given():
        all_in_place(offices)
        today = world.in_days(0)
        what = world.category(cast.version, "OBS")
        ours, other = (db.session.get_one(Placement, each.id) for each in (cast.placement, cast.other_placement))
        for start in (time(8, 30), time(13)):
            world.timetable_row(ours, today.weekday(), start, what)
        world.timetable_row(other, (today.weekday() + 1) % 7, time(9), what)
    page = browser.get(address)
    assert "One student is expected." in page.text
    assert "8:30 to 13:45" in page.text
    assert cast.other_student.name not in page.text
    assert f"Student card of {cast.university.name}" in page.text
    assert "Ask the provider" in page.text
    assert f"Staff card of {cast.provider.name}" in page.text
    with given():
        world.closure(cast.site, today, name="Snow")
        world.absence(db.session.get_one(Placement, cast.placement.id), today)
        db.session.execute(sa.update(Placement).where(Placement.id == cast.foreign_placement.id).values(ends=today))
    page = browser.get(address)
    assert "The setting is closed today" in page.text
    assert "Said that they are not coming" in page.text
    assert "Nobody is expected." in page.text
    assert sign_in(cast.supervisor).get(address).status == 403
    with given():
        nobody = world.site(cast.provider, "Empty House").id
    assert "Nobody is expected here today" in browser.get(f"/sites/{nobody}/today").text
    assert "Who is here today" in browser.get(f"/sites/{nobody}").links


def test_what_ends_when_and_how_cohorts_stand_cost_the_same_for_many(
    offices: Offices, sign_in: SignIn, given: Given, statements: Statements
) -> None:
    cast = offices.cast
    with given():
        all_in_place(offices)
    officer, host = sign_in(offices.officer), sign_in(cast.provider_coordinator)
    addresses = {
        officer: (f"/organisations/{cast.university.id}/clearance/ends", "Yearly declaration about your check"),
        sign_in(cast.lead): (f"/organisations/{cast.university.id}/clearance/cohorts", "of 3"),
        host: (f"/organisations/{cast.provider.id}/clearance/ends", cast.student.name),
    }
    counts: list[list[int]] = []
    for number in (1, 30):
        with given():
            fill(offices, number)
        counts.append([])
        for browser, (address, words) in addresses.items():
            with statements() as seen:
                page = browser.get(address)
            counts[-1].append(len([each for each in seen if "ledger" not in each and "clearance_look" not in each]))
            assert number > 1 or words in page.text, page.text
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 16
    cohorts = sign_in(cast.lead).get(f"/organisations/{cast.university.id}/clearance/cohorts")
    assert "heat--" in cohorts.html
    assert sign_in(cast.supervisor).get(f"/organisations/{cast.provider.id}/clearance/ends").status == 403
    with given():
        bare = world.university("Empty University")
        lead = world.person("Lonely Officer")
        world.member(lead, bare, MembershipRole.CLEARANCE_OFFICER)
        address = f"/organisations/{bare.id}/clearance"
    browser = sign_in(lead)
    assert "No cohort has students yet" in browser.get(f"{address}/cohorts").text
    assert "Nothing ends in the next twelve months" in browser.get(f"{address}/ends").text


def test_who_looked_says_role_organisation_and_time_and_names_only_those_on_the_placement(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given
) -> None:
    cast = offices.cast
    student = sign_in(cast.student)
    student.get("/clearance")
    assert "Nobody has looked" in student.click("Who looked at my checks").text
    sign_in(offices.officer).get(f"/organisations/{cast.university.id}/clearance/people/{cast.student.id}")
    sign_in(cast.lead).get(f"/organisations/{cast.university.id}/clearance/standing")
    sign_in(offices.safeguarding_lead).get(f"/organisations/{cast.provider.id}/register")
    page = student.get("/clearance/looked")
    assert "Clearance officer University of the Fens" in page.text
    assert "Safeguarding lead Fenland Music Service" in page.text
    assert "Programme lead University of the Fens" in page.text
    assert offices.officer.name not in page.text
    with given():
        world.assign(offices.safeguarding_lead, db.session.get_one(Placement, cast.placement.id))
    page = student.get("/clearance/looked")
    assert f"{offices.safeguarding_lead.name}, Safeguarding lead" in page.text
    assert offices.officer.name not in page.text
    with given():
        one = db.session.query(ClearanceLook).filter_by(subject_id=cast.student.id).first()
        assert one is not None
        rows = [
            {
                "id": new_id(),
                "role": "",
                "page": "item",
                "subject_id": cast.student.id,
                "at": clock.now(),
                "organisation_id": one.organisation_id,
                "by_id": one.by_id,
            }
            for _ in range(60)
        ]
        db.session.execute(sa.insert(ClearanceLook), rows)
    page = student.get("/clearance/looked")
    assert "Staff University of the Fens" in page.text
    assert "Latest" in student.click("Earlier").links
    with given():
        db.session.execute(sa.update(ClearanceLook).values(at=clock.now() - timedelta(days=2300)))
    with looking():
        jobs.purge(Settings())
        assert db.session.query(ClearanceLook).count() == 0


def test_the_calendar_has_months_ahead_and_the_first_names() -> None:
    today = date(2026, 11, 27)
    many = [Ending(date(2027, 8, 31), "Part one", f"Student {n:02}") for n in range(14)]
    months = rules.calendar(
        [*many, *many[:2], Ending(date(2026, 11, 26), "Gone", "A"), Ending(date(2027, 11, 1), "Too far", "A")], today
    )
    assert list(months) == [date(2027, 8, 1)]
    (found,) = months[date(2027, 8, 1)]
    assert (len(found.names), found.more) == (12, 2)


def test_heat_is_shown_only_above_twenty_students() -> None:
    assert rules.share(1, 20, 20).colour == ""
    assert [rules.share(good, 100, 21).colour for good in (100, 80, 50, 49)] == ["green", "yellow", "orange", "red"]
    assert rules.share(0, 0, 30).text == "–"


def test_the_most_that_the_gate_opens_is_one_word() -> None:
    day = date(2026, 11, 27)
    blocks = (ClearanceBlock.ON_SITE, ClearanceBlock.ACCOMPANIED, ClearanceBlock.ALONE)
    needs = [Need(code=each.value, blocks=each) for each in blocks]
    words = [
        rules.allowed(
            gate(
                [Held(code=each.code, status=ClearanceStatus.VERIFIED, seen_on=day) for each in needs[:number]],
                needs,
                [],
                day,
            )
        )
        for number in range(4)
    ]
    assert words == [Allowed.NOT_YET, Allowed.ON_SITE, Allowed.ACCOMPANIED, Allowed.ALONE]
    stopped = Held(code=STOP, status=ClearanceStatus.STOPPED, stopped_on=day)
    assert rules.allowed(gate([stopped], needs, [], day)) is Allowed.STOPPED
