"""What can be done about time that was not logged: credited by the board, carried into a later year, planned anew."""

import uuid
from datetime import date

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.credits import events, queries
from placement_portal.credits.models import AgreedPlan, BoardCredit, CarriedShortfall
from placement_portal.database import db
from placement_portal.programmes.models import Rule, Stage, StudentRecord
from placement_portal.programmes.policy import programme_of
from placement_portal.programmes.rules import CategoryGroup, RuleUnit

WHOLE = 100


def give_credit(
    student: StudentRecord, group: CategoryGroup, *, minutes: int, sessions: int, why: str, by: Person
) -> BoardCredit:
    """Record that the board credits a student with time in the present year."""
    given = {"student_id": student.id, "stage_id": student.stage_id, "group": group}
    made = BoardCredit(**given, minutes=minutes, sessions=sessions, why=why, by_id=by.id, at=clock.now())
    db.session.add(made)
    db.session.flush()
    event = events.CreditGiven(
        student=student.id, stage=student.stage_id, group=group, minutes=minutes, sessions=sessions
    )
    _record(student, made.id, event, by)
    return made


def take_credit_back(student: StudentRecord, credit: BoardCredit, *, by: Person) -> None:
    """Record that the board credits it no more."""
    event = events.CreditGiven(
        student=student.id,
        stage=credit.stage_id,
        group=credit.group,
        minutes=credit.minutes,
        sessions=credit.sessions,
        taken_back=True,
    )
    key = credit.id
    db.session.delete(credit)
    db.session.flush()
    _record(student, key, event, by)


def carry(student: StudentRecord, rule: Rule, later: Stage, *, amount: int, due: date, by: Person) -> CarriedShortfall:
    """Let what is missing of a minimum be done in a later year first."""
    stage_id = rule.rule_set.stage_id
    unit = rule.unit or RuleUnit.HOURS
    asked = {"name": rule.name, "groups": list(rule.groups), "codes": list(rule.codes), "unit": unit}
    where = {"student_id": student.id, "stage_id": stage_id, "later_id": later.id, "rule_id": rule.id}
    made = CarriedShortfall(**where, **asked, amount=amount, due=due, by_id=by.id, at=clock.now())
    db.session.add(made)
    db.session.flush()
    _record(student, made.id, _carried(student, made), by)
    return made


def take_carry_back(student: StudentRecord, carried: CarriedShortfall, *, by: Person) -> None:
    """Let it count where it was missing again."""
    event, key = _carried(student, carried, taken_back=True), carried.id
    db.session.delete(carried)
    db.session.flush()
    _record(student, key, event, by)


def agree_plan(
    student: StudentRecord, *, until: date | None, percent: int, by: Person, shown: int | None = None
) -> AgreedPlan:
    """Let a student's year last until a day, or ask for a part of the totals; raise `Moved` for a stale form."""
    kept = queries.plan_of(student)
    if kept is not None:
        transaction.check_version(kept, shown)
    made = kept or AgreedPlan(student_id=student.id, stage_id=student.stage_id)
    made.until, made.percent, made.by_id, made.at = until, percent, by.id, clock.now()
    db.session.add(made)
    db.session.flush()
    _record(student, student.id, _agreed(student, until, percent), by)
    return made


def end_plan(student: StudentRecord, plan: AgreedPlan, *, by: Person, shown: int | None = None) -> None:
    """Let a student's year be the cohort's again; raise `Moved` for a stale form."""
    transaction.check_version(plan, shown)
    db.session.delete(plan)
    db.session.flush()
    _record(student, student.id, _agreed(student, None, WHOLE), by)


def _agreed(student: StudentRecord, until: date | None, percent: int) -> events.PlanAgreed:
    return events.PlanAgreed(student=student.id, stage=student.stage_id, until=until, percent=percent)


def _carried(student: StudentRecord, carried: CarriedShortfall, *, taken_back: bool = False) -> events.ShortfallCarried:
    return events.ShortfallCarried(
        student=student.id,
        before=carried.stage_id,
        after=carried.later_id,
        rule=carried.name,
        unit=carried.unit,
        amount=carried.amount,
        due=carried.due,
        taken_back=taken_back,
    )


def _record(student: StudentRecord, on: uuid.UUID, event: ledger.Event, by: Person) -> None:
    ledger.record(event, by=by, on=on, chain=programme_of(student).university_id)
    transaction.touch(student.id)
