"""Who leaves, when, and who goes on with each student."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectField

from placement_portal.accounts.models import Person
from placement_portal.placements.forms.asking import day, key, pick
from placement_portal.placements.models import Assignment
from placement_portal.web.inputs import named, not_a_choice

SAME = "The same as for everybody"


class LeaveForm(FlaskForm):
    """The last day, who goes on with everybody, and who with a student who needs somebody else."""

    last = day("What is their last day?", "Enter the last day.", "Whoever goes on begins on the next day.")
    successor = pick("Who goes on with their students?", "Choose somebody from the list.", needed=False)
    names: Mapping[str, Assignment]
    people: Mapping[uuid.UUID, Person]

    def chosen(self) -> dict[uuid.UUID, Person]:
        """Return who goes on, by assignment, where somebody was chosen."""
        found = {each.id: self[name].data or self.successor.data for name, each in self.names.items()}
        return {assignment_id: self.people[who] for assignment_id, who in found.items() if who}

    @property
    def each(self) -> list[Any]:
        """Return the questions about single students."""
        return [self[name] for name in self.names]


def leave_form(assignments: Sequence[Assignment], people: Sequence[Person]) -> LeaveForm:
    """Return the form with one more question for each student whom somebody supervises."""
    names = {f"successor_{each.id.hex}": each for each in assignments}
    offered = [(each.id, each.name) for each in people]
    questions: dict[str, Any] = {
        name: SelectField(
            each.placement.student.person.name,
            coerce=key,
            choices=named([("", SAME), *offered]),
            **not_a_choice("Choose somebody from the list."),
        )
        for name, each in names.items()
    }
    form: LeaveForm = type("LeaveForm", (LeaveForm,), questions)()
    form.names, form.people = names, {each.id: each for each in people}
    form.successor.choices = named([("", "Choose somebody"), *offered])
    return form
