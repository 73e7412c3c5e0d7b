"""What is true of the register: its columns, how it is narrowed, what somebody may do today, months and heat."""

import enum
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from placement_portal.clearance.rules import CheckLevel, ClearanceStanding
from placement_portal.clearance.rules.gate import GOOD, Gate

PAGE: Final = 50
HEAT_ABOVE: Final = 20
"""With more students than this a colour shows more at a glance than a number; below, it would point at people."""

MONTHS_AHEAD: Final = 12
NAMES_SHOWN: Final = 12


class RegisterWho(enum.StrEnum):
    """Whom the register shows."""

    EVERYBODY = "everybody"
    STUDENTS = "students"
    SUPERVISORS = "supervisors"


class RegisterOpen(enum.StrEnum):
    """Which rows of the register are shown, by how their checks stand."""

    EVERYTHING = "everything"
    MISSING = "missing"
    SOON = "soon"
    LAPSED = "lapsed"
    STOPPED = "stopped"


class RegisterColumn(enum.StrEnum):
    """What a single central record holds of somebody: seen or not, on which day, by whom."""

    IDENTITY = "identity"
    BARRED_LIST = "barred_list"
    OVERSEAS = "overseas"
    RIGHT = "right"
    REGISTRATION = "registration"


class Allowed(enum.StrEnum):
    """What somebody may do on a day, as one word."""

    ALONE = "alone"
    ACCOMPANIED = "accompanied"
    ON_SITE = "on_site"
    NOT_YET = "not_yet"
    STOPPED = "stopped"


COLUMN_OF: Final[Mapping[str, RegisterColumn]] = {
    "identity": RegisterColumn.IDENTITY,
    "supervisor_dbs": RegisterColumn.BARRED_LIST,
    "overseas": RegisterColumn.OVERSEAS,
    "right_to_study": RegisterColumn.RIGHT,
    "registration": RegisterColumn.REGISTRATION,
}
"""In which column a check stands, by its code; one that asks for a sort of certificate stands with those."""

CERTIFICATES: Final[AbstractSet[CheckLevel]] = frozenset(CheckLevel)


def column_of(code: str, level: CheckLevel | None) -> RegisterColumn | None:
    """Return the column of a check; None for those that stand under what is open alone."""
    return RegisterColumn.BARRED_LIST if level in CERTIFICATES else COLUMN_OF.get(code)


def allowed(gate: Gate) -> Allowed:
    """Return the most that the gate opens; a stop shows as one, whether of the work or of a check that it needs."""
    if gate.stopped or any(each.standing is ClearanceStanding.STOPPED for each in gate.on_site.blockers):
        return Allowed.STOPPED
    if gate.alone.is_open:
        return Allowed.ALONE
    if gate.accompanied.is_open:
        return Allowed.ACCOMPANIED
    return Allowed.ON_SITE if gate.on_site.is_open else Allowed.NOT_YET


@dataclass(frozen=True, slots=True)
class Stands:
    """How one check of somebody stands, and until when."""

    standing: ClearanceStanding
    until: date | None


def is_shown(wanted: RegisterOpen, checks: Iterable[Stands], today: date, weeks: int) -> bool:
    """Say whether somebody is shown: something of theirs stands as is asked for."""
    return wanted is RegisterOpen.EVERYTHING or any(_stands(wanted, each, today, weeks) for each in checks)


def _stands(wanted: RegisterOpen, check: Stands, today: date, weeks: int) -> bool:
    if wanted is RegisterOpen.SOON:
        return check.until is not None and today <= check.until <= today + timedelta(weeks=weeks)
    if wanted is RegisterOpen.MISSING:
        return check.standing not in GOOD
    one = ClearanceStanding.LAPSED if wanted is RegisterOpen.LAPSED else ClearanceStanding.STOPPED
    return check.standing is one


@dataclass(frozen=True, slots=True, order=True)
class Ending:
    """One check that ends on a day, and for whom."""

    day: date
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class Ends:
    """Everything of one check that ends on one day."""

    day: date
    what: str
    names: Sequence[str]
    more: int


def calendar(endings: Iterable[Ending], today: date) -> dict[date, list[Ends]]:
    """Return what ends in the months ahead by the first of the month; of many names the first few are said."""
    last = month_after(today.replace(day=1), MONTHS_AHEAD)
    grouped: dict[tuple[date, str], list[str]] = {}
    for each in sorted(set(endings)):
        if today <= each.day < last:
            grouped.setdefault((each.day, each.what), []).append(each.who)
    months: dict[date, list[Ends]] = {}
    for (day, what), names in grouped.items():
        found = Ends(day, what, names[:NAMES_SHOWN], max(len(names) - NAMES_SHOWN, 0))
        months.setdefault(day.replace(day=1), []).append(found)
    return months


def month_after(first: date, months: int) -> date:
    """Return the first day of the month so many months later."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


@dataclass(frozen=True, slots=True)
class Share:
    """Of how many students of a cohort a check is in place, and in which colour that is shown."""

    good: int
    needed: int
    colour: str = ""

    @property
    def text(self) -> str:
        """The two numbers in words."""
        return f"{self.good} of {self.needed}" if self.needed else "–"


def share(good: int, needed: int, students: int) -> Share:
    """Return a cell of the table of cohorts; it has a colour only above 20 students."""
    return Share(good, needed, _colour(good * 100 // needed) if needed and students > HEAT_ABOVE else "")


def _colour(percent: int) -> str:
    steps = ((100, "green"), (75, "yellow"), (50, "orange"))
    return next((colour for least, colour in steps if percent >= least), "red")
