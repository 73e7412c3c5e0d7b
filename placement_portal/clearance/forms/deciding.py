"""What an officer may choose: verify with the day, send back with a reason, one or many."""

from collections.abc import Sequence
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired

from placement_portal import clock
from placement_portal.accounts.forms import one_line, version_field
from placement_portal.clearance.forms.sending import choose, line
from placement_portal.clearance.rules import LateReason, ReturnReason
from placement_portal.clearance.service.deciding import Seen
from placement_portal.web.inputs import DatePartsField, choices, named, not_a_choice
from placement_portal.web.labels import label

SAY_WHY: Final = "Choose why it goes back."
TICK: Final = "Tick at least one line."
REASONS: Final = tuple(each for each in ReturnReason if each is not ReturnReason.BY_MISTAKE)


class VerifyForm(FlaskForm):
    """That the evidence was seen, and when."""

    seen_on = DatePartsField("When was it seen?", validators=[InputRequired("Enter the day it was seen.")])
    late = choose("Why is it recorded only now?", LateReason, "Only if it was seen more than 7 days ago.")
    follow_up = BooleanField("There is something to follow up")
    reference = line("Your own reference", 40, "For example, of the application. Never what a certificate says.")
    version = version_field()

    def begin(self) -> None:
        """Offer today for the day."""
        self.seen_on.offer((clock.today(), "Today"))

    def seen(self) -> Seen:
        """Return how it was seen."""
        kept = {name: self.data[name] for name in ("late", "follow_up")}
        return Seen(on=self.data["seen_on"], reference=self.data["reference"] or "", **kept)


class ReturnForm(FlaskForm):
    """Why an item goes back: from a list."""

    reason: Any = RadioField(
        "Why does it go back?",
        choices=choices(ReturnReason),
        coerce=ReturnReason,
        **not_a_choice(SAY_WHY),
        validators=[InputRequired(SAY_WHY)],
    )
    version = version_field()


class QueueForm(FlaskForm):
    """Many lines at once: verified as seen on a day, or sent back for one reason."""

    seen_on = DatePartsField("When were the originals seen?")
    reason: Any = SelectField(
        "Why do they go back?",
        choices=lambda: named([("", "Choose a reason"), *((each.value, label(each).text) for each in REASONS)]),
        validate_choice=False,
    )

    def begin(self) -> None:
        """Offer today for the day."""
        self.seen_on.offer((clock.today(), "Today"))


class SearchForm(FlaskForm):
    """Part of a name."""

    class Meta:
        """A search changes nothing, so it needs no token."""

        csrf = False

    name = StringField("Name", filters=[one_line])
    type = SelectField("Check")
    cohort = SelectField("Cohort")

    def offer(self, types: Sequence[tuple[object, str]], cohorts: Sequence[tuple[object, str]]) -> None:
        """Offer what can be chosen."""
        self.type.choices = named([("", "Every check"), *types])
        self.cohort.choices = named([("", "Every cohort"), *cohorts])
