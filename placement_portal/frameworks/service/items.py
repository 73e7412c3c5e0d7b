"""Changing the domains and competencies of a draft, one at a time."""

from typing import Final

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.frameworks.models import Competency, Domain, FrameworkVersion
from placement_portal.frameworks.rules import CompetencyFacts, DomainFacts
from placement_portal.frameworks.service import writing
from placement_portal.frameworks.service.keeping import change, keep, open_draft, tell_change
from placement_portal.organisations.service import Refused

TAKEN: Final = "There is a line with the code {} already."
NOT_EMPTY: Final = "This domain still has competencies: move or remove them first."


def add_domain(version: FrameworkVersion, facts: DomainFacts, *, by: Person) -> Domain:
    """Add a domain to a draft; raise `Refused` when its code is taken."""
    open_draft(version)
    _expect_free(version, facts.code)
    domain = writing.add_domain(version, facts)
    db.session.flush()
    tell_change(version, "domain", {}, {"code": facts.code, "name": facts.name}, by)
    return domain


def change_domain(domain: Domain, facts: DomainFacts, *, by: Person, shown: int | None = None) -> None:
    """Change a domain of a draft; raise `Refused` when its code is taken, `Moved` for a stale form."""
    version = open_draft(domain.version_of)
    _expect_free(version, facts.code, domain)
    wanted = {"code": facts.code, "name": facts.name, "description": facts.description}
    tell_change(version, f"domain {domain.code}", *change(domain, wanted, shown), by)


def remove_domain(domain: Domain, *, by: Person) -> None:
    """Remove a domain of a draft; raise `Refused` while it has competencies."""
    version = open_draft(domain.version_of)
    if db.session.scalar(sa.select(sa.exists().where(Competency.domain_id == domain.id))):
        raise Refused(NOT_EMPTY)
    tell_change(version, "domain", {"code": domain.code, "name": domain.name}, {}, by)
    db.session.execute(sa.delete(Domain).where(Domain.id == domain.id))


def add_competency(domain: Domain, facts: CompetencyFacts, *, by: Person) -> Competency:
    """Add a competency to a draft; raise `Refused` when its code is taken."""
    version = open_draft(domain.version_of)
    _expect_free(version, facts.code)
    made = keep(Competency(version_id=version.id, domain_id=domain.id, **writing.columns(facts)))
    tell_change(version, "competency", {}, {"code": facts.code, "name": facts.name}, by)
    return made


def change_competency(
    competency: Competency, domain: Domain, facts: CompetencyFacts, *, by: Person, shown: int | None = None
) -> None:
    """Change a competency of a draft, or move it to another domain of the same version."""
    version = open_draft(competency.version_of)
    _expect_free(version, facts.code, competency)
    moved = [(competency.domain.code, domain.code)] if competency.domain_id != domain.id else []
    before, after = change(competency, {**writing.columns(facts), "domain_id": domain.id}, shown)
    for old, new in moved:
        before["domain_id"], after["domain_id"] = old, new
    tell_change(version, f"competency {competency.code}", before, after, by)


def remove_competency(competency: Competency, *, by: Person) -> None:
    """Remove a competency of a draft."""
    version = open_draft(competency.version_of)
    tell_change(version, "competency", {"code": competency.code, "name": competency.name}, {}, by)
    db.session.execute(sa.delete(Competency).where(Competency.id == competency.id))


def _expect_free(version: FrameworkVersion, code: str, but: Domain | Competency | None = None) -> None:
    """Refuse a code that another line of the version has, domain or competency."""
    for model in (Domain, Competency):
        wanted = sa.select(model.id).where(model.version_id == version.id, model.code == code)
        if any(each != getattr(but, "id", None) for each in db.session.scalars(wanted)):
            raise Refused(TAKEN.format(code))
