"""The kinds of questions that forms about placements ask."""

import enum
import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from placement_portal.web.inputs import DatePartsField, choices, not_a_choice

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

LAST_BEFORE_FIRST: Final = "The last day must not be before the first."

NOT_AHEAD: Final = "Enter today or an earlier day."

HALF: Final = Decimal("0.5")


def key(value: Any) -> uuid.UUID | None:
    """Read the id of a choice; nothing chosen is None. Raises ValueError for what is no id."""
    return None if value in ("", None) else value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))


def day(question: str, missing: str = "", hint: str = "") -> Any:
    """Return a field for a day; `missing` is the sentence for an empty one, else it may stay empty."""
    return DatePartsField(question, description=hint, validators=[InputRequired(missing) if missing else Optional()])


def pick(question: str, missing: str, *, needed: bool = True) -> Any:
    """Return a list to choose a row from; `missing` is the sentence when nothing fitting was chosen."""
    return SelectField(
        question,
        coerce=key,
        **not_a_choice(missing),
        validators=[InputRequired(missing)] if needed else [],
    )


def answer(question: str, missing: str, members: Iterable[enum.Enum] = (), **more: Any) -> Any:
    """Return one question with the members of an enum as answers; `missing` is the sentence when none was chosen."""
    return RadioField(
        question,
        choices=choices(members),
        **not_a_choice(missing),
        validators=[InputRequired(missing)],
        **more,
    )
