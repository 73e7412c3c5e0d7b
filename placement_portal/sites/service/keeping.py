"""What every act on a setting ends with: its event in the provider's chain."""

from placement_portal import ledger
from placement_portal.accounts.models import Person
from placement_portal.sites.models import Site


def record(site: Site, event: ledger.Event, by: Person) -> None:
    """Record what happened to a setting in the chain of its provider."""
    ledger.record(event, by=by, on=site.id, chain=site.provider_id, version=site.version)
