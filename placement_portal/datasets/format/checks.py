"""The part of the format about checks: bundles, items as facts, exceptions, what is chosen for last days."""

from typing import Final

from placement_portal.clearance.models import CODE_LENGTH, HOW_LENGTH, RISK_LENGTH
from placement_portal.clearance.rules import (
    CheckLevel,
    ClearanceOutcome,
    ClearanceStatus,
    PresetGroup,
    ReturnReason,
    UpdateStatus,
    Workforce,
)
from placement_portal.clearance.rules.exceptions import ExceptionCondition, ExceptionReason
from placement_portal.datasets.format.words import NAME, NEEDED_DAY
from placement_portal.datasets.shapes import Day, Field, ListOf, Moment, OneOf, Ref, Text, Thing, YesNo
from placement_portal.gate.rules import LapseChoice
from placement_portal.placements.rules import Side

BUNDLE: Final = Thing(
    "bundle of checks",
    {
        "organisation": Field(Ref("organisation"), needed=True),
        "group": Field(OneOf(PresetGroup), needed=True, what="every check of it that the organisation has not got yet"),
        "since": Field(Day(), what="the day from which it is asked for; today when left out"),
    },
    has_ref=False,
)
CHECK: Final = Thing(
    "check",
    {
        "organisation": Field(Ref("organisation"), needed=True, what="whose officers look at it"),
        "code": Field(Text(CODE_LENGTH, 1), needed=True, what="of a check that this organisation asks for"),
        "person": Field(Ref("person"), what="whom it is about; a setting alone when left out"),
        "site": Field(Ref("site"), what="the setting it is about, or for which the person needs it"),
        "status": Field(OneOf(ClearanceStatus), needed=True),
        "submitted": Field(Day(), what="the day it was sent in; the day it was seen when left out"),
        "issued_on": Field(Day()),
        "level": Field(OneOf(CheckLevel)),
        "workforces": Field(ListOf(OneOf(Workforce)), default=()),
        "last_four": Field(Text(4), default=""),
        "edition": Field(Text(60), default=""),
        "ends_on": Field(Day()),
        "made_on": Field(Day()),
        "country": Field(Text(60), default=""),
        "number": Field(Text(40), default=""),
        "modality": Field(Text(60), default=""),
        "outcome": Field(OneOf(ClearanceOutcome)),
        "update_consent": Field(YesNo(), default=False),
        "update_status": Field(OneOf(UpdateStatus)),
        "update_on": Field(Day()),
        "seen_on": Field(Day(), what="from which it counts"),
        "decided_by": Field(Ref("person")),
        "return_reason": Field(OneOf(ReturnReason)),
        "stopped_on": Field(Day()),
        "accepted_by": Field(ListOf(Ref("organisation")), default=(), what="who relies on it"),
    },
)
AGREED: Final = Thing(
    "agreement to an exception",
    {
        "as": Field(
            OneOf(Side), needed=True, what="for the provider its safeguarding lead, for the university the lead"
        ),
        "by": Field(Ref("person"), needed=True),
        "at": Field(Moment(), needed=True),
    },
    has_ref=False,
)
EXCEPTION: Final = Thing(
    "exception",
    {
        "placement": Field(Ref("placement"), needed=True),
        "code": Field(Text(CODE_LENGTH, 1), needed=True, what="of the check that it bridges"),
        "starts": NEEDED_DAY,
        "until": NEEDED_DAY,
        "conditions": Field(ListOf(OneOf(ExceptionCondition), 1), needed=True),
        "reason": Field(OneOf(ExceptionReason), needed=True),
        "risk": Field(Text(RISK_LENGTH), default="", what="deleted six months after the last day"),
        "head_name": Field(NAME, needed=True),
        "head_agreed_on": NEEDED_DAY,
        "head_agreed_how": Field(Text(HOW_LENGTH, 1), needed=True),
        "barred_list_by_school": Field(YesNo(), default=False, what="the school says it made its own check"),
        "signatures": Field(ListOf(AGREED, 1), needed=True, what="of whoever asked, then of the other side"),
    },
    has_ref=False,
)
LAPSE_CHOICE: Final = Thing(
    "choice for a last day",
    {
        "placement": Field(Ref("placement"), needed=True),
        "slot": Field(Ref("slot"), needed=True, what="the client or group"),
        "until": Field(Day(), needed=True, what="the last day of the check"),
        "choice": Field(OneOf(LapseChoice), needed=True),
        "day": Field(Day(), what="when the client is told of a pause, or the last session of an ending"),
        "by": Field(Ref("person"), needed=True),
        "at": Field(Moment(), needed=True),
    },
    has_ref=False,
)
