"""What may be typed about organisations, their people and invitations."""

import re
import uuid
from collections.abc import Iterable, Sequence
from typing import Any, Final
from zoneinfo import available_timezones

from flask_wtf import FlaskForm
from wtforms import Field, IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from placement_portal.accounts.forms import address_field, is_not_blank, name_field, one_line, version_field
from placement_portal.accounts.models import ADDRESS_LENGTH, NAME_LENGTH
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import (
    LEAST_CONTRAST,
    ROLES_OF,
    BankHolidays,
    MembershipRole,
    contrast_with_white,
)
from placement_portal.web.inputs import DatePartsField, choices, not_a_choice
from placement_portal.web.labels import label

COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
NOT_A_COLOUR: Final = "Enter a colour as # and six characters from 0 to 9 and a to f, such as #0b5351."
TOO_PALE: Final = "White text cannot be read on this colour. Choose a darker one."
ZONES: Final = (
    "Europe/London",
    "Europe/Dublin",
    "Europe/Guernsey",
    "Europe/Isle_of_Man",
    "Europe/Jersey",
    "Europe/Paris",
)
"""The time zones that are offered, the most likely first; any other is typed by its name."""
NOW, LATER = "now", "later"


class WholeNumberField(IntegerField):
    """A whole number between two others, with one sentence for everything else."""

    def __init__(self, question: str, least: int, most: int, **kwargs: Any) -> None:
        self.sentence = f"Enter a whole number from {least} to {most}."
        checks = [InputRequired(self.sentence), NumberRange(least, most, self.sentence)]
        super().__init__(question, validators=checks, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; raise `ValueError` in words for the person."""
        try:
            self.data = int(valuelist[0])
        except (ValueError, IndexError):
            self.data = None
            raise ValueError(self.sentence) from None


def _text(question: str, longest: int) -> StringField:
    length = Length(max=longest, message=f"This has at most {longest} characters.")
    return StringField(question, filters=[one_line], validators=[Optional(), length])


def _is_readable(_form: FlaskForm, field: Field) -> None:
    if not COLOUR.fullmatch(field.data):
        raise ValidationError(NOT_A_COLOUR)
    if contrast_with_white(field.data) < LEAST_CONTRAST:
        raise ValidationError(TOO_PALE)


def _lower(typed: str | None) -> str:
    return (one_line(typed) or "").lower()


def other_zone() -> Any:
    """Return the field for a time zone that is not in the list."""
    return StringField(
        "Another time zone",
        filters=[one_line],
        description="Only where the list has not the right one: its name, such as Asia/Hong_Kong.",
        validators=[Optional(), _is_zone],
    )


def _is_zone(_form: Any, field: StringField) -> None:
    if field.data not in available_timezones():
        raise ValidationError("There is no time zone of this name. They are written like Asia/Hong_Kong.")


def zones_with(present: str) -> list[str]:
    """Return the time zones to offer, and the one that is chosen where it is none of them."""
    return list(dict.fromkeys([*ZONES, *([present] if present else [])]))


def zone_words(zone: str) -> str:
    """Return a time zone as one reads it."""
    return zone.replace("_", " ")


class SettingsForm(FlaskForm):
    """What an organisation chooses for itself."""

    name = StringField(
        "Name",
        filters=[one_line],
        validators=[
            InputRequired("Enter a name."),
            is_not_blank,
            Length(max=NAME_LENGTH, message=f"A name has at most {NAME_LENGTH} characters."),
        ],
    )
    zone = SelectField("Time zone")
    other_zone = other_zone()
    bank_holidays: Any = SelectField(
        "Whose bank holidays do you keep?",
        choices=choices(BankHolidays),
        coerce=BankHolidays,
        description="Calendars show them, and settings take them over in one tap. A setting may keep others.",
        **not_a_choice("Choose from the list."),
    )
    grace_days = WholeNumberField("Days to decide after a placement or an assignment ends", 0, 365)
    staff_idle_minutes = WholeNumberField("Staff are signed out after being away for", 15, 720)
    student_idle_minutes = WholeNumberField("Students are signed out after being away for", 15, 1440)
    link_person = _text("Link person", NAME_LENGTH)
    link_contact = _text("How to reach the link person", ADDRESS_LENGTH)
    retention_contact = _text("Who answers questions about kept data", ADDRESS_LENGTH)
    accent = StringField("Accent colour", filters=[_lower], validators=[Optional(), _is_readable])
    version = version_field()

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(obj=organisation)
        self.zone.choices = [SelectChoice(zone, zone_words(zone)) for zone in zones_with(organisation.zone)]

    def wanted(self) -> dict[str, Any]:
        """Return what was chosen, by the name of the setting."""
        typed = {name: "" if value is None else value for name, value in self.data.items() if name != "csrf_token"}
        other = typed.pop("other_zone")
        return {**typed, "zone": other or typed["zone"]}


class RoleForm(FlaskForm):
    """What somebody does for the organisation."""

    role = RadioField("What do they do here?", validators=[InputRequired("Choose what they do.")])

    def __init__(self, roles: Iterable[MembershipRole]) -> None:
        super().__init__()
        self.role.choices = [SelectChoice(role.value, label(role).text) for role in roles]

    @property
    def chosen(self) -> MembershipRole:
        """The role that was chosen."""
        return MembershipRole(self.role.data)


class InviteForm(RoleForm):
    """Whom to invite, and as what."""

    name = name_field("Name")
    address = address_field("E-mail address")


class EndForm(FlaskForm):
    """When a membership ends."""

    when = RadioField(
        "When does it end?",
        choices=[SelectChoice(NOW, "Now, at once"), SelectChoice(LATER, "After a last day")],
        default=NOW,
        validators=[InputRequired("Choose when it ends.")],
    )
    last_day = DatePartsField("Last day")
    version = version_field()

    def validate_last_day(self, field: DatePartsField) -> None:
        """Ask for the day when one is needed."""
        if self.when.data == LATER and field.data is None:
            raise ValidationError("Enter the last day.")


class PartnerForm(FlaskForm):
    """Another organisation to work with."""

    partner = SelectField("Work with", coerce=str, validators=[InputRequired("Choose an organisation.")])

    def __init__(self, possible: Sequence[Organisation]) -> None:
        super().__init__()
        self.partner.choices = [SelectChoice(str(each.id), each.name) for each in possible]
        self.possible = {str(each.id): each for each in possible}

    @property
    def chosen(self) -> Organisation:
        """The organisation that was chosen."""
        return self.possible[str(uuid.UUID(self.partner.data))]


class AgreementForm(FlaskForm):
    """From when to when the agreement of two partners runs."""

    agreed_from = DatePartsField("First day of the agreement", validators=[Optional()])
    agreed_until = DatePartsField(
        "Last day of the agreement", description="Leave it empty when it goes on.", validators=[Optional()]
    )
    version = version_field()

    def validate_agreed_until(self, field: DatePartsField) -> None:
        """Refuse an agreement that ends before it begins."""
        if field.data and self.agreed_from.data and field.data < self.agreed_from.data:
            raise ValidationError("The last day must not be before the first.")


class SearchForm(FlaskForm):
    """Words to find somebody by."""

    class Meta:
        """A form that only reads needs no token."""

        csrf = False

    search = StringField("Name or e-mail address", filters=[one_line], validators=[Length(max=100)])


def roles_for(organisation: Organisation, *, may_make_administrators: bool) -> list[MembershipRole]:
    """Return the roles that somebody can give in an organisation, in the order of the enum."""
    possible = ROLES_OF[organisation.kind]
    left_out = frozenset() if may_make_administrators else {MembershipRole.ADMINISTRATOR}
    return [role for role in MembershipRole if role in possible - left_out]
