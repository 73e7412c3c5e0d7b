"""The gate is asked before somebody is placed and before somebody supervises, and blocks only what a check says."""

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.changes import service as stopping
from placement_portal.changes.rules import StopKind
from placement_portal.clearance.models import ClearanceItem, ClearanceType
from placement_portal.clearance.queries import asking
from placement_portal.clearance.rules import ClearanceBlock, ClearanceStatus
from placement_portal.clearance.rules.facts import ItemFacts
from placement_portal.clearance.service import items
from placement_portal.clearance.service.items import About
from placement_portal.database import db
from placement_portal.matching.models import Allocation, Round
from placement_portal.matching.rules import RoundStatus
from placement_portal.matching.service import publishing
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import Assignment
from tests import world
from tests.changes.conftest import PLANS, ask, day, supervision_of
from tests.clearance.conftest import Offices
from tests.conftest import Given, SignIn, Statements


def block_allocation(offices: Offices) -> str:
    """Let the insurance block allocation; return the sentence that a student who lacks it gets."""
    type_ = ClearanceType.organisation_id == offices.cast.university.id, ClearanceType.code == "indemnity"
    db.session.execute(sa.update(ClearanceType).where(*type_).values(blocks=ClearanceBlock.ALLOCATION))
    name = db.session.scalars(sa.select(ClearanceType.name).where(*type_)).one()
    return f"{name}: to do. Who can mend it: the student."


def test_a_student_is_placed_once_what_blocks_allocation_is_in_place(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given, statements: Statements
) -> None:
    cast = offices.cast
    with given():
        sentence = block_allocation(offices)
    lead = sign_in(cast.lead)
    lead.get("/")
    with statements() as seen:
        page = lead.get(f"/students/{cast.record.id}/placements/new")
    assert len(seen) <= 8
    assert "cannot be placed yet" in page.text
    assert sentence in page.text
    assert lead.submit(None, {}).status == 422
    with given():
        found = db.session.get_one(Round, world.matching_round(cast.stage, status=RoundStatus.OPEN).id)
        offer = world.offer(cast.site, cast.university, capacity=3)
        row = Allocation(round_id=found.id, student_id=cast.record.id, stage_id=cast.stage.id, offer_id=offer.id)
        row.by_hand = row.locked = True
        row.by_id, row.at, row.reasons, row.breaks, row.fits = cast.lead.id, clock.now(), [], [], {}
        db.session.add(row)
        db.session.flush()
        done = publishing.publish(found, [cast.record.id], by=db.session.get_one(Person, cast.lead.id))
        assert done.refused == [(cast.student.name, f"Not to be placed yet. {sentence}")]
    with given():
        type_ = db.session.query(ClearanceType).filter_by(organisation_id=cast.university.id, code="indemnity").one()
        student = db.session.get_one(Person, cast.student.id)
        facts = ItemFacts(ends_on=world.in_days(90))
        items.submit(type_, About(person_id=student.id), facts, cast.university.id, by=student)
    with looking():
        assert "the clearance officer, who looks at it" in asking.before_placing([cast.student.id])[cast.student.id][0]
    with given():
        provider = db.session.get_one(Organisation, cast.provider.id)
        by = db.session.get_one(Person, offices.safeguarding_lead.id)
        stopping.stop(provider, StopKind.STUDENT, cast.record.id, rung="x", plans=[], by=by)
    with looking():
        assert asking.before_placing([cast.student.id])[cast.student.id] == [
            "Work is stopped. Talk to the provider's safeguarding lead."
        ]


def test_a_supervisor_whose_registration_is_not_in_place_is_not_assigned(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given
) -> None:
    cast = offices.cast
    coordinator = sign_in(cast.provider_coordinator)
    url = f"/placements/{cast.placement.id}/people"
    coordinator.get(url)
    day = clock.today()
    asked = {"starts-day": str(day.day), "starts-month": str(day.month), "starts-year": str(day.year)}
    page = coordinator.submit(None, {"capacity": "supervisor", "person": str(cast.other_supervisor.id), **asked})
    assert page.status == 422
    assert f"{cast.other_supervisor.name} cannot be assigned yet." in page.text
    assert "Who can mend it: the supervisor." in page.text
    with given():
        type_ = db.session.query(ClearanceType).filter_by(organisation_id=cast.provider.id, code="registration").one()
        kept = {"type_id": type_.id, "organisation_id": cast.provider.id, "code": "registration", "about": "x"}
        stopped = {"status": ClearanceStatus.STOPPED, "seen_on": world.in_days(-9), "stopped_on": day}
        db.session.add(ClearanceItem(person_id=cast.other_supervisor.id, **kept, **stopped))
    with looking():
        assert "not in place. Talk to the clearance officer." in " ".join(
            asking.before_supervising(cast.other_supervisor.id)
        )
    with given():
        blocking = ClearanceType.blocks == ClearanceBlock.ASSIGNMENT
        db.session.execute(sa.update(ClearanceType).where(blocking).values(blocks=ClearanceBlock.NOTHING))
    page = coordinator.submit(None, {"capacity": "supervisor", "person": str(cast.other_supervisor.id), **asked})
    assert page.status == 200
    with looking():
        theirs = Assignment.placement_id == cast.placement.id, Assignment.person_id == cast.other_supervisor.id
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Assignment).where(*theirs)) == 1


def test_nobody_takes_over_stands_in_or_is_offered_before_their_checks_are_in_place(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given
) -> None:
    cast, other = offices.cast, offices.cast.other_supervisor
    refusal = f"{other.name} cannot be assigned yet."
    coordinator = sign_in(cast.provider_coordinator)
    with looking():
        key = str(supervision_of(cast).id)
    page = ask(coordinator, cast, "supervisor", assignment=key, person=str(other.id), **PLANS, **day("from_day", 5))
    assert (page.status, refusal in page.errors[0]) == (422, True)
    coordinator.get(f"/organisations/{cast.provider.id}/away/{cast.supervisor.id}")
    page = coordinator.submit(None, {**day("starts", 0), "cover": str(other.id)})
    assert (page.status, refusal in page.text) == (422, True)
    coordinator.get(f"/organisations/{cast.provider.id}/supervisors/{cast.supervisor.id}/leaves")
    page = coordinator.submit(None, {**day("last", 3), "successor": str(other.id)})
    assert (page.status, refusal in page.text) == (422, True)
    with looking():
        theirs = Assignment.placement_id == cast.placement.id, Assignment.person_id == other.id
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Assignment).where(*theirs)) == 0
    with given():
        found = db.session.get_one(Round, world.matching_round(cast.stage, status=RoundStatus.OPEN).id)
        offer = world.offer(cast.site, cast.university, capacity=3, supervisor_id=other.id)
        row = Allocation(round_id=found.id, student_id=cast.record.id, stage_id=cast.stage.id, offer_id=offer.id)
        row.by_hand = row.locked = True
        row.by_id, row.at, row.reasons, row.breaks, row.fits = cast.lead.id, clock.now(), [], [], {}
        db.session.add(row)
        db.session.flush()
        done = publishing.publish(found, [cast.record.id], by=db.session.get_one(Person, cast.lead.id))
        assert done.refused[0][1].startswith(refusal)
        assert row.published_at is None
