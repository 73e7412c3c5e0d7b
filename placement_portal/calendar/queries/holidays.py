"""The bank holidays of England and Wales, from the copy of the government's list that a library brings."""

import functools
from collections.abc import Mapping
from datetime import date


def bank_holidays() -> Mapping[date, str]:
    """Return the names of the bank holidays by day."""
    return _kept()


@functools.cache
def _kept() -> dict[date, str]:
    from govuk_bank_holidays.bank_holidays import BankHolidays  # only where a calendar is shown

    found = BankHolidays(use_cached_holidays=True).get_holidays(BankHolidays.ENGLAND_AND_WALES)
    return {each["date"]: each["title"] for each in found}
