"""Frameworks and their versions: scale, headings, domains and competencies; and which course uses which."""

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import NAME_LENGTH, Person
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.frameworks.rules import FrameworkStatus, LevelKind, code_order
from placement_portal.programmes.models import Programme, ProgrammeVersion

INTERNAL, PUBLIC = DataClass.INTERNAL, DataClass.PUBLIC
CODE_LENGTH = 12
ITEM_LENGTH = 200
DESCRIPTION_LENGTH = 600
WORDS_LENGTH = 300
FILE_NAME_LENGTH = 200


class Framework(Keyed, Versioned, Base):
    """What a programme looks at, under one name, through all its versions."""

    __tablename__ = "framework"
    __table_args__ = (sa.UniqueConstraint("programme_id", "name"),)

    programme_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("programme.id"))
    name: Mapped[str] = column(PUBLIC, sa.String(NAME_LENGTH))

    programme: Mapped[Programme] = relationship()
    versions: Mapped[list["FrameworkVersion"]] = relationship(
        back_populates="framework", order_by="FrameworkVersion.number.desc()"
    )


class FrameworkVersion(Keyed, Versioned, Base):
    """One version of a framework: a draft changes, a published one never does; there is one draft at most."""

    __tablename__ = "framework_version"
    __table_args__ = (
        sa.UniqueConstraint("framework_id", "number"),
        sa.CheckConstraint("(status = 'published') = (published_at IS NOT NULL)", name="published"),
        sa.CheckConstraint("years BETWEEN 1 AND 6", name="years"),
        sa.Index(
            "uq_framework_version_draft",
            "framework_id",
            unique=True,
            sqlite_where=sa.text("status = 'draft'"),
            postgresql_where=sa.text("status = 'draft'"),
        ),
    )

    framework_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("framework.id"))
    number: Mapped[int] = column(INTERNAL)
    status: Mapped[FrameworkStatus] = column(INTERNAL, choice(FrameworkStatus), default=FrameworkStatus.DRAFT)
    years: Mapped[int] = column(INTERNAL)
    note: Mapped[str] = column(PUBLIC, sa.String(DESCRIPTION_LENGTH), default="")
    standard: Mapped[str] = column(PUBLIC, sa.String(NAME_LENGTH), default="")
    standard_url: Mapped[str] = column(PUBLIC, sa.String(WORDS_LENGTH), default="")
    changed_at: Mapped[datetime] = column(INTERNAL)
    published_at: Mapped[datetime | None] = column(INTERNAL)
    published_by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))
    digest: Mapped[str] = column(INTERNAL, sa.String(64), default="")

    framework: Mapped[Framework] = relationship(back_populates="versions")
    published_by: Mapped[Person | None] = relationship()
    levels: Mapped[list["FrameworkLevel"]] = relationship(order_by="FrameworkLevel.position")
    headings: Mapped[list["FrameworkHeading"]] = relationship(order_by="FrameworkHeading.position")
    domains: Mapped[list["Domain"]] = relationship(back_populates="version_of")

    @property
    def in_order(self) -> list["Domain"]:
        """The domains in the order of their codes, 2 before 10."""
        return sorted(self.domains, key=lambda each: code_order(each.code))

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.status is FrameworkStatus.DRAFT


class FrameworkLevel(Keyed, Base):
    """A level of the scale of a version; those that judge stand from the lowest to the highest."""

    __tablename__ = "framework_level"
    __table_args__ = (sa.UniqueConstraint("version_id", "code"),)

    version_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("framework_version.id"))
    position: Mapped[int] = column(INTERNAL)
    code: Mapped[str] = column(PUBLIC, sa.String(CODE_LENGTH))
    name: Mapped[str] = column(PUBLIC, sa.String(60))
    meaning: Mapped[str] = column(PUBLIC, sa.String(WORDS_LENGTH), default="")
    kind: Mapped[LevelKind] = column(INTERNAL, choice(LevelKind))


class FrameworkHeading(Keyed, Base):
    """A heading of a regulator's standards to which competencies of a version lead."""

    __tablename__ = "framework_heading"
    __table_args__ = (sa.UniqueConstraint("version_id", "code"),)

    version_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("framework_version.id"))
    position: Mapped[int] = column(INTERNAL)
    code: Mapped[str] = column(PUBLIC, sa.String(CODE_LENGTH))
    name: Mapped[str] = column(PUBLIC, sa.String(ITEM_LENGTH))


class Domain(Keyed, Versioned, Base):
    """What some competencies of a version have in common."""

    __tablename__ = "domain"
    __table_args__ = (sa.UniqueConstraint("version_id", "code"),)

    version_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("framework_version.id"))
    code: Mapped[str] = column(PUBLIC, sa.String(CODE_LENGTH))
    name: Mapped[str] = column(PUBLIC, sa.String(ITEM_LENGTH))
    description: Mapped[str] = column(PUBLIC, sa.String(DESCRIPTION_LENGTH), default="")

    version_of: Mapped[FrameworkVersion] = relationship(back_populates="domains")
    competencies: Mapped[list["Competency"]] = relationship(back_populates="domain")

    @property
    def in_order(self) -> list["Competency"]:
        """The competencies in the order of their codes."""
        return sorted(self.competencies, key=lambda each: code_order(each.code))


class Competency(Keyed, Versioned, Base):
    """One thing a student can learn to do: what is expected in each year, by level, and how each level shows."""

    __tablename__ = "competency"
    __table_args__ = (sa.UniqueConstraint("version_id", "code"),)

    version_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("framework_version.id"))
    domain_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("domain.id"), index=True)
    code: Mapped[str] = column(PUBLIC, sa.String(CODE_LENGTH))
    name: Mapped[str] = column(PUBLIC, sa.String(ITEM_LENGTH))
    description: Mapped[str] = column(PUBLIC, sa.String(DESCRIPTION_LENGTH), default="")
    once: Mapped[bool] = column(INTERNAL, default=False)
    headings: Mapped[list[Any]] = column(INTERNAL, default=list)
    expected: Mapped[dict[str, Any]] = column(INTERNAL, default=dict)
    descriptors: Mapped[dict[str, Any]] = column(PUBLIC, default=dict)

    domain: Mapped[Domain] = relationship(back_populates="competencies")
    version_of: Mapped[FrameworkVersion] = relationship()


class FrameworkUse(Base):
    """Which version of a framework the cohorts of a programme version are looked at with."""

    __tablename__ = "framework_use"

    programme_version_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("programme_version.id"), primary_key=True)
    framework_version_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("framework_version.id"), index=True)
    since: Mapped[datetime] = column(INTERNAL)
    by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))

    version: Mapped[FrameworkVersion] = relationship()
    programme_version: Mapped[ProgrammeVersion] = relationship()


class FrameworkUpload(Keyed, Base):
    """A file of competencies that somebody looks at before importing it; forgotten after an hour."""

    __tablename__ = "framework_upload"

    version_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("framework_version.id"), index=True)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    name: Mapped[str] = column(INTERNAL, sa.String(FILE_NAME_LENGTH))
    content: Mapped[bytes] = column(INTERNAL, sa.LargeBinary)
    expires_at: Mapped[datetime] = column(INTERNAL, index=True)

    version_of: Mapped[FrameworkVersion] = relationship()
