"""A student attests a total of personal therapy, and only their course reads it."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from placement_portal import clock
from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent
from placement_portal.therapy.models import TherapyTotal
from placement_portal.therapy.rules import TherapyUnit, in_words
from placement_portal.web import constraints
from tests import world
from tests.conftest import Given, SignIn
from tests.world import Cast


def test_a_total_alone_is_attested_and_read_by_the_course(cast: Cast, sign_in: SignIn, given: Given) -> None:
    student, tutor = sign_in(cast.student), sign_in(cast.tutor)
    here = f"/students/{cast.record.id}/therapy"
    student.get(f"/students/{cast.record.id}/record")
    assert "Nothing is attested yet" in student.get(here).text
    stale = sign_in(cast.student)
    stale.get(f"{here}/attest")
    student.click("Attest a total")
    page = student.submit("/attest", amount="2001", unit="hours", qualified="yes")
    assert page.errors == ["Enter a whole number from 0 to 2000."]
    late: dict[str, Any] = {"until-year": "2099"}
    page = student.submit("/attest", amount="40", unit="hours", qualified="yes", **late)
    assert page.errors == ["Enter today or an earlier day."]
    day = world.in_days(-1)
    parts: dict[str, Any] = {"until-day": str(day.day), "until-month": str(day.month), "until-year": str(day.year)}
    student.submit("/attest", amount="40", unit="hours", qualified="yes", **parts)
    student.get(here)
    assert "40 hours" in student.page.text  # type: ignore[union-attr]
    assert stale.submit("/attest", amount="1", unit="months", qualified="no").status == 409
    page = tutor.get(here)
    assert "40 hours" in page.text
    assert "Attest" not in page.links
    student.get(f"{here}/attest")
    student.submit("/attest", amount="1", unit="months", qualified="no")
    assert "1 month" in tutor.get(here).text
    with given():
        told = list(db.session.scalars(sa.select(LedgerEvent.action).where(LedgerEvent.object_id == cast.record.id)))
    assert told.count("therapy_attested") == 2
    assert told.count("therapy_read") == 2
    assert sign_in(cast.supervisor).get(here).status == 403
    assert in_words(2, TherapyUnit.MONTHS) == "2 months"


def test_the_database_takes_no_nonsense(cast: Cast, given: Given) -> None:
    with given():
        values = {"student_id": cast.record.id, "amount": -1, "unit": TherapyUnit.HOURS, "qualified": True}
        values |= {"until": world.in_days(0), "attested_at": clock.now(), "version": 1}
        with pytest.raises(IntegrityError) as refused, db.session.begin_nested():
            db.session.execute(sa.insert(TherapyTotal).values(**values))
        assert constraints.name(refused.value) == "ck_therapy_total_amount"
