"""A session is written down by one side and confirmed by the other, through the front door, and counts from then on."""

from datetime import time
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from placement_portal.database import db
from placement_portal.hours.rules import NotCountedReason
from placement_portal.ledger.models import LedgerEvent
from placement_portal.mail.models import OutboxMessage
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.rules import AssignmentCapacity, PlacementStatus
from placement_portal.programmes.models import RuleSet
from placement_portal.programmes.rules import CategoryGroup
from placement_portal.progress import queries as progress
from placement_portal.progress import service as kept
from placement_portal.supervision import policy, queries, service
from placement_portal.supervision.models import SupervisionChange, SupervisionPart, SupervisionSession
from placement_portal.supervision.rules import (
    SESSION_REFUSALS,
    SessionRefusal,
    SupervisionCapacity,
    SupervisionStatus,
)
from placement_portal.transaction import Moved
from placement_portal.web import constraints
from tests import world
from tests.conftest import Statements
from tests.hours.conftest import SignedIn, Town
from tests.house.browser import Browser, Page

THOUGHT = "I talk when I could wait."
PRAISE = "You listened for a long time before you played."
TO_ALL = "Bring one question each next time."


def typed(day: int = -1, **more: Any) -> dict[str, Any]:
    """Return what is typed about a session of so many days from today."""
    asked = {"day": world.in_days(day).isoformat(), "start": "14:00", "minutes": "60", "present": "1"}
    return {**asked, "mode": "individual", "act": "send", **more}


def new(town: Town, browser: Browser, placement: Placement | None = None, **more: Any) -> Page:
    browser.get(f"/placements/{(placement or town.cast.placement).id}/supervision/new")
    return browser.submit("/supervision/new", **typed(**more))


def parts(town: Town) -> list[SupervisionPart]:
    with town.given():
        wanted = sa.select(SupervisionPart).options(sa.orm.joinedload(SupervisionPart.session))
        return list(db.session.scalars(wanted.order_by(SupervisionPart.id)))


def only(town: Town) -> SupervisionPart:
    (found,) = parts(town)
    return found


def counted(town: Town, placement: Placement | None = None) -> tuple[int, int, dict[NotCountedReason, int]]:
    """Return recorded, countable and not countable minutes of supervision as they are kept; they equal a recount."""
    with town.given():
        assert [each for each in kept.check() if each.what != "the total"] == []
        shown = progress.of_placement(db.session.merge(placement or town.cast.placement))
    if shown is None:
        return 0, 0, {}
    groups = [each for each in shown.groups if each.group is CategoryGroup.SUPERVISION]
    if not groups:
        return 0, 0, {}
    return groups[0].recorded, groups[0].countable, {reason: n for reason, n, _ in groups[0].not_countable}


def confirm_all(browser: Browser) -> Page:
    page = browser.get("/waiting-for-you")
    ticks = [line.partition("~")[0] for line in page.form("/supervision/confirm").fields()["shown"]]
    return browser.submit("/supervision/confirm", ticks=ticks)


def test_a_student_writes_a_session_and_the_supervisor_confirms_it(town: Town, signed_in: SignedIn) -> None:
    student, supervisor = signed_in("student"), signed_in("supervisor")
    page = student.get(f"/placements/{town.cast.placement.id}/supervision")
    assert "No supervision yet" in page.text
    page = new(town, student, reflection=THOUGHT, themes=["Boundaries"], own_words="Pace", codes=["C1"], act="draft")
    assert "Nobody else sees it" in page.text
    assert "60 min individually: 60 min count." in page.text
    here = f"/supervision/{only(town).id}"
    assert supervisor.get(here).status == 404, "a draft is its writer's"
    assert counted(town) == (60, 0, {NotCountedReason.NOT_SUBMITTED: 60})
    page = student.submit("/submit")
    assert "It waits for Maya Okafor." in page.text
    assert student.post(f"{here}/confirm", seen="").status == 403, "nobody confirms what they wrote"
    assert "One supervision session waits." in supervisor.get("/").text
    page = supervisor.get(here)
    assert THOUGHT not in page.text, "the reflection is the student's until it is shared"
    assert "Boundaries; Pace" in page.text
    page = supervisor.click("Write to the student")
    supervisor.submit("/comment", comment=PRAISE)
    page = confirm_all(supervisor)
    assert "1 session is confirmed." in page.text
    assert counted(town) == (60, 60, {})
    page = student.get(here)
    assert PRAISE in page.text
    student.click("Change it, or whom it is shared with")
    student.submit("/reflect", reflection=THOUGHT, reflection_shared="y")
    assert THOUGHT in supervisor.get(here).text
    for who, may in (("tutor", 200), ("lead", 200), ("provider_coordinator", 404), ("administrator", 404)):
        assert signed_in(who).get(here).status == may
    with town.given():
        actions = list(db.session.scalars(sa.select(LedgerEvent.action).where(LedgerEvent.object_id == only(town).id)))
    assert actions.count("supervision_read") >= 4, "staff who read it are in the ledger, the student is not"
    assert "1 h 00" in student.get("/hours").text
    assert THOUGHT not in student.get("/hours/download.csv").text
    assert "60 min individually: 60 min count." in student.get("/hours/download.csv").text
    assert "60 min individually: 60 min count." in student.get("/hours/print").text


