"""The format of the rules of a year: each kind with what it asks besides."""

from typing import Final

from placement_portal.datasets.shapes import Day, Field, ListOf, Moment, Number, OneOf, Text, Thing, YesNo
from placement_portal.programmes.rules import (
    MOST_PRESENT,
    WHOLE,
    CategoryGroup,
    RuleBasis,
    RuleKind,
    RuleUnit,
    VarietyOf,
    Window,
)
from placement_portal.programmes.rules.sense import MOST_AMOUNT, MOST_STEPS

_SOME: Final = Number(1, MOST_AMOUNT)
STEP: Final = Thing("step", {"until": Field(_SOME, needed=True), "asked": Field(_SOME, needed=True)}, has_ref=False)
MORE: Final = Thing(
    "more of a rule",
    {
        "of": Field(ListOf(OneOf(CategoryGroup)), default=(), what="the other work; time with clients when left out"),
        "per": Field(_SOME, what="minutes of the other work, of a ratio"),
        "window": Field(OneOf(Window), what="of a ratio or a gate"),
        "steps": Field(ListOf(STEP), default=(), what=f"minutes; at most {MOST_STEPS}"),
        "weeks": Field(Number(1, 52), what="of a frequency"),
        "back": Field(Number(0, 52), what="weeks or months that later supervision may look back"),
        "from_minutes": Field(_SOME, what="the shortest session that counts as an hour"),
        "day_from": Field(Number(1, 720), what="minutes that make a day; any when left out"),
        "half_from": Field(Number(1, 720), what="minutes that make half a day; none when left out"),
        "what": Field(OneOf(VarietyOf), what="there must be several of"),
        "least": Field(_SOME, what="minutes in each of them"),
        "across": Field(YesNo(), what="whether earlier years count as well"),
        "grace": Field(Number(1, 366), what="days of grace"),
    },
    has_ref=False,
)
RULE: Final = Thing(
    "rule",
    {
        "kind": Field(OneOf(RuleKind), needed=True),
        "name": Field(Text(120, 1), needed=True),
        "groups": Field(ListOf(OneOf(CategoryGroup)), default=(), what="empty, and no codes either, means all"),
        "codes": Field(ListOf(Text(12, 1)), default=(), what="of single categories"),
        "unit": Field(OneOf(RuleUnit), what="what the amount is counted in"),
        "amount": Field(Number(1, 10_000_000), needed=True, what="minutes, sessions, half days, days or percent"),
        "more": Field(MORE, what="what its kind asks besides"),
        "basis": Field(OneOf(RuleBasis), default=RuleBasis.PROGRAMME),
    },
)
RULE_SET: Final = Thing(
    "rule set",
    {
        "rules": Field(ListOf(RULE), needed=True),
        "made": Field(Moment()),
        "in_force": Field(YesNo(), default=True),
        "starts": Field(Day(), what="from when it was in force; the day it was made when left out"),
        "group_percent": Field(Number(1, WHOLE), default=WHOLE, what="of supervision in a group, for each student"),
        "group_until": Field(Number(1, MOST_PRESENT), what="students; with more, the time is divided by their number"),
    },
)
