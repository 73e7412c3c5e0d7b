"""What is true of an import: its kinds, who may bring in which, what a row comes to, how long a file is kept."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from placement_portal.organisations.rules import OrganisationKind


class ImportKind(enum.StrEnum):
    """What a sheet holds, in the order in which sheets build on each other."""

    STUDENTS = "students"
    SUPERVISORS = "supervisors"
    SETTINGS = "settings"
    PLACEMENTS = "placements"
    ASSIGNMENTS = "assignments"


class ImportOutcome(enum.StrEnum):
    """What a row comes to."""

    NEW = "new"
    CHANGED = "changed"
    KEPT = "kept"
    LEFT_OUT = "left_out"


KINDS_OF: Final[Mapping[OrganisationKind, tuple[ImportKind, ...]]] = {
    OrganisationKind.UNIVERSITY: tuple(ImportKind),
    OrganisationKind.PROVIDER: (ImportKind.SUPERVISORS, ImportKind.SETTINGS, ImportKind.ASSIGNMENTS),
}
"""Students and placements are the university's; a provider brings in its people, settings and who works with whom."""

FILE_KEPT: Final = timedelta(hours=1)
RESULT_KEPT: Final = timedelta(days=30)
MOST_ROWS: Final = 8_000
MOST_FILES: Final = 10


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Why a row cannot be used: the sheet, its row (0 for the whole sheet), the column as written, a sentence."""

    sheet: str
    row: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a row comes to: whom or what it is about, what changes, and what is worth knowing."""

    kind: ImportKind
    sheet: str
    row: int
    outcome: ImportOutcome
    subject: str
    notes: tuple[str, ...] = ()


Counts = dict[ImportKind, dict[ImportOutcome, int]]


def count(results: Iterable[Result]) -> Counts:
    """Count what rows come to, by kind; kinds without rows are left out."""
    counts: Counts = {}
    for each in results:
        of_kind = counts.setdefault(each.kind, dict.fromkeys(ImportOutcome, 0))
        of_kind[each.outcome] += 1
    return {kind: counts[kind] for kind in ImportKind if kind in counts}
