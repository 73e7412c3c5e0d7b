"""What may be typed about agreements: learning goals, whom to ring, and a programme's text."""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from placement_portal.accounts.forms import one_line, version_field
from placement_portal.agreements.models import ABSENCE_LENGTH, GOAL_LENGTH, MOST_GOALS, TEXT_LENGTH, Agreement
from placement_portal.agreements.rules import ORDERS, PartyRole, ProviderSigner, UniversitySigner, unknown_blanks
from placement_portal.agreements.service import Wording
from placement_portal.identity.rules import looks_identifying
from placement_portal.web.inputs import choices, named, not_a_choice

ANY_ORDER: Final = "any"
GOAL_TOO_LONG: Final = f"A goal has at most {GOAL_LENGTH} characters: say it in one or two sentences."
TEXT_TOO_LONG: Final = f"The text has at most {TEXT_LENGTH:,} characters. Leave to other documents what they say."
IN_ORDER: Final = {
    PartyRole.STUDENT: "the student",
    PartyRole.PROVIDER: "the provider",
    PartyRole.UNIVERSITY: "the university",
}


def lines(typed: str | None) -> str:
    """Return a text of several lines without control characters, its lines ended one way, no blanks around it."""
    text = (typed or "").replace("\r\n", "\n").replace("\r", "\n")
    kept = (each for each in text if each == "\n" or unicodedata.category(each) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def fingerprint(texts: Iterable[str]) -> str:
    """Return what a form carries to say that its writer saw the warnings about these texts."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def goal_field(number: int) -> TextAreaField:
    """Return a field for one learning goal."""
    short = Length(max=GOAL_LENGTH, message=GOAL_TOO_LONG)
    return TextAreaField(f"Goal {number}", filters=[one_line], validators=[short])


class GoalsForm(FlaskForm):
    """The learning goals, and whom the student rings when they cannot come."""

    version = version_field()
    noted = HiddenField()
    goal_1, goal_2, goal_3 = goal_field(1), goal_field(2), goal_field(3)
    goal_4, goal_5, goal_6 = goal_field(4), goal_field(5), goal_field(6)
    absence = StringField(
        "Whom does the student ring when they cannot come?",
        filters=[one_line],
        validators=[Length(max=ABSENCE_LENGTH, message=f"Use at most {ABSENCE_LENGTH} characters.")],
    )

    @property
    def fields(self) -> list[Field]:
        """The fields for goals, in their order."""
        return [self[f"goal_{number}"] for number in range(1, MOST_GOALS + 1)]

    @property
    def goals(self) -> list[str]:
        """What was written, without the fields that were left empty."""
        return [each.data for each in self.fields if each.data]

    def fill(self, agreement: Agreement) -> None:
        """Show what is written already."""
        self.version.data, self.absence.data = agreement.version, agreement.absence
        for field, goal in zip(self.fields, agreement.goals, strict=False):
            field.data = goal

    def warnings(self) -> list[str]:
        """Return what in the goals could tell who somebody is, unless the writer saw that already."""
        found = [each.sentence for goal in self.goals for each in looks_identifying(goal)]
        if self.noted.data == fingerprint(self.goals):
            return []
        self.noted.data = fingerprint(self.goals)
        return found


class TextForm(FlaskForm):
    """A programme's text, and how its agreements are signed."""

    shown = HiddenField()
    text = TextAreaField(
        "The text",
        filters=[lines],
        validators=[InputRequired("Write the text."), Length(max=TEXT_LENGTH, message=TEXT_TOO_LONG)],
    )
    order = RadioField(
        "In which order do the three sign?",
        choices=named([("-".join(each) or ANY_ORDER, "") for each in ORDERS]),
        **not_a_choice("Choose the order."),
        validators=[InputRequired("Choose the order.")],
    )
    provider_signs = RadioField(
        "Who signs for the provider?",
        choices=choices(ProviderSigner),
        **not_a_choice("Choose who signs for the provider."),
        validators=[InputRequired("Choose who signs for the provider.")],
    )
    university_signs = RadioField(
        "Who signs for the university?",
        choices=choices(UniversitySigner),
        **not_a_choice("Choose who signs for the university."),
        validators=[InputRequired("Choose who signs for the university.")],
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.order.choices = named([("-".join(each) or ANY_ORDER, in_words(each)) for each in ORDERS])

    def validate_text(self, field: TextAreaField) -> None:
        """Refuse blanks alone, and names in braces that nothing fills."""
        if not field.data:
            raise ValidationError("Write the text.")
        unknown = unknown_blanks(field.data)
        if unknown:
            raise ValidationError(f"There is no blank called {{{unknown[0]}}}. The blanks are listed below.")

    def fill(self, wording: Wording) -> None:
        """Show what agreements are made from now."""
        self.shown.data, self.text.data = str(wording.number), wording.text
        self.order.data = "-".join(wording.order) or ANY_ORDER
        self.provider_signs.data = wording.provider_signs.value
        self.university_signs.data = wording.university_signs.value

    @property
    def number(self) -> int:
        """Which version the form was made from; nonsense is a stale one."""
        written = str(self.shown.data or "")
        return int(written) if written.isdecimal() and len(written) < 9 else -1

    def wording(self) -> Wording:
        """Return what was written, once the form is valid."""
        order = () if self.order.data == ANY_ORDER else tuple(PartyRole(each) for each in self.order.data.split("-"))
        return Wording(
            text=str(self.text.data),
            order=order,
            provider_signs=ProviderSigner(self.provider_signs.data),
            university_signs=UniversitySigner(self.university_signs.data),
        )


def in_words(order: Sequence[PartyRole]) -> str:
    """Say an order of signing in words."""
    if not order:
        return "In any order"
    first, second, third = (IN_ORDER[role] for role in order)
    return f"First {first}, then {second}, then {third}"
