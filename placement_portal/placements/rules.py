"""What is true of placements: states and moves, capacities, client codes, windows of dates, the timetable."""

import enum


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
