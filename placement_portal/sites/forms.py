"""What may be typed about settings."""

from datetime import date
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Optional, ValidationError

from placement_portal.accounts.forms import line, paragraph, version_field
from placement_portal.accounts.models import NAME_LENGTH
from placement_portal.organisations.forms import other_zone, zone_words, zones_with
from placement_portal.organisations.rules import BankHolidays
from placement_portal.sites.models import ADDRESS_LENGTH, CONTACT_LENGTH, NOTES_LENGTH, PHONE_LENGTH, Site
from placement_portal.sites.rules import SiteKind, SiteMeets
from placement_portal.sites.service import VISIT, SiteFacts
from placement_portal.web.inputs import DatePartsField, choices, named, not_a_choice

LONGEST_CLOSURE_DAYS: Final = 366


class SiteForm(FlaskForm):
    """What is known of a setting."""

    name = line("What is the setting called?", NAME_LENGTH, missing="Enter the name of the setting.")
    kind: Any = RadioField(
        "What kind of place is it?",
        choices=choices(SiteKind),
        coerce=SiteKind,
        **not_a_choice("Choose a kind of place."),
        validators=[InputRequired("Choose a kind of place.")],
    )
    meets: Any = RadioField(
        "Whom do students meet there?",
        choices=choices(SiteMeets),
        coerce=SiteMeets,
        default=SiteMeets.AS_KIND,
        description="It decides which barred list is asked for. A hospital or a community hub may be either.",
        **not_a_choice("Choose whom students meet there."),
    )
    place = line("Where is it?", 200, "A town or a street, so that people find it.")
    address = line("Address", ADDRESS_LENGTH, "In full, with the postcode, as one would give it to a taxi.")
    safeguarding_role = line("Who leads on safeguarding there?", 120, "The role, such as designated safeguarding lead.")
    safeguarding_contact = line("How can they be reached?", 120, "A phone number or address of the setting.")
    zone = SelectField("Time zone", **not_a_choice("Choose a time zone from the list."))
    other_zone = other_zone()
    retired = BooleanField("No longer used: nobody can be placed here any more")
    version = version_field()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        present = getattr(kwargs.get("obj"), "zone", "")
        offered = [(zone, zone_words(zone)) for zone in zones_with(present)]
        self.zone.choices = named([("", "The same as the provider"), *offered])

    def validate_name(self, field: StringField) -> None:
        """Refuse blanks alone."""
        if not field.data:
            raise ValidationError("Enter the name of the setting.")

    def facts(self) -> SiteFacts:
        """Return what was typed."""
        typed = {**self.data, "zone": self.other_zone.data or self.zone.data}
        return SiteFacts(**{name: typed.get(name, False) for name in SiteFacts.__dataclass_fields__})


class NewSiteForm(SiteForm):
    """A setting that is added is in use."""

    retired: Any = None


class VisitForm(FlaskForm):
    """What one must know before going to a setting."""

    phone = line("Phone of the reception", PHONE_LENGTH)
    link_person = line("Link person", NAME_LENGTH, "Who looks after students there.")
    link_contact = line("How can the link person be reached?", CONTACT_LENGTH, "A phone number or an e-mail address.")
    link_when = line("When is it best to ring them?", CONTACT_LENGTH, "For example, before 8:30 or at lunch.")
    rooms = paragraph(
        "Rooms and instruments",
        NOTES_LENGTH,
        "One line for each room: what it is called and which instruments are there.",
    )
    access_notes = paragraph("Parking and access", NOTES_LENGTH, "Where to park, which door, step-free ways in.")
    version = version_field()

    def wanted(self) -> dict[str, str]:
        """Return what was typed, by the name of the column."""
        return {name: self.data[name] or "" for name in VISIT}


class BankHolidaysForm(FlaskForm):
    """Which bank holidays a setting keeps."""

    division: Any = RadioField(
        "Which bank holidays does it keep?",
        choices=choices(BankHolidays),
        coerce=BankHolidays,
        **not_a_choice("Choose a part of the country."),
        validators=[InputRequired("Choose a part of the country.")],
    )

    def begin(self, site: Site) -> None:
        """Offer what the setting keeps, or its provider."""
        self.division.data = site.holidays_kept


class SpanForm(FlaskForm):
    """A first and a last day, with a name."""

    starts: Any
    ends: Any
    too_long = ""

    def days(self) -> tuple[date, date]:
        """Return the first and the last day; one day alone is both."""
        first = self.data["starts"]
        return first, self.data["ends"] or first

    def validate_ends(self, field: DatePartsField) -> None:
        """Refuse days that are out of order, or more than a year."""
        if not field.data or not self.starts.data:
            return
        if field.data < self.starts.data:
            raise ValidationError("The last day must not be before the first.")
        if (field.data - self.starts.data).days > LONGEST_CLOSURE_DAYS:
            raise ValidationError(self.too_long)


class ClosureForm(SpanForm):
    """Days on which a setting is closed."""

    too_long = "A closure can last a year at most. Say that the setting is no longer used instead."
    name = line("Why is it closed?", 80, "For example, half term, INSET day or snow.", missing="Say why it is closed.")
    starts = DatePartsField("First day", validators=[InputRequired("Enter the first day.")])
    ends = DatePartsField("Last day", description="Leave it empty when it is one day only.", validators=[Optional()])

    def validate_name(self, field: StringField) -> None:
        """Refuse blanks alone."""
        if not field.data:
            raise ValidationError("Say why it is closed.")


class TermForm(SpanForm):
    """A term of a setting."""

    too_long = "A term can last a year at most."
    name = line("What is the term called?", 80, "For example, spring term, first half.", missing="Enter a name.")
    starts = DatePartsField("First day", validators=[InputRequired("Enter the first day.")])
    ends = DatePartsField("Last day", validators=[InputRequired("Enter the last day.")])

    def validate_name(self, field: StringField) -> None:
        """Refuse blanks alone."""
        if not field.data:
            raise ValidationError("Enter a name.")
