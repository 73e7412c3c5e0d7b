"""The pages that ask what if, and that show a student's whole programme."""

from placement_portal.web import constraints
from placement_portal.whatif.views import asking, crediting, programme
from placement_portal.whatif.views.answers import blueprint

__all__ = ["asking", "blueprint", "crediting", "init_app", "programme"]
TAKEN = {
    "uq_carried_shortfall_student_id_stage_id_rule_id": "This is carried already.",
    "uq_agreed_plan_student_id_stage_id": "Somebody else agreed on a plan a moment ago.",
}


def init_app(_app: object) -> None:
    """Say what a broken constraint means."""
    constraints.word(TAKEN)
