"""What the ledger keeps of a load: one event in each chain."""

from dataclasses import dataclass

from placement_portal import ledger


@dataclass(frozen=True, kw_only=True)
class DatasetLoaded(ledger.Event):
    """An operator loaded a dataset into an empty installation; how many rows of each table."""

    rows: dict[str, int]
