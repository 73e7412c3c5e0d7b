"""The words of every name, ordered as both databases can follow an index from the first letters on."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from placement_portal.database import Base, DataClass, column
from placement_portal.names.rules import WORD_LENGTH

WORD = sa.String(WORD_LENGTH).with_variant(sa.String(WORD_LENGTH, collation="C"), "postgresql")
"""In the order of its bytes, on SQLite by itself: only so is a beginning one stretch of the index."""


class NameWord(Base):
    """One word of the name of a person or a setting; `position` counts from the first word of the name."""

    __tablename__ = "name_word"
    __table_args__ = (sa.Index("ix_name_word_word", "word", "object_id", "position"),)

    object_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, primary_key=True)
    word: Mapped[str] = column(DataClass.PERSONAL, WORD, primary_key=True)
    position: Mapped[int] = column(DataClass.INTERNAL)
