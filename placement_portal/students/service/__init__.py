"""What can be done to a student's way through a course; services above tell people and settle placements."""

from placement_portal.students.service.adjusting import (
    AdjustmentFacts,
    change_adjustment,
    forget,
    note_view,
    record_adjustment,
    share,
)
from placement_portal.students.service.moving import AlreadyMoved, change_mode, move, move_back, promote

__all__ = [
    "AdjustmentFacts",
    "AlreadyMoved",
    "change_adjustment",
    "change_mode",
    "forget",
    "move",
    "move_back",
    "note_view",
    "promote",
    "record_adjustment",
    "share",
]
