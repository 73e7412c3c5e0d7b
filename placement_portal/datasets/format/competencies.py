"""Ratings in a dataset: rounds, what each side says, requests to look, and what a lead opened."""

from typing import Final

from placement_portal.competencies.models import NOTE_LENGTH, REASON_LENGTH, WORDS_LENGTH
from placement_portal.competencies.rules import LookStatus, RatingSide
from placement_portal.datasets.format.words import NEEDED_DAY
from placement_portal.datasets.shapes import Field, ListOf, Moment, OneOf, Ref, Text, Thing
from placement_portal.frameworks.models import CODE_LENGTH

CODE: Final = Field(Text(CODE_LENGTH, 1), needed=True, what="of a competency of the framework in use")
LEVEL: Final = Text(CODE_LENGTH, 1)
RATED: Final = Thing(
    "rating",
    {
        "code": CODE,
        "student": Field(LEVEL, what="the code of a level; not rated when left out"),
        "student_words": Field(Text(WORDS_LENGTH), default=""),
        "supervisor": Field(LEVEL),
        "supervisor_words": Field(Text(WORDS_LENGTH), default=""),
    },
    has_ref=False,
)
LATER: Final = Thing(
    "later rating",
    {
        "code": CODE,
        "side": Field(OneOf(RatingSide), needed=True),
        "level": Field(LEVEL, needed=True),
        "words": Field(Text(WORDS_LENGTH), default=""),
        "at": Field(Moment(), needed=True),
    },
    has_ref=False,
)
RATING_ROUND: Final = Thing(
    "round of ratings",
    {
        "placement": Field(Ref("placement"), needed=True),
        "opened": Field(Moment(), needed=True),
        "student_done": Field(Moment()),
        "supervisor_done": Field(Moment()),
        "supervisor": Field(Ref("person"), needed=True, what="who rates as the supervisor"),
        "ratings": Field(ListOf(RATED), default=()),
        "later": Field(ListOf(LATER), default=(), what="what changed after both were done"),
    },
)
LOOK: Final = Thing(
    "request to look",
    {
        "placement": Field(Ref("placement"), needed=True),
        "code": CODE,
        "day": NEEDED_DAY,
        "note": Field(Text(NOTE_LENGTH), default=""),
        "asked": Field(Moment(), needed=True),
        "status": Field(OneOf(LookStatus), default=LookStatus.ASKED),
        "closed": Field(Moment(), what="of one that is closed"),
    },
)
OPENED: Final = Thing(
    "opening of earlier ratings",
    {
        "placement": Field(Ref("placement"), needed=True),
        "by": Field(Ref("person"), needed=True),
        "at": Field(Moment(), needed=True),
        "reason": Field(Text(REASON_LENGTH, 1), needed=True),
    },
)
SIGN_OFF: Final = Thing(
    "single sign-off",
    {
        "placement": Field(Ref("placement"), needed=True),
        "code": CODE,
        "seen_on": NEEDED_DAY,
        "words": Field(Text(WORDS_LENGTH), default=""),
        "by": Field(Ref("person"), needed=True, what="who saw it, and signs"),
        "signed": Field(Moment(), what="not signed yet when left out"),
    },
)
