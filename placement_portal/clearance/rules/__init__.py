"""What is true of checks: their kinds, who does what, the states of an item and its moves."""

import enum
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from placement_portal.sites.rules import SiteKind, SiteMeets


class ClearanceSubject(enum.StrEnum):
    """Whom or what a check is about."""

    STUDENT = "student"
    SUPERVISOR = "supervisor"
    SITE = "site"
    PLACEMENT = "placement"


class ClearanceSubmitter(enum.StrEnum):
    """Who sends a check in: the person it is about, or staff who see it themselves."""

    THEMSELVES = "themselves"
    OFFICER = "officer"


class ClearanceVerifier(enum.StrEnum):
    """Whose officer looks at a check and verifies it."""

    UNIVERSITY = "university"
    PROVIDER = "provider"
    EITHER = "either"


class ClearanceApplies(enum.StrEnum):
    """Who needs a check: everybody it fits, or only those whom an officer asks for it."""

    EVERYBODY = "everybody"
    WHEN_ASKED = "when_asked"


class ClearanceFact(enum.StrEnum):
    """One fact that a check asks for; never a scan, never what a certificate says."""

    ISSUED_ON = "issued_on"
    LEVEL = "level"
    WORKFORCES = "workforces"
    LAST_FOUR = "last_four"
    UPDATE_SERVICE = "update_service"
    EDITION = "edition"
    ENDS_ON = "ends_on"
    MADE_ON = "made_on"
    COUNTRY = "country"
    NUMBER = "number"
    MODALITY = "modality"
    OUTCOME = "outcome"


class ClearanceValidity(enum.StrEnum):
    """How long a check holds."""

    NONE = "none"
    MONTHS = "months"
    EDITION = "edition"
    PERIOD = "period"
    POLICY_END = "policy_end"
    PER_PLACEMENT = "per_placement"
    PER_SITE = "per_site"


class ClearanceBlock(enum.StrEnum):
    """What waits until a check is in place."""

    ON_SITE = "on_site"
    ACCOMPANIED = "accompanied"
    ALONE = "alone"
    ASSIGNMENT = "assignment"
    ALLOCATION = "allocation"
    NOTHING = "nothing"


class ClearanceStatus(enum.StrEnum):
    """Where an item stands; expiring and lapsed are computed when read, never stored."""

    MISSING = "missing"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    RETURNED = "returned"
    STOPPED = "stopped"


