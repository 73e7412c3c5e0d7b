"""When a setting is closed: for some days, on bank holidays, between its terms."""

import functools
from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from placement_portal import clock, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.rules import BankHolidays
from placement_portal.organisations.service import Refused
from placement_portal.sites import events
from placement_portal.sites.models import Closure, Site, SiteTerm
from placement_portal.sites.rules import HOLIDAY, DateRange, between_terms, is_closed
from placement_portal.sites.service.keeping import record


def close(site: Site, starts: date, ends: date, name: str, *, by: Person) -> Closure:
    """Close a setting from a day to a day, both included; raise `Refused` when that very closure is there already."""
    there = sa.select(Closure.id).where(Closure.site_id == site.id, Closure.starts == starts, Closure.ends == ends)
    if db.session.scalar(there):
        raise Refused("These days are on the list already.")
    closure = Closure(site_id=site.id, starts=starts, ends=ends, name=name)
    db.session.add(closure)
    record(site, events.SiteClosed(starts=starts, ends=ends), by)
    transaction.touch(site.id)
    return closure


def remove_closure(closure: Closure, *, by: Person) -> None:
    """Open a setting again on the days of a closure."""
    record(closure.site, events.ClosureRemoved(starts=closure.starts, ends=closure.ends), by)
    transaction.touch(closure.site_id)
    db.session.delete(closure)


def add_bank_holidays(site: Site, division: BankHolidays, *, by: Person) -> list[date]:
    """Close a setting on every bank holiday to come that is known and not closed already; return the new days.

    A setting that kept those of another nation until now is open again on what is no holiday in this one.
    """
    today = clock.today()
    _open_on_others(site, division, today, by)
    site.bank_holidays = None if division is site.provider.bank_holidays else division
    closed = _closed(site)
    coming = {day: name for day, name in known_bank_holidays(division) if day >= today and not is_closed(day, closed)}
    db.session.add_all(Closure(site_id=site.id, starts=day, ends=day, name=name) for day, name in coming.items())
    record(site, events.BankHolidaysAdded(division=division, days=list(coming)), by)
    transaction.touch(site.id)
    return list(coming)


def _open_on_others(site: Site, division: BankHolidays, today: date, by: Person) -> None:
    known = {each for nation in BankHolidays for each in known_bank_holidays(nation) if each[0] >= today}
    gone = known - set(known_bank_holidays(division))
    there = sa.select(Closure).where(Closure.site_id == site.id, Closure.starts == Closure.ends)
    for closure in db.session.scalars(there.where(Closure.starts.in_([day for day, _ in gone]))).all():
        if (closure.starts, closure.name) in gone:
            remove_closure(closure, by=by)
    db.session.flush()


@functools.cache
def known_bank_holidays(division: BankHolidays) -> tuple[tuple[date, str], ...]:
    """Return the bank holidays of a nation as they were published with the portal; nobody is asked."""
    if division is BankHolidays.NONE:
        return ()
    from govuk_bank_holidays.bank_holidays import BankHolidays as Published  # only when somebody wants them

    kept = Published(use_cached_holidays=True).get_holidays(division.value)
    return tuple((each["date"], each["title"]) for each in kept)


def add_term(site: Site, starts: date, ends: date, name: str, *, by: Person) -> SiteTerm:
    """Add a term; raise `Refused` when it overlaps another."""
    if any(each.starts <= ends and starts <= each.ends for each in _terms(site)):
        raise Refused("These days lie in another term already.")
    term = SiteTerm(site_id=site.id, starts=starts, ends=ends, name=name)
    db.session.add(term)
    record(site, events.TermAdded(name=name, starts=starts, ends=ends), by)
    return term


def remove_term(term: SiteTerm, *, by: Person) -> None:
    """Take a term back; closed days stay as they are."""
    record(term.site, events.TermRemoved(name=term.name, starts=term.starts, ends=term.ends), by)
    db.session.delete(term)


def close_between_terms(site: Site, *, by: Person) -> list[DateRange]:
    """Close a setting between its terms, where that is not on the list yet; return the new closures."""
    there = {(first, last) for first, last in _closed(site)}
    gaps = between_terms((each.starts, each.ends) for each in _terms(site))
    new = [gap for gap in gaps if gap not in there]
    db.session.add_all(Closure(site_id=site.id, starts=first, ends=last, name=HOLIDAY) for first, last in new)
    record(site, events.ClosedBetweenTerms(ranges=[list(each) for each in new]), by)
    transaction.touch(site.id)
    return new


def _closed(site: Site) -> list[DateRange]:
    wanted = sa.select(Closure.starts, Closure.ends).where(Closure.site_id == site.id)
    return [(starts, ends) for starts, ends in db.session.execute(wanted)]


def _terms(site: Site) -> Iterable[SiteTerm]:
    return db.session.scalars(sa.select(SiteTerm).where(SiteTerm.site_id == site.id)).all()
