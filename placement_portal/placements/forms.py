"""What may be typed about placements, their people, clients and groups, and timetable."""

import enum
import uuid
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import DecimalField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from placement_portal import clock
from placement_portal.accounts.forms import one_line, version_field
from placement_portal.accounts.models import Person
from placement_portal.placements.models import CaseloadSlot, Placement, TimetableRow
from placement_portal.placements.rules import (
    BEFORE_START,
    SUPERVISING,
    UNDER_WAY,
    AssignmentCapacity,
    PlacementAction,
    PlacementStatus,
    SizeBand,
    SlotKind,
)
from placement_portal.placements.service import ASKS_ABOUT_CLIENTS, Habit, SlotFacts, Terms
from placement_portal.programmes.models import Category, Stage
from placement_portal.sites.models import Site
from placement_portal.web.inputs import ClockField, DatePartsField, choices, named, not_a_choice, not_a_number

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FIRST_STATUSES: Final = tuple(each for each in PlacementStatus if each in BEFORE_START | {PlacementStatus.ACTIVE})
LAST_BEFORE_FIRST: Final = "The last day must not be before the first."
NOT_AHEAD: Final = "Enter today or an earlier day."
HALF: Final = Decimal("0.5")
PLAN_LENGTH: Final = 200


def key(value: Any) -> uuid.UUID | None:
    """Read the id of a choice; nothing chosen is None. Raises ValueError for what is no id."""
    return None if value in ("", None) else value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))


def day(question: str, missing: str = "", hint: str = "") -> Any:
    """Return a field for a day; `missing` is the sentence for an empty one, else it may stay empty."""
    return DatePartsField(question, description=hint, validators=[InputRequired(missing) if missing else Optional()])


def pick(question: str, missing: str, *, needed: bool = True) -> Any:
    """Return a list to choose a row from; `missing` is the sentence when nothing fitting was chosen."""
    return SelectField(
        question,
        coerce=key,
        **not_a_choice(missing),
        validators=[InputRequired(missing)] if needed else [],
    )


def answer(question: str, missing: str, members: Iterable[enum.Enum] = (), **more: Any) -> Any:
    """Return one question with the members of an enum as answers; `missing` is the sentence when none was chosen."""
    return RadioField(
        question,
        choices=choices(members),
        **not_a_choice(missing),
        validators=[InputRequired(missing)],
        **more,
    )


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
        if len({site.provider_id for site in chosen}) > 1:
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