def test_a_group_is_written_once_and_each_student_confirms_their_own_record(town: Town, signed_in: SignedIn) -> None:
    with town.given():
        world.assign(town.cast.supervisor, db.session.merge(town.cast.other_placement))
        world.assign(town.cast.supervisor, db.session.merge(town.cast.foreign_placement))
        rules = db.session.get_one(RuleSet, town.cast.rule_set.id)
        rules.group_percent, rules.group_until = 50, 4
    supervisor = signed_in("supervisor")
    everybody = [town.cast.placement, town.cast.other_placement, town.cast.foreign_placement]
    asked: dict[str, Any] = {"students": [str(each.id) for each in everybody], "mode": "group", "minutes": "90"}
    page = new(town, supervisor, **asked, present="2")
    assert SESSION_REFUSALS[SessionRefusal.FEWER_THAN_NAMED] in page.text
    page = new(town, supervisor, **asked, present="3", shared_comment=TO_ALL)
    assert "Sent to 3 students to confirm." in page.text
    assert len({each.session_id for each in parts(town)}) == 1
    mine = next(each for each in parts(town) if each.placement_id == town.cast.placement.id)
    supervisor.get(f"/supervision/{mine.id}")
    supervisor.click("Write to the student")
    page = supervisor.submit("/comment", comment=PRAISE, shared_comment=TO_ALL)
    assert "Þóra Jónsdóttir" in page.text
    student, other = signed_in("student"), signed_in("other_student")
    assert "One session waits for you to confirm it." in student.get("/").text
    page = student.get(f"/supervision/{mine.id}")
    assert "90 min in a group of 3, 50 % of it: 45 min count." in page.text
    assert TO_ALL in page.text
    assert PRAISE in page.text
    assert "Þóra Jónsdóttir" not in page.text, "each student sees their own record alone"
    page = student.submit("/confirm")
    assert "Confirmed. It counts now." in page.text
    assert counted(town) == (90, 45, {NotCountedReason.SHARED: 45})
    assert "0 h 45: In a group only a part of the time counts" in student.get("/hours").text
    assert other.get(f"/supervision/{mine.id}").status == 404
    theirs = next(each for each in parts(town) if each.placement_id == town.cast.other_placement.id)
    page = other.get(f"/supervision/{theirs.id}")
    assert TO_ALL in page.text
    assert PRAISE not in page.text
    other.click("Send it back")
    assert "Say why you send it back." in other.submit("/send-back", reason="").text
    page = other.submit("/send-back", reason="It was an hour.")
    assert "Sent back to Maya Okafor." in page.text
    with town.given():
        letters = db.session.scalars(sa.select(OutboxMessage.subject + OutboxMessage.text)).all()
    assert any("came back to you" in each for each in letters)
    assert not any("It was an hour." in each for each in letters)
    supervisor.get(f"/supervision/{theirs.id}/edit")
    page = supervisor.submit("/edit", minutes="60", shared_comment="Changed", comment="", act="send")
    minutes = {each.id: each.minutes for each in parts(town)}
    assert [minutes.pop(theirs.id), set(minutes.values())] == [60, {90}], "what others have stays"
    assert parts(town)[0].session.shared_comment == TO_ALL
    assert "Waiting to be confirmed" in page.text


