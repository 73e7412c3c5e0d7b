"""The bank holidays of England and Wales by day, as the settings of this installation can take them over."""

import functools
from collections.abc import Mapping
from datetime import date

from placement_portal.sites.rules import BankHolidays
from placement_portal.sites.service import known_bank_holidays


@functools.cache
def bank_holidays() -> Mapping[date, str]:
    """Return their names by day."""
    return dict(known_bank_holidays(BankHolidays.ENGLAND_AND_WALES))
