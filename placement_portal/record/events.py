"""What the ledger keeps of the pages that say what counts."""

from dataclasses import dataclass

from placement_portal import ledger


@dataclass(frozen=True, kw_only=True)
class HoursDownloaded(ledger.Event):
    """A student downloaded their own hours: how many entries were in the file."""

    entries: int
