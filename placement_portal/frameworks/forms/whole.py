"""What is said of a framework as a whole: about it, its scale, its headings."""

from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import Form, FormField, SelectField, StringField, TextAreaField
from wtforms.fields import FieldList
from wtforms.validators import Length, ValidationError

from placement_portal.accounts.forms import paragraph, plain, version_field
from placement_portal.accounts.models import NAME_LENGTH
from placement_portal.frameworks.models import (
    CODE_LENGTH,
    DESCRIPTION_LENGTH,
    ITEM_LENGTH,
    WORDS_LENGTH,
    FrameworkVersion,
)
from placement_portal.frameworks.rules import MOST_YEARS, HeadingFacts, LevelFacts, LevelKind
from placement_portal.frameworks.service import AboutFacts
from placement_portal.programmes.forms.asking import NamedForm, number, text
from placement_portal.web.inputs import choices, not_a_choice

MOST_LEVELS, MOST_HEADINGS = 9, 60
WEB: Final = ("https://", "http://")
BOTH_WORDS: Final = "Write a code and a name, or leave the whole row empty."
TWICE: Final = "This code stands above already."
LINES: Final = "Write a code, a space and the heading on each line, such as “7 Communication”. See line {}."
TOO_MANY: Final = f"Use at most {MOST_HEADINGS} lines."
SAME: Final = "The code {} stands on two lines."
LONG: Final = f"Line {{}} is too long: a code has at most {CODE_LENGTH} characters, a heading {ITEM_LENGTH}."


class AboutForm(NamedForm):
    """What a framework is called, how many years it is for, and what readers should know."""

    name = text("What is it called?", NAME_LENGTH, "Enter a name.", "In all its versions.")
    years = number("For how many years does it say what is expected?", 1, MOST_YEARS, "Enter 1 to 6.", needed=True)
    note = paragraph("What should readers know?", DESCRIPTION_LENGTH, "It stands above the framework.")
    standard = text("Whose headings do competencies lead to?", NAME_LENGTH, hint="With the day from which they hold.")
    standard_url = text("Where can they be read?", WORDS_LENGTH, hint="An address that begins with https://.")
    version = version_field()

    def validate_standard_url(self, field: StringField) -> None:
        """Refuse what is no address of a page."""
        if field.data and not field.data.startswith(WEB):
            raise ValidationError("Write the whole address, beginning with https://.")

    def facts(self) -> AboutFacts:
        """Return what was typed."""
        return AboutFacts(**{name: self.data[name] for name in AboutFacts.__dataclass_fields__})


class LevelForm(Form):
    """One level; a row that is left empty is none."""

    code = text("Short code", CODE_LENGTH)
    name = text("Name", 60)
    meaning = text("What it means", WORDS_LENGTH)
    kind: Any = SelectField(
        "What it says", choices=choices(LevelKind), coerce=LevelKind, **not_a_choice("Choose what the level says.")
    )

    def is_empty(self) -> bool:
        """Say whether nothing was typed."""
        return not (self.code.data or self.name.data or self.meaning.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse half a level."""
        is_good = super().validate(extra_validators)
        if not self.is_empty() and not (self.code.data and self.name.data):
            self.code.errors = [BOTH_WORDS]
            return False
        return is_good


class ScaleForm(FlaskForm):
    """The levels from the lowest to the highest."""

    levels = FieldList(FormField(LevelForm), min_entries=MOST_LEVELS, max_entries=MOST_LEVELS)
    version = version_field()

    def fill(self, version: FrameworkVersion) -> None:
        """Show the scale as it is."""
        rows = [{name: getattr(each, name) for name in ("code", "name", "meaning", "kind")} for each in version.levels]
        self.process(data={"levels": rows})
        self.version.data = version.version

    def validate_levels(self, field: Any) -> None:
        """Refuse a code, or a name, that stands above already: both are headings of the file."""
        seen: set[tuple[str, str]] = set()
        for row in field:
            for part in (row.form.code, row.form.name):
                typed = (part.data or "").casefold()
                if typed and (part.short_name, typed) in seen:
                    part.errors = [*part.errors, TWICE]
                seen.add((part.short_name, typed))
        if any(part.errors for row in field for part in (row.form.code, row.form.name)):
            raise ValidationError("Correct the rows below.")

    def facts(self) -> list[LevelFacts]:
        """Return what was typed."""
        rows = [row.form for row in self.levels if not row.form.is_empty()]
        return [LevelFacts(each.code.data, each.name.data, each.meaning.data or "", each.kind.data) for each in rows]


class HeadingsForm(FlaskForm):
    """The headings of a regulator's standards, one on each line."""

    lines: Any = TextAreaField(
        "Headings",
        filters=[plain],
        description="One on each line: a code, a space, the heading in your own words.",
        validators=[Length(max=MOST_HEADINGS * (ITEM_LENGTH + CODE_LENGTH), message="These are too many words.")],
    )
    version = version_field()

    def fill(self, version: FrameworkVersion) -> None:
        """Show the headings as they are."""
        self.lines.data = "\n".join(f"{each.code} {each.name}" for each in version.headings)
        self.version.data = version.version

    def validate_lines(self, field: TextAreaField) -> None:
        """Refuse a line without two parts, one that is too long, and a code that stands twice."""
        found = self.facts()
        if len(found) > MOST_HEADINGS:
            raise ValidationError(TOO_MANY)
        seen: set[str] = set()
        for at, each in enumerate(found, start=1):
            if not each.name:
                raise ValidationError(LINES.format(at))
            if len(each.code) > CODE_LENGTH or len(each.name) > ITEM_LENGTH:
                raise ValidationError(LONG.format(at))
            if each.code.casefold() in seen:
                raise ValidationError(SAME.format(each.code))
            seen.add(each.code.casefold())

    def facts(self) -> list[HeadingFacts]:
        """Return what was typed."""
        lines = [each.split(maxsplit=1) for each in (self.lines.data or "").splitlines() if each.strip()]
        return [HeadingFacts(code, rest[0] if rest else "") for code, *rest in lines]
