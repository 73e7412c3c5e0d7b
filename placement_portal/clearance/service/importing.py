"""Checks from a spreadsheet: what each row comes to is shown first, then the good rows are recorded."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import sqlalchemy as sa

from placement_portal import clock, sheets
from placement_portal.accounts.models import Address, Person
from placement_portal.accounts.rules import normal_address
from placement_portal.clearance.models import ClearanceItem, ClearanceType, ClearanceUpload
from placement_portal.clearance.queries import officers
from placement_portal.clearance.rules import (
    CheckLevel,
    ClearanceStatus,
    ClearanceSubject,
    LateReason,
    Workforce,
)
from placement_portal.clearance.rules.facts import SEEN_LATELY, ItemFacts, problems, seen_problem
from placement_portal.clearance.service.deciding import OWN, Seen, record
from placement_portal.clearance.service.items import About
from placement_portal.database import db, new_id
from placement_portal.organisations.models import Organisation
from placement_portal.sheets import Cell, CellError, Row
from placement_portal.web.labels import label

KEPT: Final = timedelta(hours=1)
MOST_ROWS: Final = 500
TOO_MANY: Final = f"There are more than {MOST_ROWS} rows: send them in several parts."
NOBODY: Final = "Nobody with this address is a student or supervisor you have to do with."
NO_CHECK: Final = "You ask for no check with this name: use the name as it stands under “What we ask for”."
NO_COLUMN: Final = "The column {} is missing: add it."
TWICE: Final = "The same check of the same person stands in an earlier row."
OF_PEOPLE: Final = frozenset({ClearanceSubject.STUDENT, ClearanceSubject.SUPERVISOR})
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("E-mail", "E-mail address", "Email", "Address"),
    "check": ("Check", "What", "Type"),
    "seen_on": ("Seen on", "Seen", "Date seen"),
    "issued_on": ("Issued on", "Date of issue", "Issued"),
    "level": ("Sort of check", "Level"),
    "workforces": ("Covers work with", "Workforce", "Workforces"),
    "last_four": ("Last four digits", "Last four", "Last 4"),
    "made_on": ("Done on", "Date done", "Completed"),
    "edition": ("Edition",),
    "ends_on": ("Holds until", "Ends on", "Expiry", "Expires"),
    "country": ("Country",),
    "number": ("Registration number", "Number"),
    "modality": ("Modality",),
}
"""The columns that are read, each with the headings people give it; the first is the template's."""

NEEDED: Final = ("person", "check", "seen_on")


@dataclass(frozen=True, slots=True)
class ImportLine:
    """What one row comes to: whom it is about, of which check, and what is wrong with it or that it is there."""

    row: int
    who: str
    what: str
    wrong: str = ""
    there: bool = False
    record: tuple[ClearanceType, Person, ItemFacts, Seen] | None = None


@dataclass(slots=True)
class ImportPlan:
    """What a file would do; `digest` changes with anything that it would do."""

    lines: list[ImportLine] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def new(self) -> list[ImportLine]:
        """The rows that would be recorded."""
        return [each for each in self.lines if each.record]

    @property
    def bad(self) -> list[ImportLine]:
        """The rows that cannot be used."""
        return [each for each in self.lines if each.wrong]

    @property
    def digest(self) -> str:
        """A hash of what would be done."""
        told = [(each.row, each.who, each.what, each.wrong, each.there) for each in self.lines]
        return hashlib.sha256(repr((told, self.wrong)).encode()).hexdigest()


def keep(organisation: Organisation, name: str, content: bytes, *, by: Person) -> ClearanceUpload:
    """Keep a file for an hour; one that the same person sent before is forgotten."""
    mine = sa.delete(ClearanceUpload).where(
        ClearanceUpload.organisation_id == organisation.id, ClearanceUpload.by_id == by.id
    )
    db.session.execute(mine)
    upload = ClearanceUpload(
        id=new_id(),
        organisation_id=organisation.id,
        by_id=by.id,
        name=name[-200:],
        content=content,
        expires_at=clock.now() + KEPT,
    )
    db.session.add(upload)
    return upload


def plan(upload: ClearanceUpload, *, by: Person) -> ImportPlan:
    """Return what a file would do; what cannot be read is said, never an error."""
    try:
        sheet = sheets.read(upload.content, upload.name).sheets[0]
        sheet = sheet.renamed(COLUMNS)
    except sheets.Unreadable as unreadable:
        return ImportPlan(wrong=[str(unreadable)])
    missing = [NO_COLUMN.format(COLUMNS[name][0]) for name in NEEDED if name not in sheet.headers]
    if missing or len(sheet.rows) > MOST_ROWS:
        return ImportPlan(wrong=missing or [TOO_MANY])
    return ImportPlan(_Reader(upload.organisation, by).lines(sheet.rows))


def apply(upload: ClearanceUpload, made: ImportPlan, *, by: Person) -> int:
    """Record the good rows and forget the file; return how many were recorded."""
    for line in made.new:
        assert line.record is not None
        type_, person, facts, seen = line.record
        record(type_, About(person_id=person.id, country=facts.country), facts, upload.organisation_id, seen, by=by)
    db.session.delete(upload)
    return len(made.new)


