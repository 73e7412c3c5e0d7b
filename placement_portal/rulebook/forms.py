"""What may be typed about one rule: the questions that its kind asks, in the units that people think in."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import BooleanField, Form, FormField, IntegerField, RadioField, SelectMultipleField, StringField
from wtforms.fields import FieldList
from wtforms.validators import Length, NumberRange, Optional

from placement_portal.accounts.forms import one_line, version_field
from placement_portal.programmes.models import Rule, RuleSet
from placement_portal.programmes.rules import (
    HALVES,
    MOST_PRESENT,
    WHOLE,
    CategoryGroup,
    GroupCredit,
    RuleBasis,
    RuleKind,
    RuleUnit,
    VarietyOf,
    Window,
)
from placement_portal.programmes.rules.sense import MOST_STEPS, UNITS, problems
from placement_portal.programmes.service import RuleFacts
from placement_portal.rulebook.rules import AMOUNTS, FIELDS, OTHERS, WINDOWS
from placement_portal.web.inputs import choices, not_a_choice, not_a_number
from placement_portal.web.labels import label

HOUR: Final = 60
NAME_LENGTH: Final = 120
GROUPS: Final = tuple(group for group in CategoryGroup if group is not CategoryGroup.NONE)
PARTS: Final = {RuleUnit.HOURS: HOUR, RuleUnit.DAYS: HALVES}
"""How many parts an hour or a day is kept in."""

NUMBERS: Final = ("grace", "weeks", "back", "from_minutes", "day_from", "half_from")
IN_HOURS: Final = ("per", "least")


def whole(question: str, most: int, hint: str = "") -> Any:
    """Return a field for a whole number that may stay empty."""
    said = f"Enter a whole number, at most {most}."
    return IntegerField(
        question, description=hint, **not_a_number(said), validators=[Optional(), NumberRange(0, most, said)]
    )


def quantity(question: str, hint: str = "") -> Any:
    """Return a field for hours, days, sessions or percent; halves and quarters may be typed."""
    return StringField(question, description=hint, filters=[one_line], validators=[Optional(), Length(max=12)])


def work(question: str, hint: str) -> Any:
    """Return a field for kinds of work."""
    return SelectMultipleField(
        question,
        choices=choices(GROUPS),
        coerce=CategoryGroup,
        description=hint,
        **not_a_choice("Choose kinds of work from the list."),
    )


class StepForm(Form):
    """One step: up to so many hours of other work, so many hours."""

    until = quantity("Up to how many hours of the other work?")
    asked = quantity("How many hours are asked for?")


class RuleForm(FlaskForm):
    """One rule of a kind; only the questions of the kind are drawn and read."""

    unit = RadioField("Counted in what?", coerce=RuleUnit, **not_a_choice("Say what it is counted in."))
    what = RadioField(
        "Several different what?", choices=choices(VarietyOf), coerce=VarietyOf, **not_a_choice("Say several of what.")
    )
    amount = quantity("How much?")
    groups = work("Which work is it about?", "None ticked, and no single category either, means any work that counts.")
    codes = SelectMultipleField("Or only single categories?", coerce=str, **not_a_choice("Choose from the list."))
    per = quantity("For every how many hours?")
    of = work("Which other work?", "None ticked means time with clients.")
    window = RadioField("Judged over what?", coerce=Window, **not_a_choice("Say over what it is judged."))
    steps = FieldList(FormField(StepForm), min_entries=MOST_STEPS, max_entries=MOST_STEPS)
    weeks = whole("In how many weeks?", 52)
    back = whole("How many weeks or months later may supervision still look back?", 52, "Empty or 0: not later.")
    from_minutes = whole("From how many minutes on?", 720)
    day_from = whole("How many minutes make a day?", 720, "Empty: any time on a day, as the host's day is a day.")
    half_from = whole("How many minutes make half a day?", 720, "Empty: there are no half days.")
    least = quantity("How many hours in each of them?", "Empty: any time at all.")
    across = BooleanField("Earlier years count as well")
    grace = whole("Days of grace", 366, "Empty: none.")
    name = StringField(
        "Its name on screen",
        filters=[one_line],
        description="For example, Time with clients.",
        validators=[Optional(), Length(max=NAME_LENGTH, message="This can be at most 120 characters long.")],
    )
    example = BooleanField("Show it as an example, not as a requirement of the programme")
    version = version_field()
    kind: RuleKind

    def prepare(self, kind: RuleKind, codes: Sequence[tuple[str, str]]) -> None:
        """Ask what a kind asks, in its words."""
        self.kind = kind
        units = [unit for unit in RuleUnit if unit in UNITS[kind]]
        self.unit.choices = choices(units) if units else []
        self.codes.choices = list(codes)
        self.window.choices = choices(WINDOWS.get(kind, (Window.STAGE,)))
        self.amount.label.text = AMOUNTS.get(kind, self.amount.label.text)
        self.of.label.text = OTHERS.get(kind, self.of.label.text)
        for needed in (self.amount, self.per, self.weeks, self.from_minutes):
            needed.flags.optional = False
        for name in ("unit", "what", "window"):
            if name not in FIELDS[kind]:
                getattr(self, name).validators = [Optional()]
                getattr(self, name).validate_choice = False

    def fill(self, rule: Rule, shown: int) -> None:
        """Show a rule as it is."""
        more, unit = rule.more, rule.unit
        data: dict[str, Any] = {name: more.get(name) for name in NUMBERS}
        data |= {name: _typed(more.get(name), RuleUnit.HOURS) for name in IN_HOURS}
        steps = [{"until": _typed(a, RuleUnit.HOURS), "asked": _typed(b, RuleUnit.HOURS)} for a, b in rule.demand.steps]
        data |= {
            "unit": unit,
            "what": rule.demand.what,
            "amount": _typed(rule.amount, unit),
            "groups": rule.category_groups,
            "codes": list(rule.codes),
            "of": list(rule.demand.of),
            "window": more.get("window"),
            "steps": steps,
            "across": rule.demand.across,
            "name": rule.name,
            "example": rule.basis is RuleBasis.EXAMPLE,
        }
        self.process(data=data)
        self.version.data = shown

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each answer, then whether together they make sense."""
        if not super().validate(extra_validators):
            return False
        wrong = self._amounts() or problems(self.facts().demand)
        if wrong:
            asked = self.amount if "amount" in FIELDS[self.kind] else self.groups
            asked.errors = [*asked.errors, *wrong]
        return not wrong

    def facts(self) -> RuleFacts:
        """Return the rule; hours become minutes, days half days."""
        asked, unit = FIELDS[self.kind], self._unit()
        steps = self._steps() if "steps" in asked else []
        most = max((minutes for _, minutes in steps), default=1)
        groups = [group for group in GROUPS if group in (self.groups.data or [])]
        return RuleFacts(
            kind=self.kind,
            name=self.name.data or self._name(groups),
            groups=groups,
            unit=unit,
            amount=(_kept(self.amount.data, unit) or 0) if "amount" in asked else (most or 1),
            basis=RuleBasis.EXAMPLE if self.example.data else RuleBasis.PROGRAMME,
            codes=sorted(self.codes.data or []),
            more=self._more(asked, steps),
        )

    def _unit(self) -> RuleUnit | None:
        known = UNITS[self.kind]
        chosen: RuleUnit | None = self.unit.data if len(known) > 1 else next(iter(known))
        return chosen

    def _name(self, groups: Sequence[CategoryGroup]) -> str:
        named = ", ".join(label(each).text for each in groups) or ", ".join(self.codes.data or [])
        return named[:NAME_LENGTH] or label(self.kind).text

    def _more(self, asked: Sequence[str], steps: list[list[int]]) -> dict[str, Any]:
        found: dict[str, Any] = {name: getattr(self, name).data for name in NUMBERS if name in asked}
        found |= {name: _kept(getattr(self, name).data, RuleUnit.HOURS) for name in IN_HOURS if name in asked}
        if "of" in asked:
            found["of"] = [group.value for group in GROUPS if group in (self.of.data or [])]
        if "window" in asked:
            found["window"] = self.window.data.value if self.window.data else None
        if "what" in asked:
            found |= {"what": self.what.data.value if self.what.data else None, "across": self.across.data}
        return {name: value for name, value in (found | {"steps": steps}).items() if value}

    def _steps(self) -> list[list[int]]:
        rows = ((row.form.until.data, row.form.asked.data) for row in self.steps)
        made = ((_kept(until, RuleUnit.HOURS), _kept(asked, RuleUnit.HOURS)) for until, asked in rows if until or asked)
        return [[until or 0, asked or 0] for until, asked in made]

    def _amounts(self) -> list[str]:
        """Return what is said of an amount that is none."""
        asked = FIELDS[self.kind]
        said = "Enter a number, such as 24 or 1.5."
        hours = [getattr(self, name).data for name in IN_HOURS if name in asked]
        typed = [(self.amount.data or "nothing", self._unit())] if "amount" in asked else []
        typed += [(each, RuleUnit.HOURS) for each in hours if each]
        if "steps" in asked:
            rows = [each for row in self.steps for each in (row.form.until.data, row.form.asked.data) if each]
            typed += [(each, RuleUnit.HOURS) for each in rows]
        return [said] if any(_kept(each, unit) is None for each, unit in typed) else []


