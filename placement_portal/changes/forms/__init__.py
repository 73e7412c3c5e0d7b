"""What may be typed about changes, stops, and who is away."""

from placement_portal.changes.forms.away import AwayForm, BackForm, away_form
from placement_portal.changes.forms.changing import ChangeForm, change_form
from placement_portal.changes.forms.stopping import LiftForm, StopForm, WhatForm, stop_form

__all__ = [
    "AwayForm",
    "BackForm",
    "ChangeForm",
    "LiftForm",
    "StopForm",
    "WhatForm",
    "away_form",
    "change_form",
    "stop_form",
]
