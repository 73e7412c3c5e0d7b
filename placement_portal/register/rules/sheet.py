"""The register as a sheet: the columns of a school's single central record, one row for each person and setting."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from placement_portal.register.rules import RegisterColumn

WHO: Final = ("Name", "Role", "University", "Year", "Setting", "From", "To", "May do there today")
IN_COLUMN: Final = (
    (RegisterColumn.IDENTITY, "Identity"),
    (RegisterColumn.BARRED_LIST, "Enhanced check and barred list"),
    (RegisterColumn.OVERSEAS, "Overseas checks"),
    (RegisterColumn.RIGHT, "Right to study or work"),
    (RegisterColumn.REGISTRATION, "Professional registration"),
)
FOR_THE_SCHOOL: Final = ("Prohibition from teaching (for the school)", "Section 128 (for the school)")
LAST: Final = ("Accepted by the provider on", "Not in place", "Ends next", "Ends on")
HEADINGS: Final = (
    *WHO,
    *(f"{name}{more}" for _, name in IN_COLUMN for more in ("", ": seen on", ": seen by")),
    *FOR_THE_SCHOOL,
    *LAST,
)
Words = Callable[[Any], str]


def sheet(rows: Iterable[Any], words: Words) -> tuple[list[str], list[list[Any]]]:
    """Return headings and rows; what somebody may do, and how a check stands, in the words of the screen."""
    return list(HEADINGS), [line for row in rows for line in _lines(row, words)]


def _lines(row: Any, words: Words) -> Iterator[list[Any]]:
    kept = [*(each for column, _ in IN_COLUMN for each in _column(row.columns.get(column, ()), words)), "", ""]
    accepted = [each.accepted_on for every in row.columns.values() for each in every if each.accepted_on]
    lacks = "; ".join(f"{each.name}: {words(each.standing).lower()}" for each in row.lacks)
    day, name = row.next_end or (None, "")
    last = [max(accepted, default=None), lacks, name, day]
    for goes in row.goes:
        visit = goes.visit
        where = [goes.university, visit.stage, visit.place.name, visit.starts, visit.ends, words(goes.allowed)]
        yield [row.name, "Student", *where, *kept, *last]
    if row.is_supervisor:
        may = "May supervise" if row.may_supervise else "May not supervise yet"
        yield [row.name, "Supervisor", "", None, "", None, None, may, *kept, *last]


def _column(found: Sequence[Any], words: Words) -> tuple[str, date | None, str]:
    """Return how the checks of a column stand, the last day one was seen, and by whom."""
    if not found:
        return "Not asked for", None, ""
    said = "; ".join(f"{each.name}: {words(each.standing).lower()}{_more(each)}" for each in found)
    seen = [each.seen_on for each in found if each.seen_on]
    return said, max(seen, default=None), ", ".join(dict.fromkeys(each.seen_by for each in found if each.seen_by))


def _more(seen: Any) -> str:
    covers = f", covers {' and '.join(seen.workforces)}" if seen.workforces else ""
    issued = f", issued {seen.issued_on:%d/%m/%Y}" if seen.issued_on else ""
    return f"{covers}{issued}{f', number {seen.number}' if seen.number else ''}"
