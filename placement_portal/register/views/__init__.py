"""The pages of the register: the list, who is here today, what ends when, cohorts by check, who looked."""

from placement_portal.register.views import ahead, looked, register, today
from placement_portal.register.views.answers import blueprint

__all__ = ["ahead", "blueprint", "looked", "register", "today"]
