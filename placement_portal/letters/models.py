"""Letters as they are kept: what each says, the hash of its link and of its code, and whom a setting was told."""

import uuid
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import ADDRESS_LENGTH, NAME_LENGTH, Person
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.letters.rules import IdentityShown, LetterState
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import Placement
from placement_portal.sites.models import PHONE_LENGTH, Site

INTERNAL, PERSONAL = DataClass.INTERNAL, DataClass.PERSONAL
HASH_LENGTH, CAUSE_LENGTH = 64, 60
LIVE: Final = sa.text("state = 'live'")


class AssuranceLetter(Keyed, Versioned, Base):
    """What a provider vouches for to one setting about one student; at most one at a time is live.

    `lines` say what was seen, by which organisation and when: never an outcome, never a number.
    """

    __tablename__ = "assurance_letter"
    __table_args__ = (
        sa.UniqueConstraint("placement_id", "site_id", "number"),
        sa.Index(
            "uq_assurance_letter_live", "placement_id", "site_id", unique=True, sqlite_where=LIVE, postgresql_where=LIVE
        ),
        sa.CheckConstraint("wrong_codes >= 0", name="wrong_codes"),
        sa.CheckConstraint("sent_at IS NULL OR sent_to <> ''", name="sent"),
    )

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"))
    site_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("site.id"), index=True)
    provider_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    number: Mapped[int] = column(INTERNAL)
    state: Mapped[LetterState] = column(INTERNAL, choice(LetterState), default=LetterState.LIVE)
    made_at: Mapped[datetime] = column(INTERNAL)
    made_by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    shows: Mapped[IdentityShown] = column(INTERNAL, choice(IdentityShown))
    ring_name: Mapped[str] = column(PERSONAL, sa.String(NAME_LENGTH))
    ring_phone: Mapped[str] = column(PERSONAL, sa.String(PHONE_LENGTH))
    lines: Mapped[list[Any]] = column(DataClass.SAFEGUARDING)
    sent_to: Mapped[str] = column(PERSONAL, sa.String(ADDRESS_LENGTH), default="")
    sent_at: Mapped[datetime | None] = column(INTERNAL)
    token_hash: Mapped[str | None] = column(DataClass.SECRET, sa.String(HASH_LENGTH), unique=True)
    code_hash: Mapped[str] = column(DataClass.SECRET, sa.String(HASH_LENGTH), default="")
    wrong_codes: Mapped[int] = column(INTERNAL, default=0)
    wrong_at: Mapped[datetime | None] = column(INTERNAL)
    over_at: Mapped[datetime | None] = column(INTERNAL)
    over_by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))

    placement: Mapped[Placement] = relationship()
    site: Mapped[Site] = relationship()
    provider: Mapped[Organisation] = relationship()
    made_by: Mapped[Person] = relationship(foreign_keys=[made_by_id])
    over_by: Mapped[Person | None] = relationship(foreign_keys=[over_by_id])


class LetterNotice(Keyed, Base):
    """That a setting must be asked to ring, because of one stop; never why. Sent by a person, or by itself when due."""

    __tablename__ = "letter_notice"
    __table_args__ = (sa.UniqueConstraint("letter_id", "cause"),)

    letter_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("assurance_letter.id"))
    cause: Mapped[str] = column(INTERNAL, sa.String(CAUSE_LENGTH))
    began_at: Mapped[datetime] = column(INTERNAL)
    due_at: Mapped[datetime] = column(INTERNAL, index=True)
    sent_at: Mapped[datetime | None] = column(INTERNAL)
    sent_by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))
    called_off_at: Mapped[datetime | None] = column(INTERNAL)

    letter: Mapped[AssuranceLetter] = relationship()
    sent_by: Mapped[Person | None] = relationship()
