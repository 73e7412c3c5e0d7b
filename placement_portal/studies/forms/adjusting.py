"""What may be typed about an adjustment: what is done, from when to when, and which settings see it."""

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectMultipleField, StringField
from wtforms.validators import Length, ValidationError

from placement_portal.accounts.forms import one_line, version_field
from placement_portal.hours.forms import fingerprint
from placement_portal.hours.rules import looks_identifying
from placement_portal.placements.forms.asking import key
from placement_portal.programmes.forms.asking import LAST_BEFORE_FIRST, choose
from placement_portal.programmes.forms.asking import day as a_day
from placement_portal.sites.models import Site
from placement_portal.students.models import WORDS_LENGTH, Adjustment
from placement_portal.students.rules import AdjustmentKind, looks_like_a_reason
from placement_portal.students.service import AdjustmentFacts
from placement_portal.web.inputs import DatePartsField, named, not_a_choice


class AdjustmentForm(FlaskForm):
    """An adjustment: one of the examples, and a few words where they are needed."""

    kind = choose("What is done?", AdjustmentKind, "Choose what is done.")
    words = StringField(
        "In more words (optional)",
        filters=[one_line],
        description="For example, “15 minutes more for each report”. Say what is done, never why.",
        validators=[Length(max=WORDS_LENGTH, message=f"This can be at most {WORDS_LENGTH} characters long.")],
    )
    noted = HiddenField()
    starts = a_day("From which day?", "Enter the first day.")
    ends = a_day("Until which day?", hint="Leave it empty when there is no end. An adjustment is ended, never deleted.")
    version = version_field()

    def validate_words(self, field: StringField) -> None:
        """Ask for words where no example fits."""
        if self.kind.data is AdjustmentKind.OTHER and not field.data:
            raise ValidationError("Say in a few words what is done.")

    def validate_ends(self, field: DatePartsField) -> None:
        """Refuse an end before the beginning."""
        if self.starts.data and field.data and field.data < self.starts.data:
            raise ValidationError(LAST_BEFORE_FIRST)

    def warnings(self) -> list[str]:
        """What in the words reads like a reason or could tell who a client is, until their writer has seen that."""
        words = self.words.data or ""
        if self.noted.data == fingerprint(words):
            return []
        return [*looks_like_a_reason(words), *(each.sentence for each in looks_identifying(words))]

    def note(self) -> None:
        """Note that the writer sees the warnings about these words now."""
        self.noted.data = fingerprint(self.words.data or "")

    def fill(self, adjustment: Adjustment) -> None:
        """Show an adjustment as it is."""
        names = ("kind", "words", "starts", "ends", "version")
        self.process(data={name: getattr(adjustment, name) for name in names})

    def facts(self) -> AdjustmentFacts:
        """Return what was typed."""
        return AdjustmentFacts(
            kind=self.kind.data, words=self.words.data or "", starts=self.starts.data, ends=self.ends.data
        )


class ShareForm(FlaskForm):
    """Which settings see an adjustment; none is nobody but the course."""

    sites: Any = SelectMultipleField(
        "Which settings may see it?",
        coerce=key,
        **not_a_choice("Choose settings from the list."),
    )

    def offer(self, sites: Iterable[Site]) -> None:
        """Offer the settings of the student's placements."""
        self.sites.choices = named((site.id, site.name) for site in sites)
