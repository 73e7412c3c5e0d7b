"""What can be found of frameworks: versions and their parts as a viewer may see them, and who uses which."""

from placement_portal.frameworks.queries.content import content_of, known_of
from placement_portal.frameworks.queries.found import (
    find,
    find_competency,
    find_domain,
    find_upload,
    frameworks_of,
    in_use,
    sources_for,
    used_by,
    whole,
)
from placement_portal.frameworks.queries.held import held_with, is_held

__all__ = [
    "content_of",
    "find",
    "find_competency",
    "find_domain",
    "find_upload",
    "frameworks_of",
    "held_with",
    "in_use",
    "is_held",
    "known_of",
    "sources_for",
    "used_by",
    "whole",
]
