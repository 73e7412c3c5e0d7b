"""Loading a dataset: read all of it, hash the passwords, then write everything in one transaction."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.exc import IntegrityError

from placement_portal import clock, ledger, transaction
from placement_portal.accounts import service as accounts
from placement_portal.accounts.models import Person
from placement_portal.database import Base, db
from placement_portal.datasets import agreements, exceptions, sign_offs
from placement_portal.datasets.events import DatasetLoaded
from placement_portal.datasets.facts import Facts
from placement_portal.datasets.format import DATASET
from placement_portal.datasets.reading import Reader, Unreadable
from placement_portal.datasets.rows import (
    Item,
    Row,
    absences,
    changes,
    checks,
    competencies,
    courses,
    frameworks,
    matching,
    offering,
    people,
    places,
    profiles,
    students,
    supervision,
    trust,
)
from placement_portal.datasets.rows.entries import entries
from placement_portal.datasets.shapes import attempt
from placement_portal.organisations.models import Organisation
from placement_portal.progress import service as progress
from placement_portal.web import constraints

CHUNK: Final = 2_000
Step = Callable[[int], None]
Ids = dict[str, uuid.UUID]


class NotEmpty(RuntimeError):
    """There is something in the installation already, and a dataset goes only into an empty one."""


def load(dataset: Any, *, today: date, step: Step = lambda _: None, share_hashes: bool = False) -> Ids:
    """Load a dataset into an empty installation and return the id of every ref.

    `step` hears how many passwords and entries are done since it was last called. With `share_hashes`, people with
    the same password share one hash, as only a demo may. Raises `NotEmpty`, or `Unreadable` naming every problem.
    """
    _expect_empty(transaction.look(_is_empty))
    data, reader = read(dataset, today)
    hashes = _hashes(data["people"], step, share_hashes)
    with transaction.unit():
        _expect_empty(_is_empty())
        _write(data, reader, hashes, step)
    return {ref: key for ref, (_, key) in reader.given.items()}


def size(dataset: object) -> int:
    """Return how many steps a load will tell of; 0 for what is no dataset."""
    lists = (dataset.get(name) for name in ("people", "entries")) if isinstance(dataset, dict) else ()
    return sum(len(each) for each in lists if isinstance(each, list))


def _is_empty() -> bool:
    return not any(db.session.scalar(sa.select(sa.exists().select_from(model))) for model in (Organisation, Person))


def _expect_empty(empty: bool) -> None:
    if not empty:
        raise NotEmpty("This installation is not empty: a dataset goes only into an empty one.")


def read(dataset: Any, today: date) -> tuple[Item, Reader]:
    """Return a dataset as it was read, and its refs; raise `Unreadable` naming every problem."""
    reader = Reader(today)
    data = attempt(DATASET, dataset, "", reader)
    reader.check_refs()
    reader.stop_at_problems()
    return data, reader


def _hashes(found: Iterable[Item], step: Step, share: bool) -> dict[uuid.UUID, str]:
    """Hash every password on all processors, before any transaction begins."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]

    def hashed(password: str) -> str:
        with app.app_context():
            return accounts.hash_password(password)

    owners = {each["id"]: each["password"] for each in found if each["password"]}
    asked = list(dict.fromkeys(owners.values())) if share else list(owners.values())
    made = []
    with ThreadPoolExecutor() as pool:
        for one in pool.map(hashed, asked):
            made.append(one)
            step(1)
    if share:
        by_password = dict(zip(asked, made, strict=True))
        return {person: by_password[password] for person, password in owners.items()}
    return dict(zip(owners, made, strict=True))


def _write(data: Item, reader: Reader, hashes: Mapping[uuid.UUID, str], step: Step) -> None:
    counted: Counter[str] = Counter()
    facts, now = Facts(), clock.now()
    try:
        _insert(_before_entries(data, reader, hashes, facts, now), reader, counted)
        for chunk in _chunks(entries(data, reader, facts, now)):
            _insert((row for rows in chunk for row in rows), reader, counted)
            step(len(chunk))
        agreements.replay(data, reader)
        sign_offs.replay(data, reader, facts)
        exceptions.replay(data, reader)
    except IntegrityError as broken:
        name = constraints.name(broken)
        raise Unreadable([f"/: {constraints.sentence(broken)}" + (f" (constraint {name})" if name else "")]) from None
    progress.recount_all()
    loaded = DatasetLoaded(rows=dict(sorted(counted.items())))
    for chain in (ledger.INSTALLATION, *(each["id"] for each in data["organisations"])):
        ledger.record(loaded, by=None, chain=chain)


def _before_entries(
    data: Item, reader: Reader, hashes: Mapping[uuid.UUID, str], facts: Facts, now: datetime
) -> Iterator[Row]:
    yield from people.organisations(data, reader)
    yield from people.people(data, reader, hashes, now)
    yield from people.memberships(data, reader)
    yield from profiles.profiles(data, reader)
    yield from profiles.passports(data, reader)
    yield from profiles.proposals(data, reader)
    yield from courses.programmes(data, reader, facts, now)
    yield from courses.roles(data, reader)
    yield from frameworks.frameworks(data, reader, facts, now)
    yield from students.students(data, reader, facts, now)
    yield from places.sites(data, reader, facts)
    yield from places.placements(data, reader, facts)
    yield from competencies.competencies(data, reader, facts)
    yield from supervision.supervision(data, reader, facts, now)
    yield from supervision.rhythms(data, reader, now)
    yield from changes.changes(data, reader, facts)
    yield from changes.stops(data, reader)
    yield from changes.aways(data, reader)
    yield from absences.absences(data, reader, facts, now)
    yield from offering.offers(data, reader, facts)
    yield from checks.checks(data, reader, now)
    yield from checks.lapse_choices(data, reader)
    yield from matching.rounds(data, reader, facts)
    yield from trust.letters(data, reader, facts)
    yield from trust.inductions(data, reader, facts)
    yield from trust.contacts(data, reader)


def _insert(rows: Iterable[Row], reader: Reader, counted: Counter[str]) -> None:
    """Write rows table by table, parents first, unless something was wrong with one of them."""
    by_table: dict[str, list[Item]] = {}
    for model, values in rows:
        by_table.setdefault(model.__tablename__, []).append(values)
    reader.stop_at_problems()
    for table in Base.metadata.sorted_tables:
        if table.name in by_table:
            db.session.connection().execute(sa.insert(table), by_table[table.name])
            counted[table.name] += len(by_table[table.name])


def _chunks(found: Iterable[list[Row]]) -> Iterator[list[list[Row]]]:
    chunk: list[list[Row]] = []
    for each in found:
        chunk.append(each)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
