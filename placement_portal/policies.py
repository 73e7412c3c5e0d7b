"""Who may do what, on one page."""

from collections.abc import Mapping
from typing import Any, Final

from placement_portal.access import Permission, Policy
from placement_portal.placements import policy as placements
from placement_portal.programmes import policy as programmes
from placement_portal.sites import policy as sites
from placement_portal.hours import policy as hours


def nobody(_person: object, _thing: Any) -> bool:
    """Refuse everybody."""
    return False


def whoever_found_it(_person: object, _thing: Any) -> bool:
    """Allow those for whom the loader found it; it looked at the person already."""
    return True


POLICIES: Final[Mapping[Permission, Policy]] = dict.fromkeys(Permission, nobody) | {
    Permission.SEE_HOURS: hours.may_read,
    Permission.LOG_HOURS: hours.may_log,
    Permission.VERIFY_HOURS: hours.may_decide,
    Permission.UNDO_HOURS: hours.may_undo,
    Permission.REVERSE_HOURS: hours.may_reverse,
    Permission.TAKE_OVER_HOURS: hours.may_take_over,
    Permission.CONFIRM_HOURS: hours.may_confirm,
}
