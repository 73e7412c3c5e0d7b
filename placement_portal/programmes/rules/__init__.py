"""What is true of programmes: modes, roles, where a student stands, categories, and what a rule is made of."""

import enum
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from placement_portal.programmes.rules.credit import (
    MOST_PRESENT,
    THEMES,
    WHOLE,
    GroupCredit,
    credit,
    credit_sum,
    credit_words,
)
from placement_portal.programmes.rules.demands import Demand, about, concerns, groups_from
from placement_portal.programmes.rules.groups import CLIENT_GROUPS, CategoryGroup, is_client_work
from placement_portal.programmes.rules.kinds import (
    HALVES,
    RuleKind,
    RuleUnit,
    VarietyOf,
    Window,
)

__all__ = [
    "CATEGORY_PRESET",
    "CLIENT_GROUPS",
    "HALVES",
    "MOST_PRESENT",
    "NEEDS_OF",
    "STUDYING",
    "THEMES",
    "WHOLE",
    "CategoryGroup",
    "CategoryNeeds",
    "CategoryPreset",
    "CohortMode",
    "Demand",
    "GroupCredit",
    "NotePolicy",
    "ProgrammeRoleKind",
    "RuleBasis",
    "RuleKind",
    "RuleUnit",
    "StudentStatus",
    "VarietyOf",
    "Window",
    "about",
    "concerns",
    "credit",
    "credit_sum",
    "credit_words",
    "groups_from",
    "is_client_work",
]


class CohortMode(enum.StrEnum):
    """How a cohort studies."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"


class ProgrammeRoleKind(enum.StrEnum):
    """What a person does for one programme, from a day, to a day."""

    LEAD = "lead"
    UNIVERSITY_COORDINATOR = "university_coordinator"
    TUTOR = "tutor"
    EXTERNAL_EXAMINER = "external_examiner"


class StudentStatus(enum.StrEnum):
    """Where a person stands in a cohort."""

    ACTIVE = "active"
    INTERRUPTED = "interrupted"
    REPEATING = "repeating"
    WITHDRAWN = "withdrawn"
    COMPLETED = "completed"


class CategoryNeeds(enum.StrEnum):
    """Which answer of the gate time of a category needs: may come, may see clients accompanied, may see them alone."""

    NOTHING = "nothing"
    ON_SITE = "on_site"
    ACCOMPANIED = "accompanied"
    ALONE = "alone"


class NotePolicy(enum.StrEnum):
    """Whether a programme asks for a note about one's own learning on each entry."""

    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"


class RuleBasis(enum.StrEnum):
    """Who says so: "required by the programme", or "example, ask your programme"."""

    PROGRAMME = "programme"
    EXAMPLE = "example"


NEEDS_OF: Final[Mapping[CategoryGroup, CategoryNeeds]] = {
    CategoryGroup.DIRECT: CategoryNeeds.ALONE,
    CategoryGroup.OBSERVATION: CategoryNeeds.ACCOMPANIED,
    CategoryGroup.INDIRECT: CategoryNeeds.NOTHING,
    CategoryGroup.SUPERVISION: CategoryNeeds.NOTHING,
    CategoryGroup.LEARNING: CategoryNeeds.NOTHING,
    CategoryGroup.NONE: CategoryNeeds.NOTHING,
}
"""What a category needs until its programme says something else."""


@dataclass(frozen=True, slots=True)
class CategoryPreset:
    """One category as a new programme version starts with it; a programme may change every word of it."""

    code: str
    name: str
    group: CategoryGroup
    counts: bool = True
    needs_slot: bool = False
    needs: CategoryNeeds = CategoryNeeds.NOTHING


ALONE, ACCOMPANIED = CategoryNeeds.ALONE, CategoryNeeds.ACCOMPANIED
CATEGORY_PRESET: Final[tuple[CategoryPreset, ...]] = (
    CategoryPreset("DIR-I", "Session with one client", CategoryGroup.DIRECT, needs_slot=True, needs=ALONE),
    CategoryPreset("DIR-G", "Session with a group", CategoryGroup.DIRECT, needs_slot=True, needs=ALONE),
    CategoryPreset(
        "DIR-C", "Session led together with somebody", CategoryGroup.DIRECT, needs_slot=True, needs=ACCOMPANIED
    ),
    CategoryPreset("ASM", "Assessment or first session", CategoryGroup.DIRECT, needs_slot=True, needs=ALONE),
    CategoryPreset("OBS", "Observing a therapist or a class", CategoryGroup.OBSERVATION, needs=ACCOMPANIED),
    CategoryPreset("PREP", "Preparing, setting up and packing away", CategoryGroup.INDIRECT),
    CategoryPreset("NOTE", "Notes, reports and listening back", CategoryGroup.INDIRECT),
    CategoryPreset("MDT", "Team, review or family meeting", CategoryGroup.INDIRECT),
    CategoryPreset("SUP-I", "Supervision on your own", CategoryGroup.SUPERVISION),
    CategoryPreset("SUP-G", "Supervision in a group", CategoryGroup.SUPERVISION),
    CategoryPreset("TRN", "Training or induction", CategoryGroup.LEARNING),
    CategoryPreset("EVT", "Music event or sharing", CategoryGroup.INDIRECT),
    CategoryPreset("LIA", "Talking with parents, carers and professionals", CategoryGroup.INDIRECT),
    CategoryPreset("TRV", "Travel (recorded, not counted)", CategoryGroup.NONE, counts=False),
    CategoryPreset("STUDY", "Agreed study time", CategoryGroup.LEARNING),
)
"""What a programme version starts with: an example to change, not anybody's standard."""


STUDYING: Final[AbstractSet[StudentStatus]] = frozenset({StudentStatus.ACTIVE, StudentStatus.REPEATING})
"""Where rules run for a student: in the others nothing is expected of anybody."""
