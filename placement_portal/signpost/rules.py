"""What is true of the signpost: whom it names, and what is kept of having told somebody: whom and when, no more."""

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final


class BoardKind(enum.StrEnum):
    """What a set of contacts belongs to."""

    SETTING = "setting"
    PROVIDER = "provider"
    AREA = "area"


class ContactRole(enum.StrEnum):
    """Whom one reaches."""

    LEAD = "lead"
    DEPUTY = "deputy"
    SECOND_DEPUTY = "second_deputy"
    HEAD = "head"
    ABOUT_STAFF = "about_staff"
    ABOUT_HEAD = "about_head"
    PROVIDER_LEAD = "provider_lead"
    PROVIDER_DEPUTY = "provider_deputy"
    CHILDREN_DAY = "children_day"
    CHILDREN_NIGHT = "children_night"
    ADULTS_DAY = "adults_day"
    ADULTS_NIGHT = "adults_night"


class ConcernTold(enum.StrEnum):
    """Whom a student says they told: a role from a list, never a name."""

    LEAD = "lead"
    DEPUTY = "deputy"
    HEAD = "head"
    ABOVE_HEAD = "above_head"
    PROVIDER_LEAD = "provider_lead"
    SOCIAL_CARE = "social_care"
    POLICE = "police"


ROLES_OF: Final[Mapping[BoardKind, Sequence[ContactRole]]] = {
    BoardKind.SETTING: (
        ContactRole.LEAD,
        ContactRole.DEPUTY,
        ContactRole.SECOND_DEPUTY,
        ContactRole.HEAD,
        ContactRole.ABOUT_STAFF,
        ContactRole.ABOUT_HEAD,
    ),
    BoardKind.PROVIDER: (ContactRole.PROVIDER_LEAD, ContactRole.PROVIDER_DEPUTY),
    BoardKind.AREA: (
        ContactRole.CHILDREN_DAY,
        ContactRole.CHILDREN_NIGHT,
        ContactRole.ADULTS_DAY,
        ContactRole.ADULTS_NIGHT,
    ),
}
STALE_AFTER: Final = timedelta(days=180)
"""So long after somebody looked at the numbers the keeper is asked to look again."""

WAYS: Final = ("name", "phone", "text", "email")
FUTURE: Final = "This is in the future."
NOBODY: Final = "Tick whom you told, or leave this page: you need not write anything here."


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One person or desk: a name, a telephone, a number that takes texts, an address; each may be empty."""

    role: ContactRole
    name: str = ""
    phone: str = ""
    text: str = ""
    email: str = ""

    @property
    def is_reachable(self) -> bool:
        """Whether there is any way to reach them."""
        return bool(self.phone or self.text or self.email)

    def kept(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return {name: str(value) for name, value in asdict(self).items()}


def read(kept: Iterable[Mapping[str, str]]) -> dict[ContactRole, Contact]:
    """Return stored contacts by their role."""
    found = {ContactRole(each["role"]): {name: each[name] for name in WAYS} for each in kept}
    return {role: Contact(role=role, **said) for role, said in found.items()}


def roles_of(kept: Iterable[str]) -> list[ConcernTold]:
    """Return stored roles in the order of the list."""
    told = set(kept)
    return [each for each in ConcernTold if each.value in told]


def worth_keeping(contacts: Iterable[Contact]) -> list[Contact]:
    """Return the contacts that say anything at all."""
    return [each for each in contacts if each.name or each.is_reachable]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """That somebody was told: roles from a list and when; a part that did not happen is nothing, never a no."""

    roles: frozenset[ConcernTold]
    at: datetime
    supervisor_at: datetime | None = None
    university_at: datetime | None = None

    def problems(self, now: datetime) -> dict[str, str]:
        """Return what is wrong with it, by field."""
        times = {"at": self.at, "supervisor": self.supervisor_at, "university": self.university_at}
        late = {name: FUTURE for name, when in times.items() if when is not None and when > now}
        return late | ({} if self.roles else {"roles": NOBODY})
