"""Which file of checks may be sent, and how its import is confirmed."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField


class RunForm(FlaskForm):
    """The tick that lets good rows in without the others, and what was shown."""

    good_rows = BooleanField("Import the good rows")
    seen = HiddenField()
