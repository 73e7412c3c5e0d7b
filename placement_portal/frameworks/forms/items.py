"""What may be typed about one domain or competency; years and levels are those of its framework."""

from collections.abc import Sequence
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length

from placement_portal.accounts.forms import paragraph, plain, version_field
from placement_portal.frameworks.models import (
    CODE_LENGTH,
    DESCRIPTION_LENGTH,
    ITEM_LENGTH,
    WORDS_LENGTH,
    Competency,
    Domain,
    FrameworkLevel,
    FrameworkVersion,
)
from placement_portal.frameworks.rules import CompetencyFacts, DomainFacts, LevelKind
from placement_portal.programmes.forms.asking import text
from placement_portal.web.inputs import named, not_a_choice

NO_CODE: Final = "Enter a short code, such as A1."
NO_NAME: Final = "Enter what it is called."
CHOOSE_DOMAIN: Final = "Choose a domain."
CHOOSE_LEVEL: Final = "Choose a level of the scale."
CODE_HINT: Final = "Lists are in the order of codes: A2 comes before A10."


class DomainForm(FlaskForm):
    """What some competencies have in common."""

    code = text("Short code", CODE_LENGTH, NO_CODE, CODE_HINT)
    name = text("What is the domain called?", ITEM_LENGTH, NO_NAME)
    description = paragraph("What it means", DESCRIPTION_LENGTH)
    version = version_field()

    def facts(self) -> DomainFacts:
        """Return what was typed."""
        typed = self.data
        return DomainFacts(typed["code"], typed["name"], typed["description"])


class CompetencyForm(FlaskForm):
    """One thing a student can learn to do."""

    code = text("Short code", CODE_LENGTH, NO_CODE, CODE_HINT)
    domain: Any = SelectField("Domain", **not_a_choice(CHOOSE_DOMAIN), validators=[InputRequired(CHOOSE_DOMAIN)])
    name = text("What can the student do?", ITEM_LENGTH, NO_NAME, "Begin with a verb: keeps, plays, explains.")
    description = paragraph("What it means", DESCRIPTION_LENGTH)
    once = BooleanField("It is seen once and signed off by itself, such as leading one planned ending")
    headings: Any = SelectMultipleField("Headings it leads to", **not_a_choice("Choose from the list."))
    version = version_field()
    judged: Sequence[FrameworkLevel] = ()
    years: Sequence[str] = ()

    def offer(self, of: FrameworkVersion, competency: Competency | None, domain: Domain) -> None:
        """Offer the domains, headings and levels of a version; show a competency as it is."""
        self.domain.choices = named([(each.code, f"{each.code} {each.name}") for each in of.in_order])
        self.headings.choices = named([(each.code, f"{each.code} {each.name}") for each in of.headings])
        levels = named([("", "Nothing is expected"), *((each.code, each.name) for each in self.judged)])
        for year in self.years:
            self[f"year_{year}"].choices = levels
        if self.is_submitted():
            return
        self.domain.data = domain.code
        if competency is not None:
            self.headings.data = list(competency.headings)
            for year in self.years:
                self[f"year_{year}"].data = competency.expected.get(year, "")
            for at, level in enumerate(self.judged):
                self[f"level_{at}"].data = competency.descriptors.get(level.code, "")

    def facts(self) -> CompetencyFacts:
        """Return what was typed."""
        typed = self.data
        expected = {year: typed[f"year_{year}"] for year in self.years}
        words = {each.code: typed[f"level_{at}"] for at, each in enumerate(self.judged)}
        return CompetencyFacts(
            code=typed["code"],
            under=typed["domain"],
            name=typed["name"],
            description=typed["description"],
            once=typed["once"],
            headings=tuple(typed["headings"] or ()),
            expected={year: level for year, level in expected.items() if level},
            descriptors={code: said for code, said in words.items() if said},
        )


def competency_form(of: FrameworkVersion, competency: Competency | None, domain: Domain) -> CompetencyForm:
    """Return the form for a competency, with a question for each year and each level of its framework."""
    judged = [each for each in of.levels if each.kind is LevelKind.JUDGED]
    years = [str(number) for number in range(1, of.years + 1)]
    asked: dict[str, Any] = {"judged": judged, "years": years}
    for year in years:
        asked[f"year_{year}"] = SelectField(f"Expected by the end of Year {year}", **not_a_choice(CHOOSE_LEVEL))
    longest = Length(max=WORDS_LENGTH, message=f"This can be at most {WORDS_LENGTH} characters long.")
    for at, level in enumerate(judged):
        asked[f"level_{at}"] = TextAreaField(f"How “{level.name}” shows", filters=[plain], validators=[longest])
    form: CompetencyForm = type("AskedCompetencyForm", (CompetencyForm,), asked)(obj=competency)
    form.offer(of, competency, domain)
    return form
