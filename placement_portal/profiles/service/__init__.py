"""What can be done to profiles and passports."""

from placement_portal.profiles.service.passport import PassportFacts, change_passport
from placement_portal.profiles.service.supervisors import (
    ProfileFacts,
    Register,
    change,
    check,
    no_longer_registered,
    seen_in_register,
    work_on,
)

__all__ = [
    "PassportFacts",
    "ProfileFacts",
    "Register",
    "change",
    "change_passport",
    "check",
    "no_longer_registered",
    "seen_in_register",
    "work_on",
]
