"""What is agreed about a placement: dates, days a week and settings."""

import uuid
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from flask_wtf import FlaskForm
from wtforms import DecimalField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from placement_portal import clock
from placement_portal.accounts.forms import version_field
from placement_portal.placements.forms.asking import HALF, LAST_BEFORE_FIRST, answer, day, key, pick
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import (
    BEFORE_START,
    PlacementStatus,
)
from placement_portal.placements.service import Terms
from placement_portal.programmes.models import Stage
from placement_portal.sites.models import Site
from placement_portal.web.inputs import DatePartsField, named, not_a_choice, not_a_number

FIRST_STATUSES: Final = tuple(each for each in PlacementStatus if each in BEFORE_START | {PlacementStatus.ACTIVE})


class TermsForm(FlaskForm):
    """What is agreed about a placement."""

    site = pick("At which setting?", "Choose a setting.")
    more_sites = SelectMultipleField(
        "At other settings of the same provider, too?",
        coerce=key,
        description="Leave all empty when there is one.",
        **not_a_choice("Choose settings from the list."),
    )
    starts = day("First day", "Enter the first day of the placement.")
    ends = day("Last day", "Enter the last day of the placement.")
    days_a_week = DecimalField(
        "Days a week",
        description="For example, 2 or 1.5.",
        places=None,
        **not_a_number("Enter days a week as a number, such as 2 or 1.5."),
        validators=[
            InputRequired("Enter how many days a week."),
            NumberRange(HALF, 7, "Enter days a week from 0.5 to 7."),
        ],
    )

    stays: AbstractSet[uuid.UUID] = frozenset()
    """Settings that the placement has already: one that passed to another provider since may stay."""

    def offer(self, sites: Sequence[Site]) -> None:
        """Offer the settings of every partner, under the names of their providers."""
        grouped = [choice for site in sites for choice in named([(site.id, site.name)], site.provider.name)]
        self.site.choices = [*named([("", "Choose a setting")]), *grouped]
        self.more_sites.choices = named((site.id, f"{site.name} ({site.provider.name})") for site in sites)
        self.offered = {site.id: site for site in sites}

    def validate_days_a_week(self, field: DecimalField) -> None:
        """Refuse what is not whole or half a day."""
        if field.data is not None and not field.errors and field.data % HALF:
            raise ValidationError("Enter whole or half days, such as 2 or 1.5.")

    def validate_ends(self, field: DatePartsField) -> None:
        """Refuse a placement that ends before it begins."""
        if self.starts.data and field.data and field.data < self.starts.data:
            raise ValidationError(LAST_BEFORE_FIRST)

    def validate_more_sites(self, field: SelectMultipleField) -> None:
        """Refuse settings of another provider."""
        chosen = [self.offered[each] for each in (*(field.data or []), self.site.data) if each in self.offered]
        if len({site.provider_id for site in chosen if site.id not in self.stays}) > 1:
            raise ValidationError("Choose settings of the same provider. Another provider is a placement of its own.")

    def terms(self) -> Terms:
        """Return what was typed; the main setting comes first."""
        typed = self.data
        chosen = dict.fromkeys([typed["site"], *(typed["more_sites"] or [])])
        sites = [self.offered[each] for each in chosen]
        return Terms(starts=typed["starts"], ends=typed["ends"], days_a_week=typed["days_a_week"], sites=sites)


class NewPlacementForm(TermsForm):
    """A new placement of a student."""

    stage = pick("In which stage?", "Choose a stage.")
    status = answer(
        "How far is it agreed?",
        "Say how far it is agreed.",
        FIRST_STATUSES,
        coerce=PlacementStatus,
        default=PlacementStatus.PROPOSED,
    )

    def offer_stages(self, stages: Sequence[Stage]) -> None:
        """Offer the stages of the student's cohort."""
        self.stage.choices = named((stage.id, stage.name) for stage in stages)

    def begin_as(self, stage: Stage) -> None:
        """Suggest the student's stage, and its days."""
        self.stage.data, self.starts.data, self.ends.data = stage.id, stage.starts, stage.ends


class EditPlacementForm(TermsForm):
    """A change of what is agreed, from a day on."""

    from_day = day(
        "From which day does the change hold?",
        "Enter the day from which the change holds.",
        "The settings of the days before stay as they were.",
    )
    version = version_field()

    def fill(self, placement: Placement, sites: Sequence[Site]) -> None:
        """Show a placement as it is today."""
        self.site.data = sites[0].id if sites else None
        self.more_sites.data = [site.id for site in sites[1:]]
        self.starts.data, self.ends.data = placement.starts, placement.ends
        self.days_a_week.data = placement.days_a_week.normalize()
        self.from_day.data = clock.today()
        self.version.data = placement.version
