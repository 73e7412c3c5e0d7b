"""What a framework begins as, and which version a course is looked at with."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.validators import InputRequired

from placement_portal.accounts.models import NAME_LENGTH
from placement_portal.frameworks.models import FrameworkVersion
from placement_portal.frameworks.service import EXAMPLE_NAME
from placement_portal.programmes.forms.asking import NamedForm, text
from placement_portal.web.inputs import named, not_a_choice

EXAMPLE, EMPTY, NONE = "example", "empty", "none"
CHOOSE: Final = "Choose one."


def titled(version: FrameworkVersion) -> str:
    """Return what a version is called where it stands alone."""
    return f"{version.framework.name}, version {version.number}"


class NewFrameworkForm(NamedForm):
    """A name, and what it begins as."""

    name = text("What is it called?", NAME_LENGTH, "Enter a name.", "Students and supervisors see it.")
    source: Any = RadioField(
        "What does it begin as?", **not_a_choice(CHOOSE), validators=[InputRequired(CHOOSE)], default=EXAMPLE
    )

    def offer(self, taken: Collection[str], sources: Sequence[FrameworkVersion]) -> None:
        """Offer the shipped example, what may be copied, and nothing at all."""
        self.taken = taken
        copies = [(str(each.id), f"A copy of {titled(each)} ({each.framework.programme.name})") for each in sources]
        offered = [(EXAMPLE, EXAMPLE_NAME), *copies, (EMPTY, "Nothing: I write it, or bring it in as a file")]
        self.source.choices = named(offered)


class ChooseForm(FlaskForm):
    """Which published version is used."""

    chosen: Any = RadioField(
        "Which framework are these cohorts looked at with?",
        **not_a_choice(CHOOSE),
        validators=[InputRequired(CHOOSE)],
    )

    def offer(self, versions: Sequence[FrameworkVersion], present: FrameworkVersion | None) -> None:
        """Offer every published version of the programme, and none."""
        told = [(str(each.id), titled(each)) for each in versions]
        self.chosen.choices = named([*told, (NONE, "None: these cohorts are not looked at with a framework")])
        if not self.is_submitted():
            self.chosen.data = str(present.id) if present else NONE

    def picked(self, versions: Sequence[FrameworkVersion]) -> FrameworkVersion | None:
        """Return what was chosen."""
        return next((each for each in versions if str(each.id) == self.chosen.data), None)
