"""Which rules keep verified time of some placements from counting, as it is kept."""

import json
import uuid
from collections.abc import Iterable
from typing import Any, Final

import sqlalchemy as sa

from placement_portal.database import Prepared
from placement_portal.placements.models import Placement
from placement_portal.progress.models import StudentProgress
from placement_portal.progress.rules import Holds, holds_from

HOLDS_TEXT: Final = sa.cast(StudentProgress.holds, sa.Text())
_SAME: Final = sa.and_(
    StudentProgress.student_id == Placement.student_id, StudentProgress.stage_id == Placement.stage_id
)


def held_at(*before: Any, after: Any = ()) -> sa.Select[Any]:
    """Return what is kept of some `placements` that have anything, as columns of a larger statement."""
    wanted = sa.select(Placement.id, HOLDS_TEXT, *before, *after).join(StudentProgress, _SAME)
    return wanted.where(
        Placement.id.in_(sa.bindparam("placements", expanding=True, type_=sa.Uuid())), HOLDS_TEXT != "{}"
    )


_HELD: Final = Prepared(held_at())


def holds_of(placements: Iterable[uuid.UUID]) -> Holds:
    """Return which rules keep verified time of some placements from counting."""
    wanted = list(placements)
    return holds_read((row[0], row[1]) for row in (_HELD.rows(placements=wanted) if wanted else ()))


def holds_read(rows: Iterable[tuple[uuid.UUID, str]]) -> Holds:
    """Read what `held_at` found."""
    return holds_from({placement: json.loads(text) for placement, text in rows})
