"""How the register can be narrowed."""

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField

from placement_portal.accounts.forms import one_line
from placement_portal.register.rules import RegisterOpen, RegisterWho
from placement_portal.web.inputs import choices, named

YEARS = (("", "Every year"), ("1", "Year 1"), ("2", "Year 2"), ("3", "Year 3"), ("4", "Year 4"))
WEEKS = (("2", "2 weeks"), ("6", "6 weeks"), ("13", "3 months"), ("26", "6 months"))


class RegisterForm(FlaskForm):
    """What the list is narrowed by; it changes nothing, so it needs no token."""

    class Meta:
        """No token."""

        csrf = False

    name = StringField("Name", filters=[one_line])
    who: Any = SelectField("Who", choices=choices(RegisterWho), validate_choice=False)
    site = SelectField("Setting", validate_choice=False)
    university = SelectField("University", validate_choice=False)
    stage = SelectField("Year", choices=named(YEARS), validate_choice=False)
    open: Any = SelectField("Checks", choices=choices(RegisterOpen), validate_choice=False)
    soon = SelectField("“Soon” means within", choices=named(WEEKS), default="6", validate_choice=False)

    def offer(self, sites: Sequence[tuple[Any, str]], universities: Sequence[tuple[Any, str]]) -> None:
        """Offer the settings of the provider, and the universities whose students it hosts."""
        self.site.choices = named([("", "Every setting"), *((str(key), name) for key, name in sites)])
        self.university.choices = named([("", "Every university"), *((str(key), name) for key, name in universities)])
