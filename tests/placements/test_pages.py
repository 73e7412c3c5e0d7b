"""The pages of placements: made, changed, moved and staffed; clients, groups and timetable; through the front door."""

import uuid
from datetime import time
from typing import TypeVar

import pytest
import sqlalchemy as sa

from placement_portal.database import Base, db
from placement_portal.ledger.models import LedgerEvent
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import (
    Assignment,
    CaseloadSlot,
    Placement,
    PlacementAmendment,
    PlacementMove,
    PlacementSite,
    TimetableRow,
)
from placement_portal.placements.rules import AssignmentCapacity, PlacementStatus, SizeBand, SlotStatus
from placement_portal.programmes.models import Category, Stage, StudentRecord
from placement_portal.programmes.rules import ProgrammeRoleKind
from tests import world
from tests.conftest import Client, Given, SignIn, Statements
from tests.world import Cast

Row = TypeVar("Row", bound=Base)


def day(name: str, days: int) -> dict[str, str]:
    """Return the three parts of a day as a form sends them."""
    when = world.in_days(days)
    return {f"{name}-day": str(when.day), f"{name}-month": str(when.month), f"{name}-year": str(when.year)}


def one(model: type[Row], **having: object) -> Row:
    return db.session.scalars(sa.select(model).filter_by(**having)).one()


def told(cast: Cast) -> list[str]:
    found = sa.select(LedgerEvent.action).where(LedgerEvent.chain == cast.university.id).order_by(LedgerEvent.seq)
    return list(db.session.scalars(found))


UNIVERSITY = {"lead": 200, "university_coordinator": 200, "examiner": 403, "student": 403, "tutor": 403}
SUPERVISORS = {"supervisor": 403, "former_supervisor_in_grace": 403, "former_supervisor": 404}
STRANGERS = {"other_student": 404, "foreign_student": 404, "other_supervisor": 404, "other_tutor": 404}
NOT_THEIRS = {**STRANGERS, "other_provider_coordinator": 404, "administrator": 404, "clearance_officer": 404}
PROVIDER = ("provider_coordinator", "safeguarding_lead")
BY_UNIVERSITY = {**UNIVERSITY, **SUPERVISORS, **NOT_THEIRS, **dict.fromkeys(PROVIDER, 403)}
BY_BOTH = {**BY_UNIVERSITY, **dict.fromkeys(PROVIDER, 200)}
TOGETHER = {**BY_BOTH, "student": 200, "supervisor": 200}
PAGES = {
    "/students/{record}/placements/new": BY_UNIVERSITY,
    "/placements/{placement}/edit": BY_UNIVERSITY,
    "/placements/{placement}/state": BY_BOTH,
    "/placements/{placement}/people": BY_BOTH,
    "/assignments/{assignment}/end": BY_BOTH,
    "/placements/{placement}/clients": TOGETHER,
    "/clients/{slot}": TOGETHER,
    "/placements/{placement}/timetable": TOGETHER,
    "/timetable-rows/{row}": TOGETHER,
}


@pytest.fixture
def ids(cast: Cast, looking: Given) -> dict[str, uuid.UUID]:
    with looking():
        return {
            "record": cast.record.id,
            "placement": cast.placement.id,
            "slot": cast.slot.id,
            "assignment": one(Assignment, placement_id=cast.placement.id, person_id=cast.supervisor.id).id,
            "row": one(TimetableRow, placement_id=cast.placement.id, slot_id=cast.slot.id).id,
        }


def test_each_page_opens_for_those_it_is_for_and_nobody_else(
    cast: Cast, sign_in: SignIn, ids: dict[str, uuid.UUID]
) -> None:
    for part, person in cast.people.items():
        browser = sign_in(person)
        found = {pattern: browser.get(pattern.format(**ids)).status for pattern in PAGES}
        assert found == {pattern: PAGES[pattern][part] for pattern in PAGES}, part


POSTS = ("/clients/{slot}/close", "/clients/{slot}/reopen", "/timetable-rows/{row}/remove")


@pytest.mark.parametrize("pattern", POSTS)
def test_each_act_is_for_those_it_is_for_and_nobody_else(
    cast: Cast, sign_in: SignIn, client: Client, ids: dict[str, uuid.UUID], pattern: str
) -> None:
    url = pattern.format(**ids)
    assert client().post(url).status == 302
    found = {part: sign_in(cast.people[part]).post(url).status for part in ("tutor", "other_student", "administrator")}
    assert found == {"tutor": 403, "other_student": 404, "administrator": 404}
    assert sign_in(cast.lead).post(pattern.format(**dict.fromkeys(ids, uuid.uuid4()))).status == 404


