"""The format of a dataset, as tables: every object, its fields, and what each may look like."""

import enum
from typing import Final

from placement_portal.accounts.models import NAME_LENGTH
from placement_portal.datasets.format.agreements import AGREEMENT, AGREEMENT_TEXT
from placement_portal.datasets.format.away import ABSENCE
from placement_portal.datasets.format.changes import AWAY, CHANGE_OF_PLACEMENT, STOP
from placement_portal.datasets.format.checks import BUNDLE, CHECK, EXCEPTION, LAPSE_CHOICE
from placement_portal.datasets.format.competencies import LOOK, OPENED, RATING_ROUND, SIGN_OFF
from placement_portal.datasets.format.frameworks import FRAMEWORK
from placement_portal.datasets.format.matching import OFFER, ROUND
from placement_portal.datasets.format.organisations import (
    MEMBERSHIP,
    ORGANISATION,
    PARTNERSHIP,
    PASSPORT,
    PERSON,
    PROFILE,
    PROPOSAL,
)
from placement_portal.datasets.format.rules import RULE_SET
from placement_portal.datasets.format.students import STUDENT
from placement_portal.datasets.format.supervision import PLANNED, RHYTHM, SUPERVISION
from placement_portal.datasets.format.trust import CONTACTS, INDUCTION, INDUCTION_LIST, LETTER
from placement_portal.datasets.format.words import BOTH_DATES, DATES, MINUTES, NAME, NEEDED_DAY, SHORT, ZONE
from placement_portal.datasets.shapes import Clock, Day, Field, ListOf, Moment, Number, OneOf, Ref, Text, Thing, YesNo
from placement_portal.hours.models import NOTE_LENGTH, REASON_LENGTH
from placement_portal.hours.rules import EntryStatus, KnownBy, SessionOutcome
from placement_portal.organisations.rules import BankHolidays
from placement_portal.placements.rules import (
    AssignmentCapacity,
    PlacementAction,
    PlacementStatus,
    SizeBand,
    SlotKind,
    SlotStatus,
)
from placement_portal.programmes.rules import (
    CategoryGroup,
    CategoryNeeds,
    CohortMode,
    NotePolicy,
    ProgrammeRoleKind,
)
from placement_portal.sites.models import ADDRESS_LENGTH as ADDRESS_OF_SITE
from placement_portal.sites.models import NOTES_LENGTH, PHONE_LENGTH
from placement_portal.sites.rules import SiteKind, SiteMeets


