"""What kinds of hours add up to."""

import enum
from collections.abc import Set as AbstractSet
from typing import Final


class CategoryGroup(enum.StrEnum):
    """What a category of hours adds up to; NONE is recorded and belongs to no total but its own."""

    DIRECT = "direct"
    OBSERVATION = "observation"
    INDIRECT = "indirect"
    SUPERVISION = "supervision"
    LEARNING = "learning"
    NONE = "none"


CLIENT_GROUPS: Final[AbstractSet[CategoryGroup]] = frozenset({CategoryGroup.DIRECT, CategoryGroup.OBSERVATION})
"""Groups in which a student is with clients: taken only inside the dates of a placement."""


def is_client_work(group: CategoryGroup) -> bool:
    """Say whether hours of this group are spent with clients."""
    return group in CLIENT_GROUPS
