"""Who may do what, on one page."""

from collections.abc import Mapping
from typing import Any, Final

from placement_portal.access import Permission, Policy


def nobody(_person: object, _thing: Any) -> bool:
    """Refuse everybody."""
    return False


POLICIES: Final[Mapping[Permission, Policy]] = dict.fromkeys(Permission, nobody)
