"""What may be typed by somebody who signs, and by whoever settles a dispute."""

from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from placement_portal.accounts.forms import one_line, password_field, version_field
from placement_portal.signatures.models import NOTE_LENGTH
from placement_portal.signatures.rules import CODE_DIGITS, DisputeAction, is_code, plain_code
from placement_portal.web.inputs import choices, not_a_choice

NOT_A_CODE: Final = f"Enter the {CODE_DIGITS} digits that we sent you."


class ShownForm(FlaskForm):
    """What was on the page, as the form carries it back."""

    shown = HiddenField()
    content = HiddenField()

    def carry(self, shown: str, content: str) -> None:
        """Note what the page shows, unless it was sent back already."""
        if not self.is_submitted():
            self.shown.data, self.content.data = shown, content


class PasswordForm(ShownForm):
    """Sign with one's password."""

    password: PasswordField = password_field("Your password")


class CodeForm(ShownForm):
    """Sign with a mailed code."""

    code = StringField("The code from the e-mail", validators=[InputRequired(NOT_A_CODE), Length(max=40)])

    def validate_code(self, field: StringField) -> None:
        """Refuse what is no code before it is tried."""
        if not is_code(plain_code(field.data or "")):
            raise ValidationError(NOT_A_CODE)


class ResolveForm(FlaskForm):
    """What was found out about a disputed signature."""

    version = version_field()
    outcome = RadioField(
        "What did you find out?",
        choices=choices(DisputeAction),
        **not_a_choice("Choose what you found out."),
        validators=[InputRequired("Choose what you found out.")],
    )
    note = TextAreaField(
        "How do you know?",
        filters=[one_line],
        validators=[
            InputRequired("Say how you know."),
            Length(max=NOTE_LENGTH, message=f"Use at most {NOTE_LENGTH} characters."),
        ],
    )

    def validate_note(self, field: TextAreaField) -> None:
        """Refuse blanks alone."""
        if not field.data:
            raise ValidationError("Say how you know.")

    @property
    def action(self) -> Any:
        """How it is resolved, once the form is valid."""
        return DisputeAction(self.outcome.data)
