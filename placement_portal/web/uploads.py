"""The form that sends one file, and what is said when it cannot be read."""

from typing import Final

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms.validators import ValidationError

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