def forget() -> None:
    """Delete every file whose hour is over."""
    db.session.execute(sa.delete(ClearanceUpload).where(ClearanceUpload.expires_at <= clock.now()))


class _Reader:
    """Reads rows against the people and the checks of one organisation."""

    def __init__(self, organisation: Organisation, by: Person) -> None:
        self.organisation, self.by, self.today = organisation, by, clock.today(organisation.zone)
        asked = [each for each in officers.types_of(organisation) if each.withdrawn_on is None]
        self.types = {sheets.key(name): each for each in asked for name in (each.code, each.name)}
        self.taken: set[tuple[Any, ...]] = set()

    def lines(self, rows: Sequence[Row]) -> list[ImportLine]:
        """Return what each row comes to."""
        self.people = _people(self.organisation, [_address(row.cells.get("person")) for row in rows])
        self.there = _there([each.id for each in self.people.values()])
        return [self._line(row) for row in rows]

    def _line(self, row: Row) -> ImportLine:
        who, what = (str(row.cells.get(name) or "") for name in ("person", "check"))
        person, type_ = self.people.get(_address(who)), self.types.get(sheets.key(what))
        if person is None:
            return ImportLine(row.number, who, what, NOBODY)
        if type_ is None or type_.subject not in OF_PEOPLE:
            return ImportLine(row.number, person.name, what, NO_CHECK)
        try:
            facts, seen_on = _facts(row, type_), _read(row, "seen_on", sheets.date)
        except CellError as error:
            return ImportLine(row.number, person.name, type_.name, str(error))
        key = (person.id, type_.code, facts.country.casefold())
        if (*key, seen_on) in self.there:
            return ImportLine(row.number, person.name, type_.name, there=True)
        late = LateReason.BEFORE_PORTAL if self.today - seen_on > SEEN_LATELY else None
        wrong = self._wrong(type_, person, facts, Seen(on=seen_on, late=late), key)
        if wrong:
            return ImportLine(row.number, person.name, type_.name, wrong)
        self.taken.add(key)
        kept = (type_, person, facts, Seen(on=seen_on, late=late))
        return ImportLine(row.number, person.name, type_.name, record=kept)

    def _wrong(self, type_: ClearanceType, person: Person, facts: ItemFacts, seen: Seen, key: tuple[Any, ...]) -> str:
        if person.id == self.by.id:
            return OWN
        if key in self.taken:
            return TWICE
        found = next(iter(problems(type_.said(), facts, self.today).values()), "")
        return found or seen_problem(seen.on, facts.issued_on, self.today, seen.late or "")


def _people(organisation: Organisation, addresses: Sequence[str]) -> dict[str, Person]:
    wanted = (
        sa.select(Address.folded, Person)
        .join(Person, Person.id == Address.person_id)
        .where(Address.folded.in_(addresses), Person.id.in_(officers.people_of(organisation)))
    )
    return {row.folded: row.Person for row in db.session.execute(wanted)}


def _there(people: Sequence[Any]) -> set[tuple[Any, ...]]:
    wanted = sa.select(ClearanceItem).where(
        ClearanceItem.person_id.in_(people), ClearanceItem.status == ClearanceStatus.VERIFIED
    )
    return {(each.person_id, each.code, each.country.casefold(), each.seen_on) for each in db.session.scalars(wanted)}


def _address(cell: Cell) -> str:
    return normal_address(str(cell or "").strip())


def _facts(row: Row, type_: ClearanceType) -> ItemFacts:
    """Read the cells that a check asks for; every other cell is left alone."""
    readers: dict[str, Callable[[Cell], Any]] = {
        **dict.fromkeys(("issued_on", "made_on", "ends_on"), sheets.date),
        **dict.fromkeys(("edition", "country", "modality"), lambda cell: sheets.text(cell, 60)),
        "number": lambda cell: sheets.text(cell, 40),
        "last_four": _four,
        "level": sheets.choice({label(each).text: each for each in CheckLevel}),
        "workforces": _workforces,
    }
    asked = {name: read for name, read in readers.items() if name in type_.facts}
    said = {name: _read(row, name, sheets.optional(read)) for name, read in asked.items()}
    return ItemFacts(**{name: value for name, value in said.items() if value is not None})


def _read(row: Row, name: str, read: Callable[[Cell], Any]) -> Any:
    try:
        return read(row.cells.get(name))
    except CellError as error:
        raise CellError(f"{COLUMNS[name][0]}: {error}") from None


def _four(cell: Cell) -> str:
    """Read four digits; a spreadsheet drops the noughts in front of a number, so they are put back."""
    typed = sheets.text(str(cell), 20)
    return f"{int(typed):04}" if typed.isascii() and typed.isdigit() else typed


def _workforces(cell: Cell) -> tuple[Workforce, ...]:
    typed = sheets.text(cell, 60).casefold()
    return tuple(each for each in Workforce if each.value in typed or each.value.rstrip("s") in typed)
