"""Asking for an exception, saying no to it, letting two signatures make it hold, ending it early."""

import secrets
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.changes import queries as changes
from placement_portal.clearance.models import ClearanceException
from placement_portal.clearance.queries.known import Checks
from placement_portal.clearance.rules.exceptions import (
    ExceptionCondition,
    ExceptionReason,
    ExceptionState,
    Waiver,
    problems,
    seal,
)
from placement_portal.clearance.rules.gate import Need
from placement_portal.database import db, new_id
from placement_portal.gate import emails, events, queries
from placement_portal.gate.queries.standing import bridgeable
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import Side
from placement_portal.signatures import service as signatures

SAFE: Final = frozenset({ExceptionState.WAITING, ExceptionState.AHEAD, ExceptionState.IN_FORCE})
NOT_BRIDGED: Final = "An exception is not possible for this check: it is in place, or work is stopped."
NEVER_SEEN: Final = (
    "Nobody saw an enhanced check with the barred list yet. "
    "Without it an exception needs the school's word that it made its own check of the barred list."
)
FUTURE: Final = "This date is in the future."


class Wrong(ValueError):
    """What was typed cannot be taken; carries a sentence for each question."""

    def __init__(self, found: dict[str, str]) -> None:
        super().__init__(" ".join(found.values()))
        self.found = found


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks for."""

    code: str
    starts: date
    until: date
    conditions: tuple[ExceptionCondition, ...]
    reason: ExceptionReason
    risk: str
    head_name: str
    head_agreed_on: date
    head_agreed_how: str
    barred_list_by_school: bool = field(default=False)

    @property
    def waiver(self) -> Waiver:
        """As the rules see it."""
        return Waiver(code=self.code, starts=self.starts, until=self.until, conditions=frozenset(self.conditions))


def ask(placement: Placement, asked: Asked, *, by: Person) -> ClearanceException:
    """Begin an exception that two people sign; raise `Wrong` with a sentence for each question."""
    found = queries.checks_of(placement)
    _check(placement, asked, found)
    return _begin(placement, asked, at=clock.now(), by=by)


def keep(placement: Placement, asked: Asked, *, at: datetime, by: Person) -> ClearanceException:
    """Keep an exception that a dataset tells of; raise `Wrong` for days and conditions that no exception has."""
    wrong = problems(asked.waiver, (), asked.starts)
    if wrong:
        raise Wrong(wrong)
    return _begin(placement, asked, at=at, by=by)


def _begin(placement: Placement, asked: Asked, *, at: datetime, by: Person) -> ClearanceException:
    salt = secrets.token_hex(16)
    made = ClearanceException(
        id=new_id(),
        person_id=placement.student.person_id,
        person=placement.student.person,
        placement_id=placement.id,
        provider_id=placement.provider_id,
        university_id=placement.university_id,
        programme_id=placement.programme_id,
        code=asked.code,
        starts=asked.starts,
        until=asked.until,
        conditions=[each.value for each in asked.conditions],
        barred_list_by_school=asked.barred_list_by_school,
        reason=asked.reason,
        risk=asked.risk,
        risk_salt=salt,
        risk_seal=seal(salt, asked.risk),
        head_name=asked.head_name,
        head_agreed_on=asked.head_agreed_on,
        head_agreed_how=asked.head_agreed_how,
        asked_by_id=by.id,
        asked_at=at,
    )
    db.session.add(made)
    db.session.flush()
    signatures.put_forward(queries.content(made))
    event = events.ExceptionAsked(subject=made.person_id, code=made.code, starts=made.starts, until=made.until)
    _record(made, event, by)
    return made


def sign(exception: ClearanceException, side: Side, *, by: Person) -> None:
    """Note that one side signed; with the second it holds, and everybody concerned is told its conditions and end."""
    note_signed(exception, side, at=clock.now(), by=by)
    if exception.safeguarding_by_id and exception.lead_by_id:
        agreed = events.ExceptionAgreed(subject=exception.person_id, until=exception.until)
        _record(exception, agreed, by)
        transaction.touch(exception.person_id)
        emails.is_agreed(exception, concerned(exception), by=by)
    else:
        other = Side.UNIVERSITY if side is Side.PROVIDER else Side.PROVIDER
        emails.asks_to_agree(exception, queries.agreeing(exception, [other]), by=by)


def note_signed(exception: ClearanceException, side: Side, *, at: datetime, by: Person) -> None:
    """Note who signed for a side, and when."""
    if side is Side.PROVIDER:
        exception.safeguarding_by_id, exception.safeguarding_at = by.id, at
    else:
        exception.lead_by_id, exception.lead_at = by.id, at
    db.session.flush()


def decline(exception: ClearanceException, *, by: Person, shown: int | None = None) -> None:
    """Say no to an exception that waits; raise `Refused` for any other."""
    transaction.check_version(exception, shown)
    if queries.state(exception) is not ExceptionState.WAITING:
        raise Refused("This exception does not wait for an answer any more.")
    exception.declined_at, exception.declined_by_id = clock.now(), by.id
    db.session.flush()
    _record(exception, events.ExceptionDeclined(subject=exception.person_id), by)
    emails.is_declined(exception, queries.agreeing(exception, list(Side)), by=by)


def end(exception: ClearanceException, *, by: Person, shown: int | None = None, on: date | None = None) -> None:
    """End an exception before its last day: today is its last, or `on`; raise `Refused` for one that is over."""
    transaction.check_version(exception, shown)
    if queries.state(exception) not in SAFE:
        raise Refused("This exception is over already.")
    exception.ended_on = on or clock.today()
    db.session.flush()
    _record(exception, events.ExceptionEnded(subject=exception.person_id, ended=exception.ended_on), by)
    transaction.touch(exception.person_id)
    emails.is_ended(exception, concerned(exception), by=by)


def concerned(exception: ClearanceException) -> list[Person]:
    """Return who sees conditions and end: everybody around the placement, and those who agree."""
    placement = db.session.get_one(Placement, exception.placement_id)
    both = [each.id for each in queries.agreeing(exception, list(Side))]
    return changes.concerned(placement, clock.today(), *both)


def _check(placement: Placement, asked: Asked, found: Checks) -> None:
    today = clock.today()
    open_to = {each.need.code: each.need for each in bridgeable(queries.gate_of(placement, found))}
    wrong = problems(asked.waiver, [each for each in found.waivers if each.is_agreed], today)
    if asked.code not in open_to:
        wrong["code"] = NOT_BRIDGED
    elif not asked.barred_list_by_school and _never_seen(open_to[asked.code], found, today):
        wrong["barred_list_by_school"] = NEVER_SEEN
    if asked.head_agreed_on > today:
        wrong["head_agreed_on"] = FUTURE
    if wrong:
        raise Wrong(wrong)


def _never_seen(need: Need, found: Checks, today: date) -> bool:
    return need.is_barred_list and not any(need.fits(each) and each.counts(today) for each in found.held)


def _record(exception: ClearanceException, event: ledger.Event, by: Person) -> None:
    for chain in (exception.provider_id, exception.university_id):
        ledger.record(event, by=by, on=exception.id, chain=chain, version=exception.version)


def find_locked(exception_id: uuid.UUID) -> ClearanceException:
    """Return an exception, locked and as it is now."""
    return db.session.get_one(ClearanceException, exception_id, with_for_update=True, populate_existing=True)
