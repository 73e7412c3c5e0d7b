"""One row of the register: somebody, where they go, what they may do there today, what was seen, what is open."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from placement_portal import clock
from placement_portal.clearance.queries.known import Checks, Line
from placement_portal.clearance.rules import CheckLevel, ClearanceStanding, ClearanceSubject, Workforce
from placement_portal.clearance.rules.gate import GOOD, Gate, Judged
from placement_portal.clearance.rules.needs import THEMSELVES, Visit
from placement_portal.register.rules import (
    Allowed,
    RegisterColumn,
    RegisterOpen,
    Stands,
    allowed,
    column_of,
    is_shown,
)


@dataclass(frozen=True, slots=True)
class Goes:
    """Where somebody goes, from when to when, for which university, and what they may do there on the day asked."""

    visit: Visit
    university: str
    allowed: Allowed


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of one check in a column: never an outcome, never a number of a certificate."""

    name: str
    standing: ClearanceStanding
    level: CheckLevel | None = None
    workforces: tuple[Workforce, ...] = ()
    issued_on: date | None = None
    seen_on: date | None = None
    seen_by: str = ""
    until: date | None = None
    number: str = ""
    accepted_on: date | None = None

    @property
    def is_good(self) -> bool:
        """Whether it is in place."""
        return self.standing in GOOD


@dataclass(frozen=True, slots=True)
class Lacks:
    """One check that is not in place, and who can mend it."""

    name: str
    standing: ClearanceStanding
    fixer: str


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody in the register."""

    id: uuid.UUID
    name: str
    is_student: bool
    is_supervisor: bool
    goes: Sequence[Goes]
    columns: Mapping[RegisterColumn, Sequence[Seen]]
    lacks: Sequence[Lacks]
    next_end: tuple[date, str] | None
    stands: Sequence[Stands]
    may_supervise: bool

    def is_shown(self, wanted: RegisterOpen, today: date, weeks: int) -> bool:
        """Say whether the register shows them when it is narrowed by what is open."""
        return is_shown(wanted, self.stands, today, weeks)


def row_of(person_id: uuid.UUID, name: str, known: Checks, provider: str, names: Mapping[str, str]) -> Row:
    """Return the row of somebody as one provider sees them: its own settings, and what is needed there."""
    gates = [(each, known.gate_at(each)) for each in known.visits if each.provider == provider]
    supervising = _supervising(known, provider)
    judged = [each for _, gate in gates for each in gate.judged] + supervising
    keys = {(each.need.code, each.need.scope) for each in judged}
    lines = [each for each in known.lines if (each.type_.code, each.scope) in keys]
    ends = [(each.until, each.type_.name) for each in lines if each.until and each.until >= known.on]
    return Row(
        id=person_id,
        name=name,
        is_student=bool(gates),
        is_supervisor=provider in known.employers,
        goes=[Goes(each, names.get(each.university, ""), allowed(gate)) for each, gate in gates],
        columns=_columns(lines, provider, names),
        lacks=list(_lacks(judged)),
        next_end=min(ends, default=None),
        stands=[Stands(each.standing, each.until) for each in judged],
        may_supervise=all(each.standing in GOOD for each in supervising) and not _is_stopped(gates),
    )


def _supervising(known: Checks, provider: str) -> list[Judged]:
    pairs = zip(known.required, known.gate.judged, strict=True)
    subject = ClearanceSubject.SUPERVISOR
    return [two for one, two in pairs if one.type_.facts.subject is subject and one.type_.organisation == provider]


def _is_stopped(gates: Sequence[tuple[Visit, Gate]]) -> bool:
    return any(gate.stopped for _, gate in gates)


def _columns(lines: Sequence[Line], provider: str, names: Mapping[str, str]) -> dict[RegisterColumn, list[Seen]]:
    found: dict[RegisterColumn, list[Seen]] = {}
    for line in lines:
        column = column_of(line.type_.code, line.type_.level)
        if column is not None:
            found.setdefault(column, []).append(_seen(line, provider, names))
    return found


def _seen(line: Line, provider: str, names: Mapping[str, str]) -> Seen:
    item = line.live
    if item is None or line.standing is ClearanceStanding.STOPPED:
        return Seen(_name(line), line.standing)
    accepted = [clock.local(each.at).date() for each in item.acceptances if str(each.organisation_id) == provider]
    return Seen(
        name=_name(line),
        standing=line.standing,
        level=item.level,
        workforces=tuple(Workforce(each) for each in item.workforces),
        issued_on=item.issued_on,
        seen_on=item.seen_on,
        seen_by=names.get(str(item.organisation_id), ""),
        until=line.until,
        number=item.number,
        accepted_on=min(accepted, default=None),
    )


def _name(line: Line) -> str:
    return f"{line.type_.name}, {line.live.country}" if line.live and line.live.country else line.type_.name


def _lacks(judged: Sequence[Judged]) -> Iterator[Lacks]:
    worst = {each.need.code: each for each in reversed(judged) if each.standing not in GOOD}
    for each in reversed(worst.values()):
        fixer = "" if each.need.fixer == THEMSELVES else each.need.fixer
        yield Lacks(each.need.name, each.standing, fixer)
