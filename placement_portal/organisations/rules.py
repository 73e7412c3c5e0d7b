"""What is true of organisations: kinds, roles, when a relation is in force, where an invitation stands."""

import enum


class OrganisationKind(enum.StrEnum):
    """What an organisation is to a student: where they learn, or who hosts them."""

    UNIVERSITY = "university"
    PROVIDER = "provider"


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
