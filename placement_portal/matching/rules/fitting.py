"""What must hold between a student and an offer, and how it reads when it does not."""

import enum
from collections.abc import Mapping
from typing import Final

from placement_portal.matching.rules.facts import Opening, Seeker
from placement_portal.matching.rules.states import RoundVariety
from placement_portal.offers.rules import days_fit


class HardRule(enum.StrEnum):
    """What a match must not break; a person may still decide otherwise, and sees the sentence."""

    WITHDRAWN = "withdrawn"
    YEAR = "year"
    DAYS = "days"
    CONFLICT = "conflict"
    NEEDS = "needs"
    VARIETY = "variety"
    CAPACITY = "capacity"
    SUPERVISOR = "supervisor"


SAID: Final[Mapping[HardRule, str]] = {
    HardRule.WITHDRAWN: "The provider has withdrawn this offer.",
    HardRule.YEAR: "It is not offered to students of this year.",
    HardRule.DAYS: "They cannot come on these days.",
    HardRule.CONFLICT: "They have a conflict of interest with this setting.",
    HardRule.NEEDS: "It does not fit this person's needs.",
    HardRule.VARIETY: "It is too much like their placement of an earlier year.",
    HardRule.CAPACITY: "No place is left here.",
    HardRule.SUPERVISOR: "The supervisor can take no more students this year.",
}
"""Access needs are private: whoever reads this learns that something does not fit, and no more."""


def said(rule: HardRule) -> str:
    """Return the sentence for a rule that is broken."""
    return SAID[rule]


CHECKED: Final = (
    HardRule.WITHDRAWN,
    HardRule.YEAR,
    HardRule.DAYS,
    HardRule.CONFLICT,
    HardRule.NEEDS,
    HardRule.VARIETY,
)
"""In the order of `_checks`; places and supervisors are no matter of one student alone."""


def broken_by(seeker: Seeker, opening: Opening, variety: RoundVariety) -> list[HardRule]:
    """Return which rules this student breaks at this offer, whoever else is placed where."""
    return [rule for rule, broken in zip(CHECKED, _checks(seeker, opening, variety), strict=True) if broken]


def is_possible(seeker: Seeker, opening: Opening, variety: RoundVariety) -> bool:
    """Say whether a match breaks none of these rules; asked of every student and every offer."""
    return True not in _checks(seeker, opening, variety)


def _checks(seeker: Seeker, opening: Opening, variety: RoundVariety) -> tuple[bool, ...]:
    return (
        opening.withdrawn,
        seeker.year not in opening.years,
        not _can_come(seeker, opening),
        opening.site_id in seeker.conflicts,
        opening.site_id in seeker.misfits,
        bool(seeker.earlier) and _is_alike(seeker, opening, variety),
    )


def _can_come(seeker: Seeker, opening: Opening) -> bool:
    return seeker.weekdays is None or days_fit(opening.weekdays, opening.days_a_week, seeker.weekdays)


def _is_alike(seeker: Seeker, opening: Opening, variety: RoundVariety) -> bool:
    if variety is RoundVariety.ANYTHING:
        return False
    if variety is RoundVariety.OTHER_SETTING:
        return opening.site_id in {site for site, _ in seeker.earlier}
    return opening.kind in {kind for _, kind in seeker.earlier}
