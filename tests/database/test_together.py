"""Several questions in one statement answer as each would alone: typed, as objects where models were asked for."""

from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import Together, db
from placement_portal.placements.models import CaseloadSlot, Placement, TimetableRow
from placement_portal.placements.rules import SizeBand, SlotKind
from placement_portal.programmes.models import StudentRecord
from tests import world
from tests.conftest import Given, Statements
from tests.world import Cast


def asked() -> Together:
    placement: sa.BindParameter[object] = sa.bindparam("placement", type_=sa.Uuid())
    slots = sa.select(CaseloadSlot).where(CaseloadSlot.placement_id == placement)
    return Together(
        facts=sa.select(Placement.starts, Placement.days_a_week, StudentRecord, Person.created_at, Person.name)
        .join(StudentRecord, StudentRecord.id == Placement.student_id)
        .join(Person, Person.id == StudentRecord.person_id)
        .where(Placement.id == placement),
        slots=slots,
        left=sa.select(CaseloadSlot.code, TimetableRow)
        .outerjoin(TimetableRow, TimetableRow.slot_id == CaseloadSlot.id)
        .where(CaseloadSlot.placement_id == placement),
        nothing=slots.where(CaseloadSlot.code == "C9"),
    )


def test_each_part_is_typed_and_models_are_objects(
    cast: Cast, given: Given, looking: Given, statements: Statements
) -> None:
    with given():
        world.slot(db.session.get_one(Placement, cast.placement.id))
    together = asked()
    with looking(), statements() as seen:
        found = together.rows(placement=cast.placement.id)
        assert len(seen) == 1
        fact = found["facts"][0]
        assert (fact.starts, fact.days_a_week, fact.name) == (cast.placement.starts, Decimal(2), cast.student.name)
        assert isinstance(fact.starts, date)
        assert fact.created_at.tzinfo is not None
        assert fact.studentrecord is db.session.get(StudentRecord, cast.record.id)
        slots: dict[str, CaseloadSlot] = {each.caseloadslot.code: each.caseloadslot for each in found["slots"]}
        assert slots["C1"].kind is SlotKind.INDIVIDUAL
        assert (slots["C1"].size_band, slots["G1"].size_band) == (None, SizeBand.TWO_TO_FOUR)
        assert db.session.get(CaseloadSlot, slots["G1"].id) is slots["G1"]
        rows = {each.code: each.timetablerow for each in found["left"]}
        assert rows["C1"].slot_id == slots["C1"].id
        assert rows["C2"] is None, "an outer join found none"
        assert found["nothing"] == []
        assert len(seen) == 1, "what came back is in the session"
