"""Proposals with their facts, who made them, and what was decided."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import ADDRESS_LENGTH, NAME_LENGTH, Person
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.organisations.models import Organisation
from placement_portal.proposals.rules import ProposalKind, ProposalStatus
from placement_portal.sites.models import Site
from placement_portal.sites.rules import SiteKind

INTERNAL = DataClass.INTERNAL
WHY_LENGTH = 500


class Proposal(Keyed, Versioned, Base):
    """Something proposed to a provider (a setting, one to take over) or to a university (a provider)."""

    __tablename__ = "proposal"
    __table_args__ = (
        sa.CheckConstraint("(status = 'proposed') = (decided_at IS NULL)", name="decided"),
        sa.CheckConstraint("(kind = 'provider') = (provider_id IS NULL)", name="provider"),
        sa.CheckConstraint("(kind = 'transfer') = (site_id IS NOT NULL)", name="site"),
        sa.CheckConstraint("kind = 'transfer' OR university_id IS NOT NULL", name="university"),
    )

    kind: Mapped[ProposalKind] = column(INTERNAL, choice(ProposalKind))
    status: Mapped[ProposalStatus] = column(INTERNAL, choice(ProposalStatus), default=ProposalStatus.PROPOSED)
    university_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    provider_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    site_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("site.id"))
    name: Mapped[str] = column(DataClass.PUBLIC, sa.String(NAME_LENGTH))
    site_kind: Mapped[SiteKind | None] = column(INTERNAL, choice(SiteKind))
    place: Mapped[str] = column(INTERNAL, sa.String(200), default="")
    contact_name: Mapped[str] = column(DataClass.PERSONAL, sa.String(NAME_LENGTH), default="")
    contact: Mapped[str] = column(DataClass.PERSONAL, sa.String(ADDRESS_LENGTH), default="")
    why: Mapped[str] = column(DataClass.PERSONAL, sa.String(WHY_LENGTH), default="")
    proposed_by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"), index=True)
    proposed_at: Mapped[datetime] = column(INTERNAL)
    decided_by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = column(INTERNAL)
    reason: Mapped[str] = column(DataClass.PERSONAL, sa.String(WHY_LENGTH), default="")

    university: Mapped[Organisation | None] = relationship(foreign_keys=[university_id])
    provider: Mapped[Organisation | None] = relationship(foreign_keys=[provider_id])
    site: Mapped[Site | None] = relationship()
    proposed_by: Mapped[Person] = relationship(foreign_keys=[proposed_by_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])
