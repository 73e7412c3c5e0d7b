"""What may be chosen about the private link to one's calendar."""

from flask_wtf import FlaskForm
from wtforms import BooleanField


class FeedForm(FlaskForm):
    """Whether the calendar names settings."""

    names_settings = BooleanField("Name the setting, too")
