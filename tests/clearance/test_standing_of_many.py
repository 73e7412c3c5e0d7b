"""The gate of many people at once: as many statements for ten as for five thousand; stops of work feed it at once."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.changes import service as stopping
from placement_portal.changes.models import Stop
from placement_portal.changes.rules import StopKind
from placement_portal.clearance.models import ClearanceAcceptance, ClearanceItem
from placement_portal.clearance.queries import checks, few
from placement_portal.clearance.queries.known import Checks
from placement_portal.clearance.rules import CheckLevel, ClearanceStatus
from placement_portal.database import db, new_id
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import Assignment, Placement, PlacementSite
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.models import StudentRecord
from placement_portal.programmes.rules import StudentStatus
from placement_portal.sites.models import Site
from tests import world
from tests.clearance.conftest import Offices, type_of
from tests.conftest import Given, Statements

MANY = 5_000


def test_as_many_statements_for_ten_as_for_five_thousand(
    offices: Offices, given: Given, looking: Given, statements: Statements
) -> None:
    counts = []
    for number in (10, MANY):
        with given():
            people = fill(offices, number)
        with looking(), statements() as seen:
            found = checks.gates_of(people, clock.today())
        counts.append(len(seen))
        assert len(found) == number
        visit, gate = found[people[-1]][0]
        assert visit is not None
        assert {each.need.code for each in gate.on_site.blockers} == {"identity", "dbs_declaration", "health_character"}
    assert counts[0] == counts[1] == 5


def test_what_is_stopped_closes_the_gate_at_once_and_opens_it_the_day_it_is_lifted(
    offices: Offices, given: Given, looking: Given
) -> None:
    cast, today = offices.cast, clock.today()
    subjects = {
        StopKind.STUDENT: (cast.record.id, 2, {cast.student.id}),
        StopKind.SETTING: (cast.site.id, 1, {cast.student.id, cast.other_student.id, cast.foreign_student.id}),
        StopKind.SUPERVISOR: (cast.supervisor.id, 2, {cast.student.id}),
    }
    people = [cast.student.id, cast.other_student.id, cast.foreign_student.id, cast.supervisor.id]
    for kind, (subject, settings, touched) in subjects.items():
        with given():
            provider = db.session.get_one(Organisation, cast.provider.id)
            by = db.session.get_one(Person, offices.safeguarding_lead.id)
            made = stopping.stop(provider, kind, subject, rung="the head", plans=[], by=by).id
        with looking():
            gates = checks.gates_of(people, today)
            stopped = {each for each in people[:3] if any(gate.stopped for _, gate in gates[each])}
            assert stopped == touched
            assert sum(gate.stopped for _, gate in gates[cast.student.id]) == settings
            of_site = checks.of_sites([db.session.get_one(Site, cast.site.id)], today)[cast.site.id].gate
            assert of_site.stopped is (kind is StopKind.SETTING)
            supervisor = checks.of_people([cast.supervisor.id], today)[cast.supervisor.id]
            assert supervisor.assignment_gate.stopped is (kind is StopKind.SUPERVISOR)
            before = checks.gates_of(people, today - timedelta(days=1))
            assert not any(gate.stopped for each in people for _, gate in before[each])
        with given():
            by = db.session.get_one(Person, offices.safeguarding_lead.id)
            stopping.lift(db.session.get_one(Stop, made), today + timedelta(days=2), by=by)
        with looking():
            after = checks.gates_of(people, today + timedelta(days=2))
            assert not any(gate.stopped for each in people for _, gate in after[each])
        with given():
            stopping.lift(db.session.get_one(Stop, made), today, by=db.session.get_one(Person, cast.lead.id))


def test_a_stopped_supervisor_touches_a_student_only_while_they_supervise(
    offices: Offices, given: Given, looking: Given
) -> None:
    cast, today = offices.cast, clock.today()
    with given():
        provider = db.session.get_one(Organisation, cast.provider.id)
        by = db.session.get_one(Person, offices.safeguarding_lead.id)
        stopping.stop(provider, StopKind.SUPERVISOR, cast.supervisor.id, rung="x", plans=[], by=by)
        theirs = Assignment.placement_id == cast.placement.id, Assignment.person_id == cast.supervisor.id
        db.session.execute(sa.update(Assignment).where(*theirs).values(ends=today))
    with looking():
        assert checks.gates_of([cast.student.id], today)[cast.student.id][0][1].stopped
        tomorrow = today + timedelta(days=1)
        assert not checks.gates_of([cast.student.id], tomorrow)[cast.student.id][0][1].stopped


def test_a_few_are_read_in_one_statement_and_say_the_same_as_among_many(
    offices: Offices, given: Given, looking: Given, statements: Statements
) -> None:
    cast, today = offices.cast, clock.today()
    people = [cast.student.id, cast.other_student.id, cast.foreign_student.id, cast.supervisor.id]
    with given():
        provider = db.session.get_one(Organisation, cast.provider.id)
        by = db.session.get_one(Person, offices.safeguarding_lead.id)
        stopping.stop(provider, StopKind.SETTING, cast.site.id, rung="the head", plans=[], by=by)
        people += fill(offices, 2)
        placement = db.session.get_one(Placement, cast.placement.id)
        placement.early_end = today - timedelta(days=1)  # over since yesterday, as was agreed ahead
    for on in (today, today - timedelta(days=3), today + timedelta(days=400)):
        with looking(), statements() as seen:
            alone = few.of_few(people, on)
            assert len(seen) == 1
            many = checks.of_people(people, on)
            for each in people:
                assert _known(alone[each]) == _known(many[each])
    with looking():
        assert few.of_few([], today) == {}
        assert not any(
            each.placement == str(cast.placement.id) for each in few.of_person(cast.student.id, today).visits
        )


def _known(found: Checks) -> Any:
    """Return what follows from checks, as values that can be compared."""
    gates = [(visit, gate.judged, gate.answers, gate.stopped) for visit, gate in found.gates]
    items = [(each.id, each.type_.code, [one.organisation_id for one in each.acceptances]) for each in found.items]
    return gates, items, [each.row.id for each in found.types], found.gate.judged, found.assignment_gate.answers


def fill(offices: Offices, number: int) -> list[uuid.UUID]:
    """Add students with a placement and one check that counts, in as few statements as there are tables."""
    cast = offices.cast
    people = [new_id() for _ in range(number)]
    db.session.execute(
        sa.insert(Person),
        [{"id": each, "name": f"Person {at}", "created_at": clock.now()} for at, each in enumerate(people)],
    )
    records = {each: new_id() for each in people}
    student = {"cohort_id": cast.cohort.id, "stage_id": cast.stage.id, "status": StudentStatus.ACTIVE, "version": 1}
    db.session.execute(
        sa.insert(StudentRecord), [{"id": key, "person_id": each, **student} for each, key in records.items()]
    )
    placed = {
        "stage_id": cast.stage.id,
        "programme_id": cast.programme.id,
        "university_id": cast.university.id,
        "provider_id": cast.provider.id,
        "starts": world.in_days(-20),
        "ends": world.in_days(60),
        "days_a_week": Decimal(2),
        "status": PlacementStatus.ACTIVE,
        "version": 1,
    }
    placements = [new_id() for _ in people]
    records_placed = zip(placements, records.values(), strict=True)
    table: Any = Placement.__table__
    db.session.execute(sa.insert(table), [{"id": key, "student_id": each, **placed} for key, each in records_placed])
    at_site = [{"id": new_id(), "placement_id": each, "site_id": cast.site.id, "position": 0} for each in placements]
    db.session.execute(sa.insert(PlacementSite), at_site)
    made = list(items(offices, people))
    db.session.execute(sa.insert(ClearanceItem), made)
    accepted = [
        {"item_id": each["id"], "organisation_id": organisation.id, "at": clock.now()}
        for each in made
        for organisation in (cast.university, cast.provider)
    ]
    db.session.execute(sa.insert(ClearanceAcceptance), accepted)
    return people


def items(offices: Offices, people: list[uuid.UUID]) -> Iterator[dict[str, Any]]:
    """Yield the enhanced check of each, as it was seen."""
    type_ = type_of(offices.cast.university, "dbs_children")
    for each in people:
        yield {
            "id": new_id(),
            "type_id": type_.id,
            "organisation_id": offices.cast.university.id,
            "code": type_.code,
            "about": str(each),
            "person_id": each,
            "status": ClearanceStatus.VERIFIED,
            "level": CheckLevel.ENHANCED_BARRED,
            "workforces": ["children"],
            "issued_on": world.in_days(-40),
            "seen_on": world.in_days(-30),
            "version": 1,
        }
