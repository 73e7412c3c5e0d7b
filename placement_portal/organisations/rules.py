"""What is true of organisations: kinds, roles, when a relation is in force, where an invitation stands."""

import enum
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import Final


class OrganisationKind(enum.StrEnum):
    """What an organisation is to a student: where they learn, or who hosts them."""

    UNIVERSITY = "university"
    PROVIDER = "provider"


class BankHolidays(enum.StrEnum):
    """Whose bank holidays an organisation or a setting keeps; each value is what GOV.UK calls that nation."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"
    NONE = "none"


class MembershipRole(enum.StrEnum):
    """What a person does for one organisation, from a day, to a day."""

    PROVIDER_COORDINATOR = "provider_coordinator"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    SUPERVISOR = "supervisor"
    CLEARANCE_OFFICER = "clearance_officer"
    ADMINISTRATOR = "administrator"
    STAFF = "staff"


class InvitationStatus(enum.StrEnum):
    """Where an invitation stands; computed when read, never stored."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    REVOKED = "revoked"


ROLES_OF: Final[Mapping[OrganisationKind, AbstractSet[MembershipRole]]] = {
    OrganisationKind.UNIVERSITY: frozenset(
        {
            MembershipRole.SUPERVISOR,
            MembershipRole.CLEARANCE_OFFICER,
            MembershipRole.ADMINISTRATOR,
            MembershipRole.STAFF,
        }
    ),
    OrganisationKind.PROVIDER: frozenset(MembershipRole),
}
"""Which roles an organisation of each kind can give; leads and tutors are programme roles, kept with programmes."""


def may_hold(kind: OrganisationKind, role: MembershipRole) -> bool:
    """Say whether an organisation of this kind can give this role."""
    return role in ROLES_OF[kind]


def in_force(first: date, last: date | None, on: date) -> bool:
    """Say whether something from `first` to `last`, both included, holds on a day; no `last` means it goes on."""
    return first <= on and (last is None or on <= last)


def invitation_status(
    expires_at: datetime, accepted_at: datetime | None, revoked_at: datetime | None, now: datetime
) -> InvitationStatus:
    """Return where an invitation stands at `now`; an accepted one stays accepted."""
    if accepted_at is not None:
        return InvitationStatus.ACCEPTED
    if revoked_at is not None:
        return InvitationStatus.REVOKED
    return InvitationStatus.EXPIRED if now >= expires_at else InvitationStatus.INVITED


LEAST_CONTRAST: Final = 4.5
"""What WCAG 2.2 asks of text on its background; an accent carries white text."""
_LINEAR_BELOW: Final = 0.04045
_WEIGHTS: Final = (0.2126, 0.7152, 0.0722)


def contrast_with_white(colour: str) -> float:
    """Return the contrast of a colour such as #0b5351 with white, from 1 (none) to 21 (black)."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    luminance = sum(weight * _linear(part) for weight, part in zip(_WEIGHTS, parts, strict=True))
    return 1.05 / (luminance + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR_BELOW else float(((part + 0.055) / 1.055) ** 2.4)
