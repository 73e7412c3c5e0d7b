"""What is done with an entry by the front door: the student's acts, the supervisor's, the university's."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from placement_portal import clock
from placement_portal.database import db
from placement_portal.hours import rules
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import NEEDS_BASIS, EntryStatus
from placement_portal.placements.rules import AssignmentCapacity
from tests import world
from tests.hours.conftest import SignedIn, Town, last_week
from tests.house.browser import Browser

Logged = Callable[..., str]


@pytest.fixture
def student(signed_in: SignedIn) -> Browser:
    return signed_in("student")


@pytest.fixture
def supervisor(signed_in: SignedIn) -> Browser:
    return signed_in("supervisor")


@pytest.fixture
def logged(town: Town, student: Browser) -> Logged:
    """Return what writes an entry of last Monday by the front door and gives its id."""

    def log(*, send: bool = True, **typed: Any) -> str:
        student.get("/log")
        day = typed.pop("on", last_week(0))
        parts = {"day": "other", "day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}
        with town.given():
            kind = str(world.category(town.cast.version, "DIR-I").id)
        slot = str(town.cast.slot.id)
        press = "Send it" if send else "Save it"
        typed = {"category": kind, "slot": slot, "start": "10:00", "length": "45", **parts, **typed}
        student.submit("/log", typed, press=press)
        return str(max(town.entries(), key=lambda each: each.id).id)

    return log


def decide(browser: Browser, entry: str, act: str, **typed: Any) -> Any:
    """Open the page on which one entry is decided, and press a button of it."""
    browser.get(f"/entries/{entry}/decide")
    press = {"verify": "Verify", "query": "Send back", "decline": "Decline"}[act]
    return browser.submit("/decide", typed, press=press)


def status(town: Town) -> EntryStatus:
    return town.entry().status


def test_a_week_from_draft_to_verified(town: Town, student: Browser, supervisor: Browser, logged: Logged) -> None:
    entry = logged(send=False)
    page = student.submit("/week/submit")
    assert "1 entry is with your supervisor." in page.text
    page = decide(supervisor, entry, "verify", known_by="setting_records")
    assert "Verified. You can undo it" in page.text
    page = student.get(f"/entries/{entry}")
    assert "It counts." in page.text
    assert "From the setting's records" in page.text
    assert "Maya Okafor" in page.text


def test_a_draft_is_changed_and_deleted(town: Town, student: Browser, logged: Logged) -> None:
    entry = logged(send=False)
    student.get(f"/entries/{entry}/edit")
    assert student.submit("/edit", length="other", minutes="50").status == 200
    assert town.entry().minutes == 50
    student.get(f"/entries/{entry}/edit")
    assert "at most 720" in student.submit("/edit", length="other", minutes="999").text
    student.get(f"/entries/{entry}")
    assert "deleted" in student.submit("/delete").text
    assert town.entries() == []


def test_a_kind_that_is_seldom_used_is_still_chosen_when_one_edits(town: Town, student: Browser) -> None:
    with town.given():
        made = world.entry(town.cast.placement, last_week(0), code="STUDY")
        for code in ("DIR-I", "DIR-G", "ASM", "OBS", "PREP", "NOTE") * 2:
            world.entry(town.cast.placement, last_week(4), code=code)
    fields = student.get(f"/entries/{made.id}/edit").form("/edit").fields()
    assert (fields["category"], fields["other_category"]) == (["other"], [str(made.category_id)])
    student.submit("/edit", length="60")
    changed = next(each for each in town.entries() if each.id == made.id)
    assert (changed.category_id, changed.minutes) == (made.category_id, 60)


def test_two_tabs_do_not_overwrite_each_other(town: Town, student: Browser, logged: Logged) -> None:
    entry = logged(send=False)
    student.get(f"/entries/{entry}/edit")
    assert student.page
    stale = {name: many[0] for name, many in student.page.form("/edit").fields().items()}
    student.submit("/edit", length="30")
    page = student.post(f"/entries/{entry}/edit", stale)
    assert page.status == 409
    assert "0 h 45" in page.text
    assert "0 h 30" in page.text


def test_one_draft_is_sent_and_taken_back(town: Town, student: Browser, logged: Logged) -> None:
    entry = logged(send=False)
    student.get(f"/entries/{entry}")
    assert "Sent to your supervisor." in student.submit("/submit").text
    student.get(f"/entries/{entry}")
    assert "It is a draft again." in student.submit("/withdraw").text
    assert status(town) is EntryStatus.DRAFT


def test_a_draft_that_cannot_be_sent_says_why(town: Town, student: Browser, logged: Logged) -> None:
    entry = logged(send=False)
    with town.given():
        db.session.merge(town.cast.placement).starts = world.in_days(-1)
    student.get(f"/entries/{entry}")
    page = student.submit("/submit")
    assert page.status == 422
    assert "inside the dates of the placement" in page.text
    student.get(f"/week?starting={last_week(0)}")
    page = student.submit("/week/submit")
    assert "stays a draft" in page.text
    assert status(town) is EntryStatus.DRAFT


def test_what_came_back_is_answered_in_place(town: Town, student: Browser, supervisor: Browser, logged: Logged) -> None:
    entry = logged()
    assert "Say why you send it back." in decide(supervisor, entry, "query").text
    page = decide(supervisor, entry, "query", reason="It was half an hour.", minutes="30")
    assert "Sent back" in page.text
    page = student.get(f"/week?starting={last_week(0)}")
    assert "Maya Okafor: It was half an hour." in page.text
    assert "Length: 0 h 30 (you wrote 0 h 45)" in page.text
    page = student.submit("/accept-offer")
    assert "as your supervisor offered it" in page.text
    assert (status(town), town.entry().minutes) == (EntryStatus.VERIFIED, 30)


def test_what_came_back_is_changed_and_sent_again(
    town: Town, student: Browser, supervisor: Browser, logged: Logged
) -> None:
    entry = logged()
    decide(supervisor, entry, "query", reason="Which day?")
    page = student.get(f"/entries/{entry}/edit")
    assert "Which day?" in page.text
    assert "again" in student.submit("/edit", length="40").text
    assert (status(town), town.entry().number) == (EntryStatus.SUBMITTED, 2)
    assert "Length: 0 h 45 became 0 h 40" in student.get(f"/entries/{entry}").text


def test_an_impossible_offer_is_said_beside_the_field(town: Town, supervisor: Browser, logged: Logged) -> None:
    page = decide(supervisor, logged(), "query", reason="Longer?", minutes="800")
    assert page.status == 422
    assert "at most 720 minutes" in page.text
    assert status(town) is EntryStatus.SUBMITTED


def test_what_was_declined_is_logged_again(town: Town, student: Browser, supervisor: Browser, logged: Logged) -> None:
    entry = logged()
    decide(supervisor, entry, "decline", reason="This was not yours.")
    page = student.get(f"/entries/{entry}")
    assert "This was not yours." in page.text
    page = student.submit("/log-again")
    assert page.heading == "Change a draft"
    assert [each.status for each in town.entries()] == [EntryStatus.DECLINED, EntryStatus.DRAFT]


@pytest.mark.parametrize("seconds, done", [(599, True), (601, False)])
def test_a_decision_is_undone_within_ten_minutes(
    town: Town, supervisor: Browser, logged: Logged, seconds: int, done: bool
) -> None:
    entry = logged()
    now = clock.now()
    with time_machine.travel(now, tick=False):
        decide(supervisor, entry, "verify")
        assert "Undo my decision" in supervisor.get(f"/entries/{entry}").text
    with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
        page = supervisor.post(f"/entries/{entry}/undo")
    assert (page.status, status(town) is EntryStatus.SUBMITTED) == ((303, True) if done else (409, False))


def test_a_change_to_a_verified_entry_is_asked_for_and_answered(
    town: Town, student: Browser, supervisor: Browser, logged: Logged
) -> None:
    entry = logged()
    decide(supervisor, entry, "verify")
    student.get(f"/entries/{entry}/amend")
    assert "Say why it should change." in student.submit("/amend", length="60").text
    page = student.submit("/amend", length="60", reason="I typed it wrong.")
    assert "Until then it counts as it was verified" in page.text
    assert student.get(f"/entries/{entry}/amend").status == 303
    page = supervisor.get(f"/entries/{entry}")
    assert "I typed it wrong." in page.text
    page = supervisor.submit("/answer-amendment", press="Accept the change")
    assert "The change is accepted." in page.text
    assert (town.entry().minutes, town.entry().changing) == (60, False)
    assert "Change accepted by Maya Okafor" in student.get(f"/entries/{entry}").text


@pytest.mark.parametrize("who", ["student", "supervisor"])
def test_a_change_is_withdrawn_or_declined(
    town: Town, student: Browser, supervisor: Browser, logged: Logged, who: str
) -> None:
    entry = logged()
    decide(supervisor, entry, "verify")
    student.get(f"/entries/{entry}/amend")
    student.submit("/amend", length="60", reason="I typed it wrong.")
    if who == "student":
        student.get(f"/entries/{entry}")
        assert "The change is withdrawn." in student.submit("/withdraw-amendment").text
    else:
        supervisor.get(f"/entries/{entry}")
        page = supervisor.submit("/answer-amendment", press="Decline the change")
        assert "The change is declined." in page.text
    assert (town.entry().minutes, town.entry().changing) == (45, False)


def test_an_impossible_change_is_refused(town: Town, student: Browser, supervisor: Browser, logged: Logged) -> None:
    entry = logged()
    decide(supervisor, entry, "verify")
    student.get(f"/entries/{entry}/amend")
    page = student.submit("/amend", length="other", minutes="800", reason="More.")
    assert (page.status, town.entry().changing) == (422, False)
    page = student.submit("/amend", length="45", reason="Nothing.")
    assert (page.status, "Nothing is different" in page.text) == (409, True)


def test_the_tutor_takes_a_verified_entry_back(
    town: Town, student: Browser, supervisor: Browser, signed_in: SignedIn, logged: Logged
) -> None:
    entry, tutor = logged(), signed_in("tutor")
    assert tutor.get(f"/entries/{entry}/reverse").status == 303
    decide(supervisor, entry, "verify")
    tutor.get(f"/entries/{entry}/reverse")
    assert "Say why." in tutor.submit("/reverse").text
    page = tutor.submit("/reverse", reason="Logged twice.")
    assert "get a receipt" in page.text
    page = student.get(f"/entries/{entry}")
    assert "Logged twice." in page.text
    assert "taken back later by the university" in page.text


def test_the_university_confirms_and_a_replacement_takes_over(
    town: Town, signed_in: SignedIn, logged: Logged, student: Browser
) -> None:
    entry = logged(on=world.in_days(-70))
    with town.given():
        for each in db.session.merge(town.cast.placement).assignments:
            if each.capacity is AssignmentCapacity.SUPERVISOR:
                each.ends = world.in_days(-40)
        world.assign(town.cast.other_supervisor, db.session.merge(town.cast.placement), starts=world.in_days(-5))
    newcomer, lead = signed_in("other_supervisor"), signed_in("lead")
    newcomer.get(f"/entries/{entry}")
    assert newcomer.get(f"/entries/{entry}/decide").status == 403
    newcomer.get(f"/entries/{entry}")
    assert "It waits for you now." in newcomer.submit("/take-over").text
    newcomer.get(f"/entries/{entry}/decide")
    assert newcomer.submit("/decide", press="Verify").errors == [NEEDS_BASIS]
    lead.get(f"/entries/{entry}/confirm")
    assert "Say why." in lead.submit("/confirm").text
    assert "Confirmed by the university." in lead.submit("/confirm", reason="The school's register").text
    assert "As the university" in student.get(f"/entries/{entry}").text
    lead.get(f"/entries/{entry}")
    assert "Undone" in lead.submit("/undo").text


def test_two_supervisors_who_decide_at_once_do_not_overwrite_each_other(
    town: Town, supervisor: Browser, signed_in: SignedIn, logged: Logged
) -> None:
    entry = logged(on=world.in_days(-70))
    other = signed_in("former_supervisor_in_grace")
    supervisor.get(f"/entries/{entry}/decide")
    other.get(f"/entries/{entry}/decide")
    other.submit("/decide", reason="Why?", press="Send back")
    page = supervisor.submit("/decide", press="Verify")
    assert page.status == 409
    assert "Sent back" in page.text
    assert status(town) is EntryStatus.QUERIED


def test_a_supervisor_who_looked_before_the_change_sees_the_difference(
    town: Town, student: Browser, supervisor: Browser, logged: Logged
) -> None:
    entry = logged()
    supervisor.get(f"/entries/{entry}/decide")
    student.get(f"/entries/{entry}")
    student.submit("/withdraw")
    student.get(f"/entries/{entry}/edit")
    student.submit("/edit", length="30")
    student.get(f"/entries/{entry}")
    student.submit("/submit")
    page = supervisor.submit("/decide", press="Verify")
    assert (page.status, "0 h 45" in page.text, "0 h 30" in page.text) == (409, True, True)


ACTS = ("submit", "withdraw", "delete", "accept-offer", "log-again", "withdraw-amendment")
DECISIONS = ("decide", "answer-amendment", "undo", "take-over", "confirm", "reverse")


def _in_state(town: Town, state: EntryStatus) -> str:
    with town.given():
        decided: dict[str, Any] = {"decided_by_id": town.cast.supervisor.id, "decided_at": clock.now(), "number": 1}
        made = world.entry(
            town.cast.placement,
            last_week(0),
            status=state,
            whom=town.cast.slot,
            supervisor_id=town.cast.supervisor.id,
            **(decided if state not in {EntryStatus.DRAFT, EntryStatus.SUBMITTED} else {}),
        )
        return str(made.id)


POSSIBLE = {
    (EntryStatus.DRAFT, "submit"),
    (EntryStatus.DRAFT, "delete"),
    (EntryStatus.SUBMITTED, "withdraw"),
    (EntryStatus.QUERIED, "withdraw"),
    (EntryStatus.DECLINED, "log-again"),
}


@pytest.mark.parametrize("state", list(EntryStatus))
@pytest.mark.parametrize("act", ACTS)
def test_every_act_of_a_student_in_every_state(town: Town, student: Browser, state: EntryStatus, act: str) -> None:
    entry = _in_state(town, state)
    page = student.post(f"/entries/{entry}/{act}")
    assert page.status == (303 if (state, act) in POSSIBLE else 409)


@pytest.mark.parametrize("part", ["other_student", "foreign_student", "other_supervisor", "administrator"])
@pytest.mark.parametrize("act", ["", *ACTS, *DECISIONS])
def test_to_strangers_the_entry_does_not_exist(town: Town, signed_in: SignedIn, part: str, act: str) -> None:
    entry, stranger = _in_state(town, EntryStatus.SUBMITTED), signed_in(part)
    page = stranger.post(f"/entries/{entry}/{act}") if act else stranger.get(f"/entries/{entry}")
    assert page.status == 404


@pytest.mark.parametrize(
    "part", ["supervisor", "tutor", "lead", "university_coordinator", "provider_coordinator", "examiner"]
)
@pytest.mark.parametrize("act", ACTS)
def test_nobody_does_the_students_acts_for_them(town: Town, signed_in: SignedIn, part: str, act: str) -> None:
    entry = _in_state(town, EntryStatus.SUBMITTED)
    assert signed_in(part).post(f"/entries/{entry}/{act}").status == 403


@pytest.mark.parametrize(
    "part", ["student", "tutor", "lead", "university_coordinator", "provider_coordinator", "examiner"]
)
@pytest.mark.parametrize("act", ["decide", "answer-amendment", "undo", "take-over"])
def test_only_supervisors_decide(town: Town, signed_in: SignedIn, part: str, act: str) -> None:
    entry = _in_state(town, EntryStatus.SUBMITTED)
    assert signed_in(part).post(f"/entries/{entry}/{act}").status == 403


@pytest.mark.parametrize(
    "days, part, answer",
    [
        (-1, "supervisor", 200),
        (-1, "former_supervisor_in_grace", 403),
        (-10, "former_supervisor_in_grace", 200),
        (-70, "former_supervisor", 404),
    ],
)
def test_the_day_of_the_entry_says_who_decides(
    town: Town, signed_in: SignedIn, days: int, part: str, answer: int
) -> None:
    with town.given():
        made = world.entry(town.cast.placement, world.in_days(days), status=EntryStatus.SUBMITTED, whom=town.cast.slot)
    assert signed_in(part).get(f"/entries/{made.id}/decide").status == answer


@pytest.mark.parametrize("part", ["student", "supervisor", "university_coordinator", "provider_coordinator"])
def test_only_tutor_and_lead_take_back(town: Town, signed_in: SignedIn, part: str) -> None:
    entry = _in_state(town, EntryStatus.VERIFIED)
    assert signed_in(part).post(f"/entries/{entry}/reverse").status == 403


@pytest.mark.parametrize("part", ["tutor", "lead", "university_coordinator"])
def test_the_university_does_not_confirm_while_a_supervisor_can_decide(
    town: Town, signed_in: SignedIn, part: str
) -> None:
    entry = _in_state(town, EntryStatus.SUBMITTED)
    assert signed_in(part).post(f"/entries/{entry}/confirm").status == 403


def test_what_is_decided_is_not_decided_again(town: Town, supervisor: Browser) -> None:
    entry = _in_state(town, EntryStatus.VERIFIED)
    assert supervisor.get(f"/entries/{entry}/decide").location == f"/entries/{entry}"


def test_blanks_are_no_reason(town: Town, signed_in: SignedIn) -> None:
    entry, tutor = _in_state(town, EntryStatus.VERIFIED), signed_in("tutor")
    tutor.get(f"/entries/{entry}/reverse")
    assert "Say why." in tutor.submit("/reverse", reason="   ").text


@pytest.mark.parametrize("page", ["edit", "amend"])
def test_a_form_for_what_cannot_be_changed_leads_to_the_entry(town: Town, student: Browser, page: str) -> None:
    entry = _in_state(town, EntryStatus.SUBMITTED)
    assert student.get(f"/entries/{entry}/{page}").location == f"/entries/{entry}"


def test_a_stranger_who_is_signed_out_is_asked_in(town: Town, client: Callable[[], Browser]) -> None:
    entry = _in_state(town, EntryStatus.DRAFT)
    for address in ("/log", f"/entries/{entry}", f"/entries/{entry}/edit", "/week", "/hours"):
        assert client().get(address).status == 302


def test_the_suggestions_of_the_timetable_become_drafts_in_one_tap(town: Town, student: Browser) -> None:
    page = student.get(f"/week?starting={last_week(0)}")
    assert "2 sessions that are not logged" in page.text
    page = student.submit("/week/confirm", press="log them")
    assert "2 sessions are in your week as drafts." in page.text
    assert {each.day for each in town.entries()} == {last_week(1), last_week(2)}
    assert "not logged" not in page.text
    assert student.post("/week/confirm", starting=str(last_week(0)), suggestion="x").status == 303
    assert len(town.entries()) == 2


def test_a_suggestion_that_cannot_be_taken_says_why(town: Town, student: Browser) -> None:
    student.get(f"/week?starting={last_week(0)}")
    with town.given():
        version = db.session.merge(town.cast.version)
        version.note_policy = version.note_policy.__class__("required")
    page = student.submit("/week/confirm", press="log them")
    assert "asks for a note" in page.text
    assert town.entries() == []


@pytest.mark.parametrize("starting", ["nonsense", "9999-12-31", ""])
def test_a_strange_week_is_this_week(town: Town, student: Browser, starting: str) -> None:
    page = student.post("/week/submit", starting=starting)
    assert page.status == 303
    assert student.get(f"/week?starting={starting}").status == 200


def test_the_entry_of_a_week_sits_in_its_iso_week(town: Town) -> None:
    assert rules.week_number(last_week(0)) == rules.week_number(last_week(6))
    assert Entry.__tablename__ == "entry"
