"""Settings: where clients are met, when they are closed, and whom to ring."""

import uuid
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import NAME_LENGTH
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.organisations.models import Organisation
from placement_portal.sites.rules import SiteKind


class Site(Keyed, Versioned, Base):
    """A setting of a provider; an empty zone means the provider's."""

    __tablename__ = "site"
    __table_args__ = (sa.UniqueConstraint("provider_id", "name"),)

    provider_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("organisation.id"))
    name: Mapped[str] = column(DataClass.PUBLIC, sa.String(NAME_LENGTH))
    kind: Mapped[SiteKind] = column(DataClass.PUBLIC, choice(SiteKind))
    place: Mapped[str] = column(DataClass.PUBLIC, sa.String(200), default="")
    zone: Mapped[str] = column(DataClass.PUBLIC, sa.String(60), default="")
    safeguarding_role: Mapped[str] = column(DataClass.INTERNAL, sa.String(120), default="")
    safeguarding_contact: Mapped[str] = column(DataClass.INTERNAL, sa.String(120), default="")
    retired: Mapped[bool] = column(DataClass.INTERNAL, default=False)

    provider: Mapped[Organisation] = relationship()
    closures: Mapped[list["Closure"]] = relationship(back_populates="site", order_by="Closure.starts")


class Closure(Keyed, Base):
    """Days on which a setting is closed: a holiday, an INSET day, snow."""

    __tablename__ = "closure"
    __table_args__ = (
        sa.UniqueConstraint("site_id", "starts", "ends"),
        sa.CheckConstraint("ends >= starts", name="order"),
    )

    site_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("site.id"))
    starts: Mapped[date] = column(DataClass.INTERNAL)
    ends: Mapped[date] = column(DataClass.INTERNAL)
    name: Mapped[str] = column(DataClass.INTERNAL, sa.String(80))

    site: Mapped[Site] = relationship(back_populates="closures")
