"""What an import would do: rows to write in bulk, what each line comes to, and every problem."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from placement_portal.accounts.models import Person
from placement_portal.database import Base, new_id
from placement_portal.intake.queries import Known
from placement_portal.intake.rules import Counts, ImportKind, ImportOutcome, Problem, Result, count
from placement_portal.intake.service.files import Line, Rows
from placement_portal.organisations.models import ImportRef
from placement_portal.programmes.models import Stage

Row = dict[str, Any]


class Refused(ValueError):
    """A row that cannot be used, because of one of its cells; raised before anything of the row is planned."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column
        self.sentence = sentence


@dataclass(slots=True)
class Plan:
    """Everything an import would do; `default` is the stage for rows that name none."""

    known: Known
    rows: Rows
    by: Person
    default: Stage | None = None
    inserts: dict[type[Base], list[Row]] = field(default_factory=dict)
    updates: dict[type[Base], list[Row]] = field(default_factory=dict)
    deletes: dict[type[Base], list[Row]] = field(default_factory=dict)
    results: list[Result] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    touched: set[uuid.UUID] = field(default_factory=set)
    stages: set[uuid.UUID] = field(default_factory=set)
    chains: dict[uuid.UUID, dict[ImportKind, list[int]]] = field(default_factory=dict)
    cohorts: set[uuid.UUID] = field(default_factory=set)
    people: set[uuid.UUID] = field(default_factory=set)
    taken: dict[tuple[Any, ...], Line] = field(default_factory=dict)
    works_as: dict[uuid.UUID, Any] = field(default_factory=dict)
    left_out: dict[ImportKind, int] = field(default_factory=dict)

    @property
    def counts(self) -> Counts:
        """How many rows come to what, by kind."""
        counts = count(self.results)
        for kind, seen in self.rows.seen.items():
            of_kind = counts.setdefault(kind, dict.fromkeys(ImportOutcome, 0))
            of_kind[ImportOutcome.LEFT_OUT] = seen - sum(of_kind.values())
        return {kind: counts[kind] for kind in ImportKind if kind in counts}

    @property
    def does_something(self) -> bool:
        """Whether anything would change."""
        return bool(self.inserts or self.updates or self.deletes)

    @property
    def digest(self) -> str:
        """Return what tells whether the plan is the one that was shown."""
        shown = [(each.sheet, each.row, each.outcome.value, each.notes) for each in self.results]
        return hashlib.sha256(repr((shown, self.problems)).encode()).hexdigest()

    def insert(self, model: type[Base], **values: Any) -> uuid.UUID:
        """Plan a new row of a model with a key of its own; return its id."""
        id_ = new_id()
        self.inserts.setdefault(model, []).append({"id": id_, **values})
        return id_

    def insert_keyless(self, model: type[Base], **values: Any) -> None:
        """Plan a new row of a model without a key of its own."""
        self.inserts.setdefault(model, []).append(values)

    def update(self, model: type[Base], key: Mapping[str, Any], **values: Any) -> None:
        """Plan a change of the row with this key; every change of a model names the same columns."""
        self.updates.setdefault(model, []).append({**{f"key_{name}": value for name, value in key.items()}, **values})

    def delete(self, model: type[Base], **key: Any) -> None:
        """Plan that the row with this key goes."""
        self.deletes.setdefault(model, []).append({f"key_{name}": value for name, value in key.items()})

    def touch(self, changed: uuid.UUID, stage_id: uuid.UUID) -> None:
        """Note that the facts of a student or placement change, and in which stage."""
        self.touched.add(changed)
        self.stages.add(stage_id)

    def claim(self, line: Line, column: str, *what: Any) -> None:
        """Let only one line of the files speak about something; raise `Refused` for the second."""
        first = self.taken.setdefault(what, line)
        if first is not line:
            raise Refused(column, f"This is in row {first.number} of {first.sheet} already.")

    def remember(self, line: Line, object_id: uuid.UUID) -> None:
        """Keep the ref of a line for what it stands for."""
        ref = line["ref"]
        if ref and (line.kind, ref) not in self.known.refs:
            self.known.refs[line.kind, ref] = object_id
            organisation = self.known.organisation.id
            self.insert_keyless(
                ImportRef, organisation_id=organisation, kind=line.kind.value, ref=ref, object_id=object_id
            )

    def settle(
        self, line: Line, subject: str, outcome: ImportOutcome, chain: uuid.UUID, notes: Sequence[str] = ()
    ) -> None:
        """Note what a line comes to, and count it in the chain that it belongs to."""
        self.results.append(Result(line.kind, line.sheet, line.number, outcome, subject, tuple(notes)))
        if outcome is not ImportOutcome.KEPT:
            tally = self.chains.setdefault(chain, {}).setdefault(line.kind, [0, 0])
            tally[outcome is ImportOutcome.CHANGED] += 1
