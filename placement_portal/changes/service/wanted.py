"""What is asked for, and whether it can be: everything that contradicts what holds is refused with a sentence."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from placement_portal.organisations.service import Refused
from placement_portal.placements import queries as placements
from placement_portal.placements import service
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.queries import Amended, PlacementFact
from placement_portal.placements.rules import UNDER_WAY, ChangeKind, ChangeStatus, pause_before
from placement_portal.sites.models import Site
from placement_portal.web.formats import full_day

NOTHING: Final = "This is how it is already. Change something, or leave it."
FIRST_LAST: Final = "The last day must not be before the first."
INSIDE: Final = "Choose a day within the dates of the placement, {first} to {last}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A change as somebody asks for it; each kind uses its own of these."""

    kind: ChangeKind
    from_day: date
    starts: date | None = None
    ends: date | None = None
    days_a_week: Decimal | None = None
    sites: Sequence[Site] = ()
    assignment: Assignment | None = None
    person_id: uuid.UUID | None = None


def differences(placement: Placement, wanted: Wanted) -> list[dict[str, str | None]]:
    """Return what is old and what is new, for reading; raise `Refused` when the change cannot be."""
    return SAY[wanted.kind](placement, wanted)


def falls_outside(placement: Placement, wanted: Wanted) -> int:
    """Return how many sessions with clients that are logged already would fall outside what is wanted."""
    ranges = {
        ChangeKind.DATES: [(date.min, _before(wanted.starts)), (_after(wanted.ends), date.max)],
        ChangeKind.EARLY_END: [(_after(wanted.ends), date.max)],
        ChangeKind.PAUSE: [(wanted.from_day, wanted.ends or date.max)],
    }
    asked = ranges.get(wanted.kind, [])
    counted = (placements.ask(PlacementFact.CLIENT_WORK_BETWEEN, placement, *each) or 0 for each in asked)
    return sum(counted)


def _dates(placement: Placement, wanted: Wanted) -> list[dict[str, str | None]]:
    starts, ends = wanted.starts or placement.starts, wanted.ends or placement.ends
    if ends < starts:
        raise Refused(FIRST_LAST)
    _refuse_after_early_end(placement)
    old = {"starts": placement.starts, "ends": placement.ends}
    new = {"starts": starts, "ends": ends}
    found = [_part(what, old[what].isoformat(), new[what].isoformat()) for what in old if old[what] != new[what]]
    if not found:
        raise Refused(NOTHING)
    return found


def _extension(placement: Placement, wanted: Wanted) -> list[dict[str, str | None]]:
    if wanted.ends is None or wanted.ends <= placement.ends:
        raise Refused(f"It ends on {full_day(placement.ends)} now. Choose a later day.")
    return _dates(placement, wanted)


def _days(placement: Placement, wanted: Wanted) -> list[dict[str, str | None]]:
    _inside(placement, wanted.from_day)
    known = placements.amendments_of(placement)
    old = placements.days_among(placement, known, wanted.from_day)
    same_day = [
        each
        for each in known
        if each.days_a_week is not None and each.from_day == wanted.from_day and each.status is ChangeStatus.AGREED
    ]
    if old == wanted.days_a_week:
        raise Refused(NOTHING)
    if same_day and wanted.from_day > placement.starts:
        raise Refused(f"Other days a week are agreed from {full_day(wanted.from_day)} already. Choose another day.")
    return [_part("days_a_week", f"{old.normalize():f}", f"{(wanted.days_a_week or old).normalize():f}")]


def _settings(placement: Placement, wanted: Wanted) -> list[dict[str, str | None]]:
    _inside(placement, wanted.from_day)
    if {site.provider_id for site in wanted.sites} != {placement.provider_id}:
        raise Refused("These settings belong to another provider. That is a placement of its own.")
    later = [each for each in placements.amendments_of(placement) if _is_later(each, wanted)]
    if later:
        day = full_day(later[0].from_day)
        raise Refused(f"Other settings are agreed from {day}. Call that off first, or choose a later day.")
    old = [each.site.name for each in placement.sites if service.holds(each, wanted.from_day)]
    new = [site.name for site in wanted.sites]
    if old == new:
        raise Refused(NOTHING)
    return [_part("sites", ", ".join(old), ", ".join(new))]


