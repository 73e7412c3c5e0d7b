"""What was signed and by whom, what ended a signature, disputes about one, and the codes that prove who signs."""

import uuid
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import NAME_LENGTH, Person
from placement_portal.accounts.rules import SessionAssurance
from placement_portal.database import Base, DataClass, Keyed, Versioned, append_only, choice, column
from placement_portal.signatures.rules import DisputeStatus, EndReason, ProofKind

INTERNAL = DataClass.INTERNAL
KIND_LENGTH = 40
MEANING_LENGTH = 500
NOTE_LENGTH = 500
DIGEST = 64


class SealedContent(Base):
    """Everything that a page showed to whoever was asked to sign, word by word, by its fingerprint."""

    __tablename__ = "sealed_content"

    digest: Mapped[str] = column(INTERNAL, sa.String(DIGEST), primary_key=True)
    text: Mapped[str] = column(DataClass.SENSITIVE, sa.Text)
    kept_at: Mapped[datetime] = column(INTERNAL)


class Signature(Keyed, Base):
    """One signature; never changed and never deleted. Name and number as printed are for verification only."""

    __tablename__ = "signature"
    __table_args__ = (
        sa.UniqueConstraint("subject_id", "number"),
        sa.CheckConstraint("number > 0", name="number"),
    )

    kind: Mapped[str] = column(INTERNAL, sa.String(KIND_LENGTH))
    subject_id: Mapped[uuid.UUID] = column(INTERNAL)
    number: Mapped[int] = column(INTERNAL)
    signer_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"), index=True)
    printed_name: Mapped[str] = column(DataClass.SENSITIVE, sa.String(NAME_LENGTH))
    printed_number: Mapped[str] = column(DataClass.SENSITIVE, sa.String(NAME_LENGTH))
    title: Mapped[str] = column(DataClass.PERSONAL, sa.String(NAME_LENGTH))
    capacity: Mapped[str] = column(INTERNAL, sa.String(NAME_LENGTH))
    meaning: Mapped[str] = column(DataClass.PERSONAL, sa.String(MEANING_LENGTH))
    at: Mapped[datetime] = column(INTERNAL)
    assurance: Mapped[SessionAssurance] = column(INTERNAL, choice(SessionAssurance))
    proof: Mapped[ProofKind] = column(INTERNAL, choice(ProofKind))
    content: Mapped[str] = column(INTERNAL, sa.ForeignKey("sealed_content.digest"))
    chain: Mapped[uuid.UUID] = column(INTERNAL)

    signer: Mapped[Person] = relationship()
    ending: Mapped["SignatureEnding | None"] = relationship(back_populates="signature")
    disputes: Mapped[list["SignatureDispute"]] = relationship(
        back_populates="signature", order_by="SignatureDispute.opened_at"
    )


class SignatureEnding(Keyed, Base):
    """Why and when a signature stopped standing, and by whose act."""

    __tablename__ = "signature_ending"

    signature_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("signature.id"), unique=True)
    reason: Mapped[EndReason] = column(INTERNAL, choice(EndReason))
    at: Mapped[datetime] = column(INTERNAL)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))

    signature: Mapped[Signature] = relationship(back_populates="ending")
    by: Mapped[Person] = relationship()


class SignatureDispute(Keyed, Versioned, Base):
    """Somebody said of a signature in their name: this wasn't me."""

    __tablename__ = "signature_dispute"
    __table_args__ = (
        sa.Index(
            "uq_signature_dispute_open",
            "signature_id",
            unique=True,
            sqlite_where=sa.text("status = 'open'"),
            postgresql_where=sa.text("status = 'open'"),
        ),
        sa.CheckConstraint("(status = 'open') = (resolved_at IS NULL)", name="resolved"),
    )

    signature_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("signature.id"))
    status: Mapped[DisputeStatus] = column(INTERNAL, choice(DisputeStatus), default=DisputeStatus.OPEN)
    opened_at: Mapped[datetime] = column(INTERNAL)
    resolved_at: Mapped[datetime | None] = column(INTERNAL)
    resolved_by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))
    note: Mapped[str] = column(DataClass.SENSITIVE, sa.String(NOTE_LENGTH), default="")

    signature: Mapped[Signature] = relationship(back_populates="disputes")
    resolved_by: Mapped[Person | None] = relationship()


class SigningCode(Keyed, Base):
    """A code mailed to a signer, keyed-hashed; it opens one content, once, for five minutes."""

    __tablename__ = "signing_code"
    __table_args__ = (sa.Index("ix_signing_code_person_made", "person_id", "made_at"),)

    person_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    seen: Mapped[str] = column(INTERNAL, sa.String(DIGEST))
    code_hash: Mapped[str] = column(DataClass.SECRET, sa.String(DIGEST))
    made_at: Mapped[datetime] = column(INTERNAL)
    expires_at: Mapped[datetime] = column(INTERNAL)
    tries: Mapped[int] = column(INTERNAL, default=0)
    used_at: Mapped[datetime | None] = column(INTERNAL)


for kept in (SealedContent, Signature, SignatureEnding):
    append_only(cast("sa.Table", kept.__table__))
