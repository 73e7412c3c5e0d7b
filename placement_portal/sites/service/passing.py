"""A setting passes from one provider to another, and what stood there stays as it was."""

from placement_portal import clock, ledger
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.sites import events
from placement_portal.sites.models import Site, SiteMove
from placement_portal.sites.service.facts import check_name
from placement_portal.sites.service.keeping import record


def pass_on(site: Site, to: Organisation, *, by: Person) -> SiteMove:
    """Let a setting belong to another provider from today; placements keep the provider that they were made with.

    Raises `Refused` when it belongs there already, or when that provider has a setting of the same name.
    """
    if to.id == site.provider_id:
        raise Refused(f"{site.name} belongs to {to.name} already.")
    check_name(to.id, site.name)
    before, day = site.provider_id, clock.today(to.zone)
    moved = SiteMove(site_id=site.id, from_id=before, to_id=to.id, day=day, by_id=by.id)
    db.session.add(moved)
    passed = events.SitePassedOn(before=before, after=to.id, day=day)
    record(site, passed, by)
    site.provider_id, site.provider = to.id, to
    ledger.record(passed, by=by, on=site.id, chain=to.id)
    return moved
