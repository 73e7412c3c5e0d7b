"""Who may log, read, decide, take back, take over and confirm hours: predicates over a person and an entry."""

import uuid
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from typing import Final

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus
from placement_portal.organisations.rules import in_force
from placement_portal.placements import policy as placements
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.rules import SUPERVISING, TAKES_HOURS, PlacementStatus

BOARD: Final[AbstractSet[PlacementStatus]] = frozenset({PlacementStatus.ASSESSED, PlacementStatus.CLOSED})
"""From here on the examination board has met: what is still undecided the university may confirm."""


def placement_of(thing: Placement | Entry) -> Placement:
    """Return the placement of an entry, or the placement itself."""
    return thing.placement if isinstance(thing, Entry) else thing


def may_log(person: Person, thing: Placement | Entry) -> bool:
    """The placement's student, while it takes hours and they did not withdraw from the course."""
    placement = placement_of(thing)
    return placement.student_id in placements.standing(person).on_course() and placement.status in TAKES_HOURS


def may_read(person: Person, thing: Placement | Entry) -> bool:
    """Everybody who has to do with the placement; notes and reasons have predicates of their own."""
    return placements.is_party(person, placement_of(thing))


def reads_notes(person: Person, placement: Placement, on: date | None = None) -> bool:
    """The student, the tutor, the lead and the supervisors assigned; who left, only `on` a day they still decide on."""
    return (
        placements.is_their_student(person, placement)
        or placements.supervises(person, placement)
        or placements.supervised_to_the_end(person, placement)
        or (on is not None and placements.supervises(person, placement, on=on))
        or placements.is_tutor(person, placement)
        or placements.is_lead(person, placement)
    )


def reads_reasons(person: Person, entry: Entry) -> bool:
    """The student, the supervisor whose line it is or who decided, the tutor and the lead."""
    return (
        person.id in {entry.author_id, entry.supervisor_id, entry.decided_by_id}
        or placements.is_tutor(person, entry.placement)
        or placements.is_lead(person, entry.placement)
    )


def may_decide(person: Person, entry: Entry) -> bool:
    """A supervisor assigned on the day of the entry, within the grace, or who took it over; never its author."""
    placement = entry.placement
    took_over = entry.supervisor_id == person.id and placements.supervises(person, placement)
    assigned = took_over or placements.supervises(person, placement, on=decisive_day(entry.day, placement))
    return assigned and person.id != entry.author_id and not withdrawn_long_ago(placement)


def may_undo(person: Person, entry: Entry) -> bool:
    """Only the one who decided; for how long is a rule, not a right."""
    return person.id == entry.decided_by_id


def may_reverse(person: Person, entry: Entry) -> bool:
    """The tutor or the lead, never the author."""
    placement = entry.placement
    is_theirs = placements.is_tutor(person, placement) or placements.is_lead(person, placement)
    return is_theirs and person.id != entry.author_id


def may_restore(person: Person, placement: Placement) -> bool:
    """The lead of its programme, never the student."""
    return placements.is_lead(person, placement) and not placements.is_their_student(person, placement)


def may_take_over(person: Person, entry: Entry) -> bool:
    """A supervisor assigned today, from somebody who is not assigned any more; never the author."""
    return (
        _is_undecided(entry)
        and person.id != entry.author_id
        and placements.supervises(person, entry.placement)
        and entry.supervisor_id not in _assigned_today(entry.placement)
        and not withdrawn_long_ago(entry.placement)
    )


def may_confirm(person: Person, entry: Entry) -> bool:
    """Tutor, lead or co-ordinator of the university, once no supervisor decided in time, or the board has met."""
    placement = entry.placement
    is_theirs = placements.is_tutor(person, placement) or placements.is_programme_staff(person, placement)
    is_waiting = entry.status is EntryStatus.SUBMITTED and person.id != entry.author_id
    return is_theirs and is_waiting and (placement.status in BOARD or _is_overdue(entry))


def decisive_day(day: date, placement: Placement) -> date:
    """Return the day whose supervisor decides: a visit before the first day belongs to the first day's supervisor."""
    return min(max(day, placement.starts), placement.ends)


def _supervisors(placement: Placement, day: date) -> Iterable[Assignment]:
    return (a for a in placement.assignments if a.capacity in SUPERVISING and in_force(a.starts, a.ends, day))


def _assigned_today(placement: Placement) -> set[uuid.UUID]:
    return {each.person_id for each in _supervisors(placement, clock.today())}


def _is_undecided(entry: Entry) -> bool:
    return entry.status is EntryStatus.SUBMITTED or entry.changing


def _is_overdue(entry: Entry) -> bool:
    """Say whether the grace of everybody who was assigned on the day is over; an open assignment ends with the work."""
    placement = entry.placement
    day = decisive_day(entry.day, placement)
    last = max((each.ends or placement.ends for each in _supervisors(placement, day)), default=day)
    return clock.today() > last + _grace(placement)


def withdrawn_long_ago(placement: Placement) -> bool:
    """Say whether the days in which waiting lines of a withdrawn placement may be decided are over."""
    if placement.status is not PlacementStatus.WITHDRAWN:
        return False
    last = max(
        (each.day for each in placement.moves if each.status is PlacementStatus.WITHDRAWN), default=placement.ends
    )
    return clock.today() > last + _grace(placement)


def _grace(placement: Placement) -> timedelta:
    return timedelta(days=placement.university.grace_days)
