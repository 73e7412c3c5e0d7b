"""What may be typed about proposals."""

import uuid
from collections.abc import Sequence
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, ValidationError

from placement_portal.accounts.forms import address_field, line, name_field, paragraph, version_field
from placement_portal.accounts.models import NAME_LENGTH
from placement_portal.organisations.models import Organisation
from placement_portal.proposals.models import WHY_LENGTH
from placement_portal.proposals.rules import ProposalAction
from placement_portal.proposals.service import ProposalFacts
from placement_portal.sites.rules import SiteKind
from placement_portal.web.inputs import choices, named, not_a_choice

WHY: Final = "What makes it a good place for students? Never write about a child or a client."


def _organisation(question: str) -> Any:
    sentence = "Choose one from the list."
    return SelectField(
        question,
        coerce=lambda value: uuid.UUID(value) if value else None,
        **not_a_choice(sentence),
        validators=[InputRequired(sentence)],
    )


class _FactsForm(FlaskForm):
    """What is known of what is proposed."""

    def facts(self) -> ProposalFacts:
        """Return what was typed."""
        typed = {name: self.data.get(name) or None for name in ProposalFacts.__dataclass_fields__}
        return ProposalFacts(**{name: value for name, value in typed.items() if value is not None})

    def _offer(self, field: Any, organisations: Sequence[Organisation]) -> None:
        field.choices = named((each.id, each.name) for each in organisations)
        self.offered = {each.id: each for each in organisations}


class SettingForm(_FactsForm):
    """A setting that a provider might take on."""

    university = _organisation("For which university?")
    name = name_field("What is the setting called?")
    site_kind: Any = RadioField(
        "What kind of place is it?",
        choices=choices(SiteKind),
        coerce=SiteKind,
        **not_a_choice("Choose a kind of place."),
        validators=[InputRequired("Choose a kind of place.")],
    )
    place = line("Where is it?", 200, "A town or a street.")
    contact_name = line("Whom could the provider ask for there?", NAME_LENGTH)
    contact = line("How can they be reached?", 120, "A phone number or an e-mail address.")
    why = paragraph("Why there?", WHY_LENGTH, WHY)

    def offer(self, universities: Sequence[Organisation]) -> None:
        """Offer the universities for which somebody may propose."""
        self._offer(self.university, universities)


class ProviderForm(_FactsForm):
    """A provider that a university might work with."""

    name = name_field("What is the provider called?")
    place = line("Where does it work?", 200, "A county or a town.")
    contact_name = name_field("Who would co-ordinate placements there?")
    contact = address_field("Their e-mail address")
    why = paragraph("Why this provider?", WHY_LENGTH, WHY)


class PassOnForm(_FactsForm):
    """The provider that a setting would pass to."""

    to = _organisation("To which provider should it pass?")
    why = paragraph("What should they know?", WHY_LENGTH, "For example, since when the head has agreed.")

    def offer(self, providers: Sequence[Organisation]) -> None:
        """Offer the providers nearby."""
        self._offer(self.to, providers)


class DecideForm(FlaskForm):
    """What becomes of a proposal."""

    act: Any = RadioField(
        "What do you decide?",
        choices=named([(ProposalAction.APPROVE.value, "Approve it"), (ProposalAction.DECLINE.value, "Decline it")]),
        coerce=ProposalAction,
        **not_a_choice("Choose what you decide."),
        validators=[InputRequired("Choose what you decide.")],
    )
    reason = paragraph("Why?", WHY_LENGTH, "A reason is needed to decline. Whoever proposed it reads it.")
    version = version_field()

    # WTForms stops at an optional field that is empty before it asks an inline check, so the choice asks.
    def validate_act(self, field: RadioField) -> None:
        """Ask for the reason of a refusal."""
        if field.data is ProposalAction.DECLINE and not self.reason.data:
            raise ValidationError("Say why you decline it, so that whoever proposed it can learn from it.")
