"""What can be done to profiles and passports."""

from placement_portal.profiles.service.passport import PassportFacts, change_passport
from placement_portal.profiles.service.supervisors import ProfileFacts, change, check

__all__ = ["PassportFacts", "ProfileFacts", "change", "change_passport", "check"]
