"""What a student attests."""

import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.programmes.models import StudentRecord
from placement_portal.therapy.models import TherapyTotal


def total_of(student: StudentRecord) -> TherapyTotal | None:
    """Return what a student whom one may see attests."""
    return db.session.get(TherapyTotal, student.id)


def locked(student: StudentRecord) -> TherapyTotal | None:
    """Return it as it is now, locked until the transaction ends."""
    wanted = sa.select(TherapyTotal).where(TherapyTotal.student_id == student.id).with_for_update(of=TherapyTotal)
    return db.session.scalar(wanted.execution_options(populate_existing=True))
