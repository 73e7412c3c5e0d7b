"""What is true of placements: states and moves, capacities, client codes, windows of dates, the timetable."""

import enum
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, time, timedelta
from typing import Final, Protocol, TypeVar

from placement_portal.organisations.rules import in_force
from placement_portal.sites.rules import DateRange, is_closed


class PlacementStatus(enum.StrEnum):
    """Where a placement stands; readiness is computed beside it, never stored in it."""

    PROPOSED = "proposed"
    SITE_AGREED = "site_agreed"
    MATCHED = "matched"
    READY_TO_START = "ready_to_start"
    ACTIVE = "active"
    PAUSED = "paused"
    WORK_ENDED = "work_ended"
    ASSESSED = "assessed"
    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ENDED_EARLY = "ended_early"


class PlacementAction(enum.StrEnum):
    """What a person may do to a placement's state."""

    AGREE_SITE = "agree_site"
    MATCH = "match"
    MAKE_READY = "make_ready"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    END_WORK = "end_work"
    ASSESS = "assess"
    CLOSE = "close"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    END_EARLY = "end_early"


class NotAllowed(ValueError):
    """A state has no such move; carries both, so that a page can say which."""

    def __init__(self, status: enum.StrEnum, action: enum.StrEnum) -> None:
        super().__init__(f"{action.value} is not possible from {status.value}")
        self.status = status
        self.action = action


BEFORE_START: Final[AbstractSet[PlacementStatus]] = frozenset(
    {
        PlacementStatus.PROPOSED,
        PlacementStatus.SITE_AGREED,
        PlacementStatus.MATCHED,
        PlacementStatus.READY_TO_START,
    }
)
UNDER_WAY: Final[AbstractSet[PlacementStatus]] = frozenset({PlacementStatus.ACTIVE, PlacementStatus.PAUSED})
OPEN: Final[AbstractSet[PlacementStatus]] = BEFORE_START | UNDER_WAY
ENDED: Final[AbstractSet[PlacementStatus]] = frozenset(PlacementStatus) - OPEN
TAKES_HOURS: Final[AbstractSet[PlacementStatus]] = UNDER_WAY | {
    PlacementStatus.MATCHED,
    PlacementStatus.READY_TO_START,
    PlacementStatus.WORK_ENDED,
    PlacementStatus.ENDED_EARLY,
}
"""States in which a student may log, within the dates; the visit before and the report after need it."""

MOVES: Final[Mapping[tuple[PlacementStatus, PlacementAction], PlacementStatus]] = {
    (PlacementStatus.PROPOSED, PlacementAction.AGREE_SITE): PlacementStatus.SITE_AGREED,
    (PlacementStatus.SITE_AGREED, PlacementAction.MATCH): PlacementStatus.MATCHED,
    (PlacementStatus.MATCHED, PlacementAction.MAKE_READY): PlacementStatus.READY_TO_START,
    (PlacementStatus.READY_TO_START, PlacementAction.START): PlacementStatus.ACTIVE,
    (PlacementStatus.ACTIVE, PlacementAction.PAUSE): PlacementStatus.PAUSED,
    (PlacementStatus.PAUSED, PlacementAction.RESUME): PlacementStatus.ACTIVE,
    (PlacementStatus.ACTIVE, PlacementAction.END_WORK): PlacementStatus.WORK_ENDED,
    (PlacementStatus.WORK_ENDED, PlacementAction.ASSESS): PlacementStatus.ASSESSED,
    (PlacementStatus.ASSESSED, PlacementAction.CLOSE): PlacementStatus.CLOSED,
    **{(status, PlacementAction.DECLINE): PlacementStatus.DECLINED for status in BEFORE_START},
    **{(status, PlacementAction.WITHDRAW): PlacementStatus.WITHDRAWN for status in OPEN},
    **{(status, PlacementAction.END_EARLY): PlacementStatus.ENDED_EARLY for status in UNDER_WAY},
}
"""Every pair that is not here is refused."""


def move(status: PlacementStatus, action: PlacementAction) -> PlacementStatus:
    """Return the state after `action`; raise `NotAllowed` naming both when the table has no such move."""
    try:
        return MOVES[status, action]
    except KeyError:
        raise NotAllowed(status, action) from None


def actions_from(status: PlacementStatus) -> list[PlacementAction]:
    """Return what can be done from a state, in the order of the enum."""
    return [action for action in PlacementAction if (status, action) in MOVES]


