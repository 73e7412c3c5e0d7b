"""What the ledger keeps of the register."""

from dataclasses import dataclass

from placement_portal import ledger


@dataclass(frozen=True, kw_only=True)
class RegisterExported(ledger.Event):
    """Somebody downloaded the register: in which format, and how many people were in it."""

    format: str
    people: int
