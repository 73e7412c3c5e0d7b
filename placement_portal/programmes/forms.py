"""What may be typed about programmes."""

import enum
from collections.abc import Collection, Iterable
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Form,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields import FieldList
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from placement_portal.accounts.forms import address_field, name_field, one_line, version_field
from placement_portal.accounts.models import NAME_LENGTH
from placement_portal.programmes.models import OpeningBalance, Rule, RuleSet, Stage, StudentRecord
from placement_portal.programmes.rules import (
    CategoryGroup,
    CohortMode,
    NotePolicy,
    ProgrammeRoleKind,
    RuleBasis,
    RuleKind,
    RuleUnit,
    StudentStatus,
)
from placement_portal.programmes.service import (
    CategoryFacts,
    CohortFacts,
    RuleFacts,
    StageFacts,
    TermFacts,
    VersionFacts,
)
from placement_portal.web.inputs import DatePartsField, choices, named, not_a_choice, not_a_number
from placement_portal.web.labels import label

MOST_TERMS: Final = 8
MOST_RULES: Final = 12
HOUR: Final = 60
LAST_BEFORE_FIRST: Final = "The last day must not be before the first."
HOURS, SESSIONS, GAP = "hours", "sessions", "gap"
ASKS: Final = (
    ("", "Nothing: leave this rule out"),
    (HOURS, "At least so many hours"),
    (SESSIONS, "At least so many sessions"),
    (GAP, "Never more than so many days without"),
)
GROUPS: Final = tuple(group for group in CategoryGroup if group is not CategoryGroup.NONE)


def text(question: str, most: int, missing: str = "", hint: str = "") -> Any:
    """Return a field for one line of text; `missing` is the sentence for an empty one, else it may stay empty."""
    needed = [InputRequired(missing), _some_text(missing)] if missing else [Optional()]
    longest = Length(max=most, message=f"This can be at most {most} characters long.")
    return StringField(question, filters=[one_line], description=hint, validators=[*needed, longest])


def choose(question: str, members: Iterable[enum.Enum], missing: str, hint: str = "") -> RadioField:
    """Return one question with the members of an enum as answers."""
    kind = type(next(iter(members)))
    return RadioField(
        question,
        choices=choices(members),
        coerce=kind,
        description=hint,
        **not_a_choice(missing),
        validators=[InputRequired(missing)],
    )


def number(question: str, least: int, most: int, sentence: str, *, needed: bool = False) -> Any:
    """Return a field for a whole number; `sentence` is what is said of anything else."""
    first = InputRequired(sentence) if needed else Optional()
    return IntegerField(question, **not_a_number(sentence), validators=[first, NumberRange(least, most, sentence)])


def pick_stage(question: str) -> Any:
    """Return a list of stages to choose from."""
    missing = "Choose a stage."
    return SelectField(question, coerce=str, **not_a_choice(missing), validators=[InputRequired(missing)])


def day(question: str, missing: str = "", hint: str = "") -> Any:
    """Return a field for a day; `missing` is the sentence for an empty one, else it may stay empty."""
    return DatePartsField(question, description=hint, validators=[InputRequired(missing) if missing else Optional()])


def _some_text(missing: str) -> Any:
    def check(_form: Form, field: StringField) -> None:
        if not field.data:
            raise ValidationError(missing)

    return check


class NamedForm(FlaskForm):
    """Something with a name that must not be taken yet, whatever its case."""

    taken: Collection[str] = ()

    def validate_name(self, field: StringField) -> None:
        """Refuse a name that is taken."""
        if field.data and field.data.casefold() in {each.casefold() for each in self.taken}:
            raise ValidationError("There is one called that already.")


class ProgrammeForm(NamedForm):
    """A programme's name."""

    name = text("What is the programme called?", NAME_LENGTH, "Enter the name of the programme.")
    version = version_field()


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
    version = version_field()

    def facts(self) -> VersionFacts:
        """Return what was typed."""
        return VersionFacts(name=self.data["name"], note_policy=self.data["note_policy"])


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

    def facts(self) -> CategoryFacts:
        """Return what was typed."""
        kept = ("name", "group", "counts", "needs_slot")
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


class StageForm(FlaskForm):
    """A year of a cohort with its terms."""

    name = text("What is this stage called?", 60, "Enter a name, such as Year 1.")
    starts = day("First day", "Enter the first day of the stage.")
    ends = day("Last day", "Enter the last day of the stage.")
    terms = FieldList(FormField(TermForm), min_entries=3, max_entries=MOST_TERMS)
    version = version_field()

    def validate_ends(self, field: DatePartsField) -> None:
        """Refuse a stage that ends before it begins."""
        if self.starts.data and field.data and field.data < self.starts.data:
            raise ValidationError(LAST_BEFORE_FIRST)

    def fill(self, stage: Stage) -> None:
        """Show a stage as it is, with one empty term at the end."""
        rows = [{"name": each.name, "starts": each.starts, "ends": each.ends} for each in stage.terms]
        self.process(data={"name": stage.name, "starts": stage.starts, "ends": stage.ends, "terms": [*rows, {}]})
        self.version.data = stage.version

    def facts(self) -> StageFacts:
        """Return what was typed."""
        terms = [TermFacts(**row.form.data) for row in self.terms if not row.form.is_empty()]
        return StageFacts(**{name: self.data[name] for name in ("name", "starts", "ends")}, terms=terms)


