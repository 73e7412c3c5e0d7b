"""What the ledger keeps of imports: how many of what, never a name."""

import uuid
from dataclasses import dataclass

from placement_portal.ledger import Event


@dataclass(frozen=True, kw_only=True)
class FileImported(Event):
    """Rows came in from a file of an organisation: what changed in this chain, by kind, as [new, changed]."""

    organisation: uuid.UUID
    counts: dict[str, list[int]]
