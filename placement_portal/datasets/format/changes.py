"""The parts of the format about what life changes: changes from a day on, stops, who is away and who stands in."""

from typing import Final

from placement_portal.changes.models import MEANWHILE_LENGTH, RUNG_LENGTH
from placement_portal.changes.rules import StopKind
from placement_portal.datasets.shapes import Clock, Day, Field, ListOf, Moment, Number, OneOf, Ref, Text, Thing, YesNo
from placement_portal.placements.models import PLAN_LENGTH
from placement_portal.placements.rules import ChangeKind, ChangeStatus, Side

NEEDED_DAY: Final = Field(Day(), needed=True)
BY: Final = Field(Ref("person"), needed=True)
AT: Final = Field(Moment(), needed=True)
PART: Final = Thing(
    "part of a change",
    {
        "what": Field(Text(30, 1), needed=True, what="such as ends, days_a_week, sites, supervisor, pause_until"),
        "old": Field(Text(200), what="as people read it"),
        "new": Field(Text(200), what="as people read it"),
        "old_person": Field(Ref("person"), what="instead of old, for somebody"),
        "new_person": Field(Ref("person"), what="instead of new, for somebody"),
        "old_day": Field(Day(), what="instead of old, for a day"),
        "new_day": Field(Day(), what="instead of new, for a day"),
    },
    has_ref=False,
)
ANSWER: Final = Thing(
    "answer",
    {"side": Field(OneOf(Side), needed=True), "agrees": Field(YesNo(), default=True), "by": BY, "at": AT},
    has_ref=False,
)
NEXT_PLAN: Final = Thing(
    "plan for a client of a change",
    {"slot": Field(Ref("slot"), needed=True), "plan": Field(Text(PLAN_LENGTH, 1), needed=True)},
    has_ref=False,
)
CHANGE_OF_PLACEMENT: Final = Thing(
    "change of a placement",
    {
        "placement": Field(Ref("placement"), needed=True, what="which is described as it is after the agreed changes"),
        "kind": Field(OneOf(ChangeKind, frozenset({ChangeKind.CORRECTION})), needed=True),
        "status": Field(OneOf(ChangeStatus), default=ChangeStatus.AGREED),
        "from_day": NEEDED_DAY,
        "first": Field(Day(), what="the new first day"),
        "last": Field(Day(), what="the new last day, or that of a pause"),
        "days_a_week": Field(Number(0.5, 7, whole=False)),
        "sites": Field(ListOf(Ref("site")), default=()),
        "assignment": Field(Ref("assignment"), what="who stops"),
        "person": Field(Ref("person"), what="who goes on"),
        "parts": Field(ListOf(PART, 1), needed=True, what="what was and what will be"),
        "clients": Field(ListOf(NEXT_PLAN), default=(), what="what happens for each client"),
        "by": BY,
        "at": AT,
        "answers": Field(ListOf(ANSWER), default=()),
        "settled": Field(Moment()),
        "settled_by": Field(Ref("person")),
    },
)
STOP: Final = Thing(
    "stop",
    {
        "provider": Field(Ref("organisation"), needed=True),
        "kind": Field(OneOf(StopKind), needed=True),
        "student": Field(Ref("student")),
        "person": Field(Ref("person"), what="the supervisor"),
        "site": Field(Ref("site")),
        "since": NEEDED_DAY,
        "since_time": Field(Clock(), needed=True),
        "lifted": Field(Day(), what="the first day on which work counts again"),
        "rung": Field(Text(RUNG_LENGTH, 1), needed=True, what="who has been rung; never why"),
        "by": BY,
        "at": AT,
    },
)
COVER: Final = Thing(
    "cover",
    {
        "placement": Field(Ref("placement"), needed=True),
        "assignment": Field(Ref("assignment"), what="of whoever stands in; nobody when left out"),
        "meanwhile": Field(Text(MEANWHILE_LENGTH), default="", what="a role that looks after client work until then"),
    },
)
AWAY: Final = Thing(
    "supervisor away",
    {
        "person": BY,
        "provider": Field(Ref("organisation"), needed=True),
        "starts": NEEDED_DAY,
        "ends": Field(Day(), what="the last day, included; open when left out"),
        "by": BY,
        "at": AT,
        "covers": Field(ListOf(COVER), default=()),
    },
)