def _is_later(each: Amended, wanted: Wanted) -> bool:
    is_same = each.kind is ChangeKind.SETTINGS and each.status is ChangeStatus.AGREED
    return is_same and each.from_day >= wanted.from_day


def _supervisor(placement: Placement, wanted: Wanted) -> list[dict[str, str | None]]:
    _inside(placement, wanted.from_day)
    assert wanted.assignment is not None  # the form asks for it
    asked = placements.supervisors_for(placement)
    person = next((each for each in asked if each.id == wanted.person_id), None)
    if person is None:
        raise Refused("Choose somebody who supervises for the provider or the university.")
    service.refuse_replacing(wanted.assignment, person, wanted.from_day)
    return [_part(wanted.assignment.capacity.value, str(wanted.assignment.person_id), str(person.id))]


def _pause(placement: Placement, wanted: Wanted) -> list[dict[str, str | None]]:
    _inside(placement, wanted.from_day)
    _under_way(placement)
    if wanted.ends and wanted.ends < wanted.from_day:
        raise Refused(FIRST_LAST)
    service.refuse_pause(placement, wanted.from_day, wanted.ends)
    until = wanted.ends.isoformat() if wanted.ends else None
    return [_part("pause", None, wanted.from_day.isoformat()), _part("pause_until", None, until)]


def _resume(placement: Placement, wanted: Wanted) -> list[dict[str, str | None]]:
    _inside(placement, wanted.from_day)
    if not placement.pauses:
        raise Refused("No pause is written down for this placement.")
    found = pause_before(placement.pauses, wanted.from_day)
    if found is None:
        first = full_day(placement.pauses[0][0])
        raise Refused(f"The pause begins on {first}. Choose a later day, or call the pause off.")
    last, new = found[1], wanted.from_day - timedelta(days=1)
    if new == last:
        raise Refused(NOTHING)
    return [_part("pause_until", last.isoformat() if last else None, new.isoformat())]


def _early_end(placement: Placement, wanted: Wanted) -> list[dict[str, str | None]]:
    _under_way(placement)
    _refuse_after_early_end(placement)
    if wanted.ends is None or not placement.starts <= wanted.ends < placement.ends:
        first, last = full_day(placement.starts), full_day(placement.ends)
        raise Refused(f"The last day must be before {last}, when it ends anyway, and not before {first}.")
    return [_part("ends", placement.ends.isoformat(), wanted.ends.isoformat())]


def _under_way(placement: Placement) -> None:
    if placement.status not in UNDER_WAY:
        raise Refused("This is possible only while the placement is under way.")


def _refuse_after_early_end(placement: Placement) -> None:
    if placement.early_end:
        raise Refused(f"It is agreed that it ends early, on {full_day(placement.early_end)}. Call that off first.")


def _inside(placement: Placement, day: date) -> None:
    if not placement.starts <= day <= placement.ends:
        raise Refused(INSIDE.format(first=full_day(placement.starts), last=full_day(placement.ends)))


def _part(what: str, old: str | None, new: str | None) -> dict[str, str | None]:
    return {"what": what, "old": old, "new": new}


def _before(day: date | None) -> date:
    return day - timedelta(days=1) if day and day > date.min else date.min


def _after(day: date | None) -> date:
    return day + timedelta(days=1) if day and day < date.max else date.max


Says = Callable[[Placement, Wanted], list[dict[str, str | None]]]
SAY: Final[Mapping[ChangeKind, Says]] = {
    ChangeKind.DATES: _dates,
    ChangeKind.EXTENSION: _extension,
    ChangeKind.DAYS: _days,
    ChangeKind.SETTINGS: _settings,
    ChangeKind.SUPERVISOR: _supervisor,
    ChangeKind.PAUSE: _pause,
    ChangeKind.RESUME: _resume,
    ChangeKind.EARLY_END: _early_end,
}
