"""What can be done with inductions: keep the list of a setting, tick what was shown, confirm it."""

from placement_portal.inductions.service.keeping import keep_list
from placement_portal.inductions.service.showing import ByName, Unfinished, confirm, confirm_at_setting, tick

__all__ = ["ByName", "Unfinished", "confirm", "confirm_at_setting", "keep_list", "tick"]
