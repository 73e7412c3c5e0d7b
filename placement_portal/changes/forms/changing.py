"""One form for each kind of change."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from wtforms import BooleanField, DecimalField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from placement_portal import clock
from placement_portal.accounts.forms import version_field
from placement_portal.accounts.models import Person
from placement_portal.changes.forms.plans import PlansForm, with_plans
from placement_portal.changes.rules import ASKS_ABOUT_CLIENTS
from placement_portal.changes.service import Wanted
from placement_portal.placements.forms.asking import HALF, LAST_BEFORE_FIRST, day, key, pick
from placement_portal.placements.models import Assignment, CaseloadSlot, Placement
from placement_portal.placements.rules import UNDER_WAY, ChangeKind
from placement_portal.sites.models import Site
from placement_portal.web.inputs import DatePartsField, named, not_a_choice, not_a_number

NO_REASON: Final = "No reason is asked. Please write none anywhere on this page."


class ChangeForm(PlansForm):
    """What every kind of change asks: the version it was begun from, and whether what falls outside was seen."""

    sure = BooleanField("I have seen this. Nothing is deleted.")
    version = version_field()
    placement: Placement
    kind: ChangeKind

    def begin(self) -> None:
        """Show how it is now."""

    def wanted(self) -> Wanted:
        """Return what was asked for; a kind without a day of its own holds from today."""
        return Wanted(kind=self.kind, from_day=clock.today(), **self.details())

    def details(self) -> dict[str, Any]:
        """Return what this kind asks for."""
        return {}


class DatesForm(ChangeForm):
    """Other first or last days."""

    starts = day("What is the first day?", "Enter the first day.")
    ends = day("What is the last day?", "Enter the last day.", "Both days count.")

    def begin(self) -> None:
        """Show the present dates."""
        self.starts.data, self.ends.data = self.placement.starts, self.placement.ends

    def validate_ends(self, field: DatePartsField) -> None:
        """Refuse a placement that ends before it begins."""
        if self.starts.data and field.data and field.data < self.starts.data:
            raise ValidationError(LAST_BEFORE_FIRST)

    def details(self) -> dict[str, Any]:
        """Return both days."""
        return {"starts": self.starts.data, "ends": self.ends.data}


class ExtensionForm(ChangeForm):
    """A later last day."""

    ends = day("Until which day does it go on?", "Enter the new last day.", "The last day counts.")

    def details(self) -> dict[str, Any]:
        """Return the new last day."""
        return {"ends": self.ends.data}


class FromDayForm(ChangeForm):
    """A change that holds from a day on."""

    from_day = day("From which day?", "Enter the day from which it holds.", "The days before stay as they were.")

    def wanted(self) -> Wanted:
        """Return what was asked for, from its day."""
        return Wanted(kind=self.kind, from_day=self.from_day.data, **self.details())


class DaysForm(FromDayForm):
    """Other days a week."""

    days_a_week = DecimalField(
        "How many days a week?",
        description="For example, 2 or 1.5.",
        places=None,
        **not_a_number("Enter days a week as a number, such as 2 or 1.5."),
        validators=[
            InputRequired("Enter how many days a week."),
            NumberRange(HALF, 7, "Enter days a week from 0.5 to 7."),
        ],
    )

    def validate_days_a_week(self, field: DecimalField) -> None:
        """Refuse what is not whole or half a day."""
        if field.data is not None and not field.errors and field.data % HALF:
            raise ValidationError("Enter whole or half days, such as 2 or 1.5.")

    def details(self) -> dict[str, Any]:
        """Return the days a week."""
        return {"days_a_week": self.days_a_week.data}


class SettingsForm(FromDayForm):
    """Other settings of the same provider."""

    sites = SelectMultipleField(
        "Where does the placement take place?",
        coerce=key,
        description="Choose every setting from that day on.",
        **not_a_choice("Choose from the list."),
        validators=[InputRequired("Choose at least one setting.")],
    )
    offered: Mapping[Any, Site]

    def offer(self, sites: Sequence[Site]) -> None:
        """Offer the settings of the provider."""
        mine = [site for site in sites if site.provider_id == self.placement.provider_id]
        self.sites.choices = named((site.id, site.name) for site in mine)
        self.offered = {site.id: site for site in mine}

    def begin(self) -> None:
        """Tick the present settings."""
        self.sites.data = [each.site_id for each in self.placement.sites_now]

    def details(self) -> dict[str, Any]:
        """Return the settings that were ticked."""
        return {"sites": [self.offered[each] for each in self.sites.data or []]}


class SupervisorForm(FromDayForm):
    """Somebody else who supervises from a day on."""

    assignment = pick("Who stops?", "Choose who stops.")
    person = pick("Who goes on?", "Choose who goes on.")
    people: Mapping[Any, Person]
    assigned: Mapping[Any, Assignment]

    def offer_people(self, assigned: Sequence[Assignment], people: Sequence[Person]) -> None:
        """Offer who supervises now, and who could."""
        self.assignment.choices = named((each.id, each.person.name) for each in assigned)
        self.person.choices = named([("", "Choose somebody"), *((each.id, each.name) for each in people)])
        self.assigned = {each.id: each for each in assigned}
        self.people = {each.id: each for each in people}

    def begin(self) -> None:
        """Suggest tomorrow."""
        self.from_day.data = clock.today() + timedelta(days=1)

    def details(self) -> dict[str, Any]:
        """Return who stops and who goes on."""
        return {"assignment": self.assigned[self.assignment.data], "person_id": self.person.data}


class PauseForm(FromDayForm):
    """A pause, with a last day or without one yet."""

    from_day = day("What is the first day of the pause?", "Enter the first day of the pause.", NO_REASON)
    ends = day("What is the last day of the pause?", hint="Leave it empty while nobody knows.")

    def validate_ends(self, field: DatePartsField) -> None:
        """Refuse a pause that ends before it begins."""
        if self.from_day.data and field.data and field.data < self.from_day.data:
            raise ValidationError(LAST_BEFORE_FIRST)

    def details(self) -> dict[str, Any]:
        """Return the last day, if it is known."""
        return {"ends": self.ends.data}


class ResumeForm(FromDayForm):
    """The first day back."""

    from_day = day("What is the first day back?", "Enter the first day back.")


class EarlyEndForm(ChangeForm):
    """A last day before the planned one."""

    ends = day("What is the last day?", "Enter the last day.", NO_REASON)

    def wanted(self) -> Wanted:
        """Return the last day; it is over from the day after."""
        return Wanted(kind=self.kind, from_day=self.ends.data, ends=self.ends.data)


FORMS: Final[Mapping[ChangeKind, type[ChangeForm]]] = {
    ChangeKind.DATES: DatesForm,
    ChangeKind.EXTENSION: ExtensionForm,
    ChangeKind.DAYS: DaysForm,
    ChangeKind.SETTINGS: SettingsForm,
    ChangeKind.SUPERVISOR: SupervisorForm,
    ChangeKind.PAUSE: PauseForm,
    ChangeKind.RESUME: ResumeForm,
    ChangeKind.EARLY_END: EarlyEndForm,
}


def change_form(kind: ChangeKind, placement: Placement, slots: Sequence[CaseloadSlot]) -> ChangeForm:
    """Return the form for a kind of change, with a question for each open client where it asks."""
    asks = kind in ASKS_ABOUT_CLIENTS and placement.status in UNDER_WAY
    form = with_plans(FORMS[kind], [(f"plan_{slot.code}", slot.code) for slot in slots] if asks else [])
    form.placement, form.kind = placement, kind
    return form
