"""What is asked of a student about personal therapy: a total, and nothing else."""

from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from placement_portal import clock
from placement_portal.accounts.forms import version_field
from placement_portal.therapy.models import TherapyTotal
from placement_portal.therapy.rules import MOST, TherapyUnit
from placement_portal.therapy.service import Attested
from placement_portal.web.inputs import DatePartsField, choices, named, not_a_choice, not_a_number

WHOLE: Final = f"Enter a whole number from 0 to {MOST}."
QUALIFIED: Final = "Say whether your therapist is qualified."


class TherapyForm(FlaskForm):
    """How much in all, in what, up to when, and whether the therapist is qualified."""

    version = version_field()
    amount = IntegerField(
        "How much in all?", **not_a_number(WHOLE), validators=[InputRequired(WHOLE), NumberRange(0, MOST, WHOLE)]
    )
    unit: Any = RadioField(
        "Counted in",
        choices=choices(TherapyUnit),
        coerce=TherapyUnit,
        **not_a_choice("Choose hours or months."),
        validators=[InputRequired("Choose hours or months.")],
    )
    until = DatePartsField("Up to which day?", validators=[InputRequired("Enter up to which day.")])
    qualified: Any = RadioField(
        "Is your therapist qualified, as your programme asks?",
        choices=named([("yes", "Yes"), ("no", "No")]),
        **not_a_choice(QUALIFIED),
        validators=[InputRequired(QUALIFIED)],
    )

    def validate_until(self, field: Any) -> None:
        """Refuse what is to come."""
        if field.data and field.data > clock.today():
            raise ValidationError("Enter today or an earlier day.")

    def show(self, kept: TherapyTotal | None) -> None:
        """Fill the form with what is attested already."""
        self.until.data = clock.today()
        if kept:
            self.amount.data, self.unit.data, self.version.data = kept.amount, kept.unit, kept.version
            self.qualified.data = "yes" if kept.qualified else "no"

    @property
    def attested(self) -> Attested:
        """What was typed, once the form is valid."""
        typed = self.data
        return Attested(typed["amount"], typed["unit"], typed["qualified"] == "yes", typed["until"])
