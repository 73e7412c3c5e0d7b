"""Who may run jobs now, and which were run."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from placement_portal.database import Base, DataClass, column


class Lease(Base):
    """The right to run jobs, held by one worker until a moment."""

    __tablename__ = "lease"

    name: Mapped[str] = column(DataClass.INTERNAL, sa.String(60), primary_key=True)
    holder: Mapped[str] = column(DataClass.INTERNAL, sa.String(120))
    until: Mapped[datetime] = column(DataClass.INTERNAL)


class JobRun(Base):
    """One period of one job: unique, so that it is done once however many workers there are."""

    __tablename__ = "job_run"

    job: Mapped[str] = column(DataClass.INTERNAL, sa.String(60), primary_key=True)
    period: Mapped[str] = column(DataClass.INTERNAL, sa.String(30), primary_key=True)
    started_at: Mapped[datetime] = column(DataClass.INTERNAL)
    finished_at: Mapped[datetime | None] = column(DataClass.INTERNAL)
    error: Mapped[str | None] = column(DataClass.INTERNAL, sa.String(500))
