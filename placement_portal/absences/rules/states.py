"""What kinds of absence there are, whom one tells, why one cannot be noted; never a reason for being away."""

import enum
from collections.abc import Mapping
from typing import Final


class AbsenceKind(enum.StrEnum):
    """Whether it was agreed beforehand or told on the day; why is asked of nobody."""

    AGREED = "agreed"
    TOLD_ON_THE_DAY = "told_on_the_day"


class ToldWhom(enum.StrEnum):
    """Whom a student told; a role, so that nothing else can be written."""

    RECEPTION = "reception"
    SUPERVISOR = "supervisor"
    TUTOR = "tutor"
    COORDINATOR = "coordinator"


class AbsenceRefusal(enum.StrEnum):
    """Why an absence, or time to make it up, cannot be noted."""

    ENDS_BEFORE_START = "ends_before_start"
    OUTSIDE_PLACEMENT = "outside_placement"
    TOO_LONG = "too_long"
    PAUSED = "paused"
    CLOSED = "closed"
    OVERLAPS = "overlaps"
    TOLD_IN_FUTURE = "told_in_future"
    MADE_UP_IN_PAST = "made_up_in_past"
    MADE_UP_OUTSIDE = "made_up_outside"
    MADE_UP_CLOSED = "made_up_closed"
    MADE_UP_AWAY = "made_up_away"


REFUSAL_SENTENCES: Final[Mapping[AbsenceRefusal, str]] = {
    AbsenceRefusal.ENDS_BEFORE_START: "The end must be after the beginning.",
    AbsenceRefusal.OUTSIDE_PLACEMENT: "These days are not inside the dates of your placement.",
    AbsenceRefusal.TOO_LONG: "This is longer than a break of some weeks. Talk to your programme about a pause.",
    AbsenceRefusal.PAUSED: "Your placement is paused on these days, so nobody expects you.",
    AbsenceRefusal.CLOSED: "The setting is closed on these days, so nobody expects you.",
    AbsenceRefusal.OVERLAPS: "You have noted an absence at this time already. Change that one instead.",
    AbsenceRefusal.TOLD_IN_FUTURE: "This is in the future. Note whom you told once you did.",
    AbsenceRefusal.MADE_UP_IN_PAST: "Choose today or a day to come. What is over you can log.",
    AbsenceRefusal.MADE_UP_OUTSIDE: "Choose a day inside the dates of your placement.",
    AbsenceRefusal.MADE_UP_CLOSED: "The setting is closed, or your placement paused, on this day. Choose another.",
    AbsenceRefusal.MADE_UP_AWAY: "You are away on this day. Choose another.",
}