def test_a_lead_places_a_student(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    page = browser.get(f"/students/{cast.record.id}/placements/new")
    assert "Willow Bank School" in page.text
    assert "Moor Lane Hospice" not in page.text
    stage = cast.stage.starts
    suggested = {"starts-day": [str(stage.day)], "starts-month": [str(stage.month)], "starts-year": [str(stage.year)]}
    assert suggested.items() <= page.form(None).fields().items()
    dates = {**day("starts", 10), **day("ends", 100)}
    chosen = {"site": str(cast.site.id), "more_sites": [str(cast.other_site.id)], "days_a_week": "1.5"}
    page = browser.submit(None, {**dates, **chosen, "status": "site_agreed"})
    assert page.heading == "Who supervises and tutors"
    assert "Nobody is assigned yet" in page.text
    with looking():
        made = one(Placement, starts=world.in_days(10))
        assert (made.status, made.provider_id, str(made.days_a_week)) == (
            PlacementStatus.SITE_AGREED,
            cast.provider.id,
            "1.5",
        )
        assert [each.site_id for each in made.sites] == [cast.site.id, cast.other_site.id]
        assert (made.programme_id, made.university_id) == (cast.programme.id, cast.university.id)
        assert told(cast) == ["placement_created"]


WRONG_TERMS = {
    "backwards": ({**day("ends", 5)}, "The last day must not be before the first."),
    "no setting": ({"site": ""}, "Choose a setting."),
    "no id": ({"site": "x"}, "Choose a setting."),
    "half of a half": ({"days_a_week": "1.3"}, "Enter whole or half days, such as 2 or 1.5."),
    "too many": ({"days_a_week": "8"}, "Enter days a week from 0.5 to 7."),
    "for ever": ({"days_a_week": "Infinity"}, "Enter days a week from 0.5 to 7."),
    "no number": ({"days_a_week": "two"}, "Enter days a week as a number, such as 2 or 1.5."),
    "no end": ({"ends-day": "", "ends-month": "", "ends-year": ""}, "Enter the last day of the placement."),
}


@pytest.mark.parametrize("wrong", WRONG_TERMS)
def test_wrong_terms_are_refused_beside_the_field(cast: Cast, sign_in: SignIn, wrong: str) -> None:
    fields, sentence = WRONG_TERMS[wrong]
    browser = sign_in(cast.lead)
    browser.get(f"/students/{cast.record.id}/placements/new")
    good = {**day("starts", 10), **day("ends", 100), "site": str(cast.site.id), "days_a_week": "1"}
    page = browser.submit(None, {**good, **fields})
    assert (page.status, page.errors) == (422, [sentence])


def test_settings_of_two_providers_are_refused(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        us, arts = (db.session.get_one(Organisation, each.id) for each in (cast.university, cast.other_provider))
        world.partnership(us, arts)
        theirs = world.site(arts, "Far Away Hospital")
    browser = sign_in(cast.lead)
    chosen = {"more_sites": [str(theirs.id)], "days_a_week": "1"}
    browser.get(f"/students/{cast.record.id}/placements/new")
    good = {**day("starts", 10), **day("ends", 100), "site": str(cast.site.id)}
    sentence = "Choose settings of the same provider. Another provider is a placement of its own."
    assert browser.submit(None, {**good, **chosen}).errors == [sentence]
    browser.get(f"/placements/{cast.placement.id}/edit")
    page = browser.submit(None, {"site": str(theirs.id), "more_sites": []})
    assert page.errors == ["These settings belong to another provider. That is a placement of its own."]


def test_without_settings_nobody_can_be_placed(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        alone, lead = world.university(), world.person()
        stage = world.course(alone, "MA Alone")
        role = ProgrammeRoleKind.LEAD
        world.programme_role(lead, stage.cohort.version_of.programme, role)
        record = world.student(world.person(), stage)
    page = sign_in(lead).get(f"/students/{record.id}/placements/new")
    assert "There is no setting to choose from" in page.text


def test_dates_and_settings_change_from_a_day_on(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    url = f"/placements/{cast.placement.id}/edit"
    browser.get(url)
    chosen = {"site": str(cast.other_site.id), "more_sites": []}
    page = browser.submit(None, {**chosen, **day("from_day", 7), **day("ends", 90), "days_a_week": "3"}, follow=False)
    assert page.location == f"/placements/{cast.placement.id}"
    with looking():
        placement = one(Placement, id=cast.placement.id)
        assert placement.ends == world.in_days(90)
        links = {each.site_id: (each.starts, each.ends) for each in placement.sites}
        assert links == {cast.site.id: (None, world.in_days(6)), cast.other_site.id: (None, None)}
        kept = one(PlacementAmendment, placement_id=placement.id)
        assert [each["what"] for each in kept.changes] == ["ends", "days_a_week", "sites"]
        assert kept.by_id == cast.lead.id
        assert told(cast) == ["placement_changed"]
    page = browser.get(url)
    assert "Settings Willow Bank School, Riverside Centre → Riverside Centre" in page.text


def test_a_setting_added_by_mistake_is_gone_without_a_trace(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    url = f"/placements/{cast.placement.id}/edit"
    browser.get(url)
    browser.submit(None, {"site": str(cast.other_site.id), "more_sites": []}, follow=False)
    browser.get(url)
    browser.submit(None, {"site": str(cast.other_site.id), "more_sites": [str(cast.site.id)]}, follow=False)
    with looking():
        again = one(PlacementSite, placement_id=cast.placement.id, site_id=cast.site.id)
        assert (again.ends, again.position) == (None, 1)
    browser.get(url)
    browser.submit(None, {"site": str(cast.site.id), "more_sites": [], **day("from_day", -90)}, follow=False)
    with looking():
        assert one(PlacementSite, placement_id=cast.placement.id).site_id == cast.site.id
    browser.get(url)
    browser.submit(None, {"site": str(cast.other_site.id), "more_sites": [str(cast.site.id)]}, follow=False)
    with looking():
        assert one(PlacementSite, placement_id=cast.placement.id, site_id=cast.other_site.id).starts == world.in_days(0)


def test_nothing_changed_is_nothing_recorded(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    browser.get(f"/placements/{cast.placement.id}/edit")
    browser.submit(follow=False)
    with looking():
        assert told(cast) == []


def test_a_stale_change_meets_both_versions(cast: Cast, sign_in: SignIn) -> None:
    browser, other = sign_in(cast.lead), sign_in(cast.university_coordinator)
    url = f"/placements/{cast.placement.id}/edit"
    browser.get(url)
    other.get(url)
    browser.submit(None, {"more_sites": []}, follow=False)
    page = other.submit(days_a_week="4")
    assert page.status == 409
    assert "Days a week" in page.text


def test_an_end_asks_what_happens_for_each_client(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    url = f"/placements/{cast.placement.id}/state"
    page = browser.get(url)
    assert "Withdraw the student" in page.text
    assert "End early" not in page.text, "that is asked for as a change"
    page = browser.submit(None, {"action": "withdraw", **day("day", -1), "plan_C1": "Supervisor takes over"})
    assert page.errors == ["Say what happens for G1."]
    plans = {"plan_C1": "Supervisor takes over", "plan_G1": "The head decides by Friday"}
    page = browser.submit(None, {"action": "withdraw", **day("day", -1), **plans}, follow=False)
    assert page.location == f"/placements/{cast.placement.id}"
    with looking():
        placement = one(Placement, id=cast.placement.id)
        assert (placement.status, placement.ends) == (PlacementStatus.WITHDRAWN, world.in_days(-1))
        move = one(PlacementMove, placement_id=placement.id)
        assert move.clients == [
            {"code": "C1", "plan": "Supervisor takes over"},
            {"code": "G1", "plan": "The head decides by Friday"},
        ]
        assert told(cast) == ["placement_moved"]
    page = browser.get(url)
    assert "There is nothing for you to do about its state now." in page.text
    assert "G1: The head decides by Friday" in page.text


WRONG_MOVES = {
    "ahead": ({"action": "end_work", **day("day", 1)}, "Enter today or an earlier day."),
    "before it began": ({"action": "end_work", **day("day", -91)}, "This day is before the placement begins."),
    "nothing chosen": ({**day("day", 0)}, "Choose what happens."),
    "not possible": ({"action": "assess", **day("day", 0)}, "Choose what happens."),
    "too long": (
        {"action": "withdraw", **day("day", 0), "plan_C1": "x" * 201},
        "This can be at most 200 characters long.",
    ),
}


@pytest.mark.parametrize("wrong", WRONG_MOVES)
def test_wrong_moves_are_refused_beside_the_field(cast: Cast, sign_in: SignIn, wrong: str) -> None:
    fields, sentence = WRONG_MOVES[wrong]
    browser = sign_in(cast.lead)
    browser.get(f"/placements/{cast.placement.id}/state")
    page = browser.submit(None, {"plan_C1": "a", "plan_G1": "b", **fields})
    assert page.status == 422
    assert sentence in page.errors


def test_what_moved_meanwhile_is_not_moved_again(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        one(Placement, id=cast.placement.id).status = PlacementStatus.PROPOSED
    browser, other = sign_in(cast.lead), sign_in(cast.university_coordinator)
    url = f"/placements/{cast.placement.id}/state"
    plans = {"plan_C1": "a", "plan_G1": "b"}
    browser.get(url)
    other.get(url)
    browser.submit(None, {"action": "agree_site", **day("day", 0), **plans}, follow=False)
    assert other.submit(None, {"action": "decline", **day("day", 0), **plans}).status == 409


def test_somebody_is_assigned(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    url = f"/placements/{cast.placement.id}/people"
    browser.get(url)
    tutor = {"capacity": "tutor", "person": str(cast.other_tutor.id), **day("starts", 0)}
    page = browser.submit(None, tutor)
    assert "Jo Penhallow" in page.text
    assert browser.submit(None, tutor).errors == ["Jo Penhallow is assigned in this capacity already."]
    wrong = {"capacity": "supervisor", "person": str(cast.tutor.id)}
    browser.get(url)
    assert browser.submit(None, wrong).errors == ["Choose a supervisor."]
    browser.get(url)
    wrong = {"capacity": "tutor", "person": str(cast.supervisor.id)}
    assert browser.submit(None, wrong).errors == ["Choose a tutor of the programme."]
    with looking():
        assert told(cast) == ["person_assigned"]


def test_the_provider_assigns_supervisors_only(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.provider_coordinator)
    page = browser.get(f"/placements/{cast.placement.id}/people")
    assert "Jo Penhallow" not in page.text
    assert not [words for words in page.links if words.startswith("End the assignment of Dr Ines Calder")]
    wanted = {"capacity": "clinical_supervisor", "person": str(cast.other_supervisor.id)}
    browser.submit(None, wanted)
    with looking():
        made = one(Assignment, placement_id=cast.placement.id, person_id=cast.other_supervisor.id)
        assert (made.capacity, made.starts) == (AssignmentCapacity.CLINICAL_SUPERVISOR, world.in_days(-90))


def test_a_student_never_supervises_themselves(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        provider = db.session.get_one(Organisation, cast.provider.id)
        world.member(cast.student, provider, MembershipRole.SUPERVISOR)
    browser = sign_in(cast.lead)
    browser.get(f"/placements/{cast.placement.id}/people")
    page = browser.submit(None, {"capacity": "supervisor", "person": str(cast.student.id)})
    assert page.errors == ["A student cannot supervise or tutor their own placement."]


def test_a_supervisor_leaves_and_another_goes_on(
    cast: Cast, sign_in: SignIn, ids: dict[str, uuid.UUID], looking: Given
) -> None:
    browser = sign_in(cast.provider_coordinator)
    url = f"/assignments/{ids['assignment']}/end"
    browser.get(url)
    assert browser.submit(None, day("ends", -91)).errors == ["The last day must not be before the first."]
    browser.get(url)
    page = browser.submit(None, {**day("ends", -1), "successor": str(cast.other_supervisor.id)})
    assert page.heading == "Who supervises and tutors"
    with looking():
        assert one(Assignment, id=ids["assignment"]).ends == world.in_days(-1)
        successor = one(Assignment, placement_id=cast.placement.id, person_id=cast.other_supervisor.id)
        assert (successor.starts, successor.ends) == (world.in_days(0), None)
        assert told(cast) == ["assignment_ended", "person_assigned"]


def test_who_is_assigned_already_cannot_go_on(
    cast: Cast, sign_in: SignIn, ids: dict[str, uuid.UUID], given: Given, looking: Given
) -> None:
    with given():
        world.assign(cast.other_supervisor, db.session.get_one(Placement, cast.placement.id))
    browser = sign_in(cast.lead)
    browser.get(f"/assignments/{ids['assignment']}/end")
    page = browser.submit(None, {**day("ends", -1), "successor": str(cast.other_supervisor.id)})
    assert page.errors == ["Tom Baptiste is assigned in this capacity already."]
    with looking():
        assert one(Assignment, id=ids["assignment"]).ends is None


def test_a_tutor_leaves(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    with looking():
        tutoring = one(Assignment, placement_id=cast.placement.id, person_id=cast.tutor.id).id
    browser = sign_in(cast.lead)
    browser.get(f"/assignments/{tutoring}/end")
    browser.submit(None, {**day("ends", 3), "successor": ""})
    with looking():
        assert one(Assignment, id=tutoring).ends == world.in_days(3)
    assert sign_in(cast.provider_coordinator).get(f"/assignments/{tutoring}/end").status == 403


def test_a_student_opens_clients_and_groups_and_the_portal_gives_the_code(
    cast: Cast, sign_in: SignIn, looking: Given
) -> None:
    browser = sign_in(cast.student)
    url = f"/placements/{cast.placement.id}/clients"
    browser.get(url)
    page = browser.submit(None, {"kind": "individual", "size_band": "nine_or_more", **day("consent_on", -2)})
    assert "C2 is open. Use this code wherever you write about them." in page.text
    page = browser.submit(None, {"kind": "group", "size_band": ""})
    assert page.errors == ["Say how large the group is."]
    page = browser.submit(None, {"kind": "group", "size_band": "five_to_eight", "cover": "The supervisor"})
    assert "G2 is open." in page.text
    page = browser.submit(None, {"kind": "individual", **day("consent_on", 1)})
    assert page.errors == ["Enter today or an earlier day."]
    with looking():
        one_client, group = (one(CaseloadSlot, placement_id=cast.placement.id, code=code) for code in ("C2", "G2"))
        assert (one_client.size_band, one_client.consent_on) == (None, world.in_days(-2))
        assert (group.size_band, group.cover) == (SizeBand.FIVE_TO_EIGHT, "The supervisor")
        assert told(cast) == ["slot_opened", "slot_opened"]


def test_what_is_known_of_a_client_or_group_changes(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser, other = sign_in(cast.supervisor), sign_in(cast.student)
    browser.get(f"/clients/{cast.slot.id}")
    other.get(f"/clients/{cast.slot.id}")
    assert browser.submit(None, {"cover": "Head of music", **day("planned_last", 30)}).status == 200
    assert other.submit(cover="Nobody").status == 409
    page = browser.get(f"/clients/{cast.group.id}")
    assert "How large is the group?" in page.text
    browser.submit(size_band="nine_or_more")
    with looking():
        slot = one(CaseloadSlot, id=cast.slot.id)
        assert (slot.cover, slot.planned_last, slot.size_band) == ("Head of music", world.in_days(30), None)
        assert one(CaseloadSlot, id=cast.group.id).size_band is SizeBand.NINE_OR_MORE
        assert told(cast) == ["slot_changed", "slot_changed"]


def test_a_wrong_day_of_a_client_is_refused_beside_the_field(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.student)
    browser.get(f"/clients/{cast.slot.id}")
    assert browser.submit(None, day("consent_on", 1)).errors == ["Enter today or an earlier day."]


def test_a_client_is_closed_and_opened_again(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.student)
    url = f"/clients/{cast.slot.id}"
    browser.get(url)
    page = browser.submit("/close")
    assert "C1 is closed, and out of the timetable." in page.text
    with looking():
        rows = db.session.scalars(sa.select(TimetableRow).where(TimetableRow.placement_id == cast.placement.id)).all()
        assert [row.slot_id for row in rows] == [cast.group.id]
        assert one(CaseloadSlot, id=cast.slot.id).status is SlotStatus.CLOSED
    browser.get(url)
    assert "C1 is open again." in browser.submit("/reopen").text
    browser.get(f"/placements/{cast.placement.id}/clients")
    assert "C2 is open." in browser.submit(kind="individual").text
    with looking():
        assert told(cast) == ["slot_closed", "slot_reopened", "slot_opened"]


def test_a_placement_without_clients_says_what_to_do(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.other_student)
    assert "No client or group yet" in browser.get(f"/placements/{cast.other_placement.id}/clients").text
    assert "Nothing in the timetable yet" in browser.get(f"/placements/{cast.other_placement.id}/timetable").text


def test_the_timetable_is_kept_by_the_student(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    with looking():
        codes = {
            each.code: str(each.id)
            for each in db.session.scalars(sa.select(Category).filter_by(programme_version_id=cast.version.id))
        }
    browser = sign_in(cast.student)
    url = f"/placements/{cast.placement.id}/timetable"
    browser.get(url)
    habit = {"weekday": "4", "start": "14.30", "minutes": "30", "category_id": codes["DIR-I"], "slot_id": ""}
    page = browser.submit("/timetable", habit)
    assert page.errors == ["Choose a client or group for this kind of work. Open one first if there is none."]
    page = browser.submit("/timetable", {**habit, "slot_id": str(cast.slot.id)})
    assert "Friday, 14:30 to 15:00" in page.text
    browser.click("Change Friday 14:30")
    page = browser.submit(
        None, {"category_id": codes["PREP"], "slot_id": "", "start": "1pm", "site_id": str(cast.other_site.id)}
    )
    assert "Friday, 13:00 to 13:30" in page.text
    with looking():
        row = one(TimetableRow, weekday=4)
        assert (row.slot_id, row.site_id, row.version) == (None, cast.other_site.id, 2)
        row_id = row.id
    browser.post(f"/timetable-rows/{row_id}/remove")
    with looking():
        assert not db.session.get(TimetableRow, row_id)
        assert told(cast) == ["timetable_row_added", "timetable_row_changed", "timetable_row_removed"]


WRONG_HABITS = {
    "no time": ({"start": "soon"}, "Enter a time, such as 9:30 or 14:15"),
    "too long": ({"minutes": "721"}, "Enter minutes from 1 to 720."),
    "nothing": ({"category_id": ""}, "Choose what it is."),
    "another's client": ({"slot_id": str(uuid.uuid4())}, "Choose a client or group from the list."),
    "no id": ({"slot_id": "C1"}, "Choose a client or group from the list."),
    "no weekday": ({"weekday": "Monday"}, "Choose a day of the week."),
    "no number": ({"minutes": "an hour"}, "Enter minutes as a whole number, such as 45."),
}


@pytest.mark.parametrize("wrong", WRONG_HABITS)
def test_wrong_habits_are_refused_beside_the_field(
    cast: Cast, sign_in: SignIn, wrong: str, ids: dict[str, uuid.UUID]
) -> None:
    fields, sentence = WRONG_HABITS[wrong]
    browser = sign_in(cast.student)
    browser.get(f"/timetable-rows/{ids['row']}")
    page = browser.submit(None, fields)
    assert (page.status, page.errors) == (422, [sentence])


def test_a_form_sent_twice_is_done_once(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.student)
    page = browser.get(f"/placements/{cast.placement.id}/clients")
    data = {**page.form().fields(), "kind": ["individual"]}
    first, second = (browser.post(page.url, {name: many[0] for name, many in data.items()}) for _ in range(2))
    assert (first.status, second.status) == (303, 303)
    with looking():
        codes = db.session.scalars(sa.select(CaseloadSlot.code).filter_by(placement_id=cast.placement.id))
        assert sorted(codes) == ["C1", "C2", "G1"]


BUSY = ("/placements/{placement}/clients", "/placements/{placement}/timetable", "/placements/{placement}/people")


@pytest.mark.parametrize("pattern", BUSY)
def test_statements_do_not_grow_with_rows(
    cast: Cast, sign_in: SignIn, given: Given, statements: Statements, pattern: str
) -> None:
    browser, counts = sign_in(cast.lead), []
    for _ in range(2):
        with given():
            placement = db.session.get_one(Placement, cast.placement.id)
            what = db.session.scalars(sa.select(Category).filter_by(programme_version_id=cast.version.id)).first()
            assert what
            for hour in range(8, 14):
                slot = world.slot(placement)
                world.timetable_row(placement, 0, time(hour), what, whom=slot)
                world.assign(world.person(), placement)
        with statements() as seen:
            assert browser.get(pattern.format(placement=cast.placement.id)).status == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 10


def test_a_placement_can_be_in_another_stage(cast: Cast, sign_in: SignIn, given: Given, looking: Given) -> None:
    with given():
        cohort = db.session.get_one(Stage, cast.stage.id).cohort
        second = world.stage(cohort, 2)
    browser = sign_in(cast.lead)
    browser.get(f"/students/{cast.record.id}/placements/new")
    dates = {**day("starts", 10), **day("ends", 100), "days_a_week": "2"}
    browser.submit(None, {**dates, "site": str(cast.site.id), "stage": str(second.id)})
    with looking():
        assert one(Placement, stage_id=second.id).student_id == one(StudentRecord, id=cast.record.id).id
