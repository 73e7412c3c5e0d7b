"""Where a student can stand in a course, what moves them, and from which day it holds."""

import enum
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final, Protocol

from placement_portal.programmes.rules import StudentStatus


class StudentAction(enum.StrEnum):
    """What a person may do to where a student stands; nobody is asked for a reason, ever."""

    INTERRUPT = "interrupt"
    RETURN = "return"
    REPEAT = "repeat"
    GO_ON = "go_on"
    WITHDRAW = "withdraw"
    COMPLETE = "complete"
    REINSTATE = "reinstate"
    PROMOTE = "promote"
    MOVE_BACK = "move_back"
    CHANGE_MODE = "change_mode"


class NotAllowed(ValueError):
    """A status has no such move; carries both, so that a page can say which."""

    def __init__(self, status: enum.StrEnum, action: enum.StrEnum) -> None:
        super().__init__(f"{action.value} is not possible from {status.value}")
        self.status = status
        self.action = action


_ON_COURSE: Final = (StudentStatus.ACTIVE, StudentStatus.REPEATING)
_HERE: Final = (*_ON_COURSE, StudentStatus.INTERRUPTED)
MOVES: Final[Mapping[tuple[StudentStatus, StudentAction], StudentStatus]] = {
    **{(status, StudentAction.INTERRUPT): StudentStatus.INTERRUPTED for status in _ON_COURSE},
    (StudentStatus.INTERRUPTED, StudentAction.RETURN): StudentStatus.ACTIVE,
    **{(status, StudentAction.REPEAT): StudentStatus.REPEATING for status in _HERE},
    (StudentStatus.REPEATING, StudentAction.GO_ON): StudentStatus.ACTIVE,
    **{(status, StudentAction.WITHDRAW): StudentStatus.WITHDRAWN for status in _HERE},
    **{(status, StudentAction.COMPLETE): StudentStatus.COMPLETED for status in _ON_COURSE},
    (StudentStatus.WITHDRAWN, StudentAction.REINSTATE): StudentStatus.ACTIVE,
    (StudentStatus.COMPLETED, StudentAction.REINSTATE): StudentStatus.ACTIVE,
    **{(status, StudentAction.PROMOTE): StudentStatus.ACTIVE for status in _ON_COURSE},
    (StudentStatus.INTERRUPTED, StudentAction.PROMOTE): StudentStatus.INTERRUPTED,
    **{(status, StudentAction.MOVE_BACK): status for status in _HERE},
    **{(status, StudentAction.CHANGE_MODE): status for status in _HERE},
}
"""Every pair that is not here is refused."""

GIVES_BACK: Final = frozenset({StudentAction.RETURN, StudentAction.MOVE_BACK})
BY_HAND: Final = tuple(
    each
    for each in StudentAction
    if each not in {StudentAction.PROMOTE, StudentAction.MOVE_BACK, StudentAction.CHANGE_MODE}
)
"""What is done to one student on their own page; promotion is done to a cohort."""


def move(status: StudentStatus, action: StudentAction, before: StudentStatus | None = None) -> StudentStatus:
    """Return the status after `action`; raise `NotAllowed` naming both when the table has no such move.

    Who returns, or is moved back, repeats again when they repeated `before` they left.
    """
    try:
        after = MOVES[status, action]
    except KeyError:
        raise NotAllowed(status, action) from None
    gives_back = action in GIVES_BACK and after is StudentStatus.ACTIVE and before is StudentStatus.REPEATING
    return StudentStatus.REPEATING if gives_back else after


def actions_from(status: StudentStatus) -> list[StudentAction]:
    """Return what can be done by hand from a status, in the order of the enum."""
    return [action for action in BY_HAND if (status, action) in MOVES]


def action_between(before: StudentStatus, after: StudentStatus) -> StudentAction | None:
    """Return what leads by hand from one status to another; None when nothing does."""
    return next((action for action in actions_from(before) if MOVES[before, action] is after), None)


def day_problem(day: date, today: date, last: date | None) -> str | None:
    """Say what is wrong with the day from which a move holds: still to come, or before the `last` move."""
    if day > today:
        return "Enter today or an earlier day: nothing changes by itself later."
    if last and day < last:
        return f"The last change holds from {last.day} {last:%B %Y}. Enter that day or a later one."
    return None


class Moved(Protocol):
    """A move as the calendar sees it: which status holds from which day."""

    @property
    def day(self) -> date: ...
    @property
    def status(self) -> StudentStatus: ...


def away(moves: Iterable[Moved], until: date) -> Iterator[tuple[date, date]]:
    """Yield the days of each interruption: its first day to the day before the next status, or `until`.

    Moves come in the order of their days.
    """
    since: date | None = None
    for each in moves:
        if each.status is StudentStatus.INTERRUPTED:
            since = since or each.day
        elif since:
            if since < each.day:
                yield since, each.day - timedelta(days=1)
            since = None
    if since and since <= until:
        yield since, until


def reads_until(withdrawn_on: date) -> date:
    """Return the last day on which somebody who withdrew reads and downloads: twelve months later."""
    try:
        return withdrawn_on.replace(year=withdrawn_on.year + 1)
    except ValueError:  # the 29th of February
        return withdrawn_on.replace(year=withdrawn_on.year + 1, day=28)
