"""What can be found of settings: those of a provider, one with its closures."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import OrganisationKind
from placement_portal.sites.models import Closure, Site
from placement_portal.sites.policy import providers_of, sees


def find_provider(viewer: Person, organisation_id: uuid.UUID) -> Organisation | None:
    """Return a provider whose settings the viewer may see; None otherwise."""
    found = db.session.get(Organisation, organisation_id)
    return found if found and found.kind is OrganisationKind.PROVIDER and sees(viewer, found) else None


def find(viewer: Person, site_id: uuid.UUID) -> Site | None:
    """Return a setting that the viewer may see, with its provider."""
    found = db.session.scalar(sa.select(Site).where(Site.id == site_id).options(joinedload(Site.provider)))
    return found if found and sees(viewer, found) else None


def visible_to(viewer: Person) -> sa.Select[Site]:
    """Return the settings that the viewer may see, for lists to order and narrow."""
    return sa.select(Site).where(Site.provider_id.in_(providers_of(viewer).seen))


def sites_of(viewer: Person, provider: Organisation) -> list[Site]:
    """Return the settings of a provider with their closures, those in use first, by name."""
    wanted = visible_to(viewer).where(Site.provider_id == provider.id).options(selectinload(Site.closures))
    return list(db.session.scalars(wanted.order_by(Site.retired, Site.name)))


def closures_of(site: Site) -> list[Closure]:
    """Return when a setting is closed, in order of days."""
    wanted = sa.select(Closure).where(Closure.site_id == site.id)
    return list(db.session.scalars(wanted.order_by(Closure.starts, Closure.ends)))