class ClearanceAction(enum.StrEnum):
    """What can be done to an item."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    VERIFY = "verify"
    RETURN = "return"
    STOP = "stop"


class ReturnReason(enum.StrEnum):
    """Why an item came back: from a list, so that nothing of a certificate is ever written down."""

    BRING_ORIGINAL = "bring_original"
    DETAILS_DIFFER = "details_differ"
    NAME_DIFFERS = "name_differs"
    WRONG_LEVEL = "wrong_level"
    WRONG_WORKFORCE = "wrong_workforce"
    TOO_OLD = "too_old"
    OUT_OF_DATE = "out_of_date"
    TALK_TO_ME = "talk_to_me"
    BY_MISTAKE = "by_mistake"


class UpdateStatus(enum.StrEnum):
    """What the Update Service said; whether a certificate held anything is never kept."""

    CURRENT = "current"
    NEW_CHECK_NEEDED = "new_check_needed"
    NOT_FOUND = "not_found"


class Workforce(enum.StrEnum):
    """Whom a check covers work with."""

    CHILDREN = "children"
    ADULTS = "adults"


class CheckLevel(enum.StrEnum):
    """What sort of certificate was seen."""

    ENHANCED_BARRED = "enhanced_barred"
    ENHANCED = "enhanced"
    STANDARD = "standard"
    BASIC = "basic"
    PVG = "pvg"


class ClearanceOutcome(enum.StrEnum):
    """What occupational health answered; nothing else of health is ever kept."""

    CLEARED = "cleared"
    NOT_YET = "not_yet"


class LateReason(enum.StrEnum):
    """Why evidence that was seen earlier is recorded only now."""

    PAPER_LIST = "paper_list"
    OFFICER_AWAY = "officer_away"
    BEFORE_PORTAL = "before_portal"
    SEEN_ELSEWHERE = "seen_elsewhere"


class NumberScheme(enum.StrEnum):
    """How a registration number must look."""

    ANY = "any"
    HCPC_ARTS = "hcpc_arts"


class PresetGroup(enum.StrEnum):
    """What a bundle of checks is for."""

    SCHOOLS = "schools"
    NHS = "nhs"
    ADULT_CARE = "adult_care"
    SCOTLAND = "scotland"
    OVERSEAS = "overseas"
    EARLY_YEARS = "early_years"
    SUPERVISORS = "supervisors"
    SITES = "sites"


class ClearanceStanding(enum.StrEnum):
    """How a need stands on a day: computed from items and dates whenever it is read."""

    MISSING = "missing"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    NOT_ACCEPTED = "not_accepted"
    IN_PLACE = "in_place"
    EXPIRING = "expiring"
    LAPSED = "lapsed"
    STOPPED = "stopped"


MOVES: Final[Mapping[tuple[ClearanceStatus, ClearanceAction], ClearanceStatus]] = {
    (ClearanceStatus.MISSING, ClearanceAction.SUBMIT): ClearanceStatus.SUBMITTED,
    (ClearanceStatus.RETURNED, ClearanceAction.SUBMIT): ClearanceStatus.SUBMITTED,
    (ClearanceStatus.SUBMITTED, ClearanceAction.WITHDRAW): ClearanceStatus.MISSING,
    (ClearanceStatus.SUBMITTED, ClearanceAction.VERIFY): ClearanceStatus.VERIFIED,
    (ClearanceStatus.SUBMITTED, ClearanceAction.RETURN): ClearanceStatus.RETURNED,
    (ClearanceStatus.VERIFIED, ClearanceAction.RETURN): ClearanceStatus.RETURNED,
    (ClearanceStatus.VERIFIED, ClearanceAction.STOP): ClearanceStatus.STOPPED,
}
"""A verified item is sent back only to mend a mistake; a stop is never undone: a new check replaces it."""


class NotAllowed(Exception):
    """An item cannot be moved like this from where it stands."""

    def __init__(self, status: ClearanceStatus, action: ClearanceAction) -> None:
        super().__init__(f"{action.value} is not possible from {status.value}")
        self.status, self.action = status, action


def move(status: ClearanceStatus, action: ClearanceAction) -> ClearanceStatus:
    """Return the state after `action`; raise `NotAllowed` naming both when the table has no such move."""
    after = MOVES.get((status, action))
    if after is None:
        raise NotAllowed(status, action)
    return after


PENDING: Final[AbstractSet[ClearanceStatus]] = frozenset(
    {ClearanceStatus.MISSING, ClearanceStatus.SUBMITTED, ClearanceStatus.RETURNED}
)
"""Where somebody still has something to do; of one check there is at most one such item about one person."""

CHILDREN: Final = frozenset({Workforce.CHILDREN})
ADULTS: Final = frozenset({Workforce.ADULTS})
WORKFORCES_OF: Final[Mapping[SiteKind, AbstractSet[Workforce]]] = {
    SiteKind.SPECIAL_SCHOOL: CHILDREN,
    SiteKind.MAINSTREAM_SCHOOL: CHILDREN,
    SiteKind.SCHOOL_UNIT: CHILDREN,
    SiteKind.CHILDRENS_CENTRE: CHILDREN,
    SiteKind.HOSPITAL: CHILDREN | ADULTS,
    SiteKind.HOSPICE: CHILDREN | ADULTS,
    SiteKind.CARE_HOME: ADULTS,
    SiteKind.COMMUNITY: CHILDREN | ADULTS,
    SiteKind.OTHER: CHILDREN | ADULTS,
}
"""Whom students meet in a setting of each kind: where it may be either, both are asked for."""

MEETS: Final[Mapping[SiteMeets, AbstractSet[Workforce]]] = {
    SiteMeets.CHILDREN: CHILDREN,
    SiteMeets.ADULTS: ADULTS,
    SiteMeets.BOTH: CHILDREN | ADULTS,
}
"""What is said of one setting because its kind does not tell."""


def met_in(kind: SiteKind, meets: SiteMeets) -> AbstractSet[Workforce]:
    """Return whom students meet in a setting: what was said of it, or else what its kind says."""
    return MEETS.get(meets, WORKFORCES_OF[kind])
