"""What is decided can be undone for ten minutes; the university takes back and confirms; nothing waits in vain."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.changes.models import Away
from placement_portal.changes.service import Standin
from placement_portal.database import db
from placement_portal.handover import service as handover
from placement_portal.hours.rules import NotCountedReason
from placement_portal.mail.models import OutboxMessage
from placement_portal.placements.models import Assignment, Placement, PlacementMove
from placement_portal.placements.rules import PlacementAction, PlacementStatus
from placement_portal.rhythm import service as rhythm
from placement_portal.rhythm.models import PlannedSupervision
from placement_portal.rhythm.rules import Slot
from placement_portal.supervision import service
from placement_portal.supervision.models import SupervisionPart
from placement_portal.supervision.rules import SupervisionStatus, hash_shown
from placement_portal.transaction import Moved
from tests import world
from tests.hours.conftest import SignedIn, Town
from tests.supervision.test_acts import counted, new, only, typed

SUBMITTED, CONFIRMED = SupervisionStatus.SUBMITTED, SupervisionStatus.CONFIRMED
WHY = "The supervisor's diary shows it."


def placement_of(town: Town) -> Placement:
    return db.session.get_one(Placement, town.cast.placement.id)


def held(town: Town, day: int, status: SupervisionStatus = SUBMITTED, **more: Any) -> SupervisionPart:
    with town.given():
        return world.session(placement_of(town), world.in_days(day), town.cast.supervisor, status=status, **more)


def letters(town: Town) -> list[Any]:
    with town.given():
        wanted = sa.select(OutboxMessage.person_id, OutboxMessage.subject, OutboxMessage.due_at)
        return list(db.session.execute(wanted.order_by(OutboxMessage.id)))


def test_a_decision_is_undone_for_ten_minutes(town: Town, signed_in: SignedIn) -> None:
    student, supervisor = signed_in("student"), signed_in("supervisor")
    new(town, student)
    here = f"/supervision/{only(town).id}"
    supervisor.get(f"{here}/send-back")
    supervisor.submit("/send-back", reason="It was forty minutes.")
    (letter,) = letters(town)
    assert letter.due_at > clock.now() + timedelta(minutes=9), "nobody is told before it cannot be undone"
    assert "Undo" not in student.get(here).text
    supervisor.get(here)
    page = supervisor.submit("/undo")
    assert "It waits for you again." in page.text
    assert letters(town) == []
    page = supervisor.submit("/confirm")
    assert counted(town) == (60, 60, {})
    assert student.post(f"{here}/undo").status == 403
    supervisor.submit("/undo")
    assert counted(town) == (60, 0, {NotCountedReason.WAITING: 60})
    assert supervisor.post(f"{here}/undo").status == 403, "there is no decision of theirs any more"
    supervisor.get(here)
    supervisor.submit("/confirm")
    assert "Confirmed (taken back)" in supervisor.get(here).text
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        page = supervisor.post(f"{here}/undo", follow=True)
        assert "This one is older." in page.text
        assert "Undo" not in page.text
    with town.given():
        part = db.session.get_one(SupervisionPart, only(town).id)
        part.changing = True
        db.session.flush()
        with pytest.raises(service.TooLate):
            service.undo(part, by=db.session.merge(town.cast.supervisor), now=clock.now())
        part.changing, part.status = False, SUBMITTED
        db.session.flush()
        with pytest.raises(Moved):
            service.undo(part, by=db.session.merge(town.cast.supervisor), now=clock.now())


def test_the_university_takes_back_what_was_confirmed(town: Town, signed_in: SignedIn) -> None:
    student, supervisor, tutor = signed_in("student"), signed_in("supervisor"), signed_in("tutor")
    new(town, student)
    here = f"/supervision/{only(town).id}"
    supervisor.get(here)
    supervisor.submit("/confirm")
    tutor.get(here)
    page = tutor.click("Take back")
    page = tutor.submit("/reverse", reason="")
    assert page.errors == ["Say why it is taken back."]
    page = tutor.submit("/reverse", reason="It was logged at another placement, too.")
    assert "Taken back by the university" in page.text
    assert counted(town) == (60, 0, {NotCountedReason.REVERSED: 60})
    told = [each.person_id for each in letters(town)]
    assert sorted(told) == sorted([town.cast.student.id, town.cast.supervisor.id])
    assert "It was logged at another placement, too." in student.get(here).text
    assert tutor.get(f"{here}/reverse").status == 303
    part = only(town)
    for seen in ("", hash_shown(part.id, part.number, part)):
        assert tutor.post(f"{here}/reverse", seen=seen, reason=WHY).status == 409
    assert supervisor.post(f"{here}/reverse", seen="", reason=WHY).status == 403
    assert supervisor.post(f"{here}/undo").status == 409
    mine = held(town, -5, CONFIRMED)
    with town.given():
        session = db.session.get_one(SupervisionPart, mine.id).session
        session.supervisor_id = town.cast.tutor.id
    assert tutor.get(f"/supervision/{mine.id}/reverse").status == 403, "nobody takes back their own"
    unnamed = held(town, -6, CONFIRMED)
    with town.given():
        db.session.get_one(SupervisionPart, unnamed.id).session.supervisor_id = None
    tutor.get(f"/supervision/{unnamed.id}/reverse")
    assert "Taken back by the university" in tutor.submit("/reverse", reason="Nobody knows who was there.").text
    assert [each.person_id for each in letters(town)].count(town.cast.student.id) == 2


def test_the_university_confirms_what_nobody_decided_in_time(town: Town, signed_in: SignedIn) -> None:
    new(town, signed_in("student"))
    with town.given():
        waits = db.session.scalars(sa.select(SupervisionPart)).one()
        waits.submitted_at = clock.now() - timedelta(days=29)
    fresh = held(town, -4, submitted_at=clock.now() - timedelta(days=3), number=1)
    never = held(town, -39, number=1)
    lead = signed_in("lead")
    assert lead.get(f"/supervision/{fresh.id}/confirm-for-university").status == 403
    assert lead.get(f"/supervision/{never.id}/confirm-for-university").status == 200
    here = f"/supervision/{waits.id}"
    lead.get(here)
    lead.click("Confirm as the university")
    assert lead.submit("/confirm-for-university", reason="").errors == ["Say what this rests on."]
    page = lead.submit("/confirm-for-university", reason=WHY)
    assert "As the university." in page.text
    assert WHY in page.text
    assert signed_in("tutor").get(f"{here}/confirm-for-university").status == 403, "it waits no more"
    with town.given():
        placement_of(town).status = PlacementStatus.CLOSED
    assert lead.get(f"/supervision/{fresh.id}/confirm-for-university").status == 200, "the board has met"


def test_after_a_withdrawal_lines_are_decided_for_four_weeks(town: Town, signed_in: SignedIn) -> None:
    part, done = held(town, -40, number=1), held(town, -50, CONFIRMED)
    supervisor = signed_in("supervisor")

    def withdrawn(days: int) -> None:
        with town.given():
            placement = placement_of(town)
            placement.status = PlacementStatus.WITHDRAWN
            db.session.execute(sa.delete(PlacementMove))
            move = PlacementMove(placement_id=placement.id, action=PlacementAction.WITHDRAW, day=world.in_days(days))
            move.status, move.by_id, move.at = PlacementStatus.WITHDRAWN, town.cast.lead.id, clock.now()
            db.session.add(move)

    withdrawn(-27)
    assert "Confirm" in supervisor.get(f"/supervision/{part.id}").text
    assert supervisor.get(f"/supervision/{done.id}/change").status == 200
    withdrawn(-29)
    assert supervisor.post(f"/supervision/{part.id}/confirm", seen="").status == 403
    assert supervisor.get(f"/supervision/{done.id}/change").status == 403
    assert signed_in("lead").get(f"/supervision/{part.id}/confirm-for-university").status == 403


def test_what_waits_and_what_is_planned_passes_to_who_stands_in_and_back(town: Town, signed_in: SignedIn) -> None:
    part = held(town, -3, number=1)
    with town.given():
        cast = town.cast
        soon, later = (Slot(world.in_days(n), part.start, 60, cast.supervisor.id) for n in (3, 30))
        supervisor, keeper = (
            db.session.get_one(Person, each.id) for each in (cast.supervisor, cast.provider_coordinator)
        )
        for slot in (soon, later):
            rhythm.plan(placement_of(town), slot, by=supervisor, now=clock.now())
        standin = world.supervising(cast.provider, world.person("Ines Quarry", address="standin@example.org"))
        mine = sa.select(Assignment).where(
            Assignment.placement_id == cast.placement.id, Assignment.person_id == cast.supervisor.id
        )
        assignment = db.session.scalars(mine).one()
        days: dict[str, Any] = {"starts": world.in_days(-5), "ends": world.in_days(10), "meanwhile": ""}
        who = [Standin(assignment=assignment, person=standin, since=world.in_days(-5))]
        away = handover.send_away(supervisor, assignment.placement.provider, who, **days, by=keeper)
        db.session.flush()
        away_id = away.id

    def planned_with() -> list[Any]:
        with town.given():
            wanted = sa.select(PlannedSupervision.supervisor_id).order_by(PlannedSupervision.day)
            return list(db.session.scalars(wanted))

    assert planned_with() == [standin.id, town.cast.supervisor.id], "only what is planned until somebody is back"
    browser = signed_in("standin")
    assert "One supervision session waits." in browser.get("/").text
    browser.get(f"/supervision/{part.id}")
    assert browser.submit("/confirm").status == 200
    new(town, signed_in("student"), day=-1, supervisor=str(standin.id))
    with town.given():
        keeper = db.session.get_one(Person, town.cast.provider_coordinator.id)
        handover.back(db.session.get_one(Away, away_id), world.in_days(1), by=keeper)
    assert planned_with() == [town.cast.supervisor.id] * 2
    with town.given():
        waiting = db.session.scalars(sa.select(SupervisionPart).where(SupervisionPart.status == SUBMITTED)).one()
        assert waiting.handed_to_id == town.cast.supervisor.id
    assert "One supervision session waits." in signed_in("supervisor").get("/").text


def test_nobody_confirms_their_own_record_and_a_session_may_go_past_midnight(town: Town, signed_in: SignedIn) -> None:
    with town.given():
        both = db.session.get_one(Person, town.cast.student.id)
        world.assign(both, placement_of(town))
    student = signed_in("student")
    page = new(town, student, supervisor=str(town.cast.student.id))
    assert page.errors == ["Not assigned to this placement on that day, or too long ago."]
    student.submit(
        "/supervision/new", **typed(-2, start="23:30", minutes="60", supervisor=str(town.cast.supervisor.id))
    )
    part = only(town)
    assert (part.day, part.status) == (world.in_days(-2), SUBMITTED), "it belongs to the day on which it begins"
    assert "on the next day" in student.get(f"/supervision/{part.id}").text
    assert student.post(f"/supervision/{part.id}/confirm", seen="").status == 403
    supervisor = signed_in("supervisor")
    new(town, supervisor, day=-1, start="00:15", minutes="15")
    assert "Two records of the same session?" in student.get(f"/supervision/{part.id}").text
