"""A weekly habit."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from placement_portal.accounts.forms import version_field
from placement_portal.placements.forms.asking import WEEKDAYS, pick
from placement_portal.placements.models import CaseloadSlot, TimetableRow
from placement_portal.placements.service import Habit
from placement_portal.programmes.models import Category
from placement_portal.sites.models import Site
from placement_portal.web.inputs import ClockField, named, not_a_choice, not_a_number


class HabitForm(FlaskForm):
    """A weekly habit."""

    weekday = SelectField(
        "On which day?",
        choices=named(enumerate(WEEKDAYS)),
        coerce=int,
        **not_a_choice("Choose a day of the week."),
    )
    start = ClockField("When does it start?", validators=[InputRequired("Enter a time, such as 9:30.")])
    minutes = IntegerField(
        "How long is it?",
        **not_a_number("Enter minutes as a whole number, such as 45."),
        validators=[
            InputRequired("Enter how many minutes it lasts."),
            NumberRange(1, 720, "Enter minutes from 1 to 720."),
        ],
    )
    category_id = pick("What is it?", "Choose what it is.")
    slot_id = pick("With whom?", "Choose a client or group from the list.", needed=False)
    site_id = pick("Where?", "Choose a setting.")
    version = version_field()

    def offer(self, categories: Sequence[Category], slots: Sequence[CaseloadSlot], sites: Sequence[Site]) -> None:
        """Offer what the placement has."""
        self.need_slot = {each.id for each in categories if each.needs_slot}
        self.category_id.choices = named([("", "Choose what it is"), *((each.id, each.name) for each in categories)])
        self.slot_id.choices = named([("", "Nobody in particular"), *((each.id, each.code) for each in slots)])
        self.site_id.choices = named((each.id, each.name) for each in sites)

    def validate_slot_id(self, field: SelectField) -> None:
        """Ask with whom, where the category needs it."""
        if self.category_id.data in self.need_slot and not field.data:
            raise ValidationError("Choose a client or group for this kind of work. Open one first if there is none.")

    def habit(self) -> Habit:
        """Return what was typed."""
        return Habit(**{name: self.data[name] for name in Habit.__dataclass_fields__})

    def fill(self, row: TimetableRow) -> None:
        """Show a row as it is."""
        names = (*Habit.__dataclass_fields__, "version")
        for name in names:
            self[name].data = getattr(row, name)
