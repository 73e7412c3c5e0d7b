"""What two contents of an entry do not agree on, in words."""

import uuid
from typing import Any

from placement_portal.database import db
from placement_portal.hours.rules import Says
from placement_portal.placements.models import CaseloadSlot
from placement_portal.programmes.models import Category
from placement_portal.sites.models import Site
from placement_portal.transaction import Difference
from placement_portal.web.formats import clock_time, duration, full_day
from placement_portal.web.labels import label


def differences(mine: Says, theirs: Says) -> list[Difference]:
    """Return what two contents of an entry do not agree on, in words."""
    return [
        Difference(words, *both)
        for (words, *both) in zip(LABELS, _in_words(mine), _in_words(theirs), strict=True)
        if both[0] != both[1]
    ]


LABELS = ("Day", "Start", "Length", "What became of it", "What", "With", "Where", "Note")


def _in_words(content: Says) -> tuple[str, ...]:
    return (
        full_day(content.day),
        clock_time(content.start),
        duration(content.planned_minutes),
        label(content.outcome).text,
        _name(Category, content.category_id),
        _name(CaseloadSlot, content.slot_id),
        _name(Site, content.site_id),
        content.note,
    )


def _name(model: type[Category | CaseloadSlot | Site], key: uuid.UUID | None) -> str:
    found: Any = db.session.get(model, key) if key else None
    return "" if found is None else found.code if isinstance(found, CaseloadSlot) else found.name
