"""All that is known of one student in one stage."""

import uuid
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

from placement_portal.programmes.rules import CategoryGroup, Demand, RuleUnit, about
from placement_portal.progress.rules.asked import Asked, Rule
from placement_portal.progress.rules.stays import Stay
from placement_portal.progress.rules.tallies import Tally
from placement_portal.progress.rules.variety import Earlier, Place
from placement_portal.sites.rules import DateRange

Credit: TypeAlias = tuple[int, int]
"""What counts without having been logged here: minutes and sessions."""

Credits: TypeAlias = Mapping[CategoryGroup, Credit]
NO_CREDIT: Final[Credits] = {}
WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Carried:
    """A shortfall of a rule that was carried into another year: how much, of what, until when."""

    id: str
    name: str
    groups: AbstractSet[CategoryGroup]
    codes: AbstractSet[str]
    unit: RuleUnit
    amount: int
    due: date


@dataclass(frozen=True, slots=True)
class Agreed:
    """A plan of a student's own: until when their year lasts, and which part of the totals it asks for; never why."""

    until: date | None = None
    percent: int = WHOLE


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of one student in one stage.

    `credits` are what was brought forward and what a board gave together, `board` the latter alone; `carried_out` and
    `carried_in` are shortfalls that went into a later year or came from an earlier one.
    """

    studying: bool
    stays: Sequence[Stay] = ()
    terms: Sequence[DateRange] = ()
    tallies: Sequence[Tally] = ()
    rule_set_id: uuid.UUID | None = None
    asked: Sequence[Asked] = ()
    credits: Credits | None = None
    board: Credits = field(default_factory=dict)
    carried_out: Sequence[Carried] = ()
    carried_in: Sequence[Carried] = ()
    agreed: Agreed = Agreed()
    earlier: Sequence[Earlier] = ()
    places: Mapping[uuid.UUID, Place] = field(default_factory=dict)
    unsupervised: Sequence[DateRange] = ()

    @property
    def credit(self) -> int:
        """All minutes of credit."""
        return sum(minutes for minutes, _ in (self.credits or NO_CREDIT).values())

    def credit_of(self, rule: Rule) -> int:
        """Return the minutes of credit that a rule is about."""
        return credit_in(self.credits or NO_CREDIT, rule, RuleUnit.HOURS)

    def credit_beside(self, rule: Demand) -> int:
        """Return the minutes of credit of the other work that a rule looks at."""
        return sum(minutes for group, (minutes, _) in (self.credits or NO_CREDIT).items() if group in rule.of_clients)


def credit_in(credits: Credits, rule: Rule, unit: RuleUnit) -> int:
    """Return how much credit a rule is about, in minutes or sessions; nobody is credited with days."""
    mine = [each for group, each in credits.items() if about(rule.groups, rule.codes, group, "")]
    at = {RuleUnit.HOURS: 0, RuleUnit.SESSIONS: 1}.get(unit)
    return 0 if at is None else sum(each[at] for each in mine)
