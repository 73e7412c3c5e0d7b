"""The pages of matching: rounds, deciding by hand, proposals and publishing, and what students wish."""

from flask import Flask

from placement_portal.matching.views import deciding, drafts, needs, rounds, wishes
from placement_portal.matching.views.answers import blueprint
from placement_portal.web import constraints

__all__ = ["blueprint", "deciding", "drafts", "init_app", "needs", "rounds", "wishes"]
BROKEN = {
    "ck_matching_round_order": "The last day must not be before the first.",
    "uq_wish_round_id_student_id": "You saved this a moment ago in another window.",
    "uq_allocation_round_id_student_id": "Somebody else decided for this student a moment ago.",
    "ck_allocation_locked": "There is no match to lock.",
    "ck_allocation_published": "A published match has a placement.",
}


def init_app(_app: Flask) -> None:
    """Word the constraints."""
    constraints.word(BROKEN)