class Act(enum.StrEnum):
    """What can have happened to an entry."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    VERIFY = "verify"
    QUERY = "query"
    DECLINE = "decline"
    RESUBMIT = "resubmit"
    ACCEPT_OFFER = "accept_offer"
    AMEND = "amend"
    ACCEPT_CHANGE = "accept_change"
    DECLINE_CHANGE = "decline_change"
    WITHDRAW_CHANGE = "withdraw_change"
    REVERSE = "reverse"


CATEGORY: Final = Thing(
    "category",
    {
        "code": Field(Text(12, 1), needed=True),
        "name": Field(Text(80, 1), needed=True),
        "group": Field(OneOf(CategoryGroup), needed=True),
        "counts": Field(YesNo(), default=True),
        "needs_slot": Field(YesNo(), default=False),
        "needs": Field(OneOf(CategoryNeeds), what="which checks; as usual for its group when left out"),
        "retired": Field(YesNo(), default=False),
    },
)
TERM: Final = Thing("term", {"name": Field(Text(60, 1), needed=True), **BOTH_DATES})
STAGE: Final = Thing(
    "stage",
    {
        "name": Field(Text(60, 1), needed=True),
        **BOTH_DATES,
        "terms": Field(ListOf(TERM), default=()),
        "rule_sets": Field(ListOf(RULE_SET), default=(), what="the oldest first"),
    },
)
COHORT: Final = Thing(
    "cohort",
    {
        "name": Field(Text(80, 1), needed=True),
        "start_year": Field(Number(1900, 2200), needed=True),
        "mode": Field(OneOf(CohortMode), default=CohortMode.FULL_TIME),
        "stages": Field(ListOf(STAGE, 1), needed=True, what="in their order: year 1 first"),
    },
)
VERSION: Final = Thing(
    "programme version",
    {
        "name": Field(Text(60, 1), needed=True),
        "note_policy": Field(OneOf(NotePolicy), default=NotePolicy.OPTIONAL),
        "themes": Field(ListOf(Text(60, 1), 1), what="of supervision; an example when left out"),
        "categories": Field(ListOf(CATEGORY, 1), what="the preset when left out"),
        "cohorts": Field(ListOf(COHORT), default=()),
    },
)
PROGRAMME: Final = Thing(
    "programme",
    {
        "university": Field(Ref("organisation"), needed=True),
        "name": Field(NAME, needed=True),
        "versions": Field(ListOf(VERSION, 1), needed=True),
    },
)
PROGRAMME_ROLE: Final = Thing(
    "programme role",
    {
        "person": Field(Ref("person"), needed=True),
        "programme": Field(Ref("programme"), needed=True),
        "kind": Field(OneOf(ProgrammeRoleKind), needed=True),
        **DATES,
    },
)
CLOSURE: Final = Thing("closure", {"name": Field(Text(80, 1), needed=True), **BOTH_DATES})
SITE_TERM: Final = Thing("site term", {"name": Field(Text(80, 1), needed=True), **BOTH_DATES})
SITE: Final = Thing(
    "site",
    {
        "provider": Field(Ref("organisation"), needed=True),
        "name": Field(NAME, needed=True),
        "kind": Field(OneOf(SiteKind), needed=True),
        "meets": Field(OneOf(SiteMeets), default=SiteMeets.AS_KIND, what="whom students meet there"),
        "place": Field(Text(200), default=""),
        "zone": Field(ZONE, default="", what="an IANA time zone; the provider's when left out"),
        "bank_holidays": Field(OneOf(BankHolidays), what="whose it keeps; the provider's when left out"),
        "safeguarding_role": Field(SHORT, default=""),
        "safeguarding_contact": Field(SHORT, default=""),
        "retired": Field(YesNo(), default=False),
        "address": Field(Text(ADDRESS_OF_SITE), default=""),
        "phone": Field(Text(PHONE_LENGTH), default="", what="of the reception"),
        "link_person": Field(Text(NAME_LENGTH), default=""),
        "link_contact": Field(SHORT, default=""),
        "link_when": Field(SHORT, default="", what="when it is best to ring the link person"),
        "rooms": Field(Text(NOTES_LENGTH), default="", what="rooms and instruments, one line each"),
        "access_notes": Field(Text(NOTES_LENGTH), default="", what="parking and access"),
        "terms": Field(ListOf(SITE_TERM), default=()),
        "closures": Field(ListOf(CLOSURE), default=()),
    },
)
PLAN: Final = Thing(
    "plan for a client",
    {"slot": Field(Ref("slot"), needed=True), "plan": Field(Text(200, 1), needed=True)},
    has_ref=False,
)
MOVE: Final = Thing(
    "move",
    {
        "action": Field(OneOf(PlacementAction), needed=True),
        "day": NEEDED_DAY,
        "at": Field(Moment(), what="midday of that day when left out"),
        "by": Field(Ref("person"), needed=True),
        "clients": Field(ListOf(PLAN), default=(), what="what happens for each client"),
    },
    has_ref=False,
)
ASSIGNMENT: Final = Thing(
    "assignment",
    {
        "person": Field(Ref("person"), needed=True),
        "capacity": Field(OneOf(AssignmentCapacity), needed=True),
        "starts": Field(Day(), what="the first day of the placement when left out"),
        "ends": DATES["ends"],
    },
)
SLOT: Final = Thing(
    "slot",
    {
        "kind": Field(OneOf(SlotKind), needed=True),
        "size_band": Field(OneOf(SizeBand), what="of a group"),
        "consent_on": Field(Day()),
        "planned_last": Field(Day()),
        "cover": Field(Text(80), default=""),
        "status": Field(OneOf(SlotStatus), default=SlotStatus.OPEN),
    },
)
HABIT: Final = Thing(
    "timetable row",
    {
        "site": Field(Ref("site"), what="the main setting when left out"),
        "weekday": Field(Number(0, 6), needed=True, what="Monday is 0"),
        "start": Field(Clock(), needed=True),
        "minutes": Field(MINUTES, needed=True),
        "category": Field(Text(12, 1), needed=True, what="the code of a category"),
        "slot": Field(Ref("slot")),
    },
)
PLACEMENT: Final = Thing(
    "placement",
    {
        "student": Field(Ref("student"), needed=True),
        "stage": Field(Ref("stage"), what="the student's stage when left out"),
        "sites": Field(ListOf(Ref("site"), 1), needed=True, what="of one provider; the main setting first"),
        **BOTH_DATES,
        "days_a_week": Field(Number(0.5, 7, whole=False), default=1, what="in halves"),
        "status": Field(OneOf(PlacementStatus), what="when there are no moves; active when left out"),
        "moves": Field(ListOf(MOVE, 1), what="from proposed on; they say the status"),
        "assignments": Field(ListOf(ASSIGNMENT), default=()),
        "slots": Field(ListOf(SLOT), default=(), what="the portal gives the codes, in this order"),
        "timetable": Field(ListOf(HABIT), default=()),
    },
)
CHANGE: Final = Thing(
    "change",
    {
        "day": Field(Day()),
        "start": Field(Clock()),
        "minutes": Field(MINUTES),
        "category": Field(Text(12, 1)),
        "outcome": Field(OneOf(SessionOutcome)),
        "note": Field(Text(NOTE_LENGTH)),
        "slot": Field(Ref("slot")),
    },
    has_ref=False,
)
STEP: Final = Thing(
    "step",
    {
        "act": Field(OneOf(Act), needed=True),
        "at": Field(Moment(), needed=True),
        "by": Field(Ref("person"), what="the student or the supervisor when left out, whoever can have done it"),
        "reason": Field(Text(REASON_LENGTH), default=""),
        "known_by": Field(OneOf(KnownBy), what="of a verification; own knowledge when left out"),
        "as_university": Field(YesNo(), default=False),
        "change": Field(CHANGE, what="what is different: sent again, offered with a query, or asked for afterwards"),
    },
    has_ref=False,
)
ENTRY: Final = Thing(
    "entry",
    {
        "placement": Field(Ref("placement"), needed=True),
        "day": NEEDED_DAY,
        "start": Field(Clock(), needed=True),
        "minutes": Field(MINUTES, needed=True, what="as planned; 0 counts when it did not take place"),
        "category": Field(Text(12, 1), needed=True, what="the code of a category"),
        "slot": Field(Ref("slot")),
        "site": Field(Ref("site"), what="the main setting when left out"),
        "outcome": Field(OneOf(SessionOutcome), default=SessionOutcome.TOOK_PLACE),
        "note": Field(Text(NOTE_LENGTH), default=""),
        "supervisor": Field(Ref("person"), what="who is asked; whoever is assigned on the day when left out"),
        "status": Field(
            OneOf(EntryStatus, frozenset({EntryStatus.QUERIED, EntryStatus.DECLINED})),
            what="when there is no history: the acts of usual days are made up; draft when left out",
        ),
        "history": Field(ListOf(STEP, 1), what="from the first draft on; it says the status"),
    },
)
DATASET: Final = Thing(
    "dataset",
    {
        "organisations": Field(ListOf(ORGANISATION), default=()),
        "partnerships": Field(ListOf(PARTNERSHIP), default=()),
        "people": Field(ListOf(PERSON), default=()),
        "memberships": Field(ListOf(MEMBERSHIP), default=()),
        "profiles": Field(ListOf(PROFILE), default=(), what="what supervisors bring to providers"),
        "passports": Field(ListOf(PASSPORT), default=(), what="what providers tell their universities"),
        "programmes": Field(ListOf(PROGRAMME), default=()),
        "programme_roles": Field(ListOf(PROGRAMME_ROLE), default=()),
        "frameworks": Field(ListOf(FRAMEWORK), default=(), what="what students learn to do, in versions"),
        "proposals": Field(ListOf(PROPOSAL), default=(), what="that nobody has decided on yet"),
        "sites": Field(ListOf(SITE), default=()),
        "students": Field(ListOf(STUDENT), default=()),
        "placements": Field(ListOf(PLACEMENT), default=()),
        "offers": Field(ListOf(OFFER), default=()),
        "absences": Field(ListOf(ABSENCE), default=()),
        "matching_rounds": Field(ListOf(ROUND), default=()),
        "changes": Field(ListOf(CHANGE_OF_PLACEMENT), default=()),
        "stops": Field(ListOf(STOP), default=()),
        "aways": Field(ListOf(AWAY), default=()),
        "supervision": Field(ListOf(SUPERVISION), default=(), what="sessions, each written down once"),
        "rhythms": Field(ListOf(RHYTHM), default=(), what="how often placements are supervised"),
        "planned_supervision": Field(ListOf(PLANNED), default=()),
        "rating_rounds": Field(ListOf(RATING_ROUND), default=(), what="of one placement in their order"),
        "looks": Field(ListOf(LOOK), default=(), what="what students ask supervisors to look at with them"),
        "sign_offs": Field(ListOf(SIGN_OFF), default=(), what="of what is seen once"),
        "earlier_openings": Field(ListOf(OPENED), default=()),
        "entries": Field(ListOf(ENTRY), default=()),
        "clearance_bundles": Field(ListOf(BUNDLE), default=(), what="which checks organisations ask for"),
        "checks": Field(ListOf(CHECK), default=(), what="of people and settings"),
        "exceptions": Field(ListOf(EXCEPTION), default=(), what="agreed by two, or waiting for the second"),
        "lapse_choices": Field(ListOf(LAPSE_CHOICE), default=(), what="what happens for clients after a last day"),
        "letters": Field(ListOf(LETTER), default=(), what="of assurance, to settings"),
        "induction_lists": Field(ListOf(INDUCTION_LIST), default=(), what="where a setting wrote its own"),
        "inductions": Field(ListOf(INDUCTION), default=()),
        "contacts": Field(ListOf(CONTACTS), default=(), what="whom to tell when one is worried"),
        "agreement_texts": Field(ListOf(AGREEMENT_TEXT), default=(), what="the oldest first"),
        "agreements": Field(ListOf(AGREEMENT), default=(), what="versions of one placement in their order"),
    },
    has_ref=False,
)
