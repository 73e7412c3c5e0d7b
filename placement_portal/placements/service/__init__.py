"""What can be done with placements, the people on them, clients and groups, and the timetable."""

from placement_portal.placements.service.caseload import SlotFacts, change_slot, close_slot, open_slot, reopen_slot
from placement_portal.placements.service.moving import ASKS_ABOUT_CLIENTS, ENDS_WORK, move
from placement_portal.placements.service.people import assign, end_assignment
from placement_portal.placements.service.terms import WORDS, Terms, change, create, holds
from placement_portal.placements.service.timetable import Habit, add_row, change_row, remove_row

__all__ = [
    "ASKS_ABOUT_CLIENTS",
    "ENDS_WORK",
    "WORDS",
    "Habit",
    "SlotFacts",
    "Terms",
    "add_row",
    "assign",
    "change",
    "change_row",
    "change_slot",
    "close_slot",
    "create",
    "end_assignment",
    "holds",
    "move",
    "open_slot",
    "remove_row",
    "reopen_slot",
]
