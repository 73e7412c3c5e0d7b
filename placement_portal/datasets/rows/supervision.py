"""Supervision sessions with each student's record, its versions, decisions and changes."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any, Final

from placement_portal.accounts.rules import SessionAssurance
from placement_portal.datasets.facts import Facts
from placement_portal.datasets.format.supervision import Writer
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item, Row, Rows
from placement_portal.datasets.shapes import ZONE
from placement_portal.placements.rules import AssignmentCapacity
from placement_portal.rhythm.models import AgreedPace, PlannedSupervision
from placement_portal.rhythm.rules import PaceKind
from placement_portal.supervision import rules
from placement_portal.supervision.models import (
    SupervisionAction,
    SupervisionChange,
    SupervisionDecision,
    SupervisionPart,
    SupervisionSession,
    SupervisionVersion,
)
from placement_portal.supervision.rules import (
    SessionFacts,
    SupervisionAct,
    SupervisionChangeStatus,
    SupervisionStatus,
    SupervisionVersionKind,
)

EVENING: Final = time(18, 0)
DAYS_LATER: Final = timedelta(days=2)
DECIDED: Final = {
    SupervisionStatus.CONFIRMED: SupervisionAct.CONFIRM,
    SupervisionStatus.SENT_BACK: SupervisionAct.SEND_BACK,
    SupervisionStatus.MERGED: SupervisionAct.MERGE,
    SupervisionStatus.DECLINED: SupervisionAct.DECLINE,
}
SHARED: Final = ("id", "capacity", "mode", "themes", "own_words", "shared_comment")
OWN: Final = ("id", "status", "reason", "codes", "reflection", "reflection_shared", "comment")


def supervision(data: Item, reader: Reader, facts: Facts, now: datetime) -> Iterator[Row]:
    """Yield the rows of every session, those that others were merged into first."""
    for each in data["supervision"]:
        supervisor = reader.id(each["supervisor"])
        yield SupervisionSession, {**_of(each, SHARED), "supervisor_id": supervisor}
    records = [(each, record) for each in data["supervision"] for record in each["records"]]
    for each, record in sorted(records, key=lambda pair: pair[1]["merged_into"] is not None):
        yield from _record(each, record, reader, facts, now)


def _record(each: Item, record: Item, reader: Reader, facts: Facts, now: datetime) -> Rows:
    student = facts.places[reader.id(record["placement"])].student.person_id
    sides = {Writer.STUDENT: student, Writer.SUPERVISOR: reader.id(each["supervisor"])}
    author = sides[record["by"]]
    other = next((person for writer, person in sides.items() if writer is not record["by"]))
    if author == other:
        reader.complain(record["pointer"], "nobody supervises themselves.")
    said, asked = SessionFacts(each["day"], each["start"], each["minutes"], each["present"]), record["change"]
    status, handed_in = record["status"], min(now, datetime.combine(each["day"], EVENING, ZONE))
    is_draft, later = status is SupervisionStatus.DRAFT, min(now, handed_in + DAYS_LATER)
    accepted = asked and asked["status"] is SupervisionChangeStatus.ACCEPTED
    stands = SessionFacts(said.day, said.start, asked["minutes"], said.present) if accepted else said
    is_decided = status in DECIDED
    into = reader.id(record["merged_into"]) if record["merged_into"] else None
    yield (
        SupervisionPart,
        {
            **_of(record, OWN),
            **_says(stands),
            "session_id": each["id"],
            "placement_id": reader.id(record["placement"]),
            "student_id": student,
            "author_id": author,
            "number": 0 if is_draft else 2 if accepted else 1,
            "submitted_at": None if is_draft else handed_in,
            "decided_at": later if is_decided and not into else None,
            "decided_by_id": other if is_decided and not into else None,
            "merged_into_id": into,
            "changing": asked is not None and asked["status"] is SupervisionChangeStatus.PENDING,
            "reversed_at": min(now, later + DAYS_LATER) if record["taken_back"] else None,
        },
    )
    if not is_draft:
        yield SupervisionVersion, _version(record, said, 1, SupervisionVersionKind.SUBMITTED, author, handed_in)
    if is_decided:
        shown = rules.hash_shown(record["id"], 1, said)
        who = {"act": DECIDED[status], "by_id": author if into else other, "at": later, "seen": shown}
        kept = {"number": 1, "reason": record["reason"], "assurance": SessionAssurance.ACCOUNT}
        yield SupervisionDecision, {"id": reader.fresh(), "part_id": record["id"], **kept, **who}
    if record["taken_back"]:
        assigned = facts.places[reader.id(record["placement"])].assignments
        tutor = next((each["person_id"] for each in assigned if each["capacity"] is AssignmentCapacity.TUTOR), other)
        yield SupervisionDecision, _taken_back(record, said, tutor, min(now, later + DAYS_LATER), reader)
    for action in record["actions"]:
        yield SupervisionAction, _action(action, record, sides, author, handed_in, reader)
    if asked:
        yield from _change(record, said, sides, min(now, later + DAYS_LATER), reader)


def _taken_back(record: Item, said: SessionFacts, by: Any, at: datetime, reader: Reader) -> Item:
    kept = {"number": 1, "reason": record["taken_back"], "as_university": True, "assurance": SessionAssurance.ACCOUNT}
    who = {"act": SupervisionAct.REVERSE, "by_id": by, "at": at, "seen": rules.hash_shown(record["id"], 1, said)}
    return {"id": reader.fresh(), "part_id": record["id"], **kept, **who}


def _action(action: Item, record: Item, sides: dict[Writer, Any], author: Any, at: datetime, reader: Reader) -> Item:
    owner = sides[Writer(action["owner"].value)]
    done = {"done_at": action["done"], "done_by_id": owner if action["done"] else None}
    made = {"made_by_id": author, "made_at": at, "owner_id": owner, "what": action["what"], "due": action["due"]}
    ids = {"id": action["id"], "part_id": record["id"], "placement_id": reader.id(record["placement"])}
    return {**ids, **made, **done}


def rhythms(data: Item, reader: Reader, now: datetime) -> Iterator[Row]:
    """Yield how often placements are supervised, and what is planned."""
    for each in data["rhythms"]:
        agreed = {"kind": each["often"], "hours": each["hours"], "word_after": each["word_after"]}
        if (each["often"] is PaceKind.CLIENT_HOURS) != (each["hours"] is not None):
            reader.complain(f"{each['pointer']}/hours", "say after how many hours where, and only where, they decide.")
        who = {"placement_id": reader.id(each["placement"]), "set_by_id": reader.id(each["by"]), "set_at": now}
        yield AgreedPace, {**agreed, **who}
    for each in data["planned_supervision"]:
        when = {name: each[name] for name in ("id", "day", "start", "minutes")}
        who = {"placement_id": reader.id(each["placement"]), "supervisor_id": reader.id(each["supervisor"])}
        yield PlannedSupervision, {**when, **who, "planned_by_id": reader.id(each["by"]), "planned_at": now}


def _change(record: Item, said: SessionFacts, sides: dict[Writer, Any], at: datetime, reader: Reader) -> Rows:
    asked = record["change"]
    by = sides[asked["by"]]
    wanted = SessionFacts(said.day, said.start, asked["minutes"], said.present)
    answers = {SupervisionChangeStatus.ACCEPTED, SupervisionChangeStatus.DECLINED}
    answered = {
        "decided_at": None if asked["status"] is SupervisionChangeStatus.PENDING else at,
        "decided_by_id": next(each for each in sides.values() if each != by) if asked["status"] in answers else None,
    }
    kept = {"part_id": record["id"], "number": 2, "asked_by_id": by, "asked_at": at, **_of(asked, ("reason", "status"))}
    yield SupervisionVersion, _version(record, wanted, 2, SupervisionVersionKind.AMENDED, by, at)
    yield SupervisionChange, {"id": reader.fresh(), **kept, **answered}


def _version(
    record: Item, said: SessionFacts, number: int, kind: SupervisionVersionKind, by: Any, at: datetime
) -> Item:
    return {"part_id": record["id"], "number": number, "kind": kind, "by_id": by, "at": at, **_says(said)}


def _says(said: SessionFacts) -> Item:
    return {"day": said.day, "start": said.start, "minutes": said.minutes, "present": said.present}


def _of(item: Item, names: tuple[str, ...]) -> Item:
    return {name: list(item[name]) if isinstance(item[name], tuple) else item[name] for name in names}
