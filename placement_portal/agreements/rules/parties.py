"""Who the three parties are, who signs for each, in which order, and when one is reminded."""

import enum
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from itertools import permutations
from typing import Final


class PartyRole(enum.StrEnum):
    """The three who agree."""

    STUDENT = "student"
    PROVIDER = "provider"
    UNIVERSITY = "university"


class ProviderSigner(enum.StrEnum):
    """Who signs for the provider."""

    SUPERVISOR = "supervisor"
    SUPERVISOR_OR_COORDINATOR = "supervisor_or_coordinator"


class UniversitySigner(enum.StrEnum):
    """Who signs for the university."""

    TUTOR = "tutor"
    STAFF = "staff"
    ANY = "any"


ORDERS: Final[tuple[tuple[PartyRole, ...], ...]] = ((), *permutations(PartyRole))
"""Every order in which three can sign; the empty one is any order."""

REMIND_AFTER: Final = timedelta(days=7)


def turn(order: Sequence[PartyRole], signed: Collection[PartyRole]) -> AbstractSet[PartyRole]:
    """Return whose turn it is: the first in the order who has not signed, or all of them when any order will do."""
    left = [role for role in (order or tuple(PartyRole)) if role not in signed]
    return frozenset(left[:1] if order else left)


def is_due(last: datetime | None, now: datetime) -> bool:
    """Say whether a party may be written to again: a week after the last time, never sooner."""
    return last is None or now - last >= REMIND_AFTER


def week_of(day: date) -> int:
    """Return the ISO week of a day as one number, such as 202648: a party gets one letter in each at most."""
    year, week, _ = day.isocalendar()
    return year * 100 + week
