"""What may be typed about inductions: the list of a setting, ticks, who confirms."""

import hashlib
from collections.abc import Sequence
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from placement_portal.accounts.forms import name_field, plain
from placement_portal.inductions.rules import lines_in, problem
from placement_portal.web.inputs import named, not_a_choice

SAY_SO: Final = "Tick this to confirm it."


def key_of(line: str) -> str:
    """Return a short name for a line, so that a form need not send its words."""
    return hashlib.sha256(line.encode()).hexdigest()[:12]


class ListForm(FlaskForm):
    """The list of a setting, one line for each thing that is shown."""

    lines = TextAreaField(
        "What is a student shown in the first days?",
        filters=[plain],
        description="One line for each thing, in your own words. A line that you reword is ticked anew.",
    )
    number = HiddenField()

    def validate_lines(self, field: TextAreaField) -> None:
        """Refuse an empty list, a long one and long lines."""
        if wrong := problem(lines_in(field.data or "")):
            raise ValidationError(wrong)

    def wanted(self) -> list[str]:
        """Return the lines as typed."""
        return lines_in(self.lines.data or "")

    def shown(self) -> int:
        """Return which version the form was made from; nonsense is none that exists."""
        typed = self.number.data or ""
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else -1


class TickForm(FlaskForm):
    """What the student says they were shown."""

    shown: Any = SelectMultipleField("What were you shown?", **not_a_choice("The list changed. Look at it again."))

    def offer(self, lines: Sequence[str], ticked: Sequence[str]) -> None:
        """Offer the lines of the list, with what was ticked before."""
        self.shown.choices = named([(key_of(line), line) for line in lines])
        if not self.is_submitted():
            self.shown.data = [key_of(line) for line in ticked]

    def ticked(self, lines: Sequence[str]) -> list[str]:
        """Return the lines that are ticked."""
        return [line for line in lines if key_of(line) in (self.shown.data or ())]


class ConfirmForm(FlaskForm):
    """That who supervises confirms what the page shows."""

    sure = BooleanField("This was shown to the student", validators=[InputRequired(SAY_SO)])
    seen = HiddenField()


class AtSettingForm(ConfirmForm):
    """The same by somebody at the setting, who gives a name."""

    name = name_field("What is your name?")


def seen_of(lines: Sequence[str]) -> str:
    """Return what a form keeps of the list that it showed."""
    return key_of("\n".join(lines))
