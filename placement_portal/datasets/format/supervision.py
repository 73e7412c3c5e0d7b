"""Supervision in a dataset: sessions, and each student's record of one."""

import enum
from typing import Final

from placement_portal.datasets.format.words import MINUTES, NEEDED_DAY
from placement_portal.datasets.shapes import Clock, Field, ListOf, Moment, Number, OneOf, Ref, Text, Thing, YesNo
from placement_portal.programmes.rules import MOST_PRESENT
from placement_portal.rhythm.rules import LONGEST_WORD, MOST_HOURS, SHORTEST_WORD, PaceKind
from placement_portal.supervision.models import COMMENT_LENGTH, REASON_LENGTH, REFLECTION_LENGTH, WORDS_LENGTH
from placement_portal.supervision.rules import (
    ActionOwner,
    SupervisionCapacity,
    SupervisionChangeStatus,
    SupervisionMode,
    SupervisionStatus,
)


class Writer(enum.StrEnum):
    """Who wrote a record; the other one confirms it."""

    STUDENT = "student"
    SUPERVISOR = "supervisor"


CHANGE_OF_SESSION: Final = Thing(
    "change of supervision",
    {
        "minutes": Field(MINUTES, needed=True),
        "reason": Field(Text(REASON_LENGTH, 1), needed=True),
        "by": Field(OneOf(Writer), default=Writer.STUDENT),
        "status": Field(OneOf(SupervisionChangeStatus), default=SupervisionChangeStatus.PENDING),
    },
    has_ref=False,
)
ACTION: Final = Thing(
    "action of supervision",
    {
        "what": Field(Text(WORDS_LENGTH, 1), needed=True, what="what is to be done"),
        "owner": Field(OneOf(ActionOwner), default=ActionOwner.STUDENT),
        "due": NEEDED_DAY,
        "done": Field(Moment(), what="when it was done; left out, it is still to be done"),
    },
)
RECORD: Final = Thing(
    "supervision record",
    {
        "placement": Field(Ref("placement"), needed=True),
        "by": Field(OneOf(Writer), default=Writer.STUDENT, what="who wrote it"),
        "status": Field(OneOf(SupervisionStatus), default=SupervisionStatus.CONFIRMED),
        "merged_into": Field(Ref("supervision record"), what="of a record that is merged"),
        "reason": Field(Text(REASON_LENGTH), default="", what="of a record that was sent back"),
        "codes": Field(ListOf(Text(6, 1)), default=(), what="clients and groups of the placement"),
        "reflection": Field(Text(REFLECTION_LENGTH), default=""),
        "reflection_shared": Field(YesNo(), default=False),
        "comment": Field(Text(COMMENT_LENGTH), default="", what="of the supervisor, to this student"),
        "change": Field(CHANGE_OF_SESSION, what="of a confirmed record"),
        "taken_back": Field(Text(REASON_LENGTH), default="", what="why the university took a confirmed one back"),
        "actions": Field(ListOf(ACTION), default=()),
    },
)
SUPERVISION: Final = Thing(
    "supervision session",
    {
        "supervisor": Field(Ref("person"), needed=True),
        "capacity": Field(OneOf(SupervisionCapacity), default=SupervisionCapacity.ON_SITE),
        "day": NEEDED_DAY,
        "start": Field(Clock(), needed=True),
        "minutes": Field(MINUTES, needed=True),
        "mode": Field(OneOf(SupervisionMode), default=SupervisionMode.INDIVIDUAL),
        "present": Field(Number(1, MOST_PRESENT), default=1, what="students in all"),
        "themes": Field(ListOf(Text(60, 1)), default=()),
        "own_words": Field(Text(WORDS_LENGTH), default=""),
        "shared_comment": Field(Text(COMMENT_LENGTH), default="", what="of the supervisor, to everybody"),
        "records": Field(ListOf(RECORD, 1), needed=True),
    },
)
RHYTHM: Final = Thing(
    "rhythm of supervision",
    {
        "placement": Field(Ref("placement"), needed=True),
        "often": Field(OneOf(PaceKind), needed=True),
        "hours": Field(Number(1, MOST_HOURS), what="with clients, where they decide"),
        "word_after": Field(Number(SHORTEST_WORD, LONGEST_WORD), what="days; the programme's rule when left out"),
        "by": Field(Ref("person"), needed=True, what="who said so"),
    },
    has_ref=False,
)
PLANNED: Final = Thing(
    "planned supervision",
    {
        "placement": Field(Ref("placement"), needed=True),
        "supervisor": Field(Ref("person"), needed=True),
        "day": NEEDED_DAY,
        "start": Field(Clock(), needed=True),
        "minutes": Field(MINUTES, needed=True),
        "by": Field(Ref("person"), needed=True, what="who planned it"),
    },
)