class MoveForm(FlaskForm):
    """A move of the state, with an answer for each client when work ends or pauses."""

    action = answer("What happens?", "Choose what happens.", coerce=PlacementAction)
    day = day("On which day?", "Enter the day.", "Today or earlier: a placement never changes its state by itself.")
    version = version_field()
    placement: Placement
    slots: Sequence[CaseloadSlot] = ()

    def validate_day(self, field: DatePartsField) -> None:
        """Refuse what is still to come, and an end before the beginning."""
        if field.data and field.data > clock.today():
            raise ValidationError(NOT_AHEAD)
        if field.data and self.asks_about_clients() and field.data < self.placement.starts:
            raise ValidationError("This day is before the placement begins.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask what happens for each client and group."""
        good = super().validate(extra_validators)
        for slot in self.slots if self.asks_about_clients() else ():
            field = self.plan(slot)
            if not field.data:
                field.errors = [f"Say what happens for {slot.code}."]
                good = False
        return bool(good)

    def asks_about_clients(self) -> bool:
        """Say whether the chosen act ends or pauses work that is under way."""
        return self.action.data in ASKS_ABOUT_CLIENTS and self.placement.status in UNDER_WAY

    def plan(self, slot: CaseloadSlot) -> Any:
        """Return the field that asks what happens for a client or group."""
        return self[f"plan_{slot.code}"]

    def clients(self) -> dict[str, str]:
        """Return the answers by code; none when nothing was asked."""
        return {slot.code: self.plan(slot).data for slot in self.slots} if self.asks_about_clients() else {}


def move_form(placement: Placement, actions: Iterable[PlacementAction], slots: Sequence[CaseloadSlot]) -> MoveForm:
    """Return a form with one more question for each open client and group."""
    longest = Length(max=PLAN_LENGTH, message=f"This can be at most {PLAN_LENGTH} characters long.")
    questions: dict[str, Any] = {
        f"plan_{slot.code}": StringField(
            f"What happens for {slot.code}?", filters=[one_line], validators=[Optional(), longest]
        )
        for slot in slots
    }
    form: MoveForm = type("MoveForm", (MoveForm,), questions)()
    form.placement, form.slots = placement, slots
    for slot in slots:
        form.plan(slot).flags.optional = False  # it is asked for as soon as work ends or pauses
    form.action.choices = choices(actions)
    return form


class AssignForm(FlaskForm):
    """Somebody who supervises or tutors from a day on."""

    capacity = answer("What do they do for this placement?", "Choose what they do.", coerce=AssignmentCapacity)
    person = pick("Who?", "Choose somebody.")
    starts = day("From which day?", "Enter the first day.")
    supervisors: Sequence[Person] = ()
    tutors: Sequence[Person] = ()

    def offer(
        self, capacities: Iterable[AssignmentCapacity], supervisors: Sequence[Person], tutors: Sequence[Person]
    ) -> None:
        """Offer those who may be assigned."""
        self.capacity.choices = choices(capacities)
        self.supervisors, self.tutors = supervisors, tutors
        self.person.choices = [
            *named([("", "Choose somebody")]),
            *named(((each.id, each.name) for each in supervisors), "Supervisors"),
            *named(((each.id, each.name) for each in tutors), "Tutors"),
        ]

    def validate_person(self, field: SelectField) -> None:
        """Refuse a tutor as supervisor and a supervisor as tutor."""
        supervising = self.capacity.data in SUPERVISING
        fitting = self.supervisors if supervising else self.tutors
        if field.data and self.capacity.data and field.data not in {each.id for each in fitting}:
            raise ValidationError("Choose a supervisor." if supervising else "Choose a tutor of the programme.")

    def chosen(self) -> Person:
        """Return who was chosen."""
        return next(each for each in (*self.supervisors, *self.tutors) if each.id == self.person.data)


class EndAssignmentForm(FlaskForm):
    """When somebody stops, and who goes on."""

    ends = day("What is their last day?", "Enter the last day.")
    successor = pick("Who goes on from the next day?", "Choose somebody from the list, or nobody.", needed=False)
    version = version_field()

    def offer(self, people: Sequence[Person]) -> None:
        """Offer those who may go on."""
        self.successor.choices = named([("", "Nobody yet"), *((each.id, each.name) for each in people)])


class AnySlotForm(FlaskForm):
    """What is known of a client or group."""

    size_band: Any = RadioField(
        "How large is the group?",
        choices=[*named([("", "It is one client")]), *choices(SizeBand)],
        coerce=lambda value: SizeBand(value) if value else None,
        **not_a_choice("Say how large the group is."),
    )
    consent_on = day("Consent is held at the setting since", hint="Leave it empty while there is none.")
    planned_last = day("Planned last session")
    cover = StringField(
        "Who sees them when the student is away?",
        filters=[one_line],
        description="A role is enough, such as the supervisor. Never write the name of a client or child.",
        validators=[Optional(), Length(max=80, message="This can be at most 80 characters long.")],
    )

    def validate_consent_on(self, field: DatePartsField) -> None:
        """Refuse consent that is still to come."""
        if field.data and field.data > clock.today():
            raise ValidationError(NOT_AHEAD)

    def facts(self) -> SlotFacts:
        """Return what was typed."""
        typed = self.data
        return SlotFacts(
            size_band=typed.get("size_band"),
            consent_on=typed["consent_on"],
            planned_last=typed["planned_last"],
            cover=typed["cover"] or "",
        )


class NewSlotForm(AnySlotForm):
    """A client or group to take on."""

    kind = answer("Is it one client or a group?", "Say whether it is one client or a group.", SlotKind, coerce=SlotKind)

    def validate_size_band(self, field: RadioField) -> None:
        """Ask for the size of a group."""
        if self.kind.data is SlotKind.GROUP and not field.data:
            raise ValidationError("Say how large the group is.")


class SlotForm(AnySlotForm):
    """A client or group as it is."""

    version = version_field()


class HabitForm(FlaskForm):
    """A weekly habit."""

    weekday = SelectField(
        "On which day?",
        choices=named(enumerate(WEEKDAYS)),
        coerce=int,
        **not_a_choice("Choose a day of the week."),
    )
    start = ClockField("When does it start?", validators=[InputRequired("Enter a time, such as 9:30.")])
    minutes = IntegerField(
        "How long is it?",
        **not_a_number("Enter minutes as a whole number, such as 45."),
        validators=[
            InputRequired("Enter how many minutes it lasts."),
            NumberRange(1, 720, "Enter minutes from 1 to 720."),
        ],
    )
    category_id = pick("What is it?", "Choose what it is.")
    slot_id = pick("With whom?", "Choose a client or group from the list.", needed=False)
    site_id = pick("Where?", "Choose a setting.")
    version = version_field()

    def offer(self, categories: Sequence[Category], slots: Sequence[CaseloadSlot], sites: Sequence[Site]) -> None:
        """Offer what the placement has."""
        self.need_slot = {each.id for each in categories if each.needs_slot}
        self.category_id.choices = named([("", "Choose what it is"), *((each.id, each.name) for each in categories)])
        self.slot_id.choices = named([("", "Nobody in particular"), *((each.id, each.code) for each in slots)])
        self.site_id.choices = named((each.id, each.name) for each in sites)

    def validate_slot_id(self, field: SelectField) -> None:
        """Ask with whom, where the category needs it."""
        if self.category_id.data in self.need_slot and not field.data:
            raise ValidationError("Choose a client or group for this kind of work. Open one first if there is none.")

    def habit(self) -> Habit:
        """Return what was typed."""
        return Habit(**{name: self.data[name] for name in Habit.__dataclass_fields__})

    def fill(self, row: TimetableRow) -> None:
        """Show a row as it is."""
        names = (*Habit.__dataclass_fields__, "version")
        for name in names:
            self[name].data = getattr(row, name)
