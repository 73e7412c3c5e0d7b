"""Which file of competencies may be sent, and how an import and a publication are confirmed."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField

from placement_portal.accounts.forms import version_field


class RunForm(FlaskForm):
    """Whether what the file lacks is removed, and what was shown."""

    remove = BooleanField("Remove what is in the draft and not in the file")
    seen = HiddenField()


class PublishForm(FlaskForm):
    """The version that was looked at before it is published."""

    version = version_field()
