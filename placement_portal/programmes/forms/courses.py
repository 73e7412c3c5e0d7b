"""What may be typed about programmes, versions, categories, cohorts and stages."""

from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import BooleanField, Form, FormField, TextAreaField
from wtforms.fields import FieldList
from wtforms.validators import Length, ValidationError

from placement_portal.accounts.forms import plain, version_field
from placement_portal.accounts.models import NAME_LENGTH
from placement_portal.programmes.forms.asking import LAST_BEFORE_FIRST, NamedForm, choose, day, number, text
from placement_portal.programmes.models import Stage
from placement_portal.programmes.rules import CategoryGroup, CategoryNeeds, CohortMode, NotePolicy
from placement_portal.programmes.service import CategoryFacts, CohortFacts, StageFacts, TermFacts, VersionFacts
from placement_portal.web.inputs import DatePartsField

MOST_TERMS: Final = 8
OUTSIDE: Final = "A term lies within the stage: this day is outside it."


class ProgrammeForm(NamedForm):
    """A programme's name."""

    name = text("What is the programme called?", NAME_LENGTH, "Enter the name of the programme.")
    version = version_field()


MOST_THEMES, LONGEST_THEME = 20, 60


def plain_lines(typed: Any) -> str:
    """Return lines as one text, whether they were typed or are kept as a list."""
    return "\n".join(typed) if isinstance(typed, list) else plain(typed)


def _themes(typed: str | None) -> list[str]:
    return list(dict.fromkeys(each.strip() for each in (typed or "").splitlines() if each.strip()))


class VersionForm(NamedForm):
    """A version's name and what it asks of notes."""

    name = text(
        "What is this version called?", 60, "Enter a name, such as 2026.", "Cohorts keep the version they begin under."
    )
    note_policy = choose(
        "Do students write a note about their own learning on each entry?",
        NotePolicy,
        "Say whether students write notes.",
        "Notes are read by the student, the supervisor, the tutor and the programme lead.",
    )
    themes: Any = TextAreaField(
        "What can a supervision session be about?",
        filters=[plain_lines],
        description="One theme on each line, 20 at most. Leave it empty for those there are.",
        validators=[Length(max=MOST_THEMES * LONGEST_THEME, message="These are too many words.")],
    )
    version = version_field()

    def validate_themes(self, field: TextAreaField) -> None:
        """Refuse more themes, or longer ones, than fit a form."""
        found = _themes(field.data)
        if len(found) > MOST_THEMES or any(len(each) > LONGEST_THEME for each in found):
            raise ValidationError(f"Use at most {MOST_THEMES} lines of at most {LONGEST_THEME} characters.")

    def facts(self) -> VersionFacts:
        """Return what was typed."""
        typed = self.data
        return VersionFacts(name=typed["name"], note_policy=typed["note_policy"], themes=_themes(typed["themes"]))


class NewProgrammeForm(NamedForm):
    """A programme with its first version."""

    name = text("What is the programme called?", NAME_LENGTH, "Enter the name of the programme.")
    first_version = text(
        "What is its first version called?",
        60,
        "Enter a name, such as 2026.",
        "A new version is for changes that running cohorts do not follow. The year it begins in is a good name.",
    )

    def first(self) -> VersionFacts:
        """Return the first version; notes are optional until somebody says otherwise."""
        return VersionFacts(name=self.data["first_version"], note_policy=NotePolicy.OPTIONAL)


class AnyCategoryForm(FlaskForm):
    """What an hour can be spent on."""

    name = text("What is it called?", 80, "Enter a name.", "Students see these words when they log.")
    group = choose("Which total does it add to?", CategoryGroup, "Choose a total.")
    counts = BooleanField("Time spent on this counts", default=True)
    needs_slot = BooleanField("Students say with which client or group")
    needs = choose(
        "Which checks must be in place for it?",
        CategoryNeeds,
        "Say which checks it needs.",
        "Time on a day when they were not is written down, and not counted.",
    )

    def facts(self) -> CategoryFacts:
        """Return what was typed."""
        kept = ("name", "group", "counts", "needs_slot", "needs")
        return CategoryFacts(**{name: self.data[name] for name in kept}, retired=self.data.get("retired", False))


