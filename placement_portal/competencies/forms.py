"""What may be typed about ratings: a level and a few words for each competency of a domain; a day; a reason."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired, ValidationError

from placement_portal import clock
from placement_portal.accounts.forms import line, paragraph
from placement_portal.competencies.models import NOTE_LENGTH, REASON_LENGTH, WORDS_LENGTH, Rating
from placement_portal.competencies.service import Given, shown_of
from placement_portal.frameworks.models import Competency, FrameworkLevel
from placement_portal.web.inputs import DatePartsField, named, not_a_choice

CHOOSE: Final = "Choose a level."
NO_LEVEL: Final = "Choose a level, too, or take the words away."
PAST: Final = "Choose today or a later day."


class RateForm(FlaskForm):
    """Every competency of a domain with a level and a few words."""

    shown = HiddenField()
    items: Sequence[Competency] = ()
    levels: Sequence[FrameworkLevel] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse words without a level, beside the words."""
        good = super().validate(extra_validators)
        for at, _ in enumerate(self.items):
            words = self[f"words_{at}"]
            if words.data and not self[f"level_{at}"].data:
                words.errors, good = [*words.errors, NO_LEVEL], False
        return bool(good)

    def given(self) -> dict[uuid.UUID, Given]:
        """Return what was chosen, by competency."""
        levels = {str(each.id): each for each in self.levels}
        return {
            each.id: Given(levels.get(self[f"level_{at}"].data or ""), self[f"words_{at}"].data or "")
            for at, each in enumerate(self.items)
        }


def rate_form(
    items: Sequence[Competency], levels: Sequence[FrameworkLevel], said: Mapping[uuid.UUID, Rating]
) -> RateForm:
    """Return the form for a domain, filled with what was said so far."""
    asked: dict[str, Any] = {"items": items, "levels": levels}
    for at, each in enumerate(items):
        asked[f"level_{at}"] = SelectField(each.name, **not_a_choice(CHOOSE))
        asked[f"words_{at}"] = line("In a few words", WORDS_LENGTH)
    form: RateForm = type("AskedRateForm", (RateForm,), asked)()
    offered = named([("", "Not rated"), *((str(each.id), each.name) for each in levels)])
    for at, each in enumerate(items):
        form[f"level_{at}"].choices = offered
        if not form.is_submitted() and each.id in said:
            form[f"level_{at}"].data = str(said[each.id].level_id)
            form[f"words_{at}"].data = said[each.id].words
    if not form.is_submitted():
        form.shown.data = shown_of(said.values())
    return form


class AskForm(FlaskForm):
    """On which day to look at something together."""

    day = DatePartsField("On which day?", validators=[InputRequired("Enter a day.")])
    note = line("What should they look at?", NOTE_LENGTH, "A few words, never about a client. You may leave it empty.")

    def validate_day(self, field: DatePartsField) -> None:
        """Refuse a day that is over."""
        if field.data and field.data < clock.today():
            raise ValidationError(PAST)


class OpenEarlierForm(FlaskForm):
    """Why the ratings of earlier years are opened."""

    reason = paragraph("Why should they see them?", REASON_LENGTH, missing="Say why: the student reads it.")

    def validate_reason(self, field: Any) -> None:
        """Refuse blanks alone."""
        if not field.data:
            raise ValidationError("Say why: the student reads it.")


class SignOffForm(FlaskForm):
    """On which day something was seen, and how."""

    seen_on = DatePartsField("On which day did you see it?", validators=[InputRequired("Enter a day.")])
    words = line("In a few words", WORDS_LENGTH)

    def validate_seen_on(self, field: DatePartsField) -> None:
        """Refuse a day that has not been."""
        if field.data and field.data > clock.today():
            raise ValidationError("Choose a day that has been.")
