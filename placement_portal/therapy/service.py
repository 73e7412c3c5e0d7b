"""What can be done: attest a total, which takes the place of the one before."""

from dataclasses import dataclass
from datetime import date, datetime

from placement_portal import ledger
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.programmes.models import StudentRecord
from placement_portal.therapy import events, queries, rules
from placement_portal.therapy.models import TherapyTotal
from placement_portal.therapy.rules import TherapyUnit
from placement_portal.transaction import Difference, check_version


@dataclass(frozen=True, slots=True)
class Attested:
    """A total up to a day, and whether the therapist is qualified."""

    amount: int
    unit: TherapyUnit
    qualified: bool
    until: date


def attest(student: StudentRecord, attested: Attested, *, shown: int | None, by: Person, now: datetime) -> TherapyTotal:
    """Keep a total in place of the one before; raise `Moved` when that changed meanwhile."""
    kept = queries.locked(student)
    if kept is None:
        kept = TherapyTotal(student_id=student.id)
        db.session.add(kept)
    else:
        mine, theirs = (rules.in_words(each.amount, each.unit) for each in (attested, kept))
        check_version(kept, shown, [Difference("Personal therapy", mine, theirs)])
    kept.amount, kept.unit = attested.amount, attested.unit
    kept.qualified, kept.until, kept.attested_at = attested.qualified, attested.until, now
    db.session.flush()
    chain = student.cohort.version_of.programme.university_id
    ledger.record(events.TherapyAttested(until=kept.until), by=by, on=student.id, chain=chain, version=kept.version)
    return kept
