"""What may be typed at the door, and what is said about it."""

import re
import unicodedata
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from placement_portal.accounts import rules
from placement_portal.accounts.models import ADDRESS_LENGTH, NAME_LENGTH, PHONE_LENGTH

ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
# Marks of direction and the like: nobody sees them, and they can turn a line round.
INVISIBLE: Final = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
STALE: Final = 0  # versions begin at 1
VERSION_DIGITS: Final = 9
NOT_AN_ADDRESS: Final = "Enter an e-mail address, such as name@example.org."
WRONG_PASSWORD: Final = "This is not your present password."  # noqa: S105 - a sentence


def one_line(typed: str | None) -> str | None:
    """Return what was typed as one line of plain text: nothing invisible, no blanks around it or doubled."""
    if typed is None:
        return None
    shown = INVISIBLE.sub("", typed)
    plain = "".join(" " if unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp") else each for each in shown)
    return unicodedata.normalize("NFC", " ".join(plain.split()))


def line(question: str, most: int, hint: str = "", missing: str = "") -> Any:
    """Return a field for one line of text; `missing` is the sentence for an empty one, else it may stay empty."""
    needed = InputRequired(missing) if missing else Optional()
    longest = Length(max=most, message=f"This can be at most {most} characters long.")
    return StringField(question, filters=[one_line], description=hint, validators=[needed, longest])


def plain(typed: str | None) -> str:
    """Return text without control characters, with lines ended one way, and no blanks around it."""
    lines = (typed or "").replace("\r\n", "\n").replace("\r", "\n")
    kept = (each for each in lines if each == "\n" or unicodedata.category(each) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def paragraph(question: str, most: int, hint: str = "", missing: str = "") -> Any:
    """Return a box for text of several lines; `missing` is the sentence for an empty one, else it may stay empty."""
    needed = InputRequired(missing) if missing else Optional()
    longest = Length(max=most, message=f"This can be at most {most} characters long.")
    return TextAreaField(question, filters=[plain], description=hint, validators=[needed, longest])


def is_address(_form: FlaskForm, field: StringField) -> None:
    """Refuse what no e-mail can be sent to."""
    if not ADDRESS.fullmatch(field.data or ""):
        raise ValidationError(NOT_AN_ADDRESS)


def is_not_blank(_form: FlaskForm, field: StringField) -> None:
    """Refuse blanks alone, which count as input until they are stripped."""
    if not field.data:
        raise ValidationError("Enter a name.")


def address_field(question: str) -> EmailField:
    """Return a field for an e-mail address."""
    longest = Length(max=ADDRESS_LENGTH, message=f"An e-mail address has at most {ADDRESS_LENGTH} characters.")
    checks = [InputRequired("Enter an e-mail address."), longest, is_address]
    return EmailField(question, filters=[one_line], validators=checks)


def name_field(question: str) -> StringField:
    """Return a field for a person's name, in any script, of one word or many."""
    longest = Length(max=NAME_LENGTH, message=f"A name has at most {NAME_LENGTH} characters.")
    return StringField(question, filters=[one_line], validators=[InputRequired("Enter a name."), is_not_blank, longest])


def password_field(question: str, missing: str = "Enter your password.") -> PasswordField:
    """Return a field for a password that exists already."""
    longest = Length(max=rules.LONGEST_PASSWORD, message=rules.PASSWORD_SENTENCES[rules.PasswordProblem.TOO_LONG])
    return PasswordField(question, validators=[InputRequired(missing), longest])


class VersionField(HiddenField):
    """Which version of a row a form was made from; nonsense, or nothing, is a stale one."""

    data: int  # type: ignore[assignment]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the version."""
        written = valuelist[0] if valuelist else ""
        self.data = int(written) if written.isdecimal() and len(written) <= VERSION_DIGITS else STALE


def version_field() -> VersionField:
    """Return the hidden field that says which version of a row a form was made from."""
    return VersionField()


class SignInForm(FlaskForm):
    """Address, password, and whether a student keeps this device."""

    address = StringField(
        "E-mail address",
        filters=[one_line],
        validators=[InputRequired("Enter your e-mail address."), Length(max=ADDRESS_LENGTH, message=NOT_AN_ADDRESS)],
    )
    password = password_field("Password")
    keep = BooleanField("Keep me signed in on this device")
    next = HiddenField()


class AddressForm(FlaskForm):
    """An address to write to."""

    address = address_field("E-mail address")


class ProveForm(FlaskForm):
    """The password again."""

    password = password_field("Your password")
    next = HiddenField()


class NewPasswordForm(FlaskForm):
    """A new password; tells what is wrong with it as the rules do."""

    new = PasswordField("New password", validators=[InputRequired("Enter a new password.")])

    def __init__(self, *, address: str = "", name: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.address_on_file, self.name_on_file = address, name

    def validate_new(self, field: PasswordField) -> None:
        """Refuse a password that the rules refuse, in their words."""
        problem = rules.password_problem(field.data or "", address=self.address_on_file, name=self.name_on_file)
        if problem:
            raise ValidationError(rules.PASSWORD_SENTENCES[problem])


class ChangePasswordForm(NewPasswordForm):
    """The present password, and the new one."""

    password = password_field("Present password", "Enter your present password.")


class ChangeNameForm(FlaskForm):
    """One's own name."""

    name = name_field("Your name")
    version = version_field()


class ChangeAddressForm(FlaskForm):
    """The address to sign in with from now on, and the password as proof."""

    address = address_field("New e-mail address")
    password = password_field("Your password")


class WorkPhoneForm(FlaskForm):
    """The number at which one wants to be reached about placements; empty takes it away."""

    number = StringField(
        "Your work phone number",
        filters=[one_line],
        validators=[Length(max=PHONE_LENGTH, message=f"A number has at most {PHONE_LENGTH} characters.")],
    )
    takes_texts = BooleanField("Texts reach me at this number, too")

    def validate_number(self, field: StringField) -> None:
        """Refuse what nobody could ring."""
        if field.data and not rules.is_phone(field.data):
            raise ValidationError("Enter a phone number, such as 01632 960 001 or +44 1632 960 001.")
