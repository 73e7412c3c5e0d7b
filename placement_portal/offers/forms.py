"""What may be typed about placement offers."""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import DecimalField, IntegerField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from placement_portal import clock
from placement_portal.accounts.forms import version_field
from placement_portal.accounts.models import Person
from placement_portal.offers.models import BRING_LENGTH, MOST_PLACES, Offer
from placement_portal.offers.rules import ClientGroup
from placement_portal.offers.service import OfferFacts
from placement_portal.organisations.models import Organisation
from placement_portal.placements.forms import HALF, LAST_BEFORE_FIRST, WEEKDAYS, day, key, pick
from placement_portal.sites.models import Site
from placement_portal.web.inputs import DatePartsField, choices, named, not_a_choice, not_a_number

YEARS: Final = (1, 2, 3, 4)
LONGEST_HOLD: Final = timedelta(days=120)
SUGGESTED_HOLD: Final = timedelta(days=14)


def several(question: str, missing: str, coerce: Any, offered: Any = (), hint: str = "") -> Any:
    """Return one question with several answers, of which at least one is needed."""
    return SelectMultipleField(
        question,
        coerce=coerce,
        choices=list(offered),
        description=hint,
        **not_a_choice("Choose from the list."),
        validators=[InputRequired(missing)],
    )


class OfferForm(FlaskForm):
    """What a provider offers."""

    site_id = pick("At which setting?", "Choose a setting.")
    years = several(
        "For students of which year?", "Choose at least one year.", int, named((each, f"Year {each}") for each in YEARS)
    )
    weekdays = several("On which days of the week?", "Choose at least one day.", int, named(enumerate(WEEKDAYS)))
    days_a_week = DecimalField(
        "How many of these days a week?",
        description="Leave it empty when a student comes on all of them.",
        places=None,
        **not_a_number("Enter days a week as a number, such as 1 or 1.5."),
        validators=[Optional(), NumberRange(HALF, 7, "Enter days a week from 0.5 to 7.")],
    )
    starts = day("First day", "Enter the first day.")
    ends = day("Last day", "Enter the last day.")
    capacity = IntegerField(
        "How many students can come?",
        **not_a_number("Enter how many as a whole number."),
        validators=[
            InputRequired("Enter how many students can come."),
            NumberRange(1, MOST_PLACES, f"Enter 1 to {MOST_PLACES}."),
        ],
    )
    supervisor_id = pick("Who would supervise?", "Choose somebody from the list.", needed=False)
    client_groups = several(
        "Whom does one meet there?",
        "Choose at least one group.",
        ClientGroup,
        choices(ClientGroup),
        "Groups only, never a person.",
    )
    bring = TextAreaField(
        "What should a student bring?",
        description="For example, an own guitar, or clothes for messy play.",
        validators=[Optional(), Length(max=BRING_LENGTH, message=f"Write at most {BRING_LENGTH} characters.")],
    )
    universities = several("Which universities see this offer?", "Choose at least one university.", key)
    version = version_field()

    def offer(self, sites: Sequence[Site], supervisors: Sequence[Person], partners: Sequence[Organisation]) -> None:
        """Offer the settings, supervisors and partners of a provider."""
        self.sites = {each.id: each for each in sites}
        self.supervisors = {each.id: each for each in supervisors}
        self.site_id.choices = named([("", "Choose a setting"), *((each.id, each.name) for each in sites)])
        self.supervisor_id.choices = named([("", "Not known yet"), *((each.id, each.name) for each in supervisors)])
        self.universities.choices = named((each.id, each.name) for each in partners)
        if not self.is_submitted():
            self.universities.data = [each.id for each in partners]

    def fill(self, offer: Offer) -> None:
        """Show an offer as it is."""
        for name in ("site_id", "years", "weekdays", "starts", "ends", "capacity", "supervisor_id", "bring", "version"):
            self[name].data = getattr(offer, name)
        whole = Decimal(len(offer.weekdays))
        self.days_a_week.data = None if offer.days_a_week == whole else offer.days_a_week.normalize()
        self.client_groups.data = offer.clients
        self.universities.data = [each.university_id for each in offer.universities]

    def validate_days_a_week(self, field: DecimalField) -> None:
        """Refuse quarter days, and more days than there are to choose from."""
        if field.data is None or field.errors:
            return
        if field.data % HALF:
            raise ValidationError("Enter whole or half days, such as 1 or 1.5.")
        if self.weekdays.data and field.data > len(self.weekdays.data):
            raise ValidationError("This is more than the days of the week above.")

    def validate_ends(self, field: DatePartsField) -> None:
        """Refuse an offer that ends before it begins, or is over."""
        if self.starts.data and field.data and field.data < self.starts.data:
            raise ValidationError(LAST_BEFORE_FIRST)
        if field.data and field.data < clock.today():
            raise ValidationError("This day is over.")

    def facts(self) -> OfferFacts:
        """Return what was typed."""
        typed = self.data
        return OfferFacts(
            site=self.sites[typed["site_id"]],
            supervisor=self.supervisors.get(typed["supervisor_id"]),
            years=typed["years"],
            weekdays=typed["weekdays"],
            days_a_week=typed["days_a_week"] or Decimal(len(typed["weekdays"])),
            starts=typed["starts"],
            ends=typed["ends"],
            capacity=typed["capacity"],
            client_groups=typed["client_groups"],
            bring=(typed["bring"] or "").strip(),
            universities=typed["universities"],
        )


class HoldForm(FlaskForm):
    """A place to hold for a university until a day."""

    university: Any = SelectField("For which university?", coerce=key, **not_a_choice("Choose a university."))
    until = day("Until which day?", "Enter the last day on which you hold it.")

    def offer(self, universities: Sequence[Organisation]) -> None:
        """Offer the universities for which the person may hold places."""
        self.universities: dict[uuid.UUID, Organisation] = {each.id: each for each in universities}
        self.university.choices = named((each.id, each.name) for each in universities)
        if not self.is_submitted():
            self.until.data = clock.today() + SUGGESTED_HOLD

    def chosen(self) -> Organisation:
        """Return for which university."""
        return self.universities[self.university.data]

    def validate_until(self, field: DatePartsField) -> None:
        """Refuse what is over, and a hold that keeps others out for long."""
        today = clock.today()
        if field.data and field.data < today:
            raise ValidationError("Enter today or a later day.")
        if field.data and field.data > today + LONGEST_HOLD:
            raise ValidationError(f"A place can be held for {LONGEST_HOLD.days} days at most.")
