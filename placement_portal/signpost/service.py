"""What can be done with the signpost: look at contacts and keep them, note having told somebody, take that back."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import sqlalchemy as sa

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db, new_id
from placement_portal.organisations.models import Organisation
from placement_portal.signpost import events
from placement_portal.signpost.models import SignpostBoard, SignpostTold
from placement_portal.signpost.rules import BoardKind, Contact, Told, worth_keeping
from placement_portal.sites.models import Site
from placement_portal.transaction import Difference

NEW = 0
KEPT: Final = timedelta(days=365)
"""So long after a telling its note is kept, for whoever noted it."""


def keep_of_site(
    site: Site,
    board: SignpostBoard | None,
    contacts: Sequence[Contact],
    area_id: uuid.UUID | None,
    *,
    by: Person,
    shown: int,
) -> SignpostBoard:
    """Keep the contacts of a setting as looked at today; raise `Moved` for a stale form."""
    board = _open(board, shown, contacts) or _begin(BoardKind.SETTING, site_id=site.id)
    board.area_id = area_id
    return _keep(board, contacts, site.provider_id, by)


def keep_of_provider(
    provider: Organisation, board: SignpostBoard | None, contacts: Sequence[Contact], *, by: Person, shown: int
) -> SignpostBoard:
    """Keep the contacts of a provider as looked at today; raise `Moved` for a stale form."""
    board = _open(board, shown, contacts) or _begin(BoardKind.PROVIDER, provider_id=provider.id)
    return _keep(board, contacts, provider.id, by)


def keep_of_area(
    provider: Organisation,
    board: SignpostBoard | None,
    name: str,
    contacts: Sequence[Contact],
    *,
    by: Person,
    shown: int = NEW,
) -> SignpostBoard:
    """Keep the numbers of a local authority as looked at today; raise `Moved` for a stale form."""
    board = _open(board, shown, contacts) or _begin(BoardKind.AREA, provider_id=provider.id)
    board.area = name
    return _keep(board, contacts, provider.id, by)


def note(person: Person, provider: Organisation | None, told: Told) -> SignpostTold:
    """Keep that a student told somebody, as they wish it kept."""
    made = SignpostTold(
        id=new_id(),
        person_id=person.id,
        provider_id=provider.id if provider else None,
        roles=sorted(each.value for each in told.roles),
        told_at=told.at,
        supervisor_told_at=told.supervisor_at,
        university_told_at=told.university_at,
    )
    db.session.add(made)
    ledger.record(events.TellingNoted(), by=person, on=made.id, chain=provider.id if provider else ledger.INSTALLATION)
    return made


def take_back(told: SignpostTold, *, by: Person) -> None:
    """Delete a note, as who wrote it wishes."""
    ledger.record(events.TellingRemoved(), by=by, on=told.id, chain=told.provider_id or ledger.INSTALLATION)
    db.session.delete(told)


def due(today: date) -> int:
    """Return how many notes of telling are older than a year."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(SignpostTold).where(_old(today))) or 0


def purge(today: date) -> int:
    """Delete notes of telling a year after the telling; each provider's ledger says how many."""
    wanted = sa.select(SignpostTold.provider_id, sa.func.count()).where(_old(today)).group_by(SignpostTold.provider_id)
    counts = db.session.execute(wanted).all()
    db.session.execute(sa.delete(SignpostTold).where(_old(today)))
    for provider_id, count in counts:
        ledger.record(events.TellingsPurged(count=count), by=None, chain=provider_id or ledger.INSTALLATION)
    return sum(count for _, count in counts)


def _old(today: date) -> sa.ColumnElement[bool]:
    return SignpostTold.told_at < datetime.combine(today, time.min, tzinfo=UTC) - KEPT


def _open(board: SignpostBoard | None, shown: int, contacts: Sequence[Contact]) -> SignpostBoard | None:
    if board is not None:
        before = {each["role"]: _words(each) for each in board.contacts}
        after = {each.role.value: _words(each.kept()) for each in worth_keeping(contacts)}
        roles = [role for role in (before | after) if before.get(role) != after.get(role)]
        labels = [Difference(role.replace("_", " "), after.get(role, ""), before.get(role, "")) for role in roles]
        transaction.check_version(board, shown, labels)
    return board


def _words(kept: dict[str, str]) -> str:
    return ", ".join(value for name, value in kept.items() if value and name != "role")


def _begin(kind: BoardKind, **owner: uuid.UUID) -> SignpostBoard:
    made = SignpostBoard(id=new_id(), kind=kind, area="", **owner)
    db.session.add(made)
    return made


def _keep(board: SignpostBoard, contacts: Sequence[Contact], chain: uuid.UUID, by: Person) -> SignpostBoard:
    kept = worth_keeping(contacts)
    board.contacts = [each.kept() for each in kept]
    board.checked_on, board.checked_by_id = clock.today(), by.id
    db.session.flush()
    event = events.ContactsKept(kind=board.kind, roles=[each.role.value for each in kept])
    ledger.record(event, by=by, on=board.id, chain=chain, version=board.version)
    return board
