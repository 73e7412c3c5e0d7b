"""Student records: where they stand and how they came there, what they brought, and their adjustments."""

import uuid
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final

from placement_portal.credits.models import AgreedPlan, BoardCredit, CarriedShortfall
from placement_portal.datasets.facts import Facts, Student
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item, Rows
from placement_portal.datasets.shapes import ZONE
from placement_portal.programmes.models import OpeningBalance, StudentRecord
from placement_portal.programmes.rules import RuleKind, StudentStatus
from placement_portal.students.models import Adjustment, AdjustmentShare, AdjustmentView, StudentMove
from placement_portal.students.rules import NotAllowed, move
from placement_portal.therapy.models import TherapyTotal

MIDDAY: Final = time(12)


def students(data: Item, reader: Reader, facts: Facts, now: datetime) -> Rows:
    """Yield student records with everything that is kept of them."""
    for each in data["students"]:
        person, stage = reader.id(each["person"]), reader.id(each["stage"])
        cohort, course = facts.stages[stage]
        facts.students[each["id"]] = Student(person, stage, course)
        moves = list(_moves(each, stage, reader))
        ids = {"id": each["id"], "person_id": person, "stage_id": stage, "cohort_id": cohort}
        yield StudentRecord, {**ids, **_standing(each, moves, reader, now), "mode": each["mode"]}
        for row in moves:
            yield StudentMove, row
        yield from _balances(each, stage, reader)
        yield from _adjustments(each, reader, now)
        yield from _own(each, stage, reader, facts, now)
        if each["therapy"]:
            told = {name: each["therapy"][name] for name in ("amount", "unit", "qualified", "until")}
            yield TherapyTotal, {"student_id": each["id"], "attested_at": now, **told}


def _standing(each: Item, moves: list[Item], reader: Reader, now: datetime) -> Item:
    if moves and each["status"]:
        reader.complain(f"{each['pointer']}/status", "the moves say the status: leave one of them out.")
    status = moves[-1]["status"] if moves else each["status"] or StudentStatus.ACTIVE
    left = moves[-1]["day"] if moves else each["withdrawn_on"] or now.date()
    return {"status": status, "withdrawn_on": left if status is StudentStatus.WITHDRAWN else None}


def _moves(each: Item, stage: uuid.UUID, reader: Reader) -> Iterator[Item]:
    status = StudentStatus.ACTIVE
    for n, one in enumerate(each["moves"] or ()):
        before = status
        try:
            status = move(before, one["action"])
        except NotAllowed as refused:
            reader.complain(one["pointer"], f"{refused}.")
        yield {
            "id": reader.fresh(),
            "student_id": each["id"],
            "action": one["action"],
            "before": before,
            "status": status,
            "stage_before_id": reader.id(one["from"]) if one["from"] else stage,
            "stage_id": reader.id(one["to"]) if one["to"] else stage,
            "mode": one["mode"],
            "day": one["day"],
            "returns_on": one["returns_on"],
            "by_id": reader.id(one["by"]),
            "at": datetime.combine(one["day"], MIDDAY, ZONE) + timedelta(minutes=n),
        }


def _balances(each: Item, stage: uuid.UUID, reader: Reader) -> Rows:
    for balance in each["opening_balances"]:
        at = reader.id(balance["stage"]) if balance["stage"] else stage
        owned = {"id": balance["id"], "student_id": each["id"], "stage_id": at}
        yield OpeningBalance, owned | {name: balance[name] for name in ("group", "minutes", "sessions", "source")}


def _own(each: Item, stage: uuid.UUID, reader: Reader, facts: Facts, now: datetime) -> Rows:
    """Yield what the board credited, what is carried into a later year, and a plan of the student's own."""
    for one in each["board_credits"]:
        at = reader.id(one["stage"]) if one["stage"] else stage
        ids = {"id": reader.fresh(), "student_id": each["id"], "stage_id": at, "by_id": reader.id(one["by"]), "at": now}
        yield BoardCredit, ids | {name: one[name] for name in ("group", "minutes", "sessions", "why")}
    for one in each["carried"]:
        rule_id = reader.id(one["rule"])
        earlier, rule = facts.rules[rule_id]
        if rule["kind"] is not RuleKind.MINIMUM:
            reader.complain(f"{one['pointer']}/rule", "only a minimum can be carried.")
        ids = {"id": reader.fresh(), "student_id": each["id"], "stage_id": earlier, "later_id": reader.id(one["into"])}
        asked = {"groups": [str(group) for group in rule["groups"]], "codes": sorted(rule["codes"])}
        kept = {"rule_id": rule_id, "name": rule["name"], "unit": rule["unit"], **asked}
        yield CarriedShortfall, {**ids, **kept, "amount": one["amount"], "due": one["due"], **_by(one, reader, now)}
    if one := each["plan"]:
        ids = {"id": reader.fresh(), "student_id": each["id"], "stage_id": stage}
        yield AgreedPlan, {**ids, "until": one["until"], "percent": one["percent"], **_by(one, reader, now)}


def _by(one: Item, reader: Reader, now: datetime) -> Item:
    return {"by_id": reader.id(one["by"]), "at": now}


def _adjustments(each: Item, reader: Reader, now: datetime) -> Rows:
    for one in each["adjustments"]:
        ids = {"id": one["id"], "student_id": each["id"], "recorded_by_id": reader.id(one["by"]), "recorded_at": now}
        yield Adjustment, ids | {name: one[name] for name in ("kind", "words", "starts", "ends")}
        for site in one["settings"]:
            yield AdjustmentShare, {"adjustment_id": one["id"], "site_id": reader.id(site), "shared_at": now}
    for look in each["looks"]:
        who = {"person_id": reader.id(look["by"]), "organisation_id": reader.id(look["organisation"])}
        seen = {"id": reader.fresh(), "student_id": each["id"], "role": look["role"], "at": look["at"]}
        yield AdjustmentView, seen | who
