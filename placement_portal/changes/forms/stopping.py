"""What a stop asks: whom it stops, who has been rung, who sees each client next; and when it is lifted."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from placement_portal import clock
from placement_portal.accounts.forms import one_line, version_field
from placement_portal.changes.forms.plans import PlansForm, with_plans
from placement_portal.changes.models import RUNG_LENGTH, Stop
from placement_portal.placements.forms.asking import day
from placement_portal.web.formats import full_day
from placement_portal.web.inputs import DatePartsField, named, not_a_choice


class WhatForm(FlaskForm):
    """Whom or what is stopped."""

    what = SelectField(
        "Whom or what do you stop?",
        **not_a_choice("Choose from the list."),
        validators=[InputRequired("Choose whom or what you stop.")],
    )

    def offer(self, groups: Iterable[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        """Offer students, supervisors and settings under their headings."""
        found = [choice for heading, pairs in groups for choice in named(pairs, heading)]
        self.what.choices = [*named([("", "Choose")]), *found]


class StopForm(PlansForm):
    """Who has been rung, and who sees each client next; never why."""

    rung = StringField(
        "Who has been rung?",
        filters=[one_line],
        description="Whom and when is enough: “the head at 10:15, the tutor at 10:30”. Never write why.",
        validators=[
            InputRequired("Say who has been rung. If nobody has, ring first."),
            Length(max=RUNG_LENGTH, message=f"This can be at most {RUNG_LENGTH} characters long."),
        ],
    )


def stop_form(asked: Iterable[tuple[str, str]]) -> StopForm:
    """Return the form of a stop with a question for each client and group that it touches."""
    return with_plans(StopForm, asked)


class LiftForm(FlaskForm):
    """From which day work with clients may go on."""

    lifted = day("From which day may work with clients go on?", "Enter the first day on which it may go on.")
    version = version_field()
    stop: Stop

    def begin(self, stop: Stop) -> None:
        """Suggest today."""
        self.stop = stop
        if not self.is_submitted():
            self.lifted.data, self.version.data = clock.today(), stop.version

    def validate_lifted(self, field: DatePartsField) -> Any:
        """Refuse a day before the stop."""
        if field.data and field.data < self.stop.since:
            raise ValidationError(f"The stop began on {full_day(self.stop.since)}. Choose that day or a later one.")
