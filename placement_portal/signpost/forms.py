"""What may be typed: contacts one by one, and whom a student told and when; nowhere is there room for what it is."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Optional, ValidationError

from placement_portal.accounts.forms import ADDRESS, NOT_AN_ADDRESS, line, version_field
from placement_portal.accounts.models import ADDRESS_LENGTH, NAME_LENGTH
from placement_portal.accounts.rules import is_phone
from placement_portal.signpost.models import AREA_LENGTH, SignpostBoard
from placement_portal.signpost.rules import ROLES_OF, WAYS, BoardKind, ConcernTold, Contact, ContactRole, Told, read
from placement_portal.sites.models import PHONE_LENGTH
from placement_portal.web.inputs import ClockField, DatePartsField, choices, named, not_a_choice

NOT_A_PHONE: Final = "Enter a telephone number alone, such as 01632 960123."
NO_AREA: Final = "none"


def _is_phone(_form: FlaskForm, field: StringField) -> None:
    if field.data and not is_phone(field.data):
        raise ValidationError(NOT_A_PHONE)


def _is_address(_form: FlaskForm, field: StringField) -> None:
    if field.data and not ADDRESS.fullmatch(field.data):
        raise ValidationError(NOT_AN_ADDRESS)


def _line(question: str, most: int, *checks: Any) -> Any:
    field = line(question, most)
    field.kwargs["validators"] += list(checks)
    return field


class BoardForm(FlaskForm):
    """Contacts one by one; made for the roles of a kind by `board_form`."""

    kind: BoardKind
    version = version_field()

    def show(self, board: SignpostBoard | None) -> None:
        """Show the contacts as they are kept."""
        if self.is_submitted():
            return
        self.version.data = board.version if board else 0
        found = read(board.contacts) if board else {}
        for role, contact in found.items():
            for part in WAYS:
                self[f"{role.value}_{part}"].data = getattr(contact, part)

    def contacts(self) -> list[Contact]:
        """Return what was typed."""
        return [
            Contact(role=role, **{part: self[f"{role.value}_{part}"].data or "" for part in WAYS})
            for role in ROLES_OF[self.kind]
        ]

    def groups(self) -> list[tuple[ContactRole, list[Any]]]:
        """Return the fields of each role."""
        return [(role, [self[f"{role.value}_{part}"] for part in WAYS]) for role in ROLES_OF[self.kind]]


def board_form(kind: BoardKind, areas: Sequence[SignpostBoard] = ()) -> BoardForm:
    """Return the form for the contacts of a kind; a setting also says which local authority it lies in."""
    fields: dict[str, Any] = {"kind": kind}
    if kind is BoardKind.AREA:
        fields["area"] = line("Which local authority?", AREA_LENGTH, missing="Enter the name of the local authority.")
    if kind is BoardKind.SETTING and areas:
        pairs = [(NO_AREA, "Not chosen"), *((each.id, each.area) for each in areas)]
        fields["area_id"] = SelectField(
            "Which local authority does it lie in?", choices=named(pairs), **not_a_choice("Choose from the list.")
        )
    for role in ROLES_OF[kind]:
        fields[f"{role.value}_name"] = _line("Name, or which desk", NAME_LENGTH)
        fields[f"{role.value}_phone"] = _line("Telephone", PHONE_LENGTH, _is_phone)
        fields[f"{role.value}_text"] = _line("Number that takes texts", PHONE_LENGTH, _is_phone)
        fields[f"{role.value}_email"] = _line("E-mail", ADDRESS_LENGTH, _is_address)
    made: BoardForm = type("BoardForm", (BoardForm,), fields)()
    return made


class NoteForm(FlaskForm):
    """Whom one told and when; a part that is left alone is nothing."""

    roles: Any = SelectMultipleField(
        "Whom did you tell?", choices=choices(ConcernTold), coerce=ConcernTold, **not_a_choice("Choose from the list.")
    )
    day = DatePartsField("On which day?", validators=[InputRequired("Enter the day.")])
    at = ClockField("At what time?", validators=[InputRequired("Enter the time.")])
    supervisor_day = DatePartsField("Your supervisor was told on", validators=[Optional()])
    supervisor_at = ClockField("At what time was your supervisor told?", validators=[Optional()])
    university_day = DatePartsField("Your university was told on", validators=[Optional()])
    university_at = ClockField("At what time was your university told?", validators=[Optional()])
    provider: Any = RadioField("At which placement?", **not_a_choice("Choose a placement."), validators=[Optional()])

    def offer(self, providers: Sequence[tuple[uuid.UUID, str]], today: date) -> None:
        """Offer today and yesterday, and the placements where there is a choice."""
        for field in (self.day, self.supervisor_day, self.university_day):
            field.offer((today, "Today"), (today - timedelta(days=1), "Yesterday"))
        self.provider.choices = named(providers)
        if len(providers) < 2:
            del self.provider

    def told(self, zone: ZoneInfo) -> Told:
        """Return what was typed; a day alone counts from its beginning, a time alone as of the day of telling."""
        typed = self.data
        first = typed["day"]

        def moment(name: str) -> datetime | None:
            day, at = typed[f"{name}_day"], typed[f"{name}_at"]
            return datetime.combine(day or first, at or time(), zone) if day or at else None

        return Told(
            roles=frozenset(typed["roles"] or ()),
            at=datetime.combine(first, typed["at"], zone),
            supervisor_at=moment("supervisor"),
            university_at=moment("university"),
        )

    def chosen(self) -> str:
        """Return which provider was chosen, where there is a choice."""
        return str(self.data.get("provider") or "")

    def refuse(self, wrong: Mapping[str, str]) -> None:
        """Put each sentence beside its question."""
        fields = {
            "roles": self.roles,
            "at": self.at,
            "supervisor": self.supervisor_at,
            "university": self.university_at,
        }
        for name, sentence in wrong.items():
            fields[name].errors = [sentence]
