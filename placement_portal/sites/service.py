"""What can be done to settings: add, change, close for some days and open again."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

import sqlalchemy as sa

from placement_portal import ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.sites import events
from placement_portal.sites.models import Closure, Site
from placement_portal.sites.rules import SiteKind
from placement_portal.transaction import Difference

WORDS: Final = {
    "name": "Name",
    "kind": "Kind of place",
    "place": "Where it is",
    "zone": "Time zone",
    "safeguarding_role": "Who leads on safeguarding",
    "safeguarding_contact": "How to reach them",
    "retired": "No longer used",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """What is known of a setting; an empty zone means the provider's."""

    name: str
    kind: SiteKind
    place: str = ""
    zone: str = ""
    safeguarding_role: str = ""
    safeguarding_contact: str = ""
    retired: bool = False


def add(provider: Organisation, facts: SiteFacts, *, by: Person) -> Site:
    """Add a setting to a provider; raise `Refused` for a name that is taken."""
    _check_name(provider.id, facts.name)
    site = Site(provider_id=provider.id, **asdict(facts))
    db.session.add(site)
    db.session.flush()
    _record(site, events.SiteAdded(name=facts.name, kind=facts.kind), by)
    return site


def change(site: Site, facts: SiteFacts, *, by: Person, shown: int | None = None) -> None:
    """Change what is known of a setting; raise `Moved` for a stale form, `Refused` for a name that is taken."""
    wanted = asdict(facts)
    before = {name: getattr(site, name) for name in wanted if getattr(site, name) != wanted[name]}
    differences = [Difference(WORDS[name], str(wanted[name]), str(before[name])) for name in before]
    transaction.check_version(site, shown, differences)
    if facts.name != site.name:
        _check_name(site.provider_id, facts.name)
    for name, value in wanted.items():
        setattr(site, name, value)
    after = {name: wanted[name] for name in before}
    _record(site, events.SiteChanged(before=before, after=after), by)
    transaction.touch(site.id)


def close(site: Site, starts: date, ends: date, name: str, *, by: Person) -> Closure:
    """Close a setting from a day to a day, both included; raise `Refused` when that very closure is there already."""
    there = sa.select(Closure.id).where(Closure.site_id == site.id, Closure.starts == starts, Closure.ends == ends)
    if db.session.scalar(there):
        raise Refused("These days are on the list already.")
    closure = Closure(site_id=site.id, starts=starts, ends=ends, name=name)
    db.session.add(closure)
    _record(site, events.SiteClosed(starts=starts, ends=ends), by)
    transaction.touch(site.id)
    return closure


def remove_closure(closure: Closure, *, by: Person) -> None:
    """Open a setting again on the days of a closure."""
    _record(closure.site, events.ClosureRemoved(starts=closure.starts, ends=closure.ends), by)
    transaction.touch(closure.site_id)
    db.session.delete(closure)


def _check_name(provider_id: uuid.UUID, name: str) -> None:
    taken = sa.select(Site.id).where(Site.provider_id == provider_id, sa.func.lower(Site.name) == name.lower())
    if db.session.scalar(taken.limit(1)):
        raise Refused(f"There is a setting called {name} already.")


def _record(site: Site, event: ledger.Event, by: Person) -> None:
    ledger.record(event, by=by, on=site.id, chain=site.provider_id, version=site.version)
