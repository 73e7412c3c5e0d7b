"""What may be typed about the people of a programme: students, what they did before, and who has a role."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Form, FormField, RadioField
from wtforms.validators import ValidationError

from placement_portal.accounts.forms import address_field, name_field, version_field
from placement_portal.programmes.forms.asking import (
    GROUPS,
    HOUR,
    LAST_BEFORE_FIRST,
    choose,
    day,
    number,
    pick_stage,
    text,
)
from placement_portal.programmes.models import OpeningBalance
from placement_portal.programmes.rules import CategoryGroup, ProgrammeRoleKind
from placement_portal.web.inputs import DatePartsField


class NewStudentForm(FlaskForm):
    """Somebody who joins a cohort."""

    name = name_field("What is the student's name?")
    address = address_field("What is the student's e-mail address?")
    stage = pick_stage("In which stage do they begin?")


class BalanceForm(Form):
    """What was done of one group before the portal began."""

    hours = number("Hours", 0, 5_000, "Enter hours from 0 to 5,000.")
    minutes = number("Minutes", 0, 59, "Enter minutes from 0 to 59.")
    sessions = number("Sessions", 0, 5_000, "Enter sessions from 0 to 5,000.")

    def total(self) -> int:
        """Return the minutes."""
        return (self.hours.data or 0) * HOUR + (self.minutes.data or 0)


class BalancesForm(FlaskForm):
    """What a student had done in the present stage before the portal began, by group."""

    source = text(
        "Where do these figures come from?",
        120,
        "Say where these figures come from.",
        "For example, signed paper log of 2025.",
    )
    direct = FormField(BalanceForm)
    observation = FormField(BalanceForm)
    indirect = FormField(BalanceForm)
    supervision = FormField(BalanceForm)
    learning = FormField(BalanceForm)

    def groups(self) -> list[tuple[CategoryGroup, Any]]:
        """Return the part of the form for each group."""
        return [(group, self[group.value]) for group in GROUPS]

    def fill(self, balances: list[OpeningBalance]) -> None:
        """Show what is kept."""
        rows = {each.group.value: _balance(each) for each in balances}
        self.process(data={"source": balances[0].source if balances else "", **rows})


class NewRoleForm(FlaskForm):
    """Somebody who has a role in a programme."""

    name = name_field("What is their name?")
    address = address_field("What is their e-mail address?")
    kind = choose("What do they do?", ProgrammeRoleKind, "Say what they do.")
    starts = day("From which day?", "Enter the first day.")
    ends = day("Until which day?", hint="Leave it empty when there is no end. An external examiner needs one.")

    def validate_kind(self, field: RadioField) -> None:
        """Refuse an examiner without an end."""
        if field.data is ProgrammeRoleKind.EXTERNAL_EXAMINER and not self.ends.data:
            raise ValidationError("An external examiner needs a last day.")

    def validate_ends(self, field: DatePartsField) -> None:
        """Refuse an end before the beginning."""
        if self.starts.data and field.data and field.data < self.starts.data:
            raise ValidationError(LAST_BEFORE_FIRST)


class EndRoleForm(FlaskForm):
    """When a role ends."""

    ends = day("What is their last day?", "Enter the last day.")
    version = version_field()


def _balance(balance: OpeningBalance) -> dict[str, int]:
    hours, minutes = divmod(balance.minutes, HOUR)
    return {"hours": hours, "minutes": minutes, "sessions": balance.sessions}
