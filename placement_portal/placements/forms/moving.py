"""A move of the state, with a question for each client."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import Length, Optional, ValidationError

from placement_portal import clock
from placement_portal.accounts.forms import one_line, version_field
from placement_portal.placements.forms.asking import NOT_AHEAD, answer, day
from placement_portal.placements.models import CaseloadSlot, Placement
from placement_portal.placements.rules import (
    UNDER_WAY,
    PlacementAction,
)
from placement_portal.placements.service import ASKS_ABOUT_CLIENTS
from placement_portal.web.inputs import DatePartsField, choices

PLAN_LENGTH: Final = 200


class MoveForm(FlaskForm):
    """A move of the state, with an answer for each client when work ends or pauses."""

    action = answer("What happens?", "Choose what happens.", coerce=PlacementAction)
    day = day("On which day?", "Enter the day.", "Today or earlier: a placement never changes its state by itself.")
    move_on = BooleanField("Move on although some items are open. This is kept.")
    version = version_field()
    placement: Placement
    slots: Sequence[CaseloadSlot] = ()

    def validate_day(self, field: DatePartsField) -> None:
        """Refuse what is still to come, and an end before the beginning."""
        if field.data and field.data > clock.today():
            raise ValidationError(NOT_AHEAD)
        if field.data and self.asks_about_clients() and field.data < self.placement.starts:
            raise ValidationError("This day is before the placement begins.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask what happens for each client and group."""
        good = super().validate(extra_validators)
        for slot in self.slots if self.asks_about_clients() else ():
            field = self.plan(slot)
            if not field.data:
                field.errors = [f"Say what happens for {slot.code}."]
                good = False
        return bool(good)

    def may_move_on(self, left_open: Sequence[str]) -> bool:
        """Say whether nothing is left open, or whoever moves on says that it does not matter now."""
        if left_open and not self.move_on.data:
            self.move_on.errors = [f"Tick the box to move on without: {'; '.join(left_open)}."]
            return False
        return True

    def asks_about_clients(self) -> bool:
        """Say whether the chosen act ends or pauses work that is under way."""
        return self.action.data in ASKS_ABOUT_CLIENTS and self.placement.status in UNDER_WAY

    def plan(self, slot: CaseloadSlot) -> Any:
        """Return the field that asks what happens for a client or group."""
        return self[f"plan_{slot.code}"]

    def clients(self) -> dict[str, str]:
        """Return the answers by code; none when nothing was asked."""
        return {slot.code: self.plan(slot).data for slot in self.slots} if self.asks_about_clients() else {}


def move_form(placement: Placement, actions: Iterable[PlacementAction], slots: Sequence[CaseloadSlot]) -> MoveForm:
    """Return a form with one more question for each open client and group."""
    longest = Length(max=PLAN_LENGTH, message=f"This can be at most {PLAN_LENGTH} characters long.")
    questions: dict[str, Any] = {
        f"plan_{slot.code}": StringField(
            f"What happens for {slot.code}?", filters=[one_line], validators=[Optional(), longest]
        )
        for slot in slots
    }
    form: MoveForm = type("MoveForm", (MoveForm,), questions)()
    form.placement, form.slots = placement, slots
    for slot in slots:
        form.plan(slot).flags.optional = False  # it is asked for as soon as work ends or pauses
    form.action.choices = choices(actions)
    return form
