"""What may be typed about supervisors, and about the provider they work for."""

from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from placement_portal import clock
from placement_portal.accounts.forms import line, one_line, paragraph, version_field
from placement_portal.accounts.models import NAME_LENGTH
from placement_portal.profiles.models import (
    CONTACT_LENGTH,
    NUMBER_LENGTH,
    SERVICES_LENGTH,
    WORDS_LENGTH,
    Passport,
    SupervisorProfile,
)
from placement_portal.profiles.rules import (
    MOST_STUDENTS,
    WEEKDAYS,
    Modality,
    RegistrationScheme,
    Specialism,
    number_problem,
    tidy_number,
    year_words,
)
from placement_portal.profiles.service import PassportFacts, ProfileFacts
from placement_portal.web.inputs import DatePartsField, choices, named, not_a_choice, not_a_number

HOW_MANY: Final = f"Enter a whole number of students from 0 to {MOST_STUDENTS}, or leave it empty."


def _one_of(question: str, members: Any, nothing: str) -> Any:
    sentence = "Choose one from the list."
    return SelectField(
        question,
        choices=[*named([("", nothing)]), *choices(members)],
        coerce=lambda value: members(value) if value else None,
        **not_a_choice(sentence),
    )


def _how_many() -> Any:
    return IntegerField(**not_a_number(HOW_MANY), validators=[Optional(), NumberRange(0, MOST_STUDENTS, HOW_MANY)])


def _insured(question: str) -> DatePartsField:
    return DatePartsField(question, description="The last day that is covered.", validators=[Optional()])


def weekdays(question: str, hint: str = "") -> SelectMultipleField:
    """Ask on which days of the week somebody works; none is an answer too."""
    return SelectMultipleField(
        question,
        choices=named(enumerate(WEEKDAYS)),
        coerce=int,
        description=hint,
        **not_a_choice("Choose days of the week."),
    )


class DaysForm(FlaskForm):
    """On which days somebody works, and nothing else."""

    weekdays = weekdays("On which days of the week?", "Tick none to say nothing about it.")
    version = version_field()

    def __init__(self, profile: SupervisorProfile | None) -> None:
        super().__init__(obj=profile)
        if not self.is_submitted():
            self.weekdays.data = sorted(profile.working_days) if profile else []
            self.version.data = profile.version if profile else 0


class ProfileForm(FlaskForm):
    """What a supervisor brings, on which days, and how many students they can take."""

    profession = line("Profession", 80, "As they would say it, such as music therapist.")
    modality = _one_of("Works through", Modality, "Not said yet")
    scheme = _one_of("Which register are they on?", RegistrationScheme, "Not said yet")
    number = StringField(
        "Registration number",
        filters=[one_line],
        description="As it stands in the register, such as AS012345.",
        validators=[Length(max=NUMBER_LENGTH, message=f"This can be at most {NUMBER_LENGTH} characters long.")],
    )
    registered_until = DatePartsField(
        "Registered until",
        description="The end of the registration period, as the register shows it.",
        validators=[Optional()],
    )
    specialisms = SelectMultipleField(
        "What do they know especially well?",
        choices=choices(Specialism),
        coerce=Specialism,
        **not_a_choice("Choose from the list."),
    )
    specialism_words = line("Anything else, in their own words", WORDS_LENGTH)
    weekdays = weekdays("On which days do they work?")
    this_year = _how_many()
    next_year = _how_many()
    version = version_field()

    def __init__(self, profile: SupervisorProfile | None, year: int) -> None:
        super().__init__(obj=profile)
        self.years = {year: self.this_year, year + 1: self.next_year}
        for each, field in self.years.items():
            field.label.text = f"How many students can they take in {year_words(each)}?"
        if not self.is_submitted():
            self._fill(profile)

    def validate_number(self, field: StringField) -> None:
        """Refuse a number that the register does not give."""
        field.data = tidy_number(field.data or "")
        scheme = self.scheme.data
        if scheme is None and field.data:
            raise ValidationError("Choose the register that gave this number.")
        problem = number_problem(scheme, field.data) if scheme else None
        if problem:
            raise ValidationError(problem)

    def facts(self) -> ProfileFacts:
        """Return what was typed."""
        typed = self.data
        return ProfileFacts(**{name: typed[name] or _EMPTY[name] for name in _EMPTY})

    def capacities(self) -> dict[int, int | None]:
        """Return how many students they can take, by year; None where nothing was said."""
        return {year: field.data for year, field in self.years.items()}

    def _fill(self, profile: SupervisorProfile | None) -> None:
        if profile is None:
            self.version.data = 0
            return
        self.specialisms.data, self.weekdays.data = profile.specialisms, sorted(profile.working_days)
        before = None
        for year, field in self.years.items():
            field.data = profile.students_in(year)
            known = profile.students_in(year - 1) if before is None else before
            if field.data is None and known is not None:
                field.data, field.description = known, "As the year before. Change it where it differs, then save."
            before = field.data


class PassportForm(FlaskForm):
    """What a provider tells its universities."""

    services = paragraph(
        "What do you offer?", SERVICES_LENGTH, "One line for each service, as you would tell a new university."
    )
    safeguarding_name = line("Who leads on safeguarding?", NAME_LENGTH)
    safeguarding_role = line("What is their role?", CONTACT_LENGTH, "For example, head of safeguarding.")
    safeguarding_contact = line("How can they be reached?", CONTACT_LENGTH, "A phone number that somebody answers.")
    employers_until = _insured("Employers' liability insurance runs until")
    public_until = _insured("Public liability insurance runs until")
    last_audit = DatePartsField("Day of the last audit", validators=[Optional()])
    version = version_field()

    def __init__(self, passport: Passport | None) -> None:
        super().__init__(obj=passport)
        if passport is None and not self.is_submitted():
            self.version.data = 0

    def validate_last_audit(self, field: DatePartsField) -> None:
        """Refuse an audit that is still to come."""
        if field.data and field.data > clock.today():
            raise ValidationError("The last audit cannot be in the future.")

    def facts(self) -> PassportFacts:
        """Return what was typed."""
        return PassportFacts(**{name: self.data[name] or each for name, each in _BLANK.items()})


_BLANK: Final[dict[str, Any]] = {name: each.default for name, each in PassportFacts.__dataclass_fields__.items()}
_EMPTY: Final[dict[str, Any]] = {name: each.default for name, each in ProfileFacts.__dataclass_fields__.items()}
