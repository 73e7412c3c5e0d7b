"""What is ticked off before a placement starts and before it closes."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import Person
from placement_portal.database import Base, DataClass, Keyed, choice, column
from placement_portal.placements.models.placed import INTERNAL, Placement
from placement_portal.placements.rules import CheckFact, CheckMoment
from placement_portal.programmes.models import ProgrammeVersion

ITEM_LENGTH = 160


class CheckItem(Keyed, Base):
    """Something to tick off, as a version of a programme asks for it; with a fact, the portal can tell by itself."""

    __tablename__ = "check_item"
    __table_args__ = (sa.Index("ix_check_item_of", "programme_version_id", "moment", "position"),)

    programme_version_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("programme_version.id"))
    moment: Mapped[CheckMoment] = column(INTERNAL, choice(CheckMoment))
    position: Mapped[int] = column(INTERNAL)
    text: Mapped[str] = column(DataClass.PUBLIC, sa.String(ITEM_LENGTH))
    fact: Mapped[CheckFact | None] = column(INTERNAL, choice(CheckFact))
    retired: Mapped[bool] = column(INTERNAL, default=False)

    version_of: Mapped[ProgrammeVersion] = relationship()


class PlacementCheck(Base):
    """That somebody ticked an item off for a placement."""

    __tablename__ = "placement_check"

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"), primary_key=True)
    item_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("check_item.id"), primary_key=True)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)

    placement: Mapped[Placement] = relationship()
    item: Mapped[CheckItem] = relationship()
    by: Mapped[Person] = relationship()