def test_one_student_can_be_taken_out_of_a_draft(town: Town, signed_in: SignedIn) -> None:
    with town.given():
        world.assign(town.cast.supervisor, db.session.merge(town.cast.other_placement))
    supervisor = signed_in("supervisor")
    both = [str(each.id) for each in (town.cast.placement, town.cast.other_placement)]
    new(town, supervisor, students=both, mode="group", present="2", act="draft")
    one, other = parts(town)
    supervisor.get(f"/supervision/{one.id}")
    supervisor.submit("/delete")
    assert [each.id for each in parts(town)] == [other.id]


def test_a_session_in_a_group_with_somebody_who_left_is_taken_within_the_grace(town: Town, signed_in: SignedIn) -> None:
    left = signed_in("former_supervisor_in_grace")
    page = new(town, left, day=-20)
    assert "Sent to the student to confirm." in page.text
    page = new(town, left, day=-3)
    assert SESSION_REFUSALS[SessionRefusal.NOT_SUPERVISED_BY] in page.text
    assert left.get(f"/placements/{town.cast.placement.id}/supervision").status == 200
    with town.given():
        of_another = world.session(
            db.session.merge(town.cast.placement),
            world.in_days(-2),
            db.session.merge(town.cast.supervisor),
            status=SupervisionStatus.SUBMITTED,
        )
    assert left.get(f"/supervision/{of_another.id}").status == 404, "who left reads only what was held with them"
    assert signed_in("former_supervisor").get(f"/placements/{town.cast.placement.id}/supervision").status == 404


def test_two_records_of_the_same_session_become_one(town: Town, signed_in: SignedIn) -> None:
    student, supervisor = signed_in("student"), signed_in("supervisor")
    new(town, supervisor, comment=PRAISE)
    new(town, student, start="14:30", reflection=THOUGHT)
    theirs, mine = parts(town)
    page = student.get(f"/supervision/{mine.id}")
    assert "Two records of the same session?" in page.text
    assert student.post(f"/supervision/{mine.id}/merge", {"with": str(mine.id)}).status == 303
    student.get(f"/supervision/{mine.id}")
    page = student.submit("/merge")
    assert "They are one record now. It counts once." in page.text
    assert [each.status for each in parts(town)] == [SupervisionStatus.CONFIRMED, SupervisionStatus.MERGED]
    assert (parts(town)[0].reflection, parts(town)[0].comment) == (THOUGHT, PRAISE)
    assert counted(town) == (60, 60, {})
    assert "another record" in student.get(f"/supervision/{mine.id}").text
    assert student.post(f"/supervision/{mine.id}/merge", {"with": str(theirs.id)}).status == 409


def test_what_is_confirmed_changes_only_when_the_other_side_agrees(town: Town, signed_in: SignedIn) -> None:
    student, supervisor = signed_in("student"), signed_in("supervisor")
    new(town, student)
    confirm_all(supervisor)
    here = f"/supervision/{only(town).id}"
    assert student.get(f"{here}/edit").location.endswith(here)
    assert supervisor.get(f"{here}/comment").location.endswith(here)
    assert supervisor.get(f"{here}/send-back").location.endswith(here)
    assert supervisor.post(f"{here}/comment", comment="Later").status == 409
    student.get(here)
    student.click("Ask for a change")
    assert SESSION_REFUSALS[SessionRefusal.LENGTH] in student.submit("/change", minutes="900", reason="Longer").text
    page = student.submit("/change", minutes="75", reason="We went on for a quarter of an hour.")
    assert "The other side is asked." in page.text
    assert "Length: 1 h 00 became 1 h 15" in page.text
    assert student.post(f"{here}/change", typed(minutes="80", reason="Again", version="1")).status == 409
    assert counted(town) == (60, 60, {})
    page = supervisor.get("/waiting-for-you")
    assert "Answer a change of the session" in page.text
    supervisor.get(here)
    page = supervisor.submit("/answer", press="Accept the change")
    assert "The change is accepted." in page.text
    assert counted(town) == (75, 75, {})
    supervisor.click("Ask for a change")
    supervisor.submit("/change", minutes="50", reason="It began late.")
    student.get(here)
    assert "The change is declined." in student.submit("/answer", press="Decline the change").text
    student.click("Ask for a change")
    student.submit("/change", minutes="45", reason="I left.")
    assert "The change is withdrawn." in student.submit("/answer", press="Withdraw the change").text
    assert student.post(f"{here}/answer", act="accept").status == 409
    assert counted(town) == (75, 75, {})
    with town.given():
        assert len(db.session.scalars(sa.select(SupervisionChange)).all()) == 3


