"""The pages of supervision."""

from flask import Flask

from placement_portal.supervision.views import acting, deciding, pages, writing
from placement_portal.supervision.views.answers import blueprint
from placement_portal.web import constraints

__all__ = ["acting", "blueprint", "deciding", "init_app", "pages", "writing"]

REFUSED = {
    "uq_supervision_part_session_id_placement_id": "This student is in this session already.",
    "ck_supervision_part_minutes": "A session has from 1 to 720 minutes.",
    "ck_supervision_part_present": "A session has from 1 to 60 students.",
    "ck_supervision_part_not_by_author": "Nobody confirms what they wrote down themselves.",
    "ck_supervision_change_not_by_asker": "Nobody answers a change that they asked for themselves.",
    "ck_supervision_action_done": "What is done was done by somebody.",
    "ck_rule_set_group_credit": "In a group from 1 to 100 % of the time counts, up to at most 60 students.",
}


def init_app(_app: Flask) -> None:
    """Word what the database refuses."""
    constraints.word(REFUSED)
