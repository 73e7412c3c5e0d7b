"""What the next cohort takes from this one: days 52 weeks later, names with the next year in them."""

import re
from collections.abc import Collection
from datetime import date, timedelta
from itertools import count
from typing import Final

YEAR: Final = timedelta(weeks=52)
"""A year that keeps the day of the week: terms begin on the same weekday, a day or two earlier in the month."""

YEARS: Final = re.compile(r"\b((?:19|20)\d\d)(?:([/–-])(\d\d))?\b")


def a_year_later(day: date) -> date:
    """Return the same weekday 52 weeks later."""
    return day + YEAR


def next_name(name: str, year: int, taken: Collection[str], most: int) -> str:
    """Return a name for the next cohort or version: every year in it one later, or `year` behind a name without one.

    It is none of those taken, whatever their case, and at most `most` characters long.
    """
    moved = YEARS.sub(_next, name)
    if moved == name:
        moved = f"{name[: most - 5]} {year}"
    folded = {each.casefold() for each in taken}
    tries = (moved if n == 1 else f"{moved[: most - len(str(n)) - 3]} ({n})" for n in count(1))
    return next(each for each in tries if each.casefold() not in folded)


def _next(found: re.Match[str]) -> str:
    year, between, short = found.groups()
    later = str(int(year) + 1)
    return f"{later}{between}{(int(short) + 1) % 100:02}" if short else later
