"""What the ledger keeps of profiles; never a registration number."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from placement_portal.ledger import Event


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(Event):
    """What a supervisor brings to a provider changed; the number of the register by name alone."""

    person: uuid.UUID
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class RegistrationChecked(Event):
    """Somebody looked a supervisor up in the public register."""

    person: uuid.UUID
    on: date


@dataclass(frozen=True, kw_only=True)
class PassportChanged(Event):
    """What a provider tells its universities changed; who leads on safeguarding by the fields alone."""

    before: dict[str, Any]
    after: dict[str, Any]
