"""Whether what was written can be taken, and what is unusual about it."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from placement_portal.hours import queries, rules
from placement_portal.hours.models import Entry
from placement_portal.hours.queries import Beside, Chosen
from placement_portal.hours.rules import Line, Refusal, Says
from placement_portal.programmes.models import Category
from placement_portal.programmes.rules import CategoryGroup, NotePolicy, is_client_work


class Refused(Exception):
    """What was written cannot be taken; carries every reason, for the page to put beside its field."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(" ".join(rules.REFUSAL_SENTENCES[each] for each in refusals))
        self.refusals = list(refusals)


class LoggedBefore(Exception):
    """This form made an entry before; carries its id."""

    def __init__(self, entry_id: uuid.UUID) -> None:
        super().__init__("this form was sent before")
        self.entry_id = entry_id


def check(says: Says, chosen: Chosen, now: datetime) -> Line:
    """Return what was written as a line; raise `Refused` with every reason why it cannot be taken."""
    category = chosen.category
    this = _line(says, chosen, category)
    found = rules.refusals(this, first=chosen.placement.starts, last=chosen.placement.ends, now=now)
    found += [Refusal.PAUSED] if this.client_work and chosen.paused else []
    found += _missing(says, chosen, category)
    if found:
        raise Refused(found)
    return this


def judge(
    entry: Entry, says: Says, *, now: datetime | None, beside: Sequence[Beside] | None = None
) -> tuple[Chosen, list[str]]:
    """Return what an entry's content stands for, and what is unusual about it.

    With `now` it is checked first, and `Refused` is raised; without, somebody decided that it holds.
    """
    chosen = queries.chosen(entry.author, entry.placement_id, says, retired=True)
    if chosen is None:
        raise Refused([Refusal.OUTSIDE_PLACEMENT])
    this = check(says, chosen, now) if now else _line(says, chosen, chosen.category)
    near = queries.beside(entry.author_id, says.day, says.day) if beside is None else beside
    return chosen, flags(this, chosen, near, own=entry)


def flags(this: Line, chosen: Chosen, beside: Iterable[Beside], own: Entry | None = None) -> list[str]:
    """Return what is unusual about a line, in the order of the alphabet, as it is stored."""
    others = [each.line for each in beside if own is None or each.id != own.id]
    return sorted(rules.flags(this, others, closures=chosen.closures, timetable=chosen.timetable))


def _line(says: Says, chosen: Chosen, category: Category | None) -> Line:
    client_work = category is not None and is_client_work(category.group)
    return rules.line(
        says.day, says.start, says.planned_minutes, says.outcome, client_work=client_work, zone=chosen.zone
    )


def _missing(says: Says, chosen: Chosen, category: Category | None) -> list[Refusal]:
    checks = {
        Refusal.NO_SUCH_CATEGORY: category is None,
        Refusal.NO_SUCH_SITE: chosen.site is None,
        Refusal.NO_SUCH_SLOT: says.slot_id is not None and chosen.slot is None,
        Refusal.NEEDS_SLOT: says.slot_id is None and category is not None and category.needs_slot,
        Refusal.SUPERVISION: category is not None and category.group is CategoryGroup.SUPERVISION,
        Refusal.NEEDS_NOTE: chosen.note_policy is NotePolicy.REQUIRED and not says.note,
    }
    return [refusal for refusal, missing in checks.items() if missing]
