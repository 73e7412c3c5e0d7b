"""What may be typed about placements, their people, clients and groups, and timetable."""

from placement_portal.placements.forms.asking import (
    HALF,
    LAST_BEFORE_FIRST,
    NOT_AHEAD,
    WEEKDAYS,
    answer,
    day,
    key,
    pick,
)
from placement_portal.placements.forms.caseload import AnySlotForm, NewSlotForm, SlotForm
from placement_portal.placements.forms.checks import ListsForm
from placement_portal.placements.forms.moving import PLAN_LENGTH, MoveForm, move_form
from placement_portal.placements.forms.people import AssignForm, EndAssignmentForm
from placement_portal.placements.forms.terms import FIRST_STATUSES, EditPlacementForm, NewPlacementForm, TermsForm
from placement_portal.placements.forms.timetable import HabitForm

__all__ = [
    "FIRST_STATUSES",
    "HALF",
    "LAST_BEFORE_FIRST",
    "NOT_AHEAD",
    "PLAN_LENGTH",
    "WEEKDAYS",
    "AnySlotForm",
    "AssignForm",
    "EditPlacementForm",
    "EndAssignmentForm",
    "HabitForm",
    "ListsForm",
    "MoveForm",
    "NewPlacementForm",
    "NewSlotForm",
    "SlotForm",
    "TermsForm",
    "answer",
    "day",
    "key",
    "move_form",
    "pick",
]
