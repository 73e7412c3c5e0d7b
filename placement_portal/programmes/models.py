"""What a course is made of: programmes, versions, cohorts, stages, categories, rules, roles and student records."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import NAME_LENGTH, Person
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.organisations.models import Organisation
from placement_portal.programmes.rules import (
    THEMES,
    WHOLE,
    CategoryGroup,
    CategoryNeeds,
    CohortMode,
    Demand,
    GroupCredit,
    NotePolicy,
    ProgrammeRoleKind,
    RuleBasis,
    RuleKind,
    RuleUnit,
    StudentStatus,
)

INTERNAL = DataClass.INTERNAL


class Programme(Keyed, Versioned, Base):
    """A course of a university."""

    __tablename__ = "programme"
    __table_args__ = (sa.UniqueConstraint("university_id", "name"),)

    university_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"))
    name: Mapped[str] = column(DataClass.PUBLIC, sa.String(NAME_LENGTH))

    university: Mapped[Organisation] = relationship()
    versions: Mapped[list["ProgrammeVersion"]] = relationship(
        back_populates="programme", order_by="ProgrammeVersion.id"
    )


class ProgrammeVersion(Keyed, Versioned, Base):
    """A programme as it stands for the cohorts that began under it."""

    __tablename__ = "programme_version"
    __table_args__ = (sa.UniqueConstraint("programme_id", "name"),)

    programme_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("programme.id"))
    name: Mapped[str] = column(DataClass.PUBLIC, sa.String(60))
    note_policy: Mapped[NotePolicy] = column(INTERNAL, choice(NotePolicy), default=NotePolicy.OPTIONAL)
    themes: Mapped[list[Any]] = column(DataClass.PUBLIC, default=lambda: list(THEMES))

    programme: Mapped[Programme] = relationship(back_populates="versions")
    categories: Mapped[list["Category"]] = relationship(back_populates="version_of", order_by="Category.position")
    cohorts: Mapped[list["Cohort"]] = relationship(back_populates="version_of", order_by="Cohort.start_year")


class Category(Keyed, Versioned, Base):
    """What an hour can be spent on; data of a programme version, never code."""

    __tablename__ = "category"
    __table_args__ = (sa.UniqueConstraint("programme_version_id", "code"),)

    programme_version_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("programme_version.id"))
    code: Mapped[str] = column(DataClass.PUBLIC, sa.String(12))
    name: Mapped[str] = column(DataClass.PUBLIC, sa.String(80))
    group: Mapped[CategoryGroup] = column(INTERNAL, choice(CategoryGroup))
    counts: Mapped[bool] = column(INTERNAL, default=True)
    needs_slot: Mapped[bool] = column(INTERNAL, default=False)
    needs: Mapped[CategoryNeeds] = column(INTERNAL, choice(CategoryNeeds), default=CategoryNeeds.NOTHING)
    position: Mapped[int] = column(INTERNAL)
    retired: Mapped[bool] = column(INTERNAL, default=False)

    version_of: Mapped[ProgrammeVersion] = relationship(back_populates="categories")


class Cohort(Keyed, Versioned, Base):
    """Those who began together, in one mode of study."""

    __tablename__ = "cohort"
    __table_args__ = (sa.UniqueConstraint("programme_version_id", "name"),)

    programme_version_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("programme_version.id"))
    name: Mapped[str] = column(DataClass.PUBLIC, sa.String(80))
    start_year: Mapped[int] = column(INTERNAL)
    mode: Mapped[CohortMode] = column(INTERNAL, choice(CohortMode))

    version_of: Mapped[ProgrammeVersion] = relationship(back_populates="cohorts")
    stages: Mapped[list["Stage"]] = relationship(back_populates="cohort", order_by="Stage.position")


class Stage(Keyed, Versioned, Base):
    """A year of a cohort, with its dates."""

    __tablename__ = "stage"
    __table_args__ = (
        sa.UniqueConstraint("cohort_id", "position"),
        sa.CheckConstraint("ends >= starts", name="order"),
    )

    cohort_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("cohort.id"))
    name: Mapped[str] = column(DataClass.PUBLIC, sa.String(60))
    position: Mapped[int] = column(INTERNAL)
    starts: Mapped[date] = column(INTERNAL)
    ends: Mapped[date] = column(INTERNAL)

    cohort: Mapped[Cohort] = relationship(back_populates="stages")
    terms: Mapped[list["Term"]] = relationship(back_populates="stage", order_by="Term.starts")


class Term(Keyed, Base):
    """A term of a stage; weeks outside every term are not expected to hold placement days."""

    __tablename__ = "term"
    __table_args__ = (sa.CheckConstraint("ends >= starts", name="order"),)

    stage_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("stage.id"), index=True)
    name: Mapped[str] = column(DataClass.PUBLIC, sa.String(60))
    starts: Mapped[date] = column(INTERNAL)
    ends: Mapped[date] = column(INTERNAL)

    stage: Mapped[Stage] = relationship(back_populates="terms")


class RuleSet(Keyed, Versioned, Base):
    """The rules of a stage, one version of them; a version that was in force is never edited, a new one is made.

    `starts` is the day from which it was in force; a version without one is still being written.
    """

    __tablename__ = "rule_set"
    __table_args__ = (
        sa.UniqueConstraint("stage_id", "number"),
        sa.CheckConstraint(
            "group_percent BETWEEN 1 AND 100 AND (group_until IS NULL OR group_until BETWEEN 1 AND 60)",
            name="group_credit",
        ),
        sa.CheckConstraint("starts IS NOT NULL OR NOT in_force", name="in_force_since"),
    )

    stage_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("stage.id"))
    number: Mapped[int] = column(INTERNAL)
    made_at: Mapped[datetime] = column(INTERNAL)
    in_force: Mapped[bool] = column(INTERNAL, default=True)
    starts: Mapped[date | None] = column(INTERNAL)
    group_percent: Mapped[int] = column(INTERNAL, default=WHOLE)
    group_until: Mapped[int | None] = column(INTERNAL)

    stage: Mapped[Stage] = relationship()
    rules: Mapped[list["Rule"]] = relationship(back_populates="rule_set", order_by="Rule.position")

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written: nobody was ever judged by it."""
        return self.starts is None

    @property
    def group_credit(self) -> GroupCredit:
        """How much of supervision in a group counts."""
        return GroupCredit(self.group_percent, self.group_until)


