"""How long a check holds: no end, months, an edition or a period that ends for everybody, or an end of its own."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from placement_portal.clearance.rules import ClearanceValidity

MONTHS: Final = 12
COMMON: Final = frozenset({ClearanceValidity.EDITION, ClearanceValidity.PERIOD})
"""These end on the same day for everybody."""


@dataclass(frozen=True, slots=True)
class Validity:
    """A kind with its figures: months, or the day and month on which it ends, every year or every second one."""

    kind: ClearanceValidity = ClearanceValidity.NONE
    months: int = 0
    month: int = 0
    day: int = 0
    every: int = 1


def last_day(validity: Validity, since: date, own_end: date | None) -> date | None:
    """Return the last day on which a check holds, that day included; None when it has no end.

    An end of its own, such as a policy's or a registration's, always counts when it is known.
    """
    if own_end is not None:
        return own_end
    if validity.kind is ClearanceValidity.MONTHS:
        return add_months(since, validity.months)
    return next_end(validity, since) if validity.kind in COMMON else None


def add_months(since: date, months: int) -> date:
    """Return the same day so many months later, or the last of the month where there is no such day."""
    years, month = divmod(since.month - 1 + months, MONTHS)
    return _in(since.year + years, month + 1, since.day)


def next_end(validity: Validity, since: date) -> date:
    """Return the first end on or after a day; one that comes every second year comes in even years."""
    year = since.year + since.year % validity.every
    end = _in(year, validity.month, validity.day)
    return end if end >= since else _in(year + validity.every, validity.month, validity.day)


def _in(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
