"""The part of the format about what settings rely on: letters, inductions, and whom to tell when one is worried."""

from typing import Final

from placement_portal.accounts.models import ADDRESS_LENGTH, NAME_LENGTH
from placement_portal.datasets.format.words import NAME, NEEDED_DAY
from placement_portal.datasets.shapes import Day, Field, ListOf, Number, OneOf, Ref, Text, Thing
from placement_portal.inductions.rules import LINE_LENGTH, MOST_LINES
from placement_portal.letters.rules import IdentityShown
from placement_portal.signpost.models import AREA_LENGTH
from placement_portal.signpost.rules import ContactRole
from placement_portal.sites.models import PHONE_LENGTH

SEEN: Final = Thing(
    "line of a letter",
    {
        "what": Field(Text(200, 1), needed=True, what="in plain words: no outcome, no number"),
        "by": Field(Ref("organisation"), needed=True),
        "seen_on": NEEDED_DAY,
    },
    has_ref=False,
)
LETTER: Final = Thing(
    "letter of assurance",
    {
        "placement": Field(Ref("placement"), needed=True),
        "site": Field(Ref("site"), needed=True),
        "made_on": NEEDED_DAY,
        "by": Field(Ref("person"), needed=True),
        "shows": Field(OneOf(IdentityShown), needed=True),
        "ring_name": Field(NAME, needed=True),
        "ring_phone": Field(Text(PHONE_LENGTH, 6), needed=True),
        "lines": Field(ListOf(SEEN), default=()),
        "sent_to": Field(Text(ADDRESS_LENGTH), default="", what="the address that has a link; a new link is sent anew"),
    },
    has_ref=False,
)
INDUCTION_LIST: Final = Thing(
    "induction list",
    {
        "site": Field(Ref("site"), needed=True),
        "lines": Field(ListOf(Text(LINE_LENGTH, 1)), needed=True),
        "made_on": NEEDED_DAY,
        "by": Field(Ref("person"), needed=True),
    },
    has_ref=False,
)
INDUCTION: Final = Thing(
    "induction",
    {
        "placement": Field(Ref("placement"), needed=True),
        "site": Field(Ref("site"), needed=True),
        "ticked": Field(Number(0, MOST_LINES), needed=True, what="so many lines of the setting's list, from its top"),
        "on": NEEDED_DAY,
        "confirmed_on": Field(Day()),
        "confirmed_by": Field(Ref("person")),
        "confirmed_name": Field(Text(NAME_LENGTH), default="", what="of somebody at the setting"),
    },
    has_ref=False,
)
CONTACT: Final = Thing(
    "contact",
    {
        "role": Field(OneOf(ContactRole), needed=True),
        "name": Field(Text(NAME_LENGTH), default=""),
        "phone": Field(Text(PHONE_LENGTH), default=""),
        "text": Field(Text(PHONE_LENGTH), default="", what="a number that takes texts"),
        "email": Field(Text(ADDRESS_LENGTH), default=""),
    },
    has_ref=False,
)
CONTACTS: Final = Thing(
    "contacts",
    {
        "site": Field(Ref("site"), what="of a setting"),
        "provider": Field(Ref("organisation"), what="of a provider, or of a local authority it works in"),
        "area": Field(Text(AREA_LENGTH), default="", what="the local authority"),
        "lies_in": Field(Ref("contacts"), what="the local authority of a setting"),
        "contacts": Field(ListOf(CONTACT), needed=True),
        "checked_on": NEEDED_DAY,
        "checked_by": Field(Ref("person")),
    },
)
