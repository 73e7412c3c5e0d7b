"""What may be typed about where students stand, adjustments and promotion."""

from placement_portal.studies.forms.adjusting import AdjustmentForm, ShareForm
from placement_portal.studies.forms.moving import ModeForm, MoveForm, move_form
from placement_portal.studies.forms.promoting import MoveBackForm, PromoteForm

__all__ = [
    "AdjustmentForm",
    "ModeForm",
    "MoveBackForm",
    "MoveForm",
    "PromoteForm",
    "ShareForm",
    "move_form",
]
