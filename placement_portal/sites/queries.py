"""What can be found of settings: those of a provider, one with its closures."""

import functools
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import Given, Together, db
from placement_portal.organisations import queries as organisations
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import OrganisationKind
from placement_portal.sites import policy
from placement_portal.sites.models import Closure, Site, SiteMove, SiteTerm


def find_provider(viewer: Person, organisation_id: uuid.UUID) -> Organisation | None:
    """Return a provider that the viewer works for, or that is a partner of an organisation they work for."""
    found = organisations.find(viewer, organisation_id)
    return found if found and found.kind is OrganisationKind.PROVIDER else None


def find(viewer: Person, site_id: uuid.UUID) -> Site | None:
    """Return a setting of a provider that the viewer works for or with, or that passed it on to another."""
    found = db.session.scalar(sa.select(Site).where(Site.id == site_id).options(joinedload(Site.provider)))
    return found if found and policy.sees(viewer, found) else None


def find_term(viewer: Person, term_id: uuid.UUID) -> SiteTerm | None:
    """Return a term of a setting that the viewer may see."""
    up = joinedload(SiteTerm.site).joinedload(Site.provider)
    found = db.session.scalar(sa.select(SiteTerm).where(SiteTerm.id == term_id).options(up))
    return found if found and find_provider(viewer, found.site.provider_id) else None


def find_closure(viewer: Person, closure_id: uuid.UUID) -> Closure | None:
    """Return a closure of a setting that the viewer may see."""
    up = joinedload(Closure.site).joinedload(Site.provider)
    found = db.session.scalar(sa.select(Closure).where(Closure.id == closure_id).options(up))
    return found if found and find_provider(viewer, found.site.provider_id) else None


def sites_of(provider: Organisation) -> list[Site]:
    """Return the settings of a provider with their closures, those in use first, by name."""
    wanted = sa.select(Site).where(Site.provider_id == provider.id).options(selectinload(Site.closures))
    return list(db.session.scalars(wanted.order_by(Site.retired, Site.name)))


def closures_of(site: Site) -> list[Closure]:
    """Return when a setting is closed: what is still to come first, in order of days, then what is over."""
    wanted = sa.select(Closure).where(Closure.site_id == site.id).order_by(Closure.starts, Closure.ends)
    today = clock.today()
    return sorted(db.session.scalars(wanted), key=lambda closure: closure.ends < today)


def terms_of(site: Site) -> list[SiteTerm]:
    """Return the terms of a setting in order of days."""
    return list(db.session.scalars(sa.select(SiteTerm).where(SiteTerm.site_id == site.id).order_by(SiteTerm.starts)))


def about(site: Site) -> Given:
    """Return what the page of a setting says about its days, in one statement.

    `closures` and `terms` have name, starts and ends, in order of days; `moves` say how it passed from provider to
    provider: day, giver and taker, oldest first.
    """
    found = _parts().rows(site=site.id)
    for dated in ("closures", "terms"):
        found[dated].sort(key=lambda each: (each.starts, each.ends, each.id))
    found["moves"].sort(key=lambda each: each.id)
    return found


@functools.cache
def _parts() -> Together:
    site: sa.BindParameter[uuid.UUID] = sa.bindparam("site", type_=sa.Uuid())
    giver, taker = aliased(Organisation), aliased(Organisation)
    return Together(
        closures=sa.select(Closure.id, Closure.name, Closure.starts, Closure.ends).where(Closure.site_id == site),
        terms=sa.select(SiteTerm.id, SiteTerm.name, SiteTerm.starts, SiteTerm.ends).where(SiteTerm.site_id == site),
        moves=sa.select(SiteMove.id, SiteMove.day, giver.name.label("giver"), taker.name.label("taker"))
        .join(giver, giver.id == SiteMove.from_id)
        .join(taker, taker.id == SiteMove.to_id)
        .where(SiteMove.site_id == site),
    )
