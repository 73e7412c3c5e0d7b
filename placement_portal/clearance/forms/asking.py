"""What an organisation may say of a check it asks for."""

from calendar import monthrange
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from placement_portal.accounts.forms import one_line, version_field
from placement_portal.clearance.models import LINK_LENGTH, WORDS_LENGTH
from placement_portal.clearance.rules import (
    CheckLevel,
    ClearanceApplies,
    ClearanceBlock,
    ClearanceFact,
    ClearanceSubject,
    ClearanceSubmitter,
    ClearanceValidity,
    ClearanceVerifier,
    NumberScheme,
    Workforce,
)
from placement_portal.clearance.rules.types import MOST_MONTHS, MOST_WARNING_WEEKS, TypeFacts
from placement_portal.clearance.rules.validity import COMMON
from placement_portal.sites.rules import SiteKind
from placement_portal.web.inputs import choices, named, not_a_choice, not_a_number
from placement_portal.web.labels import label

LEAP: Final = 2028
MOST_MONTHS_OF_YEAR: Final = 12
MOST_STAGES: Final = 6
NO_LEVEL: Final = "any"
SAY_MONTHS: Final = "Enter for how many months it holds: 1 to 120."
SAY_END: Final = "Enter the day and month on which it ends for everybody, such as 31 and 8."
NOT_A_LINK: Final = "Enter an address that begins with https://"


def text(question: str, most: int, hint: str, missing: str = "") -> Any:
    """Return a field for one line of text."""
    needed = InputRequired(missing) if missing else Optional()
    longest = Length(max=most, message=f"This can be at most {most} characters long.")
    return StringField(question, filters=[one_line], description=hint, validators=[needed, longest])


def words(question: str, hint: str) -> Any:
    """Return a field for a few sentences that everybody reads whom the check is for."""
    longest = Length(max=WORDS_LENGTH, message=f"This can be at most {WORDS_LENGTH} characters long.")
    return TextAreaField(question, description=hint, validators=[Optional(), longest])


def one_of(question: str, members: Iterable[StrEnum], hint: str = "") -> Any:
    """Return a question with one answer."""
    first = next(iter(members))
    missing = "Choose one of these."
    return RadioField(
        question,
        choices=choices(members),
        coerce=type(first),
        description=hint,
        **not_a_choice(missing),
        validators=[InputRequired(missing)],
    )


def several(question: str, members: Iterable[StrEnum], hint: str) -> Any:
    """Return a question with any number of answers."""
    kind = type(next(iter(members)))
    return SelectMultipleField(
        question,
        choices=choices(members),
        coerce=kind,
        description=hint,
        **not_a_choice("Choose from the list."),
        validators=[Optional()],
    )


def number(question: str, least: int, most: int, sentence: str, hint: str = "") -> Any:
    """Return a field for a whole number that may stay empty."""
    checks = [Optional(), NumberRange(least, most, sentence)]
    return IntegerField(question, description=hint, **not_a_number(sentence), validators=checks)


class TypeForm(FlaskForm):
    """Everything that an organisation says of one of its checks."""

    name = text("What is it called?", 120, "As people will read it on their list.", "Enter what the check is called.")
    subject = one_of("Whom or what is it about?", ClearanceSubject)
    why = words("Why is it asked for?", "One or two plain sentences. Everybody whom it is for reads them.")
    what_to_do = words("What do they do?", "One or two plain sentences that begin with a verb.")
    submitted_by = one_of("Who sends it in?", ClearanceSubmitter)
    verified_by = one_of("Whose officer verifies it?", ClearanceVerifier)
    applies = one_of("Who needs it?", ClearanceApplies)
    facts = several("Which facts are asked for?", ClearanceFact, "Facts only: there is no place for a scan.")
    original = BooleanField("The officer must see the original in person")
    level = RadioField(
        "Must it be a certain sort of check?",
        choices=named([(NO_LEVEL, "No"), *((each.value, label(each).text) for each in CheckLevel)]),
        default=NO_LEVEL,
        **not_a_choice("Choose one of these."),
    )
    number_scheme = one_of("How must a registration number look?", NumberScheme)
    link = text("Which public page helps the officer?", LINK_LENGTH, "Such as the search page of a public register.")
    validity = one_of("How long does it hold?", ClearanceValidity)
    months = number("Months", 1, MOST_MONTHS, SAY_MONTHS, "Only if it holds for some months.")
    ends_day = number("Day on which it ends for everybody", 1, 31, SAY_END, "For an edition or a period.")
    ends_month = number("Month, as a number", 1, 12, SAY_END)
    second_year = BooleanField("It ends every second year, in even years")
    warning_weeks = number(
        "Weeks of warning before it ends", 0, MOST_WARNING_WEEKS, "Enter 0 to 26 weeks.", "Usually 6."
    )
    stages = SelectMultipleField(
        "For which years of the course?",
        choices=named((each, f"Year {each}") for each in range(1, MOST_STAGES + 1)),
        coerce=int,
        description="None ticked means every year.",
        **not_a_choice("Choose from the list."),
        validators=[Optional()],
    )
    site_kinds = several("For which kinds of setting?", SiteKind, "None ticked means every setting.")
    workforces = several(
        "For work with whom?", Workforce, "None ticked means everybody. If ticked, the check must cover them exactly."
    )
    blocks = one_of("What waits until it is in place?", ClearanceBlock)
    affected = HiddenField()
    version = version_field()

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask beyond the ordinary for the figures of how long it holds: they may stay empty for what needs none."""
        sound: bool = super().validate(extra_validators)
        lacking = [(self.months, SAY_MONTHS)] if self._lacks_months() else []
        lacking += [(self.ends_day, SAY_END)] if self._lacks_end() else []
        for field, sentence in lacking:
            field.errors = [*field.errors, sentence][:1]
        return sound and not lacking

    def _lacks_months(self) -> bool:
        return self.validity.data is ClearanceValidity.MONTHS and not self.months.data

    def _lacks_end(self) -> bool:
        day, month = self.ends_day.data, self.ends_month.data
        if self.validity.data not in COMMON:
            return False
        return not day or not month or not 1 <= month <= MOST_MONTHS_OF_YEAR or day > monthrange(LEAP, month)[1]

    def validate_link(self, field: StringField) -> None:
        """Take only addresses of pages."""
        if field.data and not field.data.startswith("https://"):
            raise ValidationError(NOT_A_LINK)

    def fill(self, facts: TypeFacts) -> None:
        """Show what a check says now."""
        for name in TypeFacts.__dataclass_fields__:
            if name in self._fields and name != "level":
                value = getattr(facts, name)
                self[name].data = list(value) if isinstance(value, tuple) else value
        self.level.data = facts.level.value if facts.level else NO_LEVEL
        self.second_year.data = facts.ends_every > 1
        for name in ("months", "ends_day", "ends_month"):
            self[name].data = self[name].data or None

    def said(self) -> TypeFacts:
        """Return what was typed."""
        kept: dict[str, Any] = {name: self.data[name] for name in TypeFacts.__dataclass_fields__ if name in self.data}
        lists = {name: tuple(kept[name]) for name in ("facts", "stages", "site_kinds", "workforces")}
        numbers = {name: kept[name] or 0 for name in ("months", "ends_day", "ends_month", "warning_weeks")}
        level = None if self.level.data == NO_LEVEL else CheckLevel(self.level.data)
        texts = {name: kept[name] or "" for name in ("why", "what_to_do", "link")}
        every = 2 if self.second_year.data else 1
        return TypeFacts(**(kept | lists | numbers | texts | {"level": level, "ends_every": every}))