def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(town: Town, signed_in: SignedIn) -> None:
    student = signed_in("student")
    page = new(town, student, minutes="an hour", mode="dance", reflection="Zoë Quill was late.")
    assert page.status == 422
    assert "Enter whole minutes, such as 60." in page.text
    assert "Choose how it was held." in page.text
    assert "Zoë Quill was late." in page.html
    page = new(town, student, reflection="Born 12.03.2015, Zoë Quill, 01632 960 123")
    assert "Please look at what you wrote again." in page.text
    page = student.submit("/supervision/new", act="send")
    assert "It waits for Maya Okafor." in page.text, "the writer saw the warning and keeps the words"
    page = new(town, student, day=3)
    assert SESSION_REFUSALS[SessionRefusal.IN_FUTURE] in page.text
    page = new(town, student, present="3")
    assert SESSION_REFUSALS[SessionRefusal.NOT_A_GROUP] in page.text
    supervisor = signed_in("supervisor")
    page = new(town, supervisor, students=[])
    assert SESSION_REFUSALS[SessionRefusal.NOBODY_NAMED] in page.text
    page = new(town, supervisor, day=3)
    assert SESSION_REFUSALS[SessionRefusal.IN_FUTURE] in page.text
    supervisor.get("/waiting-for-you")
    assert "Nothing was confirmed" in supervisor.submit("/supervision/confirm", ticks=[]).text
    nobody = signed_in("foreign_student")
    with town.given():
        db.session.execute(sa.delete(Assignment).where(Assignment.placement_id == town.cast.foreign_placement.id))
    page = nobody.get(f"/placements/{town.cast.foreign_placement.id}/supervision/new")
    assert "Nobody supervises this placement today." in page.text


def test_a_draft_is_changed_taken_back_and_deleted(town: Town, signed_in: SignedIn) -> None:
    student, supervisor = signed_in("student"), signed_in("supervisor")
    new(town, student, act="draft")
    here = f"/supervision/{only(town).id}"
    student.click("Change")
    assert SESSION_REFUSALS[SessionRefusal.LENGTH] in student.submit("/edit", minutes="0", act="draft").text
    page = student.submit("/edit", minutes="50", act="draft")
    assert "It is changed." in page.text
    student.get(f"{here}/edit")
    page = student.submit("/edit", reflection="Ring 01632 960 123 about Zoë Quill", act="draft")
    assert "Please look at what you wrote again." in page.text
    assert student.post(f"{here}/edit", typed(version="1")).status == 409, "somebody changed it meanwhile"
    student.get(here)
    student.submit("/submit")
    seen = supervisor.get(here).form("/confirm").fields()["seen"]
    student.get(here)
    student.submit("/withdraw")
    assert supervisor.get(here).status == 404
    page = student.get(here)
    assert "Delete" not in [button for form in page.forms for button in [form.action] if button.endswith("delete")]
    assert student.post(f"{here}/delete").status == 409, "what was handed in keeps its history"
    student.get(f"{here}/edit")
    student.submit("/edit", minutes="55", act="send")
    assert supervisor.post(f"{here}/confirm", seen=seen).status == 409, "it is not what they saw"
    supervisor.get("/waiting-for-you")
    page = supervisor.submit("/supervision/confirm", ticks=[str(only(town).id)], shown=[f"{only(town).id}~{seen}"])
    assert "What changed since you saw it was not confirmed." in page.text
    assert only(town).minutes == 55
    new(town, student, day=-4, act="draft")
    student.submit("/delete")
    assert len(parts(town)) == 1
    with town.given():
        assert len(db.session.scalars(sa.select(SupervisionSession)).all()) == 1
    new(town, supervisor, day=-5, act="draft")
    draft = parts(town)[-1]
    assert student.get(f"/supervision/{draft.id}").status == 404
    with town.given():
        ended = sa.update(Assignment).where(Assignment.person_id == town.cast.supervisor.id)
        db.session.execute(ended.values(ends=world.in_days(-6)))
    supervisor.get(f"/supervision/{draft.id}")
    assert SESSION_REFUSALS[SessionRefusal.NOT_SUPERVISED_BY] in supervisor.submit("/submit").text
    supervisor.get(f"/supervision/{draft.id}/edit")
    assert SESSION_REFUSALS[SessionRefusal.NOT_SUPERVISED_BY] in supervisor.submit("/edit", act="draft").text


