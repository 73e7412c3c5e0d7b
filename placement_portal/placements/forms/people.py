"""Who supervises or tutors, and until when."""

from collections.abc import Iterable, Sequence

from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.validators import ValidationError

from placement_portal.accounts.forms import version_field
from placement_portal.accounts.models import Person
from placement_portal.placements.forms.asking import answer, day, pick
from placement_portal.placements.rules import (
    SUPERVISING,
    AssignmentCapacity,
)
from placement_portal.web.inputs import choices, named


class AssignForm(FlaskForm):
    """Somebody who supervises or tutors from a day on."""

    capacity = answer("What do they do for this placement?", "Choose what they do.", coerce=AssignmentCapacity)
    person = pick("Who?", "Choose somebody.")
    starts = day("From which day?", "Enter the first day.")
    supervisors: Sequence[Person] = ()
    tutors: Sequence[Person] = ()

    def offer(
        self, capacities: Iterable[AssignmentCapacity], supervisors: Sequence[Person], tutors: Sequence[Person]
    ) -> None:
        """Offer those who may be assigned."""
        self.capacity.choices = choices(capacities)
        self.supervisors, self.tutors = supervisors, tutors
        self.person.choices = [
            *named([("", "Choose somebody")]),
            *named(((each.id, each.name) for each in supervisors), "Supervisors"),
            *named(((each.id, each.name) for each in tutors), "Tutors"),
        ]

    def validate_person(self, field: SelectField) -> None:
        """Refuse a tutor as supervisor and a supervisor as tutor."""
        supervising = self.capacity.data in SUPERVISING
        fitting = self.supervisors if supervising else self.tutors
        if field.data and self.capacity.data and field.data not in {each.id for each in fitting}:
            raise ValidationError("Choose a supervisor." if supervising else "Choose a tutor of the programme.")

    def chosen(self) -> Person:
        """Return who was chosen."""
        return next(each for each in (*self.supervisors, *self.tutors) if each.id == self.person.data)


class EndAssignmentForm(FlaskForm):
    """When somebody stops, and who goes on."""

    ends = day("What is their last day?", "Enter the last day.")
    successor = pick("Who goes on from the next day?", "Choose somebody from the list, or nobody.", needed=False)
    version = version_field()

    def offer(self, people: Sequence[Person]) -> None:
        """Offer those who may go on."""
        self.successor.choices = named([("", "Nobody yet"), *((each.id, each.name) for each in people)])
