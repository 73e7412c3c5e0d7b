"""The part of the format about checks: bundles that organisations start from, and items as facts."""

from typing import Final

from placement_portal.clearance.models import CODE_LENGTH
from placement_portal.clearance.rules import (
    CheckLevel,
    ClearanceOutcome,
    ClearanceStatus,
    PresetGroup,
    ReturnReason,
    UpdateStatus,
    Workforce,
)
from placement_portal.datasets.shapes import Day, Field, ListOf, OneOf, Ref, Text, Thing, YesNo

BUNDLE: Final = Thing(
    "bundle of checks",
    {
        "organisation": Field(Ref("organisation"), needed=True),
        "group": Field(OneOf(PresetGroup), needed=True, what="every check of it that the organisation has not got yet"),
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
