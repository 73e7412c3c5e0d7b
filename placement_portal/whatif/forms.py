"""What may be asked of a year, and what may be recorded of one."""

from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from placement_portal.accounts.forms import one_line, version_field
from placement_portal.credits.models import WHY_LENGTH
from placement_portal.programmes.rules import CategoryGroup
from placement_portal.web.inputs import DatePartsField, choices, not_a_choice, not_a_number
from placement_portal.whatif.rules import WHOLE, Scenario, Wanted

GROUPS: Final = tuple(group for group in CategoryGroup if group is not CategoryGroup.NONE)
DATED: Final = frozenset({Scenario.MISS, Scenario.SUPERVISOR_AWAY})


def whole(question: str, least: int, most: int, said: str, hint: str = "") -> Any:
    """Return a field for a whole number that may stay empty."""
    checks = [Optional(), NumberRange(least, most, said)]
    return IntegerField(question, description=hint, **not_a_number(said), validators=checks)


class WhatIfForm(FlaskForm):
    """One thing that might be otherwise; nothing is saved."""

    scenario = RadioField(
        "What if…?",
        choices=choices(Scenario),
        coerce=Scenario,
        **not_a_choice("Choose what might be otherwise."),
        validators=[InputRequired("Choose what might be otherwise.")],
    )
    first = DatePartsField("From which day?", description="For weeks that are missed.", validators=[Optional()])
    last = DatePartsField(
        "Until which day?", description="For weeks that are missed, or another end.", validators=[Optional()]
    )
    percent = whole(
        "How many percent of the days?", 1, WHOLE, "Enter a number from 1 to 100.", "For a part of the days."
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for what the choice needs."""
        if not super().validate(extra_validators):
            return False
        chosen, first, last = self.scenario.data, self.first.data, self.last.data
        if chosen in DATED and not first:
            self.first.errors = ["Enter the first day."]
        if chosen in {*DATED, Scenario.END} and not last:
            self.last.errors = ["Enter the last day."]
        if chosen in DATED and first and last and last < first:
            self.last.errors = ["The last day must not be before the first."]
        if chosen is Scenario.PART and not self.percent.data:
            self.percent.errors = ["Enter a number from 1 to 100."]
        return not self.errors

    def wanted(self) -> Wanted:
        """Return what is asked."""
        return Wanted(self.scenario.data, self.first.data, self.last.data, self.percent.data or WHOLE)


class MoreTimeForm(FlaskForm):
    """A year that lasts longer for one student; never why."""

    until = DatePartsField("Until which day?", validators=[InputRequired("Enter the day until which the year lasts.")])
    version: Any = version_field()


class LowerForm(FlaskForm):
    """A part of the totals; never why."""

    said = "Enter a number from 1 to 99."
    percent = IntegerField(
        "How many percent of the totals?",
        **not_a_number(said),
        validators=[InputRequired(said), NumberRange(1, WHOLE - 1, said)],
    )
    version: Any = version_field()


class CreditForm(FlaskForm):
    """Time with which the board credits a student."""

    group = RadioField(
        "Which work?",
        choices=choices(GROUPS),
        coerce=CategoryGroup,
        **not_a_choice("Choose which work."),
        validators=[InputRequired("Choose which work.")],
    )
    hours = whole("Hours", 0, 2_000, "Enter a number from 0 to 2,000.")
    minutes = whole("Minutes", 0, 59, "Enter a number from 0 to 59.")
    sessions = whole("Sessions", 0, 2_000, "Enter a number from 0 to 2,000.")
    why = StringField(
        "Why did the board decide so?",
        filters=[one_line],
        description="One line, such as the minute of the board. No health details.",
        validators=[
            InputRequired("Say in one line why."),
            Length(max=WHY_LENGTH, message=f"This can be at most {WHY_LENGTH} characters long."),
        ],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for some time."""
        if super().validate(extra_validators) and not (self.total() or self.sessions.data):
            self.hours.errors = ["Enter how much is credited."]
        return not self.errors

    def total(self) -> int:
        """Return the minutes."""
        return (self.hours.data or 0) * 60 + (self.minutes.data or 0)


def pick(question: str, missing: str) -> Any:
    """Return a field to choose one of what is offered."""
    return RadioField(question, coerce=str, **not_a_choice(missing), validators=[InputRequired(missing)])


class CarryForm(FlaskForm):
    """What is missing in this year and may be done in a later one first."""

    rule = pick("What is carried?", "Choose what is carried.")
    later = pick("Into which year?", "Choose a later year.")
    missing = "Enter the day by which it must be done."
    due: Any = DatePartsField("By which day must it be done?", validators=[InputRequired(missing)])