def _kept(typed: str | None, unit: RuleUnit | None) -> int | None:
    """Return minutes, half days or a number from what was typed; None when it is none."""
    try:
        found = Decimal((typed or "").replace(",", "")) * PARTS.get(unit, 1) if unit else Decimal(typed or "")
        return int(found) if found == found.to_integral_value() and abs(found) < 10**7 else None
    except InvalidOperation:
        return None


def _typed(kept: int | None, unit: RuleUnit | None) -> str:
    """Return an amount as one types it."""
    if not kept:
        return ""
    parts = PARTS.get(unit, 1) if unit else 1
    return f"{(Decimal(kept) / parts).quantize(Decimal('0.0001')).normalize():f}"


class GroupForm(FlaskForm):
    """How much of supervision in a group counts for each student who was there."""

    percent = whole("How many percent of the time count for each student?", WHOLE)
    until = whole(
        "Up to how many students?", MOST_PRESENT, "With more, the time is divided by their number. Empty: never."
    )
    version = version_field()

    def fill(self, draft: RuleSet) -> None:
        """Show what a version says."""
        self.process(data={"percent": draft.group_percent, "until": draft.group_until})
        self.version.data = draft.version

    def facts(self) -> GroupCredit:
        """Return what was typed; nothing typed counts all of it."""
        return GroupCredit(self.percent.data or WHOLE, self.until.data or None)


class PlainForm(FlaskForm):
    """One press of a button, on what was shown."""

    version = version_field()
