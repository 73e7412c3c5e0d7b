"""What happened to organisations: settings, partnerships, memberships, invitations; never an address."""

import uuid
from dataclasses import dataclass

from placement_portal import ledger
from placement_portal.organisations.rules import MembershipRole, OrganisationKind


@dataclass(frozen=True, kw_only=True)
class OrganisationChanged(ledger.Event):
    """Settings changed: before and after, by the name of the setting; contacts by name alone."""

    before: dict[str, object]
    after: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class OrganisationAdded(ledger.Event):
    """There is a new organisation."""

    kind: OrganisationKind


@dataclass(frozen=True, kw_only=True)
class PartnershipBegun(ledger.Event):
    """A university and a provider work together."""

    university: uuid.UUID
    provider: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class PartnershipEnded(ledger.Event):
    """A partnership ended, after its last day."""

    university: uuid.UUID
    provider: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class AgreementSaid(ledger.Event):
    """Two partners said from when to when their agreement runs."""

    before: dict[str, object]
    after: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class MembershipBegun(ledger.Event):
    """Somebody does something for an organisation; unconfirmed when the other side proposed it."""

    person: uuid.UUID
    role: MembershipRole
    confirmed: bool


@dataclass(frozen=True, kw_only=True)
class MembershipConfirmed(ledger.Event):
    """The organisation agreed to a membership that its partner proposed."""

    person: uuid.UUID
    role: MembershipRole


@dataclass(frozen=True, kw_only=True)
class MembershipEnded(ledger.Event):
    """A membership ended, after its last day; None when it ended before it had one."""

    person: uuid.UUID
    role: MembershipRole
    last_day: str | None


@dataclass(frozen=True, kw_only=True)
class PersonInvited(ledger.Event):
    """Somebody was invited to set up an account, or to take part with the one they have."""

    person: uuid.UUID
    what_for: str


@dataclass(frozen=True, kw_only=True)
class InvitationResent(ledger.Event):
    """An invitation was sent again; the link before it died."""

    person: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class InvitationRevoked(ledger.Event):
    """An invitation was taken back."""

    person: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(ledger.Event):
    """Somebody accepted an invitation by its link."""

    person: uuid.UUID
