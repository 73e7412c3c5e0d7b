"""A rule as data: what every kind shares, and what each kind asks besides."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Final

from placement_portal.programmes.rules.groups import CLIENT_GROUPS, CategoryGroup
from placement_portal.programmes.rules.kinds import RuleKind, RuleUnit, VarietyOf, Window

NO_GROUPS: Final[AbstractSet[CategoryGroup]] = frozenset()
NO_CODES: Final[AbstractSet[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Demand:
    """One rule: its kind, which work it is about, how much, and what its kind asks besides.

    `groups` and `codes` of categories say together which work; neither means all of it. Amounts are in minutes,
    sessions, half days, days of a gap, or parts of a hundred.
    """

    kind: RuleKind
    groups: AbstractSet[CategoryGroup] = NO_GROUPS
    amount: int = 1
    unit: RuleUnit | None = None
    codes: AbstractSet[str] = NO_CODES
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def of(self) -> AbstractSet[CategoryGroup]:
        """The other work that the rule looks at: of a ratio, a step, a month, a gate, a share."""
        return groups_from(self.more.get("of", ()))

    @property
    def of_clients(self) -> AbstractSet[CategoryGroup]:
        """The other work, time with clients unless it says something else."""
        return self.of or CLIENT_GROUPS

    @property
    def window(self) -> Window:
        """Over what it is judged."""
        return Window(self.more.get("window", Window.STAGE))

    @property
    def steps(self) -> list[tuple[int, int]]:
        """Up to so many minutes of other work, so many minutes; beyond the last step, the last."""
        return [(int(until), int(asked)) for until, asked in self.more.get("steps", ())]

    @property
    def what(self) -> VarietyOf:
        """What there must be several of."""
        return VarietyOf(self.more.get("what", VarietyOf.SETTINGS))

    @property
    def across(self) -> bool:
        """Whether earlier years count as well."""
        return bool(self.more.get("across", False))

    def number(self, name: str, otherwise: int = 0) -> int:
        """Return a number that the kind asks besides, such as `per`, `weeks`, `back`, `least` or `grace`."""
        return int(self.more.get(name) or otherwise)


def groups_from(names: Iterable[str]) -> AbstractSet[CategoryGroup]:
    """Return groups by their names."""
    return frozenset(CategoryGroup(name) for name in names)


def concerns(groups: AbstractSet[CategoryGroup], group: CategoryGroup) -> bool:
    """Say whether a rule over some groups looks at one group; an empty set looks at all."""
    return not groups or group in groups


def about(groups: AbstractSet[CategoryGroup], codes: AbstractSet[str], group: CategoryGroup, code: str) -> bool:
    """Say whether a rule over some groups and categories looks at work of one category; neither means all."""
    return group in groups or code in codes or not (groups or codes)
