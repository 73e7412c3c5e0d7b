"""Organisations, people, and what both bring: the first part of a dataset."""

from typing import Final

from placement_portal.accounts.models import NAME_LENGTH
from placement_portal.accounts.rules import LONGEST_PASSWORD
from placement_portal.datasets.format.away import REACHED
from placement_portal.datasets.format.words import ADDRESS, CONTACT, DATES, NAME, SHORT, ZONE
from placement_portal.datasets.shapes import Day, Field, ListOf, Moment, Number, OneOf, Ref, Text, Thing, YesNo
from placement_portal.organisations.rules import BankHolidays, MembershipRole, OrganisationKind
from placement_portal.profiles.models import NUMBER_LENGTH, SERVICES_LENGTH, WORDS_LENGTH
from placement_portal.profiles.rules import MOST_STUDENTS, Modality, RegistrationScheme, Specialism
from placement_portal.proposals.models import WHY_LENGTH
from placement_portal.sites.rules import SiteKind

ORGANISATION: Final = Thing(
    "organisation",
    {
        "kind": Field(OneOf(OrganisationKind), needed=True),
        "name": Field(NAME, needed=True),
        "zone": Field(ZONE, default="Europe/London", what="an IANA time zone"),
        "bank_holidays": Field(OneOf(BankHolidays), default=BankHolidays.ENGLAND_AND_WALES, what="whose it keeps"),
        "grace_days": Field(Number(0, 365), default=28),
        "staff_idle_minutes": Field(Number(5, 720), default=30),
        "student_idle_minutes": Field(Number(5, 1440), default=720),
        "link_person": Field(Text(NAME_LENGTH), default=""),
        "link_contact": Field(CONTACT, default=""),
        "retention_contact": Field(CONTACT, default=""),
        "accent": Field(Text(7), default="", what="a colour such as #0b5351"),
    },
)
PARTNERSHIP: Final = Thing(
    "partnership",
    {
        "university": Field(Ref("organisation"), needed=True),
        "provider": Field(Ref("organisation"), needed=True),
        **DATES,
        "agreed_from": Field(Day(), what="the first day of the agreement"),
        "agreed_until": Field(Day(), what="its last day"),
    },
)
PERSON: Final = Thing(
    "person",
    {
        "name": Field(NAME, needed=True),
        "address": Field(ADDRESS, what="the e-mail address to sign in with"),
        "contacts": Field(ListOf(ADDRESS), default=(), what="other e-mail addresses"),
        "password": Field(Text(LONGEST_PASSWORD, 1), what="plain; hashed when loaded; without one there is no account"),
        "deactivated": Field(Moment()),
        **REACHED,
    },
)
MEMBERSHIP: Final = Thing(
    "membership",
    {
        "person": Field(Ref("person"), needed=True),
        "organisation": Field(Ref("organisation"), needed=True),
        "role": Field(OneOf(MembershipRole), needed=True),
        "confirmed": Field(YesNo(), default=True),
        **DATES,
    },
)
CAPACITY: Final = Thing(
    "capacity",
    {
        "year": Field(Number(1900, 2200), what="in which the year of placements begins; this one when left out"),
        "students": Field(Number(0, MOST_STUDENTS), needed=True),
    },
    has_ref=False,
)
PROFILE: Final = Thing(
    "supervisor profile",
    {
        "person": Field(Ref("person"), needed=True),
        "provider": Field(Ref("organisation"), needed=True),
        "profession": Field(Text(80), default=""),
        "modality": Field(OneOf(Modality)),
        "scheme": Field(OneOf(RegistrationScheme)),
        "number": Field(Text(NUMBER_LENGTH), default="", what="as the register writes it"),
        "registered_until": Field(Day()),
        "checked_on": Field(Day(), what="when somebody looked the supervisor up in the register"),
        "checked_by": Field(Ref("person"), what="who did"),
        "specialisms": Field(ListOf(OneOf(Specialism)), default=()),
        "specialism_words": Field(Text(WORDS_LENGTH), default=""),
        "weekdays": Field(ListOf(Number(0, 6)), default=(), what="own working days; Monday is 0"),
        "capacities": Field(ListOf(CAPACITY), default=()),
    },
)
PASSPORT: Final = Thing(
    "passport",
    {
        "provider": Field(Ref("organisation"), needed=True),
        "services": Field(Text(SERVICES_LENGTH), default="", what="one line for each"),
        "safeguarding_role": Field(SHORT, default=""),
        "safeguarding_name": Field(Text(NAME_LENGTH), default=""),
        "safeguarding_contact": Field(SHORT, default=""),
        "employers_until": Field(Day(), what="until when employers' liability insurance runs"),
        "public_until": Field(Day(), what="until when public liability insurance runs"),
        "last_audit": Field(Day()),
    },
    has_ref=False,
)
PROPOSAL: Final = Thing(
    "proposal",
    {
        "university": Field(Ref("organisation"), needed=True),
        "provider": Field(Ref("organisation"), what="to whom a setting is proposed; a provider is when left out"),
        "name": Field(NAME, needed=True),
        "site_kind": Field(OneOf(SiteKind), what="of a setting"),
        "place": Field(Text(200), default=""),
        "contact_name": Field(Text(NAME_LENGTH), default=""),
        "contact": Field(CONTACT, default=""),
        "why": Field(Text(WHY_LENGTH), default=""),
        "by": Field(Ref("person"), needed=True),
        "at": Field(Moment(), needed=True),
    },
)
