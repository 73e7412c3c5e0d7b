"""What may be typed about an hour, and about a decision on one."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from placement_portal.accounts.forms import plain
from placement_portal.hours import queries, rules
from placement_portal.hours.models import NOTE_LENGTH, REASON_LENGTH, Entry
from placement_portal.hours.rules import KnownBy, Refusal, SessionOutcome, Written
from placement_portal.placements.models import CaseloadSlot, Placement
from placement_portal.placements.rules import SlotStatus
from placement_portal.programmes.models import Category
from placement_portal.web.inputs import ClockField, DatePartsField
from placement_portal.web.labels import label

OTHER: Final = "other"
NOBODY: Final = ""
NO_ID: Final = uuid.UUID(int=0)
LENGTHS: Final = (30, 40, 45, 60)
FIRST_CATEGORIES: Final = 6
FAR_YEARS: Final = 50
SHORT_ENOUGH: Final = Length(max=REASON_LENGTH, message=f"Use at most {REASON_LENGTH} characters.")
FIELD_OF: Final[Mapping[Refusal, str]] = {
    Refusal.TOO_SHORT: "minutes",
    Refusal.TOO_LONG: "minutes",
    Refusal.STARTS_IN_FUTURE: "start",
    Refusal.OUTSIDE_PLACEMENT: "day",
    Refusal.OUTSIDE_WINDOW: "day",
    Refusal.PAUSED: "day",
    Refusal.NO_SUCH_CATEGORY: "category",
    Refusal.NO_SUCH_SITE: "site",
    Refusal.NO_SUCH_SLOT: "slot",
    Refusal.NEEDS_SLOT: "slot",
    Refusal.NEEDS_NOTE: "note",
    Refusal.SUPERVISION: "category",
}


def fingerprint(note: str) -> str:
    """Return what a form carries to say that its writer saw the warning about this note."""
    return hashlib.sha256(note.encode()).hexdigest()[:16]


def _is_not_blank(missing: str) -> Any:
    def check(_form: FlaskForm, field: TextAreaField) -> None:
        if not field.data:
            raise ValidationError(missing)

    return check


def reason_field(question: str, missing: str) -> TextAreaField:
    """Return a field for a reason that must be given."""
    checks = [InputRequired(missing), _is_not_blank(missing), SHORT_ENOUGH]
    return TextAreaField(question, filters=[plain], validators=checks)


class MinutesField(IntegerField):
    """Whole minutes, as people type them."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; raise ValueError in words for the person."""
        typed = valuelist[0].strip() if valuelist else ""
        if typed and not (typed.isdecimal() and len(typed) < 5):
            raise ValueError("Enter whole minutes, such as 45.")
        self.data = int(typed) if typed else None


class EntryForm(FlaskForm):
    """One session or piece of work; the choices that depend on the placement are set by `offer`."""

    placement = HiddenField()
    version = HiddenField()
    noted = HiddenField()
    day = DatePartsField("Which day was it?", validators=[InputRequired("Choose the day.")])
    category = RadioField("What was it?", validate_choice=False, validators=[InputRequired("Choose what it was.")])
    other_category = SelectField("Which kind?", validate_choice=False)
    slot = RadioField("With whom?", validate_choice=False)
    site = RadioField("Where was it?", validate_choice=False)
    start = ClockField("When did it start?", validators=[InputRequired("Enter when it started.")])
    length = RadioField(
        "How long was it?",
        choices=[*(SelectChoice(str(each), f"{each} min") for each in LENGTHS), SelectChoice(OTHER, "Another length")],
        validate_choice=False,
        validators=[InputRequired("Choose how long it was.")],
    )
    minutes = MinutesField("How many minutes?")
    outcome = RadioField(
        "Did it take place?",
        choices=[SelectChoice(each.value, label(each).text) for each in SessionOutcome],
        default=SessionOutcome.TOOK_PLACE.value,
    )
    note = TextAreaField(
        "What did you learn?",
        filters=[plain],
        validators=[Length(max=NOTE_LENGTH, message=f"Use at most {NOTE_LENGTH} characters.")],
    )

    def validate_minutes(self, field: MinutesField) -> None:
        """Ask for the minutes when none of the quick lengths fits."""
        if self.length.data == OTHER and field.data is None:
            raise ValidationError("Enter how many minutes it was.")

    def validate_start(self, field: ClockField) -> None:
        """Refuse blanks alone."""
        if field.data is None:
            raise ValidationError("Enter when it started.")

    def validate_length(self, field: RadioField) -> None:
        """Refuse a length that no button offers."""
        if field.data != OTHER and not str(field.data).isdecimal():
            raise ValidationError("Choose how long it was.")

    def offer(self, placement: Placement, use: dict[uuid.UUID, int], entry: Entry | None = None) -> None:
        """Set what can be chosen on a placement: the kinds used most first, open clients and groups, its settings."""
        categories = queries.most_used_first(placement.student.cohort.version_of.categories, use)
        self._offer_categories([*categories, *_kept(entry, categories)])
        self.slot.choices = _choices([(each.id, each.code) for each in _slots(placement, entry)], (NOBODY, "Nobody"))
        self.site.choices = _choices([(each.site_id, each.site.name) for each in placement.sites])
        self.placement.data = str(placement.id)
        self.site.data = self.site.data or (str(placement.sites[0].site_id) if placement.sites else None)

    def _offer_categories(self, categories: Sequence[Category]) -> None:
        first, rest = categories[:FIRST_CATEGORIES], categories[FIRST_CATEGORIES:]
        more = [(OTHER, "Something else")] if rest else []
        self.category.choices = _choices([(each.id, each.name) for each in first], *more)
        self.other_category.choices = _choices([(each.id, each.name) for each in rest])
        if self.category.data in {str(each.id) for each in rest}:
            self.category.data, self.other_category.data = OTHER, self.category.data

    @property
    def written(self) -> Written:
        """What was typed, once the form is valid."""
        chosen = self.other_category.data if self.category.data == OTHER else self.category.data
        minutes = self.minutes.data if self.length.data == OTHER else int(self.length.data)
        day: Any = self.day.data
        start: Any = self.start.data
        return Written(
            day=day,
            start=start,
            planned_minutes=minutes or 0,
            outcome=SessionOutcome(self.outcome.data),
            note=text_of(self.note),
            site_id=as_id(self.site.data) or NO_ID,
            category_id=as_id(chosen) or NO_ID,
            slot_id=None if self.slot.data in (NOBODY, None) else as_id(self.slot.data) or NO_ID,
        )

    def show(self, content: Written) -> None:
        """Fill the form with a content that exists."""
        self.day.data, self.start.data, self.note.data = content.day, content.start, content.note
        self.category.data, self.site.data = str(content.category_id), str(content.site_id)
        self.slot.data, self.outcome.data = str(content.slot_id or NOBODY), content.outcome.value
        is_quick = content.planned_minutes in LENGTHS
        self.length.data = str(content.planned_minutes) if is_quick else OTHER
        self.minutes.data = None if is_quick else content.planned_minutes

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """Put each refusal beside its field."""
        for each in refusals:
            field: Any = self[FIELD_OF[each]]
            field.errors = [*field.errors, rules.REFUSAL_SENTENCES[each]]

    @property
    def warnings(self) -> list[str]:
        """What in the note looks as if it could tell who somebody is, until its writer has seen that."""
        note = text_of(self.note)
        return [] if self.noted.data == fingerprint(note) else [each.sentence for each in rules.looks_identifying(note)]


