"""What is true of daily letters: what can be in one, from when in the morning, and when there is something to say."""

import enum
import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

MORNING: Final = time(7)
"""Nothing is written before, so that nobody is woken."""

AGAIN_AFTER: Final = timedelta(days=7)
"""What stays as it is comes again after a week."""

STARTS_SOON: Final = timedelta(weeks=2)
ENDS_SOON: Final = timedelta(weeks=2)
KEPT: Final = timedelta(days=35)


class DigestPart(enum.StrEnum):
    """One kind of thing that needs somebody, in the order in which a letter says them."""

    CHECKS_STOPPED = "checks_stopped"
    CHECKS_LAPSED = "checks_lapsed"
    CHECKS_CAME_BACK = "checks_came_back"
    CHECKS_TO_SEND = "checks_to_send"
    CHECKS_END = "checks_end"
    HOURS_CAME_BACK = "hours_came_back"
    TO_DECIDE = "to_decide"
    SUPERVISED_NOT_READY = "supervised_not_ready"
    LAST_DAY_TO_PLAN = "last_day_to_plan"
    SETTINGS_TO_TELL = "settings_to_tell"
    EXCEPTIONS_WAIT = "exceptions_wait"
    CHECKS_WAIT = "checks_wait"
    CHECKS_TO_ACCEPT = "checks_to_accept"
    NOT_READY = "not_ready"
    ENDS_AT_OURS = "ends_at_ours"
    CHANGES_WAIT = "changes_wait"
    PROPOSALS_WAIT = "proposals_wait"
    NOW_NOT_POSSIBLE = "now_not_possible"
    NOW_NEED_A_PLAN = "now_need_a_plan"
    NOW_BEHIND = "now_behind"
    NOW_ON_COURSE = "now_on_course"


WEEKLY: Final = frozenset(
    {
        DigestPart.NOW_NOT_POSSIBLE,
        DigestPart.NOW_NEED_A_PLAN,
        DigestPart.NOW_BEHIND,
        DigestPart.NOW_ON_COURSE,
    }
)
"""What is told once a week, and only as far as it changed since the week before."""


def tells_the_week(today: date) -> bool:
    """Say whether the letter of a day tells how students stand otherwise than a week ago: on Mondays."""
    return today.weekday() == 0


class Needs(NamedTuple):
    """So many things of a kind need somebody; with a day where one matters."""

    part: DigestPart
    number: int
    day: date | None = None


class Said(NamedTuple):
    """What was found for somebody on an earlier day, and whether it was written to them."""

    day: date
    said: str
    sent: bool


def is_morning(local: datetime) -> bool:
    """Say whether letters may leave at a local time."""
    return local.time() >= MORNING


def in_order(needs: Iterable[Needs]) -> list[Needs]:
    """Return what needs somebody, in the order of the letter; nothing that is none."""
    order = list(DigestPart)
    return sorted((each for each in needs if each.number), key=lambda each: order.index(each.part))


def said(needs: Sequence[Needs]) -> str:
    """Return what is the same as long as nothing changes; empty when nothing needs anybody."""
    words = "/".join(f"{each.part}:{each.number}:{each.day or ''}" for each in needs if each.part not in WEEKLY)
    return hashlib.sha256(words.encode()).hexdigest() if words else ""


def is_told_weekly(needs: Iterable[Needs]) -> bool:
    """Say whether something stands otherwise than a week ago."""
    return any(each.part in WEEKLY for each in needs)


def is_due(now: str, before: Sequence[Said], today: date) -> bool:
    """Say whether there is something to write: something new, or the same as a week ago and still not done."""
    if not now:
        return False
    latest = max(before, default=None)
    if latest is None or latest.said != now:
        return True
    sent = [each.day for each in before if each.sent and each.said == now]
    return not sent or today - max(sent) >= AGAIN_AFTER
