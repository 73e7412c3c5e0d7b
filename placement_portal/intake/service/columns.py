"""Which columns each kind of sheet has, what else people call them, and how the template explains them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from placement_portal import sheets
from placement_portal.accounts.models import NAME_LENGTH
from placement_portal.intake.rules import ImportKind
from placement_portal.intake.service import cells
from placement_portal.placements.rules import SUPERVISING, AssignmentCapacity, PlacementStatus
from placement_portal.programmes.rules import CategoryGroup, StudentStatus
from placement_portal.sheets import Cell
from placement_portal.sites.rules import SiteKind
from placement_portal.web.labels import label

STARTING: Final = (
    PlacementStatus.PROPOSED,
    PlacementStatus.SITE_AGREED,
    PlacementStatus.MATCHED,
    PlacementStatus.READY_TO_START,
    PlacementStatus.ACTIVE,
    PlacementStatus.WORK_ENDED,
)
"""States that a placement may come in with; the others need what only its page asks."""
SAFEGUARDING: Final = 120
PLACE: Final = 200
MARK: Final = "Anything that stays the same from file to file, so that the row is found again"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in code, its heading, how a cell is read, whether each row needs it, what to write."""

    name: str
    heading: str
    parse: Callable[[Cell], Any]
    explain: str
    example: str = ""
    needed: bool = False
    aliases: Sequence[str] = ()


def _any(members: Sequence[Any]) -> str:
    return ", ".join(label(member).text for member in members)


BALANCES: Final[Mapping[CategoryGroup, str]] = {
    CategoryGroup.DIRECT: "Direct",
    CategoryGroup.OBSERVATION: "Observation",
    CategoryGroup.INDIRECT: "Other work",
    CategoryGroup.SUPERVISION: "Supervision",
    CategoryGroup.LEARNING: "Training",
}
"""Groups of hours that a student may bring along, as headings begin."""


def _balances() -> list[Column]:
    columns = []
    for group, words in BALANCES.items():
        explain = f"{label(group).text}: done in this stage before the portal began"
        hours = Column(f"{group.value}_hours", f"{words} hours so far", cells.minutes, explain, "12.5")
        columns += [hours, Column(f"{group.value}_sessions", f"{words} sessions so far", cells.sessions, explain, "15")]
    return columns


REF: Final = Column("ref", "Ref", cells.ref, MARK, "S001", aliases=("Reference", "ID", "Student ID", "Student number"))
NAME: Final = Column(
    "name", "Name", cells.name, "The whole name, in any script", "Siân Ŵyn-O'Neill", aliases=("Full name",)
)
FIRST: Final = Column(
    "first",
    "First name",
    cells.name,
    "Only when there is no column Name",
    aliases=("Forename", "Given name", "First names"),
)
LAST: Final = Column(
    "last", "Last name", cells.name, "Only when there is no column Name", aliases=("Surname", "Family name")
)
ADDRESS: Final = Column(
    "address",
    "E-mail",
    cells.address,
    "The address to sign in with; it also finds the person again",
    "sian@example.ac.uk",
    needed=True,
    aliases=("E-mail address", "Mail", "University e-mail", "Student e-mail", "Work e-mail"),
)
PROVIDER: Final = Column(
    "provider",
    "Provider",
    cells.name,
    "The name of the organisation, as the portal has it",
    "Fenland Music Service",
    aliases=("Organisation", "Placement provider", "Host"),
)
STUDENT: Final = Column(
    "student",
    "Student",
    cells.who,
    "The student's ref or e-mail address",
    "S001",
    aliases=("Student ref", "Student e-mail", "Student ID"),
)
STAGE: Final = Column(
    "stage", "Stage", cells.words(60), "The year, as the portal has it", "Year 1", aliases=("Year", "Year of study")
)

