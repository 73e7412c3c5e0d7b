"""What looks like a name, a date of birth or a number of somebody; every free text of every room asks here."""

from placement_portal.identity.rules.signs import (
    IDENTITY_SENTENCES,
    IdentityFinding,
    IdentityWarning,
    is_nhs_number,
    looks_identifying,
)

__all__ = ["IDENTITY_SENTENCES", "IdentityFinding", "IdentityWarning", "is_nhs_number", "looks_identifying"]
