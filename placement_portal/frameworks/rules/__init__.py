"""What is true of frameworks: their states, what they hold, what keeps one from being published, how items relate."""

from placement_portal.frameworks.rules.content import (
    HEADINGS_PRESET,
    MOST_COMPETENCIES,
    MOST_YEARS,
    SCALE_PRESET,
    STANDARD_PRESET,
    CompetencyFacts,
    Content,
    DomainFacts,
    HeadingFacts,
    LevelFacts,
    LevelKind,
    Standard,
    code_order,
    digest,
    missing,
)
from placement_portal.frameworks.rules.lines import Item, Wrong, problems
from placement_portal.frameworks.rules.states import MOVES, FrameworkAction, FrameworkStatus, Frozen, move

__all__ = [
    "HEADINGS_PRESET",
    "MOST_COMPETENCIES",
    "MOST_YEARS",
    "MOVES",
    "SCALE_PRESET",
    "STANDARD_PRESET",
    "CompetencyFacts",
    "Content",
    "DomainFacts",
    "FrameworkAction",
    "FrameworkStatus",
    "Frozen",
    "HeadingFacts",
    "Item",
    "LevelFacts",
    "LevelKind",
    "Standard",
    "Wrong",
    "code_order",
    "digest",
    "missing",
    "move",
    "problems",
]
