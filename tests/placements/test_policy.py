"""Who has to do with a placement, found in two statements whatever is asked after."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.placements import policy, queries
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.rules import AssignmentCapacity, PlacementAction, PlacementStatus, SlotStatus
from placement_portal.programmes.models import ProgrammeRole, StudentRecord
from placement_portal.sites.models import Site
from tests import world
from tests.conftest import Given, Statements
from tests.world import Cast

Predicate = Callable[[Person, Placement], bool]
SUPERVISORS = {"supervisor", "former_supervisor_in_grace"}
PROVIDER = {"provider_coordinator", "safeguarding_lead"}
PARTIES = SUPERVISORS | PROVIDER | {"student", "tutor", "lead", "university_coordinator", "examiner"}
WHO: dict[Predicate, set[str]] = {
    policy.is_their_student: {"student"},
    policy.supervises: {"supervisor"},
    policy.supervised_to_the_end: {"supervisor"},
    policy.is_tutor: {"tutor"},
    policy.is_provider_coordinator: PROVIDER,
    policy.is_programme_staff: {"lead", "university_coordinator"},
    policy.is_lead: {"lead"},
    policy.is_examiner: {"examiner"},
    policy.is_party: PARTIES,
    policy.may_coordinate: {"lead", "university_coordinator"} | PROVIDER,
    policy.may_staff: {"lead", "university_coordinator"} | PROVIDER,
    policy.may_keep_caseload: {"student", "supervisor", "lead", "university_coordinator"} | PROVIDER,
}


@pytest.mark.parametrize("predicate", WHO, ids=lambda predicate: predicate.__name__)
def test_each_predicate_fits_its_people_and_nobody_else(cast: Cast, looking: Given, predicate: Predicate) -> None:
    with looking():
        placement = db.session.get_one(Placement, cast.placement.id)
        assert {part for part, person in cast.people.items() if predicate(person, placement)} == WHO[predicate]


def test_parties_find_it_in_two_statements_and_ask_for_nothing_more(
    cast: Cast, app: Flask, statements: Statements
) -> None:
    for part, person in cast.people.items():
        with app.test_request_context(), statements() as seen:
            found = queries.find(person, cast.placement.id)
            assert (found is not None) == (part in PARTIES), part
            if found:
                assert found.student.person.name
                assert [predicate(person, found) for predicate in WHO]
            assert len(seen) <= 2
            db.session.rollback()


def test_lists_hold_what_one_may_find(cast: Cast, looking: Given) -> None:
    ours, other, foreign = cast.placement.id, cast.other_placement.id, cast.foreign_placement.id
    seen = {
        "student": {ours},
        "other_student": {other},
        "supervisor": {ours},
        "other_supervisor": {other, foreign},
        "former_supervisor_in_grace": {ours},
        "former_supervisor": set(),
        "tutor": {ours},
        "provider_coordinator": {ours, other, foreign},
        "safeguarding_lead": {ours, other, foreign},
        "clearance_officer": set(),
        "other_provider_coordinator": set(),
        "lead": {ours, other},
        "examiner": {ours, other},
        "administrator": set(),
    }
    with looking():
        found = {
            part: {each.id for each in queries.newest_first(queries.visible_to(cast.people[part]))} for part in seen
        }
        assert found == seen
        hosted = db.session.scalars(queries.at_provider(cast.lead, cast.provider))
        assert {each.id for each in hosted} == {ours, other}
        assert list(db.session.scalars(queries.at_provider(cast.lead, cast.other_provider))) == []
        assert [each.id for each in queries.of_student(cast.provider_coordinator, cast.record)] == [ours]
        assert queries.of_student(cast.other_tutor, cast.record) == []


def test_supervisees_are_those_of_today_and_of_grace(cast: Cast, looking: Given) -> None:
    with looking():
        assert [each.id for each in queries.supervisees_of(cast.supervisor)] == [cast.placement.id]
        assert [each.id for each in queries.supervisees_of(cast.former_supervisor_in_grace)] == [cast.placement.id]
        assert queries.supervisees_of(cast.former_supervisor) == []
        assert queries.supervisees_of(cast.tutor) == []


@pytest.mark.parametrize("days, may", [(-8, True), (-7, True), (-6, False), (-91, False)])
def test_grace_is_for_days_inside_the_assignment(cast: Cast, looking: Given, days: int, may: bool) -> None:
    with looking():
        placement = db.session.get_one(Placement, cast.placement.id)
        assert policy.supervises(cast.former_supervisor_in_grace, placement, on=world.in_days(days)) is may
        assert not policy.supervises(cast.former_supervisor, placement, on=world.in_days(days))
        assert not policy.supervises(cast.tutor, placement, on=world.in_days(days))


def test_a_university_chooses_its_grace(cast: Cast, given: Given, looking: Given) -> None:
    with given():
        db.session.get_one(Organisation, cast.university.id).grace_days = 3
    with looking():
        placement = db.session.get_one(Placement, cast.placement.id)
        assert not policy.is_party(cast.former_supervisor_in_grace, placement)
        assert not policy.supervises(cast.former_supervisor_in_grace, placement, on=world.in_days(-20))


def test_who_stayed_to_the_end_keeps_reading(cast: Cast, given: Given, looking: Given) -> None:
    with given():
        placement = db.session.get_one(Placement, cast.placement.id)
        placement.ends, placement.status = world.in_days(-60), PlacementStatus.CLOSED
        ended = sa.update(Assignment).where(Assignment.person_id == cast.supervisor.id)
        db.session.execute(ended.values(ends=world.in_days(-60)))
    with looking():
        placement = db.session.get_one(Placement, cast.placement.id)
        assert policy.is_party(cast.supervisor, placement)
        assert policy.is_party(cast.student, placement)
        assert not policy.supervises(cast.supervisor, placement)
        assert not policy.may_keep_caseload(cast.student, placement)


def test_what_is_to_come_gives_no_right_yet(cast: Cast, given: Given, looking: Given) -> None:
    with given():
        soon, later = world.person("Soon Coming"), world.person("Later Tutor")
        placement = db.session.get_one(Placement, cast.placement.id)
        world.assign(soon, placement, starts=world.in_days(1))
        world.assign(later, placement, starts=world.in_days(1), ends=world.in_days(9))
        examining = sa.update(ProgrammeRole).where(ProgrammeRole.person_id == cast.examiner.id)
        db.session.execute(examining.values(starts=world.in_days(1)))
    with looking():
        placement = db.session.get_one(Placement, cast.placement.id)
        assert not any(policy.is_party(person, placement) for person in (soon, later, cast.examiner))


def test_the_provider_does_its_own_part_of_the_moves_only(cast: Cast, looking: Given) -> None:
    with looking():
        placement = db.session.get_one(Placement, cast.placement.id)
        university = policy.actions_for(cast.lead, placement)
        provider = policy.actions_for(cast.provider_coordinator, placement)
        assert {PlacementAction.END_WORK, PlacementAction.WITHDRAW} <= set(university)
        assert provider == []
        assert not policy.BY_CHANGE & {*university, *provider}, "these are asked for as changes"
        placement.status = PlacementStatus.READY_TO_START
        provider = policy.actions_for(cast.provider_coordinator, placement)
        assert provider == [PlacementAction.START, PlacementAction.DECLINE]
        assert policy.actions_for(cast.student, placement) == []


def test_the_provider_ends_supervisors_and_the_university_anybody(cast: Cast, looking: Given) -> None:
    with looking():
        placement = db.session.get_one(Placement, cast.placement.id)
        tutor = next(each for each in placement.assignments if each.capacity is AssignmentCapacity.TUTOR)
        supervisor = next(each for each in placement.assignments if each.capacity is not AssignmentCapacity.TUTOR)
        assert policy.may_staff(cast.provider_coordinator, supervisor)
        assert not policy.may_staff(cast.provider_coordinator, tutor)
        assert policy.may_staff(cast.lead, tutor)


def test_a_student_is_found_by_who_has_to_do_with_them(cast: Cast, looking: Given) -> None:
    with looking():
        found = {part for part, person in cast.people.items() if queries.find_student(person, cast.record.id)}
        assert found == PARTIES
        record = db.session.get_one(StudentRecord, cast.record.id)
        assert {part for part, person in cast.people.items() if policy.may_place(person, record)} == {
            "lead",
            "university_coordinator",
        }


def test_what_a_student_can_log_on_is_found_in_few_statements(
    cast: Cast, given: Given, app: Flask, statements: Statements
) -> None:
    counts = []
    for _ in range(2):
        with app.test_request_context(), statements() as seen:
            found = queries.for_logging(cast.student)
            for placement in found:
                assert all(row.category.name and row.site.name and row.slot for row in placement.timetable)
                assert not any(each.site.closures for each in placement.sites)
                assert all(slot.status is SlotStatus.OPEN for slot in placement.slots)
                assert len(placement.student.cohort.version_of.categories) == 15
            counts.append((len(found), len(seen)))
            db.session.rollback()
        with given():
            record = db.session.get_one(StudentRecord, cast.record.id)
            for _ in range(4):
                more = world.placement(record, db.session.get_one(Site, cast.site.id))
                world.slot(more)
                world.slot(more, status=SlotStatus.CLOSED)
    assert counts == [(1, 3), (5, 3)], "its first is the standing, which every page asks anyway"


DAYS = {
    "runs": (-10, 10, PlacementStatus.ACTIVE, True),
    "begins in four weeks": (28, 60, PlacementStatus.READY_TO_START, True),
    "begins later": (29, 60, PlacementStatus.READY_TO_START, False),
    "ended six weeks ago": (-90, -42, PlacementStatus.WORK_ENDED, True),
    "ended long ago": (-90, -43, PlacementStatus.WORK_ENDED, False),
    "is closed": (-10, 10, PlacementStatus.CLOSED, False),
    "is only proposed": (-10, 10, PlacementStatus.PROPOSED, False),
}


@pytest.mark.parametrize("case", DAYS)
def test_hours_are_taken_around_a_placement(cast: Cast, given: Given, looking: Given, case: str) -> None:
    first, last, status, is_found = DAYS[case]
    with given():
        placement = db.session.get_one(Placement, cast.other_placement.id)
        placement.starts, placement.ends, placement.status = world.in_days(first), world.in_days(last), status
    with looking():
        assert bool(queries.current_of(cast.other_student)) is is_found


def test_the_placement_that_runs_comes_first(cast: Cast, given: Given, looking: Given) -> None:
    with given():
        record, site = db.session.get_one(StudentRecord, cast.record.id), db.session.get_one(Site, cast.site.id)
        world.placement(record, site, starts=world.in_days(5), ends=world.in_days(50))
        world.placement(record, site, starts=world.in_days(-120), ends=world.in_days(-100) + timedelta(days=60))
    with looking():
        assert queries.current_of(cast.student)[0].id == cast.placement.id
        assert len(queries.current_of(cast.student)) == 3
