"""Who is where, when, with whom and in what state; whom they meet there, as codes; and their weekly timetable."""

from placement_portal.placements.models.caseload import CaseloadSlot, TimetableRow
from placement_portal.placements.models.changes import PLAN_LENGTH, ChangeAnswer, PlacementAmendment, PlacementPause
from placement_portal.placements.models.checks import ITEM_LENGTH, CheckItem, PlacementCheck
from placement_portal.placements.models.people import Assignment
from placement_portal.placements.models.placed import Placement, PlacementMove, PlacementSite

__all__ = [
    "ITEM_LENGTH",
    "PLAN_LENGTH",
    "Assignment",
    "CaseloadSlot",
    "ChangeAnswer",
    "CheckItem",
    "Placement",
    "PlacementAmendment",
    "PlacementCheck",
    "PlacementMove",
    "PlacementPause",
    "PlacementSite",
    "TimetableRow",
]