def test_a_replacement_confirms_what_was_held_with_somebody_who_left(town: Town, signed_in: SignedIn) -> None:
    with town.given():
        placement = db.session.merge(town.cast.placement)
        held = world.session(
            placement,
            world.in_days(-70),
            db.session.merge(town.cast.former_supervisor),
            status=SupervisionStatus.SUBMITTED,
            number=0,
        )
        unnamed = world.session(placement, world.in_days(-60), db.session.merge(town.cast.supervisor))
        db.session.get_one(SupervisionSession, unnamed.session_id).supervisor_id = None
    supervisor = signed_in("supervisor")
    assert "1 session is confirmed." in confirm_all(supervisor).text
    with town.given():
        assert db.session.get_one(SupervisionPart, held.id).decided_by_id == town.cast.supervisor.id
    student = signed_in("student")
    student.get(f"/supervision/{unnamed.id}")
    assert SESSION_REFUSALS[SessionRefusal.NOT_SUPERVISED_BY] in student.submit("/submit").text


def test_what_is_late_or_stale_is_refused(town: Town, signed_in: SignedIn) -> None:
    student, supervisor = signed_in("student"), signed_in("supervisor")
    new(town, student)
    here = f"/supervision/{only(town).id}"
    version = str(only(town).version)
    assert student.post(f"{here}/change", typed(version=version, reason="Now")).status == 409, "it is not confirmed"
    assert student.get(f"{here}/change").location.endswith(here)
    assert "individually" not in student.get("/hours/download.csv?status=draft").text
    assert student.post(f"{here}/edit", typed(version=version)).status == 409, "it waits: it is taken back first"
    supervisor.get(f"{here}/comment")
    assert "Please look" in supervisor.submit("/comment", comment="Ask Zoë Quill, born 12.03.2015").text
    student.get(f"{here}/reflect")
    assert "Please look" in student.submit("/reflect", reflection="Ask Zoë Quill, born 12.03.2015").text
    assert "You alone read it." in student.submit("/reflect").text
    supervisor.get(f"{here}/comment")
    supervisor.submit("/comment", comment=PRAISE)
    confirm_all(supervisor)
    student.get(f"{here}/change")
    assert "Say why it should change." in student.submit("/change", reason="").text
    student.submit("/change", minutes="70", reason="It went on.")
    assert supervisor.post(f"{here}/answer", act="accept", seen="stale").status == 409
    new(town, student, start="14:20", reflection=THOUGHT)
    again = parts(town)[-1]
    student.get(f"/supervision/{again.id}")
    student.submit("/merge")
    assert parts(town)[0].reflection.startswith("Ask"), "what is there already stays"
    new(town, student, day=-8)
    new(town, student, day=-9, act="draft")
    assert student.post(f"/supervision/{again.id}/merge", {"with": str(parts(town)[-1].id)}).status == 409
    waits, draft = parts(town)[-2:]
    new(town, student, day=-8, start="14:10", act="draft")
    student.get(f"/supervision/{parts(town)[-1].id}")
    student.submit("/merge")
    assert [each.status for each in parts(town)[-3:]] == [
        SupervisionStatus.SUBMITTED,
        SupervisionStatus.DRAFT,
        SupervisionStatus.MERGED,
    ], "nobody confirms what they wrote, and so not by merging it"
    with town.given():
        placement, person = db.session.merge(town.cast.placement), db.session.merge(town.cast.administrator)
        assert not queries.all_decided(placement)
        assert queries.waiting_for(person) == []
        placement.state = PlacementStatus.CLOSED
        db.session.flush()
        assert not policy.may_write(db.session.merge(town.cast.student), placement)
        gone = db.session.get_one(SupervisionPart, draft.id)
        db.session.delete(gone)
        db.session.flush()
        with pytest.raises(Moved):
            service.withdraw(gone, by=db.session.merge(town.cast.student))
    assert waits.id != draft.id


