"""Who may do what, on one page."""

from collections.abc import Mapping
from typing import Any, Final

from placement_portal.access import Permission, Policy
from placement_portal.hours import policy as hours
from placement_portal.placements import policy as placements
from placement_portal.programmes import policy as programmes
from placement_portal.sites import policy as sites


def nobody(_person: object, _thing: Any) -> bool:
    """Refuse everybody."""
    return False


def whoever_found_it(_person: object, _thing: Any) -> bool:
    """Allow those for whom the loader found it; it looked at the person already."""
    return True


POLICIES: Final[Mapping[Permission, Policy]] = dict.fromkeys(Permission, nobody) | {
    Permission.SEE_PROGRAMMES: programmes.belongs,
    Permission.ADD_PROGRAMME: programmes.may_add,
    Permission.SEE_PROGRAMME: programmes.sees,
    Permission.MANAGE_PROGRAMME: programmes.runs,
    Permission.GIVE_ROLES: programmes.may_give_roles,
    Permission.SEE_STUDENT: whoever_found_it,
    Permission.SEE_SITE: whoever_found_it,
    Permission.MANAGE_SITE: sites.manages,
    Permission.SEE_PLACEMENT: placements.is_party,
    Permission.PLACE_STUDENT: placements.may_place,
    Permission.MANAGE_PLACEMENT: placements.is_programme_staff,
    Permission.STAFF_PLACEMENT: placements.may_coordinate,
    Permission.MOVE_PLACEMENT: placements.may_coordinate,
    Permission.MANAGE_CASELOAD: placements.may_keep_caseload,
    Permission.SEE_HOURS: hours.may_read,
    Permission.LOG_HOURS: hours.may_log,
    Permission.VERIFY_HOURS: hours.may_decide,
    Permission.UNDO_HOURS: hours.may_undo,
    Permission.REVERSE_HOURS: hours.may_reverse,
    Permission.TAKE_OVER_HOURS: hours.may_take_over,
    Permission.CONFIRM_HOURS: hours.may_confirm,
}
