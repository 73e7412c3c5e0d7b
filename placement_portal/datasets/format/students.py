"""The format of student records: where they stand, how they came there, what they brought, their adjustments."""

from typing import Final

from placement_portal.credits.models import WHY_LENGTH
from placement_portal.datasets.format.words import DATES, NEEDED_DAY, SHORT
from placement_portal.datasets.shapes import Day, Field, ListOf, Moment, Number, OneOf, Ref, Text, Thing, YesNo
from placement_portal.programmes.rules import CategoryGroup, CohortMode, StudentStatus
from placement_portal.students.models import WORDS_LENGTH
from placement_portal.students.rules import AdjustmentKind, StudentAction
from placement_portal.therapy.rules import MOST as MOST_THERAPY
from placement_portal.therapy.rules import TherapyUnit

BALANCE: Final = Thing(
    "opening balance",
    {
        "stage": Field(Ref("stage"), what="the student's stage when left out"),
        "group": Field(OneOf(CategoryGroup), needed=True),
        "minutes": Field(Number(0, 10_000_000), needed=True),
        "sessions": Field(Number(0, 1_000_000), default=0),
        "source": Field(SHORT, default=""),
    },
)
STUDENT_MOVE: Final = Thing(
    "student's move",
    {
        "action": Field(OneOf(StudentAction), needed=True),
        "day": NEEDED_DAY,
        "by": Field(Ref("person"), needed=True),
        "from": Field(Ref("stage"), what="the stage before; the student's when left out"),
        "to": Field(Ref("stage"), what="the stage after; the student's when left out"),
        "mode": Field(OneOf(CohortMode), what="of a change of mode"),
        "returns_on": Field(Day(), what="when somebody who interrupts means to return"),
    },
    has_ref=False,
)
LOOK: Final = Thing(
    "look at adjustments",
    {
        "by": Field(Ref("person"), needed=True),
        "role": Field(Text(60, 1), needed=True),
        "organisation": Field(Ref("organisation"), needed=True),
        "at": Field(Moment(), needed=True),
    },
    has_ref=False,
)
ADJUSTMENT: Final = Thing(
    "adjustment",
    {
        "kind": Field(OneOf(AdjustmentKind), needed=True),
        "words": Field(Text(WORDS_LENGTH), default="", what="what is done, never why"),
        **DATES,
        "by": Field(Ref("person"), needed=True),
        "settings": Field(ListOf(Ref("site")), default=(), what="those that the student lets see it"),
    },
)
CREDIT: Final = Thing(
    "credit by the board",
    {
        "stage": Field(Ref("stage"), what="the student's stage when left out"),
        "group": Field(OneOf(CategoryGroup), needed=True),
        "minutes": Field(Number(0, 10_000_000), needed=True),
        "sessions": Field(Number(0, 1_000_000), default=0),
        "why": Field(Text(WHY_LENGTH, 1), needed=True, what="in one line, without health details"),
        "by": Field(Ref("person"), needed=True),
    },
    has_ref=False,
)
CARRIED: Final = Thing(
    "carried shortfall",
    {
        "rule": Field(Ref("rule"), needed=True, what="the minimum of the earlier year"),
        "into": Field(Ref("stage"), needed=True, what="the later year"),
        "amount": Field(Number(1, 10_000_000), needed=True, what="in the unit of the rule"),
        "due": NEEDED_DAY,
        "by": Field(Ref("person"), needed=True),
    },
    has_ref=False,
)
PLAN: Final = Thing(
    "plan of a student's own",
    {
        "until": Field(Day(), what="when the year lasts longer"),
        "percent": Field(Number(1, 100), default=100, what="of each total"),
        "by": Field(Ref("person"), needed=True),
    },
    has_ref=False,
)
THERAPY: Final = Thing(
    "total of personal therapy",
    {
        "amount": Field(Number(0, MOST_THERAPY), needed=True),
        "unit": Field(OneOf(TherapyUnit), default=TherapyUnit.HOURS),
        "qualified": Field(YesNo(), default=True),
        "until": NEEDED_DAY,
    },
    has_ref=False,
)
STUDENT: Final = Thing(
    "student",
    {
        "person": Field(Ref("person"), needed=True),
        "stage": Field(Ref("stage"), needed=True, what="the stage the student is in, which names the cohort"),
        "status": Field(OneOf(StudentStatus), what="when there are no moves; active when left out"),
        "mode": Field(OneOf(CohortMode), what="when it is not the cohort's"),
        "withdrawn_on": Field(Day(), what="of somebody withdrawn without moves; today when left out"),
        "moves": Field(ListOf(STUDENT_MOVE, 1), what="from active on, in their order; they say the status"),
        "adjustments": Field(ListOf(ADJUSTMENT), default=()),
        "looks": Field(ListOf(LOOK), default=(), what="who looked at the adjustments"),
        "opening_balances": Field(ListOf(BALANCE), default=()),
        "board_credits": Field(ListOf(CREDIT), default=()),
        "carried": Field(ListOf(CARRIED), default=(), what="shortfalls of earlier years, done in later ones"),
        "plan": Field(PLAN, what="for the stage the student is in"),
        "therapy": Field(THERAPY, what="what the student attests"),
    },
)
