"""What is known of clients and groups."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.validators import Length, Optional, ValidationError

from placement_portal import clock
from placement_portal.accounts.forms import one_line, version_field
from placement_portal.placements.forms.asking import NOT_AHEAD, answer, day
from placement_portal.placements.rules import (
    SizeBand,
    SlotKind,
)
from placement_portal.placements.service import SlotFacts
from placement_portal.web.inputs import DatePartsField, choices, named, not_a_choice


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
