"""What a name must have to be meant by some words: statements for the rooms that search."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from placement_portal.names.models import NameWord
from placement_portal.names.rules import LAST


def beginning(word: str) -> sa.Subquery:
    """Return whose name has a word that begins so, and how well it fits: 0 is best; one stretch of the index."""
    fit = sa.func.min(sa.case((NameWord.word == word, 0), else_=1) + 2 * NameWord.position)
    wanted = sa.select(NameWord.object_id, fit.label("fit")).where(*_begins(word))
    return wanted.group_by(NameWord.object_id).subquery()


def all_begin(words: Sequence[str], *objects: Any) -> list[sa.ColumnElement[bool]]:
    """Return what holds when each word begins a word of the name of one of the objects.

    Counted and not asked with EXISTS, which PostgreSQL would turn into a join with the whole table.
    """
    counts = (sa.select(sa.func.count()).where(NameWord.object_id.in_(objects), *_begins(word)) for word in words)
    return [each.correlate_except(NameWord).scalar_subquery() > 0 for each in counts]


def _begins(word: str) -> tuple[sa.ColumnElement[bool], ...]:
    return NameWord.word >= word, NameWord.word < word + LAST
