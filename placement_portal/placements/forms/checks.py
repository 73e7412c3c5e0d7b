"""What is to be done before a placement starts and closes, one item a line."""

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import ValidationError

from placement_portal.accounts.forms import one_line
from placement_portal.placements.models import ITEM_LENGTH
from placement_portal.placements.queries import Checked
from placement_portal.placements.rules import CheckMoment

MOST_ITEMS = 20


def lines(typed: str | None) -> list[str]:
    """Return the lines of a text that hold something, each once."""
    found = (one_line(line) or "" for line in (typed or "").splitlines())
    return list(dict.fromkeys(line for line in found if line))


def few_and_short(_form: FlaskForm, field: Any) -> None:
    """Refuse a list that nobody would go through."""
    found = lines(field.data)
    if len(found) > MOST_ITEMS:
        raise ValidationError(f"Keep it to {MOST_ITEMS} lines at most.")
    if any(len(line) > ITEM_LENGTH for line in found):
        raise ValidationError(f"Each line can be at most {ITEM_LENGTH} characters long.")


class ListsForm(FlaskForm):
    """Both lists of a programme version."""

    start = TextAreaField("Before it starts, one item a line", validators=[few_and_short])
    close = TextAreaField("Before it closes, one item a line", validators=[few_and_short])

    def fill(self, items: Iterable[Checked]) -> None:
        """Show the lists as they are."""
        kept = list(items)
        for moment in CheckMoment:
            self[moment.value].data = "\n".join(each.text for each in kept if each.moment is moment)

    def lists(self) -> dict[CheckMoment, list[str]]:
        """Return what was typed."""
        return {moment: lines(self[moment.value].data) for moment in CheckMoment}
