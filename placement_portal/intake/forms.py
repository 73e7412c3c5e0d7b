"""Which files may be sent, and how an import is confirmed."""

import uuid
from collections.abc import Sequence
from typing import Final

from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import ValidationError

from placement_portal.intake.rules import MOST_FILES
from placement_portal.programmes.models import Stage

NO_FILE: Final = "Choose a file."
EMPTY: Final = "“{}” has nothing in it: choose a file with headings and at least one row."
TOO_MANY: Final = f"Choose {MOST_FILES} files or fewer."
NOT_ALL_GOOD: Final = "Some rows cannot be used. Correct the file and send it again, or tick this box."
MOVED: Final = "What the file would do has changed since you looked. Look again, then import."
NOTHING: Final = "Nothing would change, so there is nothing to import."


class UploadForm(FlaskForm):
    """One workbook, or several CSV files; and the stage for rows that name none."""

    files = MultipleFileField("Files")
    stage = SelectField("For rows that name no cohort and stage, use")

    def offer(self, stages: Sequence[Stage]) -> None:
        """Offer stages as the choice for the whole file; without any, there is no such question."""
        if not stages:
            del self.stage
            return
        named = [
            (str(stage.id), f"{stage.cohort.version_of.programme.name}, {stage.cohort.name}, {stage.name}")
            for stage in stages
        ]
        self.stage.choices = [("", "None: every row names its own"), *named]

    def validate_files(self, field: MultipleFileField) -> None:
        """Refuse no file at all, an empty one, and too many."""
        chosen = [each for each in field.data or () if each.filename]
        if not chosen:
            raise ValidationError(NO_FILE)
        if len(chosen) > MOST_FILES:
            raise ValidationError(TOO_MANY)
        self.contents = [(each.filename, each.read()) for each in chosen]
        empty = next((name for name, content in self.contents if not content), None)
        if empty is not None:
            raise ValidationError(EMPTY.format(empty))

    def stage_of(self, stages: Sequence[Stage]) -> Stage | None:
        """Return the stage that was chosen."""
        chosen = uuid.UUID(self.stage.data) if stages and self.stage.data else None
        return next((stage for stage in stages if stage.id == chosen), None)


class RunForm(FlaskForm):
    """The tick that lets good rows in without the others, and what was shown."""

    good_rows = BooleanField("Import the good rows")
    seen = HiddenField()
