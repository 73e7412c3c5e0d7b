"""The states of one student's record of a session, and every move between them."""

import enum
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from placement_portal.placements.rules import NotAllowed


class SupervisionStatus(enum.StrEnum):
    """Where one student's record of a session stands; DECLINED is kept from entries of before there were sessions."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    CONFIRMED = "confirmed"
    MERGED = "merged"
    DECLINED = "declined"


class SupervisionAct(enum.StrEnum):
    """What can be done to a record; the last ones are kept from entries of before there were sessions."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    CONFIRM = "confirm"
    SEND_BACK = "send_back"
    MERGE = "merge"
    DECLINE = "decline"
    ACCEPT_OFFER = "accept_offer"
    REVERSE = "reverse"


class SupervisionMode(enum.StrEnum):
    """How a session was held."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    LIVE_IN_ROOM = "live_in_room"
    VIDEO = "video"
    PHONE = "phone"
    WRITTEN = "written"


class SupervisionCapacity(enum.StrEnum):
    """In which capacity somebody supervised, as their assignment says it."""

    ON_SITE = "on_site"
    CLINICAL = "clinical"
    UNIVERSITY = "university"


class ActionOwner(enum.StrEnum):
    """Who does what was agreed in a session."""

    STUDENT = "student"
    SUPERVISOR = "supervisor"


class SupervisionVersionKind(enum.StrEnum):
    """Why a version of a record was kept."""

    SUBMITTED = "submitted"
    OFFERED = "offered"
    AMENDED = "amended"


class SupervisionChangeStatus(enum.StrEnum):
    """Where a change of a confirmed record stands."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


MOVES: Final[Mapping[tuple[SupervisionStatus, SupervisionAct], SupervisionStatus]] = {
    (SupervisionStatus.DRAFT, SupervisionAct.SUBMIT): SupervisionStatus.SUBMITTED,
    (SupervisionStatus.SUBMITTED, SupervisionAct.WITHDRAW): SupervisionStatus.DRAFT,
    (SupervisionStatus.SUBMITTED, SupervisionAct.CONFIRM): SupervisionStatus.CONFIRMED,
    (SupervisionStatus.SUBMITTED, SupervisionAct.SEND_BACK): SupervisionStatus.SENT_BACK,
    (SupervisionStatus.SENT_BACK, SupervisionAct.SUBMIT): SupervisionStatus.SUBMITTED,
    (SupervisionStatus.SENT_BACK, SupervisionAct.WITHDRAW): SupervisionStatus.DRAFT,
    (SupervisionStatus.DRAFT, SupervisionAct.MERGE): SupervisionStatus.MERGED,
    (SupervisionStatus.SUBMITTED, SupervisionAct.MERGE): SupervisionStatus.MERGED,
    (SupervisionStatus.SENT_BACK, SupervisionAct.MERGE): SupervisionStatus.MERGED,
}
"""Every pair that is not here is refused: what is confirmed is locked, and a change of it stands beside it."""

UNDOES: Final[Mapping[SupervisionAct, SupervisionStatus]] = {
    SupervisionAct.CONFIRM: SupervisionStatus.CONFIRMED,
    SupervisionAct.SEND_BACK: SupervisionStatus.SENT_BACK,
}
"""What whoever decided may take back within ten minutes, and where that led; the record waits again then."""

EDITABLE: Final[AbstractSet[SupervisionStatus]] = frozenset({SupervisionStatus.DRAFT, SupervisionStatus.SENT_BACK})
"""Where its writer may change what it says."""

OPEN: Final[AbstractSet[SupervisionStatus]] = frozenset(
    {SupervisionStatus.DRAFT, SupervisionStatus.SUBMITTED, SupervisionStatus.SENT_BACK}
)
"""Where comments may still be written: what is confirmed is locked."""


def move(status: SupervisionStatus, act: SupervisionAct) -> SupervisionStatus:
    """Return where an act leads; raise `NotAllowed` when the table has no such move."""
    try:
        return MOVES[status, act]
    except KeyError:
        raise NotAllowed(status, act) from None
