"""What is known of a setting: added, changed, and what one must know before going there."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

import sqlalchemy as sa

from placement_portal import transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.names import service as names
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.sites import events
from placement_portal.sites.models import Site
from placement_portal.sites.rules import SiteKind, SiteMeets
from placement_portal.sites.service.keeping import record
from placement_portal.transaction import Difference

WORDS: Final = {
    "name": "Name",
    "kind": "Kind of place",
    "meets": "Whom students meet there",
    "place": "Where it is",
    "address": "Address",
    "zone": "Time zone",
    "safeguarding_role": "Who leads on safeguarding",
    "safeguarding_contact": "How to reach them",
    "retired": "No longer used",
}


VISIT: Final = {
    "phone": "Phone of the reception",
    "link_person": "Link person",
    "link_contact": "How to reach the link person",
    "link_when": "When to ring them",
    "rooms": "Rooms and instruments",
    "access_notes": "Parking and access",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """What is known of a setting; an empty zone means the provider's."""

    name: str
    kind: SiteKind
    meets: SiteMeets = SiteMeets.AS_KIND
    place: str = ""
    address: str = ""
    zone: str = ""
    safeguarding_role: str = ""
    safeguarding_contact: str = ""
    retired: bool = False


def add(provider: Organisation, facts: SiteFacts, *, by: Person) -> Site:
    """Add a setting to a provider; raise `Refused` for a name that is taken."""
    check_name(provider.id, facts.name)
    site = Site(provider_id=provider.id, **asdict(facts))
    db.session.add(site)
    db.session.flush()
    names.keep(site.id, site.name)
    record(site, events.SiteAdded(name=facts.name, kind=facts.kind), by)
    return site


def change(site: Site, facts: SiteFacts, *, by: Person, shown: int | None = None) -> None:
    """Change what is known of a setting; raise `Moved` for a stale form, `Refused` for a name that is taken."""
    wanted = asdict(facts)
    before = {name: getattr(site, name) for name in wanted if getattr(site, name) != wanted[name]}
    differences = [Difference(WORDS[name], str(wanted[name]), str(before[name])) for name in before]
    transaction.check_version(site, shown, differences)
    if facts.name != site.name:
        check_name(site.provider_id, facts.name)
    for name, value in wanted.items():
        setattr(site, name, value)
    names.keep(site.id, site.name)
    after = {name: wanted[name] for name in before}
    record(site, events.SiteChanged(before=before, after=after), by)
    transaction.touch(site.id)


def tell_visitors(site: Site, wanted: Mapping[str, str], *, by: Person, shown: int | None = None) -> None:
    """Say what one must know before going to a setting; raise `Moved` for a stale form."""
    changed = [name for name in VISIT if wanted[name] != getattr(site, name)]
    differences = [Difference(VISIT[name], wanted[name], getattr(site, name)) for name in changed]
    transaction.check_version(site, shown, differences)
    for name in changed:
        setattr(site, name, wanted[name])
    record(site, events.VisitChanged(changed=changed), by)


def check_name(provider_id: uuid.UUID, name: str) -> None:
    """Raise `Refused` when a provider has a setting of this name already."""
    taken = sa.select(Site.id).where(Site.provider_id == provider_id, sa.func.lower(Site.name) == name.lower())
    if db.session.scalar(taken.limit(1)):
        raise Refused(f"There is a setting called {name} already.")
