"""What the waiting room sends: which lines were shown, which were ticked, and how one knows."""

import uuid
from collections.abc import Iterable
from typing import Final

from flask_wtf import FlaskForm
from wtforms import Field, RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import InputRequired

from placement_portal.hours.rules import KnownBy
from placement_portal.signing import rules
from placement_portal.signing.rules import W
from placement_portal.web.labels import label

TICKED: Final = "ticked"
ALL: Final = "all"


class ShownField(Field):  # type: ignore[misc,unused-ignore]  # WTForms fields are partly untyped
    """The lines that were on the page, each with the hash of what it said."""

    data: dict[uuid.UUID, str]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the ids and hashes; whatever is neither is left out."""
        pairs = ((as_id(found), seen) for found, _, seen in (each.partition("~") for each in valuelist))
        self.data = {entry_id: seen for entry_id, seen in pairs if entry_id}


class TickField(Field):  # type: ignore[misc,unused-ignore]
    """The lines that were ticked one by one."""

    data: set[uuid.UUID]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the ids; whatever is none is left out."""
        self.data = {entry_id for entry_id in map(as_id, valuelist) if entry_id}


class VerifyForm(FlaskForm):
    """Verify what was ticked, or all that is not flagged: of the page, or of one student's week."""

    shown = ShownField()
    ticks = TickField(id="lines")
    take = StringField()
    known_by = RadioField(
        "How do you know?",
        choices=[SelectChoice(each.value, label(each).text) for each in KnownBy],
        validators=[InputRequired("Choose how you know.")],
    )

    @property
    def knows(self) -> KnownBy:
        """How the one who decides knows, once the form is valid."""
        return KnownBy(self.known_by.data)

    def validate_ticks(self, field: TickField) -> None:
        """Ask for a tick when nothing else says what to verify."""
        if self.take.data in {None, "", TICKED} and not field.data:
            raise ValidationError("Tick at least one line.")

    def chosen(self, waiting: Iterable[W]) -> dict[uuid.UUID, str]:
        """Return the lines to verify, each with the hash of what was shown; a flagged one only when it was ticked."""
        if self.take.data in {None, "", TICKED}:
            return {entry_id: seen for entry_id, seen in self.shown.data.items() if entry_id in self.ticks.data}
        of_all = self.take.data == ALL
        weeks = [week for week in rules.by_student_and_week(waiting) if of_all or week.key == self.take.data]
        taken = [line for week in weeks for line in rules.taken_by_tick_all(week.lines)]
        return {line.id: self.shown.data[line.id] for line in taken}


def as_id(typed: str | None) -> uuid.UUID | None:
    """Return a typed id; None when it is none."""
    try:
        return uuid.UUID(typed or "")
    except ValueError:
        return None