class AmendForm(EntryForm):
    """A change to a verified entry, with its reason."""

    reason = reason_field("Why should it change?", "Say why it should change.")


class ReasonForm(FlaskForm):
    """An act that needs a reason, on what was shown."""

    seen = HiddenField()
    reason = reason_field("Why?", "Say why.")


class RestoreForm(FlaskForm):
    """Why hours count that were done after a check had lapsed; at least one line is ticked."""

    reason = reason_field("Why?", "Say why.")
    ticked = False

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a form in which nothing is ticked."""
        sound: bool = super().validate(extra_validators)
        if not self.ticked:
            self.form_errors.append("Tick at least one line.")
        return sound and self.ticked


class DecideForm(FlaskForm):
    """One decision on one entry: verify, send back (perhaps with an offer), or decline."""

    seen = HiddenField()
    known_by = RadioField(
        "How do you know?",
        choices=[SelectChoice(each.value, label(each).text) for each in KnownBy],
        default=KnownBy.OWN_KNOWLEDGE.value,
    )
    reason = TextAreaField(
        "Why?",
        filters=[plain],
        validators=[Length(max=REASON_LENGTH, message=f"Use at most {REASON_LENGTH} characters.")],
    )
    minutes = MinutesField("Minutes", validators=[Optional()])
    category = SelectField("What it was", validate_choice=False)
    day = DatePartsField("Day", validators=[Optional()])

    def offer_categories(self, categories: Iterable[Category]) -> None:
        """Set the kinds that can be offered instead."""
        self.category.choices = _choices([(each.id, each.name) for each in queries.most_used_first(categories, {})])


class AnswerForm(FlaskForm):
    """The answer to a change that was asked for."""

    seen = HiddenField()
    accept = BooleanField("Accept")
    answer = TextAreaField("Answer", filters=[plain], validators=[SHORT_ENOUGH])


def text_of(field: TextAreaField) -> str:
    """Return the text of a field, empty when nothing was sent."""
    return field.data or ""


def as_id(typed: str | None) -> uuid.UUID | None:
    """Return a typed id; None when it is none."""
    try:
        return uuid.UUID(typed or "")
    except ValueError:
        return None


def as_monday(typed: str | None, today: date) -> date:
    """Return the Monday of a typed day; that of today when it is none, or beyond any course."""
    try:
        day = date.fromisoformat(typed or "")
    except ValueError:
        return rules.monday_of(today)
    return rules.monday_of(day if abs(day.year - today.year) < FAR_YEARS else today)


def as_version(typed: str | None) -> int | None:
    """Return the version that a form was made from; None when it does not say."""
    return int(typed) if typed and typed.isdecimal() and len(typed) < 9 else None


def _choices(named: Iterable[tuple[uuid.UUID, str]], *also: tuple[str, str]) -> list[SelectChoice]:
    return [*(SelectChoice(str(key), name) for key, name in named), *(SelectChoice(*each) for each in also)]


def _slots(placement: Placement, entry: Entry | None) -> list[CaseloadSlot]:
    kept = entry.slot_id if entry else None
    offered = [each for each in placement.slots if each.status is SlotStatus.OPEN or each.id == kept]
    return sorted(offered, key=lambda each: (each.code[0], len(each.code), each.code))


def _kept(entry: Entry | None, offered: Sequence[Category]) -> list[Category]:
    """Return the category of an entry that is not offered any more."""
    return [] if entry is None or entry.category in offered else [entry.category]