class RuleForm(Form):
    """One rule of a stage; a row that asks for nothing is left out."""

    asks = SelectField("What does the rule ask for?", choices=named(ASKS), **not_a_choice("Choose what it asks for."))
    amount = number("How many?", 1, 10_000, "Enter a number from 1 to 10,000.")
    groups = SelectMultipleField(
        "Of which kinds of work?",
        choices=choices(GROUPS),
        coerce=CategoryGroup,
        description="None ticked means any work that counts.",
        **not_a_choice("Choose kinds of work from the list."),
    )
    name = text("Its name on screen", 120, hint="For example, Time with clients.")
    example = BooleanField("Show it as an example, not as a requirement of the programme")

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the number of every rule that is kept."""
        if super().validate(extra_validators) and self.asks.data and not self.amount.data:
            self.amount.errors = ["Enter how many."]
        return not self.errors

    def facts(self) -> RuleFacts:
        """Return the rule; hours become minutes."""
        typed = self.data
        asks, groups = typed["asks"], typed["groups"] or []
        return RuleFacts(
            kind=RuleKind.LONGEST_GAP if asks == GAP else RuleKind.MINIMUM,
            name=typed["name"] or ", ".join(label(each).text for each in groups) or "Any work that counts",
            groups=groups,
            unit={HOURS: RuleUnit.HOURS, SESSIONS: RuleUnit.SESSIONS}.get(asks),
            amount=typed["amount"] * (HOUR if asks == HOURS else 1),
            basis=RuleBasis.EXAMPLE if typed["example"] else RuleBasis.PROGRAMME,
        )


class RulesForm(FlaskForm):
    """All rules of a stage at once: saving makes a new version of them."""

    rules = FieldList(FormField(RuleForm), min_entries=2, max_entries=MOST_RULES)
    version = version_field()

    def fill(self, current: RuleSet | None) -> None:
        """Show the rules in force, with two empty ones at the end."""
        rows = [_row(rule) for rule in current.rules] if current else []
        self.process(data={"rules": [*rows, {}, {}][:MOST_RULES]})
        self.version.data = current.number if current else 0

    def facts(self) -> list[RuleFacts]:
        """Return the rules that ask for something."""
        return [row.form.facts() for row in self.rules if row.form.asks.data]


class NewStudentForm(FlaskForm):
    """Somebody who joins a cohort."""

    name = name_field("What is the student's name?")
    address = address_field("What is the student's e-mail address?")
    stage = pick_stage("In which stage do they begin?")


class StudentForm(FlaskForm):
    """Where a student stands."""

    stage = pick_stage("In which stage is the student?")
    status = choose("Where does the student stand?", StudentStatus, "Say where the student stands.")
    version = version_field()

    def fill(self, student: StudentRecord) -> None:
        """Show a student as they are."""
        self.process(data={"stage": str(student.stage_id), "status": student.status, "version": student.version})


class BalanceForm(Form):
    """What was done of one group before the portal began."""

    hours = number("Hours", 0, 5_000, "Enter hours from 0 to 5,000.")
    minutes = number("Minutes", 0, 59, "Enter minutes from 0 to 59.")
    sessions = number("Sessions", 0, 5_000, "Enter sessions from 0 to 5,000.")

    def total(self) -> int:
        """Return the minutes."""
        return (self.hours.data or 0) * HOUR + (self.minutes.data or 0)


class BalancesForm(FlaskForm):
    """What a student had done in the present stage before the portal began, by group."""

    source = text(
        "Where do these figures come from?",
        120,
        "Say where these figures come from.",
        "For example, signed paper log of 2025.",
    )
    direct = FormField(BalanceForm)
    observation = FormField(BalanceForm)
    indirect = FormField(BalanceForm)
    supervision = FormField(BalanceForm)
    learning = FormField(BalanceForm)

    def groups(self) -> list[tuple[CategoryGroup, Any]]:
        """Return the part of the form for each group."""
        return [(group, self[group.value]) for group in GROUPS]

    def fill(self, balances: list[OpeningBalance]) -> None:
        """Show what is kept."""
        rows = {each.group.value: _balance(each) for each in balances}
        self.process(data={"source": balances[0].source if balances else "", **rows})


class NewRoleForm(FlaskForm):
    """Somebody who has a role in a programme."""

    name = name_field("What is their name?")
    address = address_field("What is their e-mail address?")
    kind = choose("What do they do?", ProgrammeRoleKind, "Say what they do.")
    starts = day("From which day?", "Enter the first day.")
    ends = day("Until which day?", hint="Leave it empty when there is no end. An external examiner needs one.")

    def validate_kind(self, field: RadioField) -> None:
        """Refuse an examiner without an end."""
        if field.data is ProgrammeRoleKind.EXTERNAL_EXAMINER and not self.ends.data:
            raise ValidationError("An external examiner needs a last day.")

    def validate_ends(self, field: DatePartsField) -> None:
        """Refuse an end before the beginning."""
        if self.starts.data and field.data and field.data < self.starts.data:
            raise ValidationError(LAST_BEFORE_FIRST)


class EndRoleForm(FlaskForm):
    """When a role ends."""

    ends = day("What is their last day?", "Enter the last day.")
    version = version_field()


def _row(rule: Rule) -> dict[str, Any]:
    asks = GAP if rule.kind is RuleKind.LONGEST_GAP else SESSIONS if rule.unit is RuleUnit.SESSIONS else HOURS
    return {
        "asks": asks,
        "amount": rule.amount // HOUR if asks == HOURS else rule.amount,
        "groups": rule.category_groups,
        "name": rule.name,
        "example": rule.basis is RuleBasis.EXAMPLE,
    }


def _balance(balance: OpeningBalance) -> dict[str, int]:
    hours, minutes = divmod(balance.minutes, HOUR)
    return {"hours": hours, "minutes": minutes, "sessions": balance.sessions}
