"""What the ledger keeps of cohorts."""

from dataclasses import dataclass

from placement_portal import ledger


@dataclass(frozen=True, kw_only=True)
class CohortExported(ledger.Event):
    """Somebody downloaded a cohort: in which format, and how many students were in it."""

    format: str
    students: int
