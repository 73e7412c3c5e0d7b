"""How the questions about programmes are asked: a line of text, a number, a day, one of several answers."""

import enum
from collections.abc import Collection, Iterable
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import Form, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from placement_portal.accounts.forms import one_line
from placement_portal.programmes.rules import CategoryGroup
from placement_portal.web.inputs import DatePartsField, choices, not_a_choice, not_a_number

HOUR: Final = 60
LAST_BEFORE_FIRST: Final = "The last day must not be before the first."
GROUPS: Final = tuple(group for group in CategoryGroup if group is not CategoryGroup.NONE)


def text(question: str, most: int, missing: str = "", hint: str = "") -> Any:
    """Return a field for one line of text; `missing` is the sentence for an empty one, else it may stay empty."""
    needed = [InputRequired(missing), _some_text(missing)] if missing else [Optional()]
    longest = Length(max=most, message=f"This can be at most {most} characters long.")
    return StringField(question, filters=[one_line], description=hint, validators=[*needed, longest])


def choose(question: str, members: Iterable[enum.Enum], missing: str, hint: str = "") -> RadioField:
    """Return one question with the members of an enum as answers."""
    kind = type(next(iter(members)))
    return RadioField(
        question,
        choices=choices(members),
        coerce=kind,
        description=hint,
        **not_a_choice(missing),
        validators=[InputRequired(missing)],
    )


def number(question: str, least: int, most: int, sentence: str, *, needed: bool = False) -> Any:
    """Return a field for a whole number; `sentence` is what is said of anything else."""
    first = InputRequired(sentence) if needed else Optional()
    return IntegerField(question, **not_a_number(sentence), validators=[first, NumberRange(least, most, sentence)])


def pick_stage(question: str) -> Any:
    """Return a list of stages to choose from."""
    missing = "Choose a stage."
    return SelectField(question, coerce=str, **not_a_choice(missing), validators=[InputRequired(missing)])


def day(question: str, missing: str = "", hint: str = "") -> Any:
    """Return a field for a day; `missing` is the sentence for an empty one, else it may stay empty."""
    return DatePartsField(question, description=hint, validators=[InputRequired(missing) if missing else Optional()])


def _some_text(missing: str) -> Any:
    def check(_form: Form, field: StringField) -> None:
        if not field.data:
            raise ValidationError(missing)

    return check


class NamedForm(FlaskForm):
    """Something with a name that must not be taken yet, whatever its case."""

    taken: Collection[str] = ()

    def validate_name(self, field: StringField) -> None:
        """Refuse a name that is taken."""
        if field.data and field.data.casefold() in {each.casefold() for each in self.taken}:
            raise ValidationError("There is one called that already.")
