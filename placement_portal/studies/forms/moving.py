"""From which day a student stands elsewhere, and what happens for each client where work stops."""

import uuid
from collections.abc import Sequence
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from placement_portal.accounts.forms import one_line, version_field
from placement_portal.placements.models import CaseloadSlot, Placement
from placement_portal.programmes.forms.asking import choose
from placement_portal.programmes.forms.asking import day as a_day
from placement_portal.programmes.models import Stage, StudentRecord
from placement_portal.programmes.rules import CohortMode
from placement_portal.students.rules import StudentAction
from placement_portal.studies.service import MoveFacts, asks_about_clients
from placement_portal.web.inputs import DatePartsField, named, not_a_choice

PLAN_LENGTH: Final = 200
FROM_DAY: Final = "From which day does it hold?"


class MoveForm(FlaskForm):
    """A move of one student; placements where work stops add a question for each client and group."""

    day = a_day(FROM_DAY, "Enter the day.", "Today or earlier: nothing changes by itself later.")
    returns_on = a_day(
        "When do they mean to return?", hint="Leave it empty when it is open. Somebody says so when they are back."
    )
    stage = SelectField(
        "Which stage do they repeat?",
        coerce=str,
        **not_a_choice("Choose a stage."),
        validators=[InputRequired("Choose a stage.")],
    )
    version = version_field()
    stopping: Sequence[Placement] = ()
    stages: Sequence[Stage] = ()

    def validate_returns_on(self, field: DatePartsField) -> None:
        """Refuse a return before it begins."""
        if field.data and self.day.data and field.data <= self.day.data:
            raise ValidationError("The return must be after the day from which it holds.")

    def plan(self, placement: Placement, slot: CaseloadSlot) -> Any:
        """Return the field that asks what happens for a client or group."""
        return self[_name(placement, slot)]

    def facts(self) -> MoveFacts:
        """Return what was typed."""
        typed = self.data
        stage = next((each for each in self.stages if str(each.id) == typed.get("stage")), None)
        clients: dict[uuid.UUID, dict[str, str]] = {
            each.id: {slot.code: self.plan(each, slot).data for slot in each.slots} for each in self.stopping
        }
        return MoveFacts(day=typed["day"], stage=stage, returns_on=typed.get("returns_on"), clients=clients)


class ModeForm(FlaskForm):
    """How a student studies."""

    mode = choose("How does the student study?", CohortMode, "Say how the student studies.")
    day = a_day(FROM_DAY, "Enter the day.", "Today or earlier.")
    version = version_field()


def move_form(
    student: StudentRecord, action: StudentAction, placements: Sequence[Placement], stages: Sequence[Stage]
) -> MoveForm:
    """Return the form for one act, with only the questions that it asks."""
    stopping = [each for each in placements if asks_about_clients(action, each)]
    questions = {_name(each, slot): _question(slot) for each in stopping for slot in each.slots}
    form: MoveForm = type("MoveForm", (MoveForm,), questions)()
    form.stopping, form.stages = stopping, stages
    if action is not StudentAction.INTERRUPT:
        del form.returns_on
    if action is StudentAction.REPEAT:
        form.stage.choices = named((each.id, _stage(each, student)) for each in stages)
    else:
        del form.stage
    return form


def _stage(stage: Stage, student: StudentRecord) -> str:
    return stage.name if stage.cohort_id == student.cohort_id else f"{stage.name}, {stage.cohort.name}"


def _name(placement: Placement, slot: CaseloadSlot) -> str:
    return f"plan_{placement.id.hex}_{slot.code}"


def _question(slot: CaseloadSlot) -> Any:
    missing = f"Say what happens for {slot.code}."
    longest = Length(max=PLAN_LENGTH, message=f"This can be at most {PLAN_LENGTH} characters long.")
    return StringField(
        f"What happens for {slot.code}?",
        filters=[one_line],
        validators=[InputRequired(missing), _some_text(missing), longest],
    )


def _some_text(missing: str) -> Any:
    def check(_form: FlaskForm, field: StringField) -> None:
        if not field.data:
            raise ValidationError(missing)

    return check
