"""What can be done with placements, the people on them, clients and groups, and the timetable."""

from placement_portal.placements.service.caseload import SlotFacts, change_slot, close_slot, open_slot, reopen_slot
from placement_portal.placements.service.checks import set_checks, tick
from placement_portal.placements.service.keeping import note_agreed
from placement_portal.placements.service.moving import ASKS_ABOUT_CLIENTS, ENDS_WORK, ask_about_clients, move
from placement_portal.placements.service.pausing import drop_pause, end_pause, pause, refuse_pause, reopen_pause
from placement_portal.placements.service.people import (
    assign,
    end_assignment,
    put_back,
    refuse_replacing,
    refuse_unchecked,
    replace,
)
from placement_portal.placements.service.terms import WORDS, Terms, change, create, holds, settle_sites, unsettle_sites
from placement_portal.placements.service.timetable import Habit, add_row, change_row, remove_row

__all__ = [
    "ASKS_ABOUT_CLIENTS",
    "ENDS_WORK",
    "WORDS",
    "Habit",
    "SlotFacts",
    "Terms",
    "add_row",
    "ask_about_clients",
    "assign",
    "change",
    "change_row",
    "change_slot",
    "close_slot",
    "create",
    "drop_pause",
    "end_assignment",
    "end_pause",
    "holds",
    "move",
    "note_agreed",
    "open_slot",
    "pause",
    "put_back",
    "refuse_pause",
    "refuse_replacing",
    "refuse_unchecked",
    "remove_row",
    "reopen_pause",
    "reopen_slot",
    "replace",
    "set_checks",
    "settle_sites",
    "tick",
    "unsettle_sites",
]