class Rule(Keyed, Base):
    """One thing a stage asks for; `more` is what its kind asks besides, as `programmes.rules.Demand` reads it."""

    __tablename__ = "rule"
    __table_args__ = (sa.CheckConstraint("amount > 0", name="amount"),)

    rule_set_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("rule_set.id"), index=True)
    position: Mapped[int] = column(INTERNAL)
    kind: Mapped[RuleKind] = column(INTERNAL, choice(RuleKind))
    name: Mapped[str] = column(DataClass.PUBLIC, sa.String(120))
    groups: Mapped[list[Any]] = column(INTERNAL)
    codes: Mapped[list[Any]] = column(INTERNAL, default=list)
    more: Mapped[dict[str, Any]] = column(INTERNAL, default=dict)
    unit: Mapped[RuleUnit | None] = column(INTERNAL, choice(RuleUnit))
    amount: Mapped[int] = column(INTERNAL)
    basis: Mapped[RuleBasis] = column(INTERNAL, choice(RuleBasis))

    rule_set: Mapped[RuleSet] = relationship(back_populates="rules")

    @property
    def category_groups(self) -> list[CategoryGroup]:
        """The groups that the rule is about; none means every one."""
        return [CategoryGroup(each) for each in self.groups]

    @property
    def demand(self) -> Demand:
        """What it asks, as the rules read it."""
        groups = frozenset(self.category_groups)
        return Demand(self.kind, groups, self.amount, self.unit, frozenset(self.codes), self.more)


class ProgrammeRole(Keyed, Versioned, Base):
    """Lead, co-ordinator, tutor or examiner of a programme, from a day, to a day or open."""

    __tablename__ = "programme_role"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "programme_id", "kind", "starts"),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name="order"),
    )

    person_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    programme_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("programme.id"), index=True)
    kind: Mapped[ProgrammeRoleKind] = column(INTERNAL, choice(ProgrammeRoleKind))
    starts: Mapped[date] = column(INTERNAL)
    ends: Mapped[date | None] = column(INTERNAL)

    person: Mapped[Person] = relationship()
    programme: Mapped[Programme] = relationship()


class StudentRecord(Keyed, Versioned, Base):
    """A person in a cohort, with the stage they are in now; without a mode of their own they study as the cohort."""

    __tablename__ = "student_record"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "cohort_id"),
        sa.CheckConstraint("(status = 'withdrawn') = (withdrawn_on IS NOT NULL)", name="withdrawn"),
    )

    person_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    cohort_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("cohort.id"), index=True)
    stage_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("stage.id"), index=True)
    status: Mapped[StudentStatus] = column(DataClass.PERSONAL, choice(StudentStatus), default=StudentStatus.ACTIVE)
    mode: Mapped[CohortMode | None] = column(INTERNAL, choice(CohortMode))
    withdrawn_on: Mapped[date | None] = column(DataClass.PERSONAL)

    person: Mapped[Person] = relationship()
    cohort: Mapped[Cohort] = relationship()
    stage: Mapped[Stage] = relationship()

    @property
    def studies(self) -> CohortMode:
        """How the student studies: in a mode of their own, or as the cohort."""
        return self.mode or self.cohort.mode


class OpeningBalance(Keyed, Base):
    """What a student had already done in a stage when the portal began; minutes and sessions by group."""

    __tablename__ = "opening_balance"
    __table_args__ = (
        sa.UniqueConstraint("student_id", "stage_id", "group"),
        sa.CheckConstraint("minutes >= 0 AND sessions >= 0", name="amounts"),
    )

    student_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("student_record.id"))
    stage_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("stage.id"))
    group: Mapped[CategoryGroup] = column(INTERNAL, choice(CategoryGroup))
    minutes: Mapped[int] = column(DataClass.PERSONAL)
    sessions: Mapped[int] = column(DataClass.PERSONAL)
    source: Mapped[str] = column(INTERNAL, sa.String(120))

    student: Mapped[StudentRecord] = relationship()
