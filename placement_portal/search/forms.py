"""What may be typed to find something."""

from flask_wtf import FlaskForm
from wtforms import SearchField
from wtforms.validators import Length

from placement_portal.accounts.forms import one_line

LONGEST = 100


class SearchForm(FlaskForm):
    """Words to find somebody or something by."""

    class Meta:
        """A form that only reads needs no token."""

        csrf = False

    q = SearchField(
        "Name of a person or a setting",
        filters=[one_line],
        validators=[Length(max=LONGEST, message=f"Look for at most {LONGEST} characters.")],
    )
