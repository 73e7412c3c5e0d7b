"""What is gathered while a dataset is read: the problems found, the refs given, the refs used."""

import itertools
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from placement_portal.database import new_id

HEAD_START_MS: Final = 600_000
"""Ids begin this far back, one millisecond apart, so that they sort in the order of the file."""


class Unreadable(ValueError):
    """A dataset that cannot be loaded; carries every problem found, each with where it is (a JSON pointer)."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(slots=True)
class Reader:
    """One reading of a dataset: relative dates count from `today`."""

    today: date
    problems: list[str] = field(default_factory=list)
    given: dict[str, tuple[str, uuid.UUID]] = field(default_factory=dict)
    used: list[tuple[str, str, str]] = field(default_factory=list)
    _ids: Iterator[uuid.UUID] = field(default_factory=lambda: ordered_ids())

    def complain(self, pointer: str, sentence: str) -> None:
        """Note a problem at a JSON pointer."""
        self.problems.append(f"{pointer or '/'}: {sentence}")

    def give(self, ref: str, kind: str, pointer: str) -> uuid.UUID:
        """Return a fresh id for an object that calls itself `ref`."""
        if ref in self.given:
            self.complain(pointer, f'the ref "{ref}" is given twice.')
        key = next(self._ids)
        self.given[ref] = (kind, key)
        return key

    def use(self, ref: str, kind: str, pointer: str) -> None:
        """Note that something points at `ref`, which must be of a kind."""
        self.used.append((ref, kind, pointer))

    def check_refs(self) -> None:
        """Note every ref that nothing gave, or that something else gave."""
        for ref, kind, pointer in self.used:
            found = self.given.get(ref)
            if found is None:
                self.complain(pointer, f'there is no {kind} with the ref "{ref}".')
            elif found[0] != kind:
                self.complain(pointer, f'"{ref}" must be of the kind {kind}, and it is of the kind {found[0]}.')

    def fresh(self) -> uuid.UUID:
        """Return an id for a row that has no ref of its own."""
        return next(self._ids)

    def id(self, ref: str) -> uuid.UUID:
        """Return the id of the object that calls itself `ref`."""
        return self.given[ref][1]

    def stop_at_problems(self) -> None:
        """Raise `Unreadable` when anything was wrong so far."""
        if self.problems:
            raise Unreadable(self.problems)


def ordered_ids() -> Iterator[uuid.UUID]:
    """Yield ids that sort in the order in which they are asked for, none of them from the future."""
    now = time.time_ns() // 1_000_000
    steps = itertools.chain(range(HEAD_START_MS), itertools.repeat(HEAD_START_MS))
    return (new_id(now - HEAD_START_MS + step) for step in steps)
