"""Settings: where clients are met, when they are closed, and whom to ring."""

import uuid
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import NAME_LENGTH, Person
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import BankHolidays
from placement_portal.sites.rules import SiteKind, SiteMeets

ADDRESS_LENGTH = 300
PHONE_LENGTH = 40
CONTACT_LENGTH = 120
NOTES_LENGTH = 1_000


class Site(Keyed, Versioned, Base):
    """A setting of a provider; an empty zone means the provider's, and so do bank holidays that nobody chose."""

    __tablename__ = "site"
    __table_args__ = (sa.UniqueConstraint("provider_id", "name"),)

    provider_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("organisation.id"))
    name: Mapped[str] = column(DataClass.PUBLIC, sa.String(NAME_LENGTH))
    kind: Mapped[SiteKind] = column(DataClass.PUBLIC, choice(SiteKind))
    meets: Mapped[SiteMeets] = column(DataClass.PUBLIC, choice(SiteMeets), default=SiteMeets.AS_KIND)
    place: Mapped[str] = column(DataClass.PUBLIC, sa.String(200), default="")
    zone: Mapped[str] = column(DataClass.PUBLIC, sa.String(60), default="")
    bank_holidays: Mapped[BankHolidays | None] = column(DataClass.PUBLIC, choice(BankHolidays))
    safeguarding_role: Mapped[str] = column(DataClass.INTERNAL, sa.String(120), default="")
    safeguarding_contact: Mapped[str] = column(DataClass.INTERNAL, sa.String(120), default="")
    retired: Mapped[bool] = column(DataClass.INTERNAL, default=False)
    address: Mapped[str] = column(DataClass.PUBLIC, sa.String(ADDRESS_LENGTH), default="")
    phone: Mapped[str] = column(DataClass.PUBLIC, sa.String(PHONE_LENGTH), default="")
    link_person: Mapped[str] = column(DataClass.PERSONAL, sa.String(NAME_LENGTH), default="")
    link_contact: Mapped[str] = column(DataClass.PERSONAL, sa.String(CONTACT_LENGTH), default="")
    link_when: Mapped[str] = column(DataClass.INTERNAL, sa.String(CONTACT_LENGTH), default="")
    rooms: Mapped[str] = column(DataClass.INTERNAL, sa.String(NOTES_LENGTH), default="")
    access_notes: Mapped[str] = column(DataClass.INTERNAL, sa.String(NOTES_LENGTH), default="")

    provider: Mapped[Organisation] = relationship()
    terms: Mapped[list["SiteTerm"]] = relationship(back_populates="site", order_by="SiteTerm.starts")
    closures: Mapped[list["Closure"]] = relationship(back_populates="site", order_by="Closure.starts")

    @property
    def holidays_kept(self) -> BankHolidays:
        """Whose bank holidays it keeps: its own choice, or the provider's."""
        return self.bank_holidays or self.provider.bank_holidays


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


class SiteTerm(Keyed, Base):
    """A term of a setting, such as a school's: between two of them it has holidays."""

    __tablename__ = "site_term"
    __table_args__ = (
        sa.UniqueConstraint("site_id", "starts"),
        sa.CheckConstraint("ends >= starts", name="order"),
    )

    site_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("site.id"))
    name: Mapped[str] = column(DataClass.INTERNAL, sa.String(80))
    starts: Mapped[date] = column(DataClass.INTERNAL)
    ends: Mapped[date] = column(DataClass.INTERNAL)

    site: Mapped[Site] = relationship(back_populates="terms")


class SiteMove(Keyed, Base):
    """A setting passed from one provider to another; placements that stood there keep theirs."""

    __tablename__ = "site_move"

    site_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("site.id"), index=True)
    from_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("organisation.id"))
    to_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("organisation.id"))
    day: Mapped[date] = column(DataClass.INTERNAL)
    by_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("person.id"))

    site: Mapped[Site] = relationship()
    from_: Mapped[Organisation] = relationship(foreign_keys=[from_id])
    to: Mapped[Organisation] = relationship(foreign_keys=[to_id])
    by: Mapped[Person] = relationship()
