"""What may be typed about letters: what the student shows, whom to ring, where the link goes, a code."""

from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField
from wtforms.validators import InputRequired, ValidationError

from placement_portal.accounts.forms import address_field, line, one_line
from placement_portal.accounts.models import NAME_LENGTH
from placement_portal.accounts.rules import is_phone
from placement_portal.letters.models import AssuranceLetter
from placement_portal.letters.rules import CODE_DIGITS, IdentityShown
from placement_portal.letters.service import NewLetter
from placement_portal.organisations.models import Organisation
from placement_portal.sites.models import PHONE_LENGTH
from placement_portal.web.inputs import choices, not_a_choice

NOT_A_PHONE: Final = "Enter a telephone number, such as 01632 960123."
NOT_A_CODE: Final = f"Enter the {CODE_DIGITS} digits of the code."
RUNG: Final = "Ring the student first. Then tick this."


class MakeForm(FlaskForm):
    """What a letter says beside what was seen."""

    shows: Any = RadioField(
        "What does the student show at the door?",
        choices=choices(IdentityShown),
        coerce=IdentityShown,
        default=IdentityShown.STUDENT_CARD,
        **not_a_choice("Choose what the student shows."),
        validators=[InputRequired("Choose what the student shows.")],
    )
    ring_name = line(
        "Whom does the setting ring?",
        NAME_LENGTH,
        "A name and what they do, such as Denise Fairweather, safeguarding lead.",
        missing="Enter whom the setting rings.",
    )
    ring_phone = line("On which number?", PHONE_LENGTH, missing="Enter a telephone number.")

    def validate_ring_phone(self, field: StringField) -> None:
        """Take only what can be rung."""
        if not is_phone(field.data or ""):
            raise ValidationError(NOT_A_PHONE)

    def validate_ring_name(self, field: StringField) -> None:
        """Refuse blanks alone."""
        if not field.data:
            raise ValidationError("Enter whom the setting rings.")

    def offer(self, before: AssuranceLetter | None, provider: Organisation) -> None:
        """Offer what the letter before said, else whom the provider names."""
        if self.is_submitted():
            return
        if before:
            self.shows.data, self.ring_name.data, self.ring_phone.data = (
                before.shows,
                before.ring_name,
                before.ring_phone,
            )
            return
        self.ring_name.data = provider.link_person
        self.ring_phone.data = provider.link_contact if is_phone(provider.link_contact) else ""

    def said(self) -> NewLetter:
        """Return what was typed."""
        return NewLetter(**{name: self.data[name] for name in NewLetter.__dataclass_fields__})


class SendForm(FlaskForm):
    """Where the link goes."""

    address = address_field("To which e-mail address?")

    def offer(self, letter: AssuranceLetter) -> None:
        """Offer the address it went to before, else the link person's."""
        contact = letter.site.link_contact
        self.address.data = letter.sent_to or (contact if "@" in contact else "")


class CodeForm(FlaskForm):
    """The code of a letter; spaces in it are nobody's mistake."""

    code = StringField(
        "What is the code?",
        filters=[one_line, lambda typed: (typed or "").replace(" ", "").replace("-", "")],
        description=f"{CODE_DIGITS} digits. You were told them by telephone.",
        validators=[InputRequired(NOT_A_CODE)],
    )

    def validate_code(self, field: StringField) -> None:
        """Refuse at once what cannot be a code, so that a slip costs no try."""
        typed = field.data or ""
        if len(typed) != CODE_DIGITS or not (typed.isascii() and typed.isdigit()):
            raise ValidationError(NOT_A_CODE)


class TellForm(FlaskForm):
    """That the student has been rung, before the setting is told."""

    rung = BooleanField("I have spoken to the student", validators=[InputRequired(RUNG)])