class NewCategoryForm(AnyCategoryForm):
    """A new category, with the code that lists use."""

    code = text("Short code", 12, "Enter a short code, such as DIR-I.", "Up to 12 letters for narrow lists. It stays.")


class CategoryForm(AnyCategoryForm):
    """A category as it is; one that is no longer used stays where it was used."""

    retired = BooleanField("No longer used: students cannot choose it any more")
    version = version_field()


class CohortForm(NamedForm):
    """Those who begin together."""

    name = text("What is the cohort called?", 80, "Enter a name, such as September 2026.")
    start_year = number("In which year does it begin?", 1990, 2100, "Enter a year, such as 2026.", needed=True)
    mode = choose("How does it study?", CohortMode, "Say how the cohort studies.")
    version = version_field()

    def facts(self) -> CohortFacts:
        """Return what was typed."""
        return CohortFacts(**{name: self.data[name] for name in ("name", "start_year", "mode")})


class TermForm(Form):
    """One term; a row that is left empty is no term."""

    name = text("Name of the term", 60)
    starts = day("First day")
    ends = day("Last day")

    def is_empty(self) -> bool:
        """Say whether nothing was typed."""
        return not (self.name.data or self.starts.data or self.ends.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse half a term, and one that ends before it begins."""
        if not super().validate(extra_validators) or self.is_empty():
            return not self.errors
        for field, missing in (
            (self.name, "Enter a name"),
            (self.starts, "Enter the first day"),
            (self.ends, "Enter the last day"),
        ):
            if not field.data:
                field.errors = [f"{missing} of this term, or leave the whole term empty."]
        first, last = self.starts.data, self.ends.data
        if first and last and last < first:
            self.ends.errors = [LAST_BEFORE_FIRST]
        return not self.errors


class StageParts:
    """What is asked of a year of a cohort with its terms, on a page of its own or among others."""

    name = text("What is this stage called?", 60, "Enter a name, such as Year 1.")
    starts = day("First day", "Enter the first day of the stage.")
    ends = day("Last day", "Enter the last day of the stage.")
    terms = FieldList(FormField(TermForm), min_entries=3, max_entries=MOST_TERMS)

    def validate_ends(self, field: DatePartsField) -> None:
        """Refuse a stage that ends before it begins."""
        if self.starts.data and field.data and field.data < self.starts.data:
            raise ValidationError(LAST_BEFORE_FIRST)

    def validate_terms(self, field: Any) -> None:
        """Refuse days of a term outside the stage, beside the day."""
        first, last = self.starts.data, self.ends.data
        if not (first and last):
            return
        typed = [each for row in field for each in (row.form.starts, row.form.ends) if each.data and not each.errors]
        outside = [each for each in typed if not first <= each.data <= last]
        for each in outside:
            each.errors = [OUTSIDE]
        if outside:
            raise ValidationError(OUTSIDE)

    def facts(self) -> StageFacts:
        """Return what was typed."""
        terms = [TermFacts(**row.form.data) for row in self.terms if not row.form.is_empty()]
        return StageFacts(name=self.name.data, starts=self.starts.data, ends=self.ends.data, terms=terms)


class StageForm(StageParts, FlaskForm):
    """A year of a cohort with its terms."""

    version = version_field()

    def fill(self, stage: Stage) -> None:
        """Show a stage as it is, with one empty term at the end."""
        rows = [{"name": each.name, "starts": each.starts, "ends": each.ends} for each in stage.terms]
        self.process(data={"name": stage.name, "starts": stage.starts, "ends": stage.ends, "terms": [*rows, {}]})
        self.version.data = stage.version
