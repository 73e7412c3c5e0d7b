"""Which days one claims for; whatever makes no sense is the present month."""

from collections.abc import Iterable
from datetime import date

from wtforms import DateField, Form, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Optional

from placement_portal.travel import rules
from placement_portal.travel.rules import Spell
from placement_portal.web.formats import month

RANGE = ""


class SpellForm(Form):
    """A month, or from a day to a day."""

    month = SelectField("Month", validate_choice=False)
    first = DateField("From", validators=[Optional()])
    last = DateField("To", validators=[Optional()])

    def offer(self, months: Iterable[date]) -> None:
        """Set which months can be chosen."""
        offered = [SelectChoice(f"{each:%Y-%m}", month(each)) for each in months]
        self.month.choices = [SelectChoice(RANGE, "The days below"), *offered]

    def spell(self, today: date) -> Spell:
        """Return the days that are asked for; a month goes before days."""
        self.validate()
        chosen = self.month.data or ""
        given = (self.first.data, self.last.data) if chosen == RANGE else (None, None)
        return rules.spell(chosen, *given, today)
