"""One question for each client and group: what happens for them."""

from collections.abc import Iterable
from typing import Any, TypeVar

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Length, Optional

from placement_portal.accounts.forms import one_line
from placement_portal.placements.models import PLAN_LENGTH

Form = TypeVar("Form", bound="PlansForm")


class PlansForm(FlaskForm):
    """A form that may ask what happens for each client; `asked` are the names of these questions and their codes."""

    asked: dict[str, str]

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for an answer for each client and group."""
        good = super().validate(extra_validators)
        for name, code in self.asked.items():
            if not self[name].data:
                self[name].errors = [f"Say what happens for {code}."]
                good = False
        return bool(good)

    @property
    def plans(self) -> list[Any]:
        """Return the fields that ask what happens for each client and group."""
        return [self[name] for name in self.asked]

    def answers(self) -> dict[str, str]:
        """Return what was answered, by the names of the questions."""
        return {name: self[name].data for name in self.asked}


def with_plans(kind: type[Form], asked: Iterable[tuple[str, str]]) -> Form:
    """Return a form with one more question for each client, given as the name of its field and its words."""
    longest = Length(max=PLAN_LENGTH, message=f"This can be at most {PLAN_LENGTH} characters long.")
    codes = dict(asked)
    questions: dict[str, Any] = {
        name: StringField(f"What happens for {code}?", filters=[one_line], validators=[Optional(), longest])
        for name, code in codes.items()
    }
    form: Form = type(kind.__name__, (kind,), questions)()
    form.asked = codes
    for name in codes:
        form[name].flags.optional = False
    return form
