"""What may be typed about the rhythm: when next, with whom, and how often."""

import uuid
from collections.abc import Sequence
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange, Optional

from placement_portal.accounts.forms import version_field
from placement_portal.rhythm import rules
from placement_portal.rhythm.models import AgreedPace, PlannedSupervision
from placement_portal.rhythm.queries import Giver
from placement_portal.rhythm.rules import LONGEST_WORD, MOST_HOURS, SHORTEST_WORD, Pace, PaceKind, PlanRefusal, Slot
from placement_portal.rhythm.service import Refused
from placement_portal.web.inputs import ClockField, DatePartsField, choices, named, not_a_choice, not_a_number
from placement_portal.web.labels import label

USUAL_MINUTES: Final = 60
FIELD_OF: Final = {PlanRefusal.LENGTH: "minutes", PlanRefusal.NOT_SUPERVISED_BY: "supervisor"}
WHOLE: Final = "Enter whole minutes, such as 60."
HOURS: Final = f"Enter from 1 to {MOST_HOURS} hours."
DAYS: Final = f"Enter from {SHORTEST_WORD} to {LONGEST_WORD} days, or nothing."


class PlanForm(FlaskForm):
    """When the next session is, how long, with whom."""

    version = version_field()
    day = DatePartsField("Which day?", validators=[InputRequired("Choose the day.")])
    start = ClockField("When does it start?", validators=[InputRequired("Enter when it starts.")])
    minutes = IntegerField("How many minutes?", **not_a_number(WHOLE), validators=[InputRequired(WHOLE)])
    supervisor: Any = RadioField("With whom?", coerce=uuid.UUID, **not_a_choice("Choose with whom."))

    def offer(self, givers: Sequence[Giver]) -> None:
        """Offer who supervises."""
        self.supervisor.choices = named((each.id, f"{each.name}, {label(each.capacity).text}") for each in givers)
        if not self.is_submitted() and givers:
            self.supervisor.data, self.minutes.data = givers[0].id, USUAL_MINUTES

    def show(self, plan: PlannedSupervision) -> None:
        """Fill the form with what is planned."""
        self.day.data, self.start.data, self.minutes.data = plan.day, plan.start, plan.minutes
        self.supervisor.data, self.version.data = plan.supervisor_id, plan.version

    @property
    def slot(self) -> Slot:
        """What was typed, once the form is valid."""
        typed = self.data
        return Slot(typed["day"], typed["start"], typed["minutes"], typed["supervisor"])

    def refuse(self, refused: Refused) -> None:
        """Put each refusal beside its field."""
        for each in refused.refusals:
            found: Any = self[FIELD_OF.get(each, "day")]
            found.errors = [*found.errors, rules.PLAN_REFUSALS[each]]


class PaceForm(FlaskForm):
    """How often a placement is supervised, and when a word is said."""

    version = version_field()
    kind: Any = RadioField(
        "How often?",
        choices=choices(PaceKind),
        coerce=PaceKind,
        **not_a_choice("Choose how often."),
        validators=[InputRequired("Choose how often.")],
    )
    hours = IntegerField("After how many hours with clients?", **not_a_number(HOURS), validators=[Optional()])
    word_after = IntegerField(
        "Say so after how many days without?",
        **not_a_number(DAYS),
        validators=[Optional(), NumberRange(SHORTEST_WORD, LONGEST_WORD, DAYS)],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for hours where they are what counts."""
        sound: bool = super().validate(extra_validators)
        if self.kind.data is not PaceKind.CLIENT_HOURS or 1 <= (self.hours.data or 0) <= MOST_HOURS:
            return sound
        self.hours.errors = [HOURS]
        return False

    @property
    def pace(self) -> Pace:
        """What was chosen, once the form is valid."""
        kind = self.kind.data
        return Pace(kind, self.hours.data if kind is PaceKind.CLIENT_HOURS else None)

    def show(self, kept: AgreedPace | None) -> None:
        """Fill the form with what is agreed."""
        if kept:
            self.kind.data, self.hours.data, self.word_after.data = kept.kind, kept.hours, kept.word_after
            self.version.data = kept.version
