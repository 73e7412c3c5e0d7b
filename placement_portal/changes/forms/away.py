"""Who is away, who stands in for whom, and when somebody is back."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import Length, Optional, ValidationError

from placement_portal import clock
from placement_portal.accounts.forms import one_line, version_field
from placement_portal.accounts.models import Person
from placement_portal.changes.models import MEANWHILE_LENGTH
from placement_portal.placements.forms.asking import LAST_BEFORE_FIRST, day, key, pick
from placement_portal.placements.models import Assignment
from placement_portal.profiles.forms import weekdays
from placement_portal.profiles.rules import works_on
from placement_portal.web.inputs import DatePartsField, named, not_a_choice

SAME = "The same as for everybody"


class AwayForm(FlaskForm):
    """From when to when somebody is away, and who stands in: for all students, and for each who needs somebody else."""

    starts = day("What is the first day away?", "Enter the first day.", "No reason is asked. Please write none.")
    ends = day("What is the last day away?", hint="Leave it empty while nobody knows.")
    cover = pick("Who stands in?", "Choose somebody from the list.", needed=False)
    cover_from = day("From which day?", hint="Leave it empty for the first day away.")
    meanwhile = StringField(
        "Who looks after work with clients until then?",
        filters=[one_line],
        description="A role is enough, such as the head of music. Leave it empty when there is no client work.",
        validators=[Optional(), Length(max=MEANWHILE_LENGTH, message=f"At most {MEANWHILE_LENGTH} characters.")],
    )
    weekdays = weekdays(
        "On which days of the week do they work?",
        "So that their students, and who stands in, know when they are there again. Leave it as it is if it is right.",
    )
    names: Mapping[str, Assignment]

    def validate_ends(self, field: DatePartsField) -> None:
        """Refuse an absence that ends before it begins."""
        if self.starts.data and field.data and field.data < self.starts.data:
            raise ValidationError(LAST_BEFORE_FIRST)

    def validate_cover_from(self, field: DatePartsField) -> None:
        """Refuse cover before the first day away, and after the last."""
        if field.data and self.starts.data and field.data < self.starts.data:
            raise ValidationError("Somebody can stand in from the first day away on.")
        if field.data and self.ends.data and field.data > self.ends.data:
            raise ValidationError("This is after the last day away.")

    def begins(self) -> date:
        """Return the day from which somebody stands in."""
        found: date = self.cover_from.data or self.starts.data
        return found

    def chosen(self) -> dict[uuid.UUID, uuid.UUID | None]:
        """Return who stands in for each assignment: as for everybody, or somebody of their own."""
        return {each.id: self[name].data or self.cover.data for name, each in self.names.items()}

    @property
    def each(self) -> list[Any]:
        """Return the questions about single students."""
        return [self[name] for name in self.names]


def away_form(
    assignments: Sequence[Assignment],
    people: Sequence[Person],
    working: Mapping[uuid.UUID, frozenset[int]],
    person_id: uuid.UUID,
) -> AwayForm:
    """Return the form with one more question for each student whom somebody supervises.

    `working` says on which weekdays people work, who could stand in and who is away alike.
    """
    names = {f"cover_{each.id.hex}": each for each in assignments}
    offered = [(each.id, _with_days(each.name, working.get(each.id))) for each in people]
    choices = [("", SAME), *offered]
    questions: dict[str, Any] = {
        name: SelectField(
            each.placement.student.person.name,
            coerce=key,
            choices=named(choices),
            **not_a_choice("Choose somebody from the list."),
        )
        for name, each in names.items()
    }
    form: AwayForm = type("AwayForm", (AwayForm,), questions)()
    form.names = names
    form.cover.choices = named([("", "Nobody yet"), *offered])
    if not form.is_submitted():
        form.starts.data = clock.today()
        form.weekdays.data = sorted(working.get(person_id, ()))
    return form


def _with_days(name: str, days: frozenset[int] | None) -> str:
    return f"{name} ({works_on(days)})" if days else name


class BackForm(FlaskForm):
    """The first day back."""

    back = day("What is the first day back?", "Enter the first day back.")
    version = version_field()