def test_a_programme_says_what_sessions_are_about(town: Town, signed_in: SignedIn) -> None:
    lead = signed_in("lead")
    lead.get(f"/programme-versions/{town.cast.version.id}")
    page = lead.submit(themes="\n".join(f"Theme {number}" for number in range(21)))
    assert "Use at most 20 lines" in page.text
    lead.submit(themes="Listening\n\n Waiting \nListening")
    page = signed_in("student").get(f"/placements/{town.cast.placement.id}/supervision/new")
    assert "Listening Waiting" in page.text
    assert "Boundaries" not in page.text


def test_a_tutor_supervises_for_the_university(town: Town, signed_in: SignedIn) -> None:
    tutor = signed_in("tutor")
    new(town, tutor, mode="group", present="6")
    assert only(town).session.capacity is SupervisionCapacity.UNIVERSITY
    with town.given():
        world.assign(
            db.session.merge(town.cast.other_supervisor),
            db.session.merge(town.cast.placement),
            AssignmentCapacity.CLINICAL_SUPERVISOR,
        )
    new(town, signed_in("other_supervisor"), day=-2)
    assert parts(town)[-1].session.capacity is SupervisionCapacity.CLINICAL
    page = tutor.get("/supervision")
    assert "2 to confirm" in page.text
    assert "Nobody to show" in signed_in("administrator").get("/supervision").text


def test_supervision_is_not_logged_as_an_entry_any_more(town: Town, signed_in: SignedIn) -> None:
    with town.given():
        category = world.category(town.cast.version, "SUP-I")
        world.timetable_row(db.session.merge(town.cast.placement), world.in_days(0).weekday(), time(0), category)
    student = signed_in("student")
    page = student.get("/log")
    assert "Supervision on your own" not in page.text
    content = {"day": world.in_days(-1).isoformat(), "start": "10:00", "length": "45", "outcome": "took_place"}
    ids = {"placement": town.cast.placement.id, "site": town.cast.site.id, "category": category.id, "slot": ""}
    page = student.post("/log", content | {name: str(each) for name, each in ids.items()})
    assert page.status == 422
    assert "Supervision is written down as a session" in page.text
    assert town.entries() == []


@pytest.mark.parametrize(
    "values, name",
    [
        ({"minutes": 721}, "ck_supervision_part_minutes"),
        ({"present": 0}, "ck_supervision_part_present"),
        ({"decided_by_id": "author"}, "ck_supervision_part_not_by_author"),
    ],
)
def test_what_the_database_refuses_is_said_in_words(town: Town, values: dict[str, Any], name: str) -> None:
    with town.given():
        placement = db.session.merge(town.cast.placement)
        values = {key: placement.student.person_id if each == "author" else each for key, each in values.items()}
        with pytest.raises(IntegrityError) as broken, db.session.begin_nested():
            world.session(placement, world.in_days(-1), db.session.merge(town.cast.supervisor), **values)
        assert constraints.name(broken.value) == name
        assert constraints.sentence(broken.value) != constraints.UNKNOWN


def test_pages_take_few_statements_however_much_there_is(
    town: Town, signed_in: SignedIn, statements: Statements
) -> None:
    browsers = {who: signed_in(who) for who in ("student", "supervisor")}
    counts: dict[str, list[int]] = {}
    for number in (2, 58):
        with town.given():
            placement, supervisor = db.session.merge(town.cast.placement), db.session.merge(town.cast.supervisor)
            waits: dict[str, Any] = {"status": SupervisionStatus.SUBMITTED, "minutes": number}
            held = [world.session(placement, world.in_days(-1 - day), supervisor, **waits) for day in range(number)][-1]
        pages = {
            f"/placements/{placement.id}/supervision": "student",
            f"/supervision/{held.id}": "supervisor",
            "/supervision": "supervisor",
            "/waiting-for-you": "supervisor",
        }
        for url, who in pages.items():
            with statements() as seen:
                page = browsers[who].get(url)
            assert page.status == 200
            assert len(page.html.encode()) < 60_000
            asked = [each for each in seen if "ledger_" not in each]  # who reads what somebody wrote is written down
            counts.setdefault("a record" if str(held.id) in url else url, []).append(len(asked))
    assert all(few == many <= 8 for few, many in counts.values()), counts
    student = browsers["student"]
    student.get(f"/placements/{town.cast.placement.id}/supervision")
    student.click("Older")
    assert "Back to the newest" in student.click("Older").links
