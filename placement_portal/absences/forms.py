"""What may be typed about an absence: days, times of day, how it was told; nowhere is there room for a reason."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional

from placement_portal.absences.models import Absence
from placement_portal.absences.rules import AbsenceKind, AbsenceRefusal, Place, Span, ToldWhom
from placement_portal.absences.service import Plan, Refused, Told
from placement_portal.accounts.forms import version_field
from placement_portal.web.inputs import ClockField, DatePartsField, choices, named, not_a_choice, not_a_number

MOST_MINUTES: Final = 720
FIELD_OF: Final = {
    AbsenceRefusal.ENDS_BEFORE_START: "ends",
    AbsenceRefusal.TOO_LONG: "ends",
    AbsenceRefusal.TOLD_IN_FUTURE: "told_time",
}
"""Beside which field a refusal is said; all others stand beside the first day."""


class ChangeForm(FlaskForm):
    """From when to when, and how it was told."""

    version = version_field()
    starts = DatePartsField("From which day?", validators=[InputRequired("Enter the first day.")])
    ends = DatePartsField("Until which day?", description="Leave it empty for one day.", validators=[Optional()])
    from_time = ClockField(
        "Only part of the first day? From what time", description="Empty for the whole day.", validators=[Optional()]
    )
    to_time = ClockField(
        "Only part of the last day? Until what time", description="Empty for the whole day.", validators=[Optional()]
    )
    kind: Any = RadioField(
        "How was it told?",
        choices=choices(AbsenceKind),
        coerce=AbsenceKind,
        **not_a_choice("Choose how it was told."),
        validators=[InputRequired("Choose how it was told.")],
    )

    @property
    def span(self) -> Span:
        """What was typed; one day alone is first and last."""
        typed = self.data
        return Span(typed["starts"], typed["ends"] or typed["starts"], typed["from_time"], typed["to_time"])

    def show(self, absence: Absence) -> None:
        """Fill the form with an absence."""
        self.starts.data, self.from_time.data, self.to_time.data = absence.starts, absence.from_time, absence.to_time
        self.ends.data = absence.ends if absence.ends != absence.starts else None
        self.kind.data, self.version.data = absence.kind, absence.version

    def refuse(self, refused: Refused) -> None:
        """Put a refusal beside its field."""
        name = FIELD_OF.get(refused.why, "starts")
        self[name].errors = [str(refused)]


class NoteForm(ChangeForm):
    """A new absence, with whom the student told already."""

    version: Any = None
    told: Any = SelectMultipleField(
        "Whom have you told already?",
        description="Leave it empty if nobody yet: the next page shows whom to ring.",
        choices=choices(ToldWhom),
        coerce=ToldWhom,
        **not_a_choice("Choose from the list."),
    )
    told_day = DatePartsField("On which day did you tell them?", validators=[Optional()])
    told_time = ClockField("At what time?", validators=[Optional()])

    def begin(self, today: date, tomorrow: date, first: date) -> None:
        """Offer today and tomorrow."""
        self.starts.offer((today, "Today"), (tomorrow, "Tomorrow"))
        self.told_day.offer((today, "Today"), (date.fromordinal(today.toordinal() - 1), "Yesterday"))
        if not self.is_submitted():
            self.starts.data = first

    def told_of(self, now: datetime, zone: ZoneInfo) -> Told:
        """Return whom the student told and when; now, when they do not say."""
        typed, here = self.data, now.astimezone(zone)
        if not typed["told_day"] and not typed["told_time"]:
            return Told(typed["told"] or (), now)
        on: date = typed["told_day"] or here.date()
        at: time = typed["told_time"] or (here.time() if on == here.date() else time(12))
        return Told(typed["told"] or (), datetime.combine(on, at, zone))


class MakeUpForm(FlaskForm):
    """A day on which time is to be made up."""

    day = DatePartsField("On which day?", validators=[InputRequired("Enter the day.")])
    start = ClockField("From what time?", description="Leave it empty if you do not know yet.", validators=[Optional()])
    minutes = IntegerField(
        "How many minutes?",
        **not_a_number("Enter whole minutes, such as 45."),
        validators=[
            InputRequired("Enter how many minutes."),
            NumberRange(1, MOST_MINUTES, f"Enter from 1 to {MOST_MINUTES} minutes."),
        ],
    )
    site: Any = RadioField(
        "Where?",
        coerce=lambda value: value if isinstance(value, uuid.UUID) else uuid.UUID(str(value)),
        **not_a_choice("Choose one of the settings of your placement."),
        validators=[InputRequired("Choose a setting.")],
    )

    def offer(self, places: Sequence[Place], minutes: int) -> None:
        """Offer the settings of the placement, and as many minutes as were missed."""
        self.site.choices = named((each.id, each.name) for each in places)
        if not self.is_submitted():
            self.minutes.data = minutes or None
            self.site.data = places[0].id if places else None

    def plan(self) -> Plan:
        """Return what was typed."""
        typed = self.data
        return Plan(day=typed["day"], start=typed["start"], minutes=typed["minutes"], site_id=typed["site"])