def pauses(moves: Iterable[tuple[date, PlacementAction]], last: date) -> Iterator[DateRange]:
    """Yield the days of each pause: from the day it began to the day before the work went on, or to the end."""
    since: date | None = None
    for day, action in moves:
        if action is PlacementAction.PAUSE:
            since = since or day
        elif action is PlacementAction.RESUME and since:
            yield since, day - timedelta(days=1)
            since = None
    if since:
        yield since, last


class AssignmentCapacity(enum.StrEnum):
    """In which capacity somebody is assigned to a placement."""

    SUPERVISOR = "supervisor"
    CLINICAL_SUPERVISOR = "clinical_supervisor"
    TUTOR = "tutor"


class SlotKind(enum.StrEnum):
    """Whether a caseload slot is one client or a group."""

    INDIVIDUAL = "individual"
    GROUP = "group"


class SizeBand(enum.StrEnum):
    """How large a group is, in bands: never a head count that could point at somebody."""

    TWO_TO_FOUR = "two_to_four"
    FIVE_TO_EIGHT = "five_to_eight"
    NINE_OR_MORE = "nine_or_more"


class SlotStatus(enum.StrEnum):
    """Whether work with a client or group goes on."""

    OPEN = "open"
    CLOSED = "closed"


SUPERVISING: Final[AbstractSet[AssignmentCapacity]] = frozenset(
    {AssignmentCapacity.SUPERVISOR, AssignmentCapacity.CLINICAL_SUPERVISOR}
)
"""The capacities that decide on hours."""

CODE_LETTER: Final[Mapping[SlotKind, str]] = {SlotKind.INDIVIDUAL: "C", SlotKind.GROUP: "G"}


def next_code(kind: SlotKind, codes: Iterable[str]) -> str:
    """Return the next code, such as C3 or G1; `codes` are all ever given on the placement, so none comes twice."""
    letter = CODE_LETTER[kind]
    numbers = [int(code[1:]) for code in codes if code.startswith(letter) and code[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1}"


GRACE_DAYS: Final = 28
"""How long a supervisor whose assignment ended may still decide: a default an organisation may change."""

DAYS_BEFORE: Final = 28
DAYS_AFTER: Final = 14
"""How long before and after a placement visits, induction and reports are taken: a choice of the product."""


def may_decide_on(
    day: date, assignment_from: date, assignment_to: date | None, today: date, grace_days: int = GRACE_DAYS
) -> bool:
    """Say whether an assignment lets somebody decide today on an entry of a day inside it."""
    grace_over = assignment_to is not None and today > assignment_to + timedelta(days=grace_days)
    return in_force(assignment_from, assignment_to, day) and not grace_over


def window(
    first: date, last: date, *, client_work: bool, before: int = DAYS_BEFORE, after: int = DAYS_AFTER
) -> DateRange:
    """Return the first and last day on which work may be logged: client work only inside the placement's dates."""
    if client_work:
        return first, last
    return first - timedelta(days=before), last + timedelta(days=after)


def may_be_worked(
    day: date, first: date, last: date, *, client_work: bool, before: int = DAYS_BEFORE, after: int = DAYS_AFTER
) -> bool:
    """Say whether work of this kind on a day belongs to a placement from `first` to `last`."""
    opens, closes = window(first, last, client_work=client_work, before=before, after=after)
    return opens <= day <= closes


class TimetableRow(Protocol):
    """One line of a weekly timetable: a weekday (Monday is 0) and a local time."""

    @property
    def weekday(self) -> int: ...
    @property
    def start(self) -> time: ...


Row = TypeVar("Row", bound=TimetableRow)


def suggested_day(
    weekday: int, monday: date, *, first: date, last: date, closures: Iterable[DateRange] = ()
) -> date | None:
    """Return the date a timetable row suggests in the week that begins on `monday`; None when closed or outside."""
    day = monday + timedelta(days=weekday)
    return day if first <= day <= last and not is_closed(day, closures) else None


def suggestions(
    rows: Iterable[Row], monday: date, *, first: date, last: date, closures: Iterable[DateRange] = ()
) -> list[tuple[date, Row]]:
    """Return the dates and rows a timetable suggests for one week, in order of time; pauses pass as closures."""
    ranges = tuple(closures)
    dated = ((suggested_day(row.weekday, monday, first=first, last=last, closures=ranges), row) for row in rows)
    kept = [(day, row) for day, row in dated if day is not None]
    return sorted(kept, key=lambda pair: (pair[0], pair[1].start))
