"""The bank holidays of some nations by day, each with its name; which nation, where they differ."""

import functools
from collections.abc import Mapping
from datetime import date

from placement_portal.organisations.rules import BankHolidays
from placement_portal.sites.service import known_bank_holidays
from placement_portal.web.labels import label


@functools.cache
def bank_holidays(nations: frozenset[BankHolidays]) -> Mapping[date, str]:
    """Return their names by day; a day on which only some of the nations rest says which."""
    found: dict[date, dict[str, list[BankHolidays]]] = {}
    for nation in sorted(nations):
        for day, name in known_bank_holidays(nation):
            found.setdefault(day, {}).setdefault(name, []).append(nation)
    return {day: ", ".join(_said(name, of, nations) for name, of in names.items()) for day, names in found.items()}


def _said(name: str, of: list[BankHolidays], nations: frozenset[BankHolidays]) -> str:
    everywhere = set(of) == nations - {BankHolidays.NONE}
    return name if everywhere else f"{name} ({', '.join(label(each).text for each in of)})"
