"""The format of placement offers and of matching: who has places, what students wish, who is to go where."""

from typing import Final

from placement_portal.datasets.format.words import BOTH_DATES
from placement_portal.datasets.shapes import Day, Field, ListOf, Moment, Number, OneOf, Ref, Text, Thing, YesNo
from placement_portal.matching.models import AREA_LENGTH, NEEDS_LENGTH, ROUND_NAME_LENGTH
from placement_portal.matching.rules import RoundStatus, RoundVariety, TravelMode
from placement_portal.offers.models import BRING_LENGTH, MOST_PLACES
from placement_portal.offers.rules import ClientGroup

PLACE: Final = Thing(
    "place of an offer",
    {
        "university": Field(Ref("organisation"), needed=True),
        "until": Field(Day(), what="held until this day, included"),
        "placement": Field(Ref("placement"), what="filled by this placement"),
        "by": Field(Ref("person"), needed=True),
        "at": Field(Moment(), needed=True),
    },
)
OFFER: Final = Thing(
    "offer",
    {
        "site": Field(Ref("site"), needed=True),
        "supervisor": Field(Ref("person")),
        "years": Field(ListOf(Number(1, 9), 1), needed=True, what="1 for first-year students"),
        "weekdays": Field(ListOf(Number(0, 6), 1), needed=True, what="Monday is 0"),
        "days_a_week": Field(Number(0.5, 7, whole=False), what="in halves; all of the weekdays when left out"),
        **BOTH_DATES,
        "capacity": Field(Number(1, MOST_PLACES), default=1),
        "client_groups": Field(ListOf(OneOf(ClientGroup), 1), needed=True),
        "bring": Field(Text(BRING_LENGTH), default=""),
        "universities": Field(ListOf(Ref("organisation"), 1), needed=True, what="who sees it"),
        "withdrawn": Field(Moment()),
        "places": Field(ListOf(PLACE), default=(), what="those that are taken"),
    },
)
JOURNEY: Final = Thing(
    "journey",
    {"site": Field(Ref("site"), needed=True), "minutes": Field(Number(0, 300), needed=True)},
    has_ref=False,
)
WISH: Final = Thing(
    "wish",
    {
        "student": Field(Ref("student"), needed=True),
        "ranking": Field(ListOf(Ref("offer")), default=(), what="the first choice first"),
        "weekdays": Field(ListOf(Number(0, 6)), what="Monday is 0; not said when left out"),
        "travel": Field(OneOf(TravelMode)),
        "area": Field(Text(AREA_LENGTH), default=""),
        "minutes": Field(ListOf(JOURNEY), default=()),
        "conflicts": Field(ListOf(Ref("site")), default=(), what="settings with a conflict of interest"),
        "contrast": Field(YesNo(), default=False),
        "interests": Field(ListOf(Text(40, 1)), default=(), what="client groups and specialisms"),
        "needs": Field(Text(NEEDS_LENGTH), default="", what="what a setting must have"),
        "changed": Field(Moment(), needed=True),
    },
)
MATCH: Final = Thing(
    "match",
    {
        "student": Field(Ref("student"), needed=True),
        "offer": Field(Ref("offer"), what="none when left out"),
        "locked": Field(YesNo(), default=False),
        "by_hand": Field(YesNo(), default=False),
        "reasons": Field(ListOf(Text(300, 1)), default=()),
        "breaks": Field(ListOf(Text(300, 1)), default=(), what="sentences of rules that it breaks"),
        "fits": Field(ListOf(Ref("site")), default=(), what="settings that fit this person's needs"),
        "does_not_fit": Field(ListOf(Ref("site")), default=()),
    },
)
ROUND: Final = Thing(
    "matching round",
    {
        "programme": Field(Ref("programme"), needed=True),
        "name": Field(Text(ROUND_NAME_LENGTH, 1), needed=True),
        "stages": Field(ListOf(Ref("stage"), 1), needed=True, what="one of each cohort"),
        "status": Field(OneOf(RoundStatus), default=RoundStatus.PLANNED),
        "opens": Field(Day(), needed=True),
        "closes": Field(Day(), needed=True),
        "variety": Field(OneOf(RoundVariety), default=RoundVariety.OTHER_SETTING),
        "with_placed": Field(YesNo(), default=False),
        "wishes": Field(ListOf(WISH), default=()),
        "matches": Field(ListOf(MATCH), default=()),
        "proposed_by": Field(Ref("person"), what="who asked for the proposal that the matches come from"),
        "proposed": Field(Moment()),
    },
)
