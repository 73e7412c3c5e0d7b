"""What may be typed about an exception, and what is chosen for each client when a check lapses."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from placement_portal import clock
from placement_portal.accounts.forms import one_line, plain, version_field
from placement_portal.accounts.models import NAME_LENGTH
from placement_portal.clearance.models import HOW_LENGTH, RISK_LENGTH
from placement_portal.clearance.rules.exceptions import ExceptionCondition, ExceptionReason
from placement_portal.clearance.rules.gate import Judged
from placement_portal.gate.models import LapsePlan
from placement_portal.gate.rules import DAY_NEEDED, LapseChoice
from placement_portal.gate.service import Asked
from placement_portal.identity.rules import looks_identifying
from placement_portal.placements.forms.asking import day
from placement_portal.placements.models import CaseloadSlot
from placement_portal.web.inputs import DatePartsField, choices, named, not_a_choice

LONG: Final = "This can be at most {} characters long."


def words(question: str, most: int, missing: str, hint: str = "") -> Any:
    """Return a question for a few words that must be answered."""
    checks = [InputRequired(missing), Length(max=most, message=LONG.format(most))]
    return StringField(question, filters=[one_line], description=hint, validators=checks)


class AskForm(FlaskForm):
    """An exception, as one of the two who agree asks for it."""

    code: Any = RadioField(
        "Which check is it about?", **not_a_choice("Choose a check."), validators=[InputRequired("Choose a check.")]
    )
    starts = day("First day", "Enter its first day.")
    until = day("Last day", "Enter its last day.", "14 days at most, and 28 days in all for one check.")
    conditions = SelectMultipleField(
        "On which conditions?",
        choices=choices(ExceptionCondition),
        coerce=ExceptionCondition,
        description="Tick all that must be so. Everybody concerned reads them.",
        **not_a_choice("Choose from the list."),
    )
    reason: Any = RadioField(
        "Why is it needed?",
        choices=choices(ExceptionReason),
        coerce=ExceptionReason,
        **not_a_choice("Choose why."),
        validators=[InputRequired("Choose why.")],
    )
    risk = TextAreaField(
        "What is the risk, and what is done about it?",
        filters=[plain],
        validators=[Optional(), Length(max=RISK_LENGTH, message=LONG.format(RISK_LENGTH))],
    )
    head_name = words("Which head or manager of the setting agreed?", NAME_LENGTH, "Enter their name.")
    head_agreed_on = day("When did they agree?", "Enter when they agreed.")
    head_agreed_how = words("How did they agree?", HOW_LENGTH, "Say how.", "For example, by telephone.")
    barred_list_by_school = BooleanField("The school states that it made its own check of the barred list")
    noted = HiddenField()

    def begin(self, open_to: Sequence[Judged]) -> None:
        """Offer the checks that an exception could bridge; suggest that it begins today."""
        self.code.choices = named([(each.need.code, each.need.name) for each in open_to])
        self.head_agreed_on.offer((clock.today(), "Today"))
        if not self.is_submitted():
            self.starts.data = clock.today()
            self.code.data = open_to[0].need.code if len(open_to) == 1 else None

    @property
    def warnings(self) -> list[str]:
        """What in the text could tell who a client is; said once, then taken as it is."""
        text = self.risk.data or ""
        return [] if self.noted.data == text else [each.sentence for each in looks_identifying(text)]

    def asked(self) -> Asked:
        """Return what was typed."""
        kept = {name: self.data[name] for name in Asked.__dataclass_fields__}
        return Asked(**(kept | {"conditions": tuple(kept["conditions"] or ()), "risk": kept["risk"] or ""}))

    def show(self, wrong: Mapping[str, str]) -> None:
        """Put each sentence beside its question."""
        for name, sentence in wrong.items():
            self[name].errors = [*self[name].errors, sentence][:1]


class VersionForm(FlaskForm):
    """An act on a row as it was shown."""

    version = version_field()


class LapseForm(FlaskForm):
    """A question and a day for each open client or group; made by `lapse_form`."""

    asked: Sequence[CaseloadSlot] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the day where a choice needs one."""
        sound: bool = super().validate(extra_validators)
        for slot in self.asked:
            choice, on = self[f"choice_{slot.code}"], self[f"day_{slot.code}"]
            if choice.data in DAY_NEEDED and not on.data and not on.errors:
                on.errors, sound = [DAY_NEEDED[choice.data]], False
        return sound

    def chosen(self) -> dict[Any, Any]:
        """Return what was chosen, by the client's id; what was left open is left out."""
        pairs = {each.id: (self[f"choice_{each.code}"].data, self[f"day_{each.code}"].data) for each in self.asked}
        return {key: pair for key, pair in pairs.items() if pair[0]}

    def shown(self) -> dict[Any, int]:
        """Return which versions were shown."""
        return {each.id: int(self[f"version_{each.code}"].data or 0) for each in self.asked}


def lapse_form(slots: Sequence[CaseloadSlot], plans: Mapping[Any, LapsePlan]) -> LapseForm:
    """Return the form with a question for each open client and group, filled with what was chosen before."""
    fields: dict[str, Any] = {"asked": slots}
    for slot in slots:
        fields[f"choice_{slot.code}"] = RadioField(
            f"What happens for {slot.code}?",
            choices=choices(LapseChoice),
            coerce=lambda value: LapseChoice(value) if value else None,
            **not_a_choice("Choose one of these."),
            validators=[Optional()],
        )
        fields[f"day_{slot.code}"] = DatePartsField(
            f"{slot.code}: on which day?",
            description="For a pause, when the client is told; for an ending, the last session.",
            validators=[Optional()],
        )
        fields[f"version_{slot.code}"] = version_field()
    form: LapseForm = type("LapseFormOfPlacement", (LapseForm,), fields)()
    if not form.is_submitted():
        for slot in slots:
            kept = plans.get(slot.id)
            form[f"choice_{slot.code}"].data = kept.choice if kept else None
            form[f"day_{slot.code}"].data = kept.day if kept else None
            form[f"version_{slot.code}"].data = kept.version if kept else 0
    return form
