"""What can be found of imports: whose files, for which stages, whom an import brought, and what stands already."""

from placement_portal.intake.queries.drafts import (
    Waiting,
    files_of,
    find,
    find_draft,
    results_of,
    stages_for,
    without_account,
)
from placement_portal.intake.queries.known import Asked, Known, known

__all__ = [
    "Asked",
    "Known",
    "Waiting",
    "files_of",
    "find",
    "find_draft",
    "known",
    "results_of",
    "stages_for",
    "without_account",
]
