"""Which file of competencies may be sent, and how an import and a publication are confirmed."""

from typing import Final

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField
from wtforms.validators import ValidationError

from placement_portal.accounts.forms import version_field

NO_FILE: Final = "Choose a file."
EMPTY: Final = "This file has nothing in it: choose one with headings and at least one row."


class UploadForm(FlaskForm):
    """One workbook or CSV file."""

    file = FileField("File")

    def validate_file(self, field: FileField) -> None:
        """Refuse no file at all, and an empty one."""
        if not field.data:
            raise ValidationError(NO_FILE)
        self.content = (field.data.filename or "", field.data.read())
        if not self.content[1]:
            raise ValidationError(EMPTY)


class RunForm(FlaskForm):
    """Whether what the file lacks is removed, and what was shown."""

    remove = BooleanField("Remove what is in the draft and not in the file")
    seen = HiddenField()


class PublishForm(FlaskForm):
    """The version that was looked at before it is published."""

    version = version_field()
