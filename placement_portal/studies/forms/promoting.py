"""Who goes into the next stage, and who comes back."""

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectMultipleField
from wtforms.validators import ValidationError

from placement_portal.placements.forms.asking import key
from placement_portal.programmes.forms.asking import day as a_day
from placement_portal.web.inputs import named, not_a_choice


class PromoteForm(FlaskForm):
    """Who goes into the next stage, and from which day."""

    day = a_day("From which day are they in the next stage?", "Enter the day.")
    students: Any = SelectMultipleField("Who goes?", coerce=key, **not_a_choice("Choose students from the list."))

    def validate_students(self, field: SelectMultipleField) -> None:
        """Ask for at least one."""
        if not field.data:
            raise ValidationError("Tick at least one student.")

    def offer(self, students: Iterable[Any]) -> None:
        """Offer those who are, or lately were, in the stage."""
        self.students.choices = named((each.id, each.name) for each in students)


class MoveBackForm(FlaskForm):
    """Who comes back into the earlier stage."""

    students: Any = SelectMultipleField("Who comes back?", coerce=key, **not_a_choice("Choose students from the list."))

    def offer(self, students: Iterable[Any]) -> None:
        """Offer those who were moved on."""
        self.students.choices = named((each.id, each.name) for each in students)
