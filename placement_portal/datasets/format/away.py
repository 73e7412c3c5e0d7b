"""The parts of the format about being reached and being away: phones, private calendar links, absences."""

from typing import Final

from placement_portal.absences.rules import AbsenceKind, ToldWhom
from placement_portal.accounts.models import PHONE_LENGTH
from placement_portal.datasets.shapes import Clock, Day, Field, ListOf, Moment, Number, OneOf, Ref, Text, Thing, YesNo

SHORTEST_TOKEN, LONGEST_TOKEN = 32, 200

REACHED: Final = {
    "phone": Field(Text(PHONE_LENGTH), default="", what="the work phone, as the person gave it"),
    "takes_texts": Field(YesNo(), default=False),
    "calendar_link": Field(
        Text(LONGEST_TOKEN, SHORTEST_TOKEN), what="the secret part of the private calendar link; hashed when loaded"
    ),
    "calendar_names_settings": Field(YesNo(), default=False),
}
TOLD: Final = Thing(
    "told",
    {"whom": Field(OneOf(ToldWhom), needed=True), "at": Field(Moment(), needed=True)},
    has_ref=False,
)
MAKE_UP: Final = Thing(
    "make-up",
    {
        "day": Field(Day(), needed=True),
        "start": Field(Clock()),
        "minutes": Field(Number(1, 720), needed=True),
        "site": Field(Ref("site"), what="the main setting when left out"),
    },
)
ABSENCE: Final = Thing(
    "absence",
    {
        "placement": Field(Ref("placement"), needed=True),
        "starts": Field(Day(), needed=True),
        "ends": Field(Day(), what="the last day, included; one day only when left out"),
        "from_time": Field(Clock(), what="on the first day; the whole day when left out"),
        "to_time": Field(Clock(), what="on the last day; the whole day when left out"),
        "kind": Field(OneOf(AbsenceKind), needed=True),
        "told": Field(ListOf(TOLD), default=()),
        "cancelled": Field(Moment()),
        "make_ups": Field(ListOf(MAKE_UP), default=()),
    },
)
