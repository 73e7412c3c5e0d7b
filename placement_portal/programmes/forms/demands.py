"""What may be typed about the rules of a stage."""

from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import BooleanField, Form, FormField, SelectField, SelectMultipleField
from wtforms.fields import FieldList

from placement_portal.accounts.forms import version_field
from placement_portal.programmes.forms.asking import GROUPS, HOUR, number, text
from placement_portal.programmes.models import Rule, RuleSet
from placement_portal.programmes.rules import (
    MOST_PRESENT,
    WHOLE,
    CategoryGroup,
    GroupCredit,
    RuleBasis,
    RuleKind,
    RuleUnit,
)
from placement_portal.programmes.service import RuleFacts
from placement_portal.web.inputs import choices, named, not_a_choice
from placement_portal.web.labels import label

MOST_RULES: Final = 12
HOURS, SESSIONS, GAP = "hours", "sessions", "gap"
ASKS: Final = (
    ("", "Nothing: leave this rule out"),
    (HOURS, "At least so many hours"),
    (SESSIONS, "At least so many sessions"),
    (GAP, "Never more than so many days without"),
)


class RuleForm(Form):
    """One rule of a stage; a row that asks for nothing is left out."""

    asks = SelectField("What does the rule ask for?", choices=named(ASKS), **not_a_choice("Choose what it asks for."))
    amount = number("How many?", 1, 10_000, "Enter a number from 1 to 10,000.")
    groups = SelectMultipleField(
        "Of which kinds of work?",
        choices=choices(GROUPS),
        coerce=CategoryGroup,
        description="None ticked means any work that counts.",
        **not_a_choice("Choose kinds of work from the list."),
    )
    name = text("Its name on screen", 120, hint="For example, Time with clients.")
    example = BooleanField("Show it as an example, not as a requirement of the programme")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Do not call the number optional: a rule that asks for something needs it."""
        super().__init__(*args, **kwargs)
        self.amount.flags.optional = False

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the number of every rule that is kept."""
        if super().validate(extra_validators) and self.asks.data and not self.amount.data:
            self.amount.errors = ["Enter how many."]
        return not self.errors

    def facts(self) -> RuleFacts:
        """Return the rule; hours become minutes."""
        typed = self.data
        asks, groups = typed["asks"], typed["groups"] or []
        return RuleFacts(
            kind=RuleKind.LONGEST_GAP if asks == GAP else RuleKind.MINIMUM,
            name=typed["name"] or ", ".join(label(each).text for each in groups) or "Any work that counts",
            groups=groups,
            unit={HOURS: RuleUnit.HOURS, SESSIONS: RuleUnit.SESSIONS}.get(asks),
            amount=typed["amount"] * (HOUR if asks == HOURS else 1),
            basis=RuleBasis.EXAMPLE if typed["example"] else RuleBasis.PROGRAMME,
        )


def group_fields() -> tuple[Any, Any]:
    """Return the two questions about supervision in a group."""
    percent = number("How much of it counts for each student?", 1, WHOLE, f"Enter a percentage from 1 to {WHOLE}.")
    several = f"Enter a number of students from 1 to {MOST_PRESENT}."
    return percent, number("Up to how many students?", 1, MOST_PRESENT, several)


def group_of(form: Any) -> GroupCredit:
    """Return what was typed about supervision in a group; nothing typed counts it in full."""
    return GroupCredit(form.percent.data or WHOLE, form.until.data)


def shown_credit(group: GroupCredit) -> dict[str, int | None]:
    """Return how much of supervision in a group counts, as the form shows it."""
    return {"percent": group.percent, "until": group.until}


class RulesForm(FlaskForm):
    """All rules of a stage at once: saving makes a new version of them."""

    rules = FieldList(FormField(RuleForm), min_entries=2, max_entries=MOST_RULES)
    percent, until = group_fields()
    version = version_field()

    def fill(self, current: RuleSet | None) -> None:
        """Show the rules in force, with two empty ones at the end."""
        rows = [row_of(rule) for rule in current.rules] if current else []
        group = current.group_credit if current else GroupCredit()
        self.process(data={"rules": [*rows, {}, {}][:MOST_RULES], **shown_credit(group)})
        self.version.data = current.number if current else 0

    def facts(self) -> list[RuleFacts]:
        """Return the rules that ask for something."""
        return [row.form.facts() for row in self.rules if row.form.asks.data]


def row_of(rule: Rule) -> dict[str, Any]:
    """Return a rule as a row of the form shows it."""
    asks = GAP if rule.kind is RuleKind.LONGEST_GAP else SESSIONS if rule.unit is RuleUnit.SESSIONS else HOURS
    return {
        "asks": asks,
        "amount": rule.amount // HOUR if asks == HOURS else rule.amount,
        "groups": rule.category_groups,
        "name": rule.name,
        "example": rule.basis is RuleBasis.EXAMPLE,
    }
