"""The facts of an item as the person, or an officer, says them: only those that its type asks for."""

from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Optional

from placement_portal import clock
from placement_portal.accounts.forms import one_line
from placement_portal.clearance.rules import (
    CheckLevel,
    ClearanceFact,
    ClearanceOutcome,
    LateReason,
    UpdateStatus,
    Workforce,
)
from placement_portal.clearance.rules.facts import ItemFacts
from placement_portal.clearance.rules.types import TypeFacts
from placement_portal.clearance.service.deciding import Seen
from placement_portal.profiles.models import SupervisorProfile
from placement_portal.web.inputs import DatePartsField, choices, not_a_choice
from placement_portal.web.labels import label

FIELDS: Final[dict[ClearanceFact, tuple[str, ...]]] = {
    ClearanceFact.UPDATE_SERVICE: ("update_consent", "update_status", "update_on"),
}
"""Facts that are asked in several questions; every other is one question of the same name."""


def line(question: str, most: int, hint: str = "") -> Any:
    """Return a field for a few words."""
    longest = Length(max=most, message=f"This can be at most {most} characters long.")
    return StringField(question, filters=[one_line], description=hint, validators=[Optional(), longest])


def day(question: str, hint: str = "") -> Any:
    """Return a field for a day."""
    return DatePartsField(question, description=hint, validators=[Optional()])


def choose(question: str, members: Any, hint: str = "") -> Any:
    """Return a question that may stay unanswered; what is needed is said by the rules."""
    kind = type(next(iter(members)))
    return RadioField(
        question,
        choices=choices(members),
        coerce=lambda value: kind(value) if value else None,
        description=hint,
        **not_a_choice("Choose one of these."),
        validators=[Optional()],
    )


class SendForm(FlaskForm):
    """The facts of an item; call `ask` before anything else, so that only what its type asks for is left."""

    country = line("Which country?", 60)
    issued_on = day("When was it issued?", "As printed on it.")
    level = choose("Which sort of check is it?", CheckLevel)
    workforces = SelectMultipleField(
        "Work with whom does it cover?",
        choices=choices(Workforce),
        coerce=Workforce,
        description="Tick what the certificate names.",
        **not_a_choice("Choose from the list."),
        validators=[Optional()],
    )
    last_four = line(
        "What are the last four digits of its number?", 4, "Only these four, so that it can be told apart."
    )
    number = line("What is the registration number?", 40)
    modality = line("Which modality does the register show?", 60, "For example, music therapist.")
    outcome = choose("What did occupational health say?", ClearanceOutcome)
    made_on = day("When was it done?")
    edition = line("Which edition did you read?", 60, "For example, September 2026.")
    ends_on = day("Which is the last day it holds?")
    update_consent = BooleanField("My officer may look my certificate up in the Update Service")

    def ask(self, facts: TypeFacts) -> None:
        """Leave only what a type asks for."""
        asked = {name for fact in facts.facts for name in FIELDS.get(fact, (fact.value,))}
        for name in [*self._fields]:
            if name in ItemFacts.__dataclass_fields__ and name not in asked:
                del self[name]

    def fill(self, kept: Any) -> None:
        """Show what was said before, so that nothing is typed twice."""
        for name in self.asked:
            self[name].data = list(kept.workforces) if name == "workforces" else getattr(kept, name)

    def suggest(self, profile: SupervisorProfile | None) -> None:
        """Offer the number and the modality that a supervisor's profile has already."""
        if profile is not None and not self.is_submitted():
            for name, known in (("number", profile.number), ("modality", _words(profile))):
                if name in self._fields and not self[name].data:
                    self[name].data = known

    @property
    def asked(self) -> list[str]:
        """The names of the facts that are asked for."""
        return [name for name in self._fields if name in ItemFacts.__dataclass_fields__]

    def said(self) -> ItemFacts:
        """Return what was typed; the date of what is done by saying so is today."""
        kept = {name: self.data[name] for name in self.asked if self.data[name] not in (None, "")}
        if "workforces" in kept:
            kept["workforces"] = tuple(kept["workforces"])
        return ItemFacts(**kept)

    def show(self, wrong: dict[str, str]) -> None:
        """Put each sentence beside its question; what belongs to none goes to the top."""
        for name, sentence in wrong.items():
            if name in self._fields:
                self[name].errors = [sentence]
            else:
                self.form_errors.append(sentence)


def _words(profile: SupervisorProfile) -> str:
    return label(profile.modality).text if profile.modality else ""


class RecordForm(SendForm):
    """The facts of an item as an officer saw them, and the day."""

    update_status = choose("What does the Update Service say?", UpdateStatus, "Leave it open if you did not look.")
    update_on = day("When did you look?")
    seen_on = DatePartsField("When was the original seen?", validators=[InputRequired("Enter the day it was seen.")])
    late = choose("Why is it recorded only now?", LateReason, "Only if it was seen more than 7 days ago.")

    def begin(self) -> None:
        """Offer today for the day."""
        self.seen_on.offer((clock.today(), "Today"))

    def seen(self) -> Seen:
        """Return how it was seen."""
        return Seen(on=self.data["seen_on"], late=self.data["late"])
