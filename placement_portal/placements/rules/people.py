"""In which capacity somebody is assigned, and on which days they may decide."""

import enum
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from typing import Final

from placement_portal.organisations.rules import in_force


class AssignmentCapacity(enum.StrEnum):
    """In which capacity somebody is assigned to a placement."""

    SUPERVISOR = "supervisor"
    CLINICAL_SUPERVISOR = "clinical_supervisor"
    TUTOR = "tutor"


SUPERVISING: Final[AbstractSet[AssignmentCapacity]] = frozenset(
    {AssignmentCapacity.SUPERVISOR, AssignmentCapacity.CLINICAL_SUPERVISOR}
)
"""The capacities that decide on hours."""

GRACE_DAYS: Final = 28
"""How long a supervisor whose assignment ended may still decide: a default an organisation may change."""


def may_decide_on(
    day: date, assignment_from: date, assignment_to: date | None, today: date, grace_days: int = GRACE_DAYS
) -> bool:
    """Say whether an assignment lets somebody decide today on an entry of a day inside it."""
    grace_over = assignment_to is not None and today > assignment_to + timedelta(days=grace_days)
    return in_force(assignment_from, assignment_to, day) and not grace_over