COLUMNS: Final[Mapping[ImportKind, Sequence[Column]]] = {
    ImportKind.STUDENTS: (
        REF,
        NAME,
        ADDRESS,
        Column(
            "programme",
            "Programme",
            cells.name,
            "Needed when you run more than one",
            "MA Music Therapy",
            aliases=("Course", "Programme of study"),
        ),
        Column("cohort", "Cohort", cells.words(80), "As the portal has it", "Autumn 2026", aliases=("Intake",)),
        STAGE,
        Column("status", "Status", cells.one_of(StudentStatus), f"One of: {_any(list(StudentStatus))}", "Studying"),
        *_balances(),
        FIRST,
        LAST,
    ),
    ImportKind.SUPERVISORS: (
        REF,
        NAME,
        ADDRESS,
        PROVIDER,
        Column(
            "capacity",
            "Works as",
            cells.one_of([each for each in AssignmentCapacity if each in SUPERVISING]),
            "Supervisor or Clinical supervisor: for assignments in the same file that do not say",
            "Supervisor",
            aliases=("Capacity", "Role"),
        ),
        FIRST,
        LAST,
    ),
    ImportKind.SETTINGS: (
        REF,
        PROVIDER,
        Column(
            "name",
            "Name",
            cells.words(NAME_LENGTH),
            "The name of the place",
            "Willow Bank School",
            needed=True,
            aliases=("Setting", "Site", "School", "Setting name"),
        ),
        Column(
            "kind",
            "Kind",
            cells.one_of(SiteKind),
            f"One of: {_any(list(SiteKind))}",
            "Special school",
            needed=True,
            aliases=("Type", "Kind of place"),
        ),
        Column("place", "Place", cells.words(PLACE), "Town or address", "Ely", aliases=("Address", "Town", "Location")),
        Column(
            "safeguarding_role",
            "Safeguarding role",
            cells.words(SAFEGUARDING),
            "Who leads on safeguarding there",
            "Deputy head",
            aliases=("Safeguarding lead",),
        ),
        Column(
            "safeguarding_contact",
            "Safeguarding contact",
            cells.words(SAFEGUARDING),
            "How to reach them",
            "01353 000000",
            aliases=("Safeguarding phone",),
        ),
    ),
    ImportKind.PLACEMENTS: (
        REF,
        Column(STUDENT.name, STUDENT.heading, STUDENT.parse, STUDENT.explain, "S001", True, STUDENT.aliases),
        STAGE,
        PROVIDER,
        Column(
            "settings",
            "Settings",
            cells.listed,
            "Names or refs, a semicolon between them; the first is the main one",
            "Willow Bank School; Riverside Centre",
            needed=True,
            aliases=("Setting", "Site", "Sites", "School", "Schools"),
        ),
        Column("starts", "Starts", sheets.date, "First day", "21/09/2026", True, ("Start date", "Start", "From")),
        Column("ends", "Ends", sheets.date, "Last day", "18/06/2027", True, ("End date", "End", "To", "Until")),
        Column(
            "days_a_week", "Days a week", cells.days_a_week, "Such as 2 or 2.5", "2", True, ("Days per week", "Days")
        ),
        Column(
            "status",
            "Status",
            cells.one_of(STARTING),
            f"One of: {_any(STARTING)}. Empty: by its dates",
            "Active",
        ),
    ),
    ImportKind.ASSIGNMENTS: (
        Column(
            "placement",
            "Placement",
            cells.ref,
            "The ref of the placement; or else say whose it is in the next columns",
            "P001",
            aliases=("Placement ref",),
        ),
        STUDENT,
        STAGE,
        PROVIDER,
        Column(
            "person",
            "Person",
            cells.who,
            "The supervisor's or tutor's e-mail address, or a supervisor's ref",
            "maya@example.org",
            needed=True,
            aliases=("E-mail", "Supervisor", "Tutor", "Supervisor e-mail", "Supervisor ref"),
        ),
        Column(
            "capacity",
            "Capacity",
            cells.one_of(AssignmentCapacity),
            f"One of: {_any(list(AssignmentCapacity))}",
            "Supervisor",
            aliases=("Role", "Works as"),
        ),
        Column(
            "starts", "From", sheets.date, "Empty: the first day of the placement", "", False, ("Starts", "Start date")
        ),
        Column("ends", "To", sheets.date, "Empty: goes on", "", False, ("Ends", "End date", "Until")),
    ),
}

NAMED: Final[Mapping[str, ImportKind]] = {
    "student": ImportKind.STUDENTS,
    "students": ImportKind.STUDENTS,
    "supervisor": ImportKind.SUPERVISORS,
    "supervisors": ImportKind.SUPERVISORS,
    "setting": ImportKind.SETTINGS,
    "settings": ImportKind.SETTINGS,
    "site": ImportKind.SETTINGS,
    "sites": ImportKind.SETTINGS,
    "placement": ImportKind.PLACEMENTS,
    "placements": ImportKind.PLACEMENTS,
    "assignment": ImportKind.ASSIGNMENTS,
    "assignments": ImportKind.ASSIGNMENTS,
}
"""Words in the name of a sheet or file that say what it holds."""
