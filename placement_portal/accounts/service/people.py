"""People: named by others, deactivated and reactivated, and the name they give themselves."""

from datetime import datetime

import sqlalchemy as sa

from placement_portal import clock, ledger, transaction
from placement_portal.accounts import events, queries, rules
from placement_portal.accounts.models import Address, Person, WorkPhone
from placement_portal.accounts.rules import AddressKind
from placement_portal.accounts.service.sessions import end_sessions
from placement_portal.database import db, new_id
from placement_portal.names import service as names
from placement_portal.transaction import Difference


def name_person(name: str, address: str, *, by: ledger.Actor | None) -> Person:
    """Return whoever signs in with an address, as they are, or else somebody new of this name without an account."""
    person = queries.person_at(address)
    if person is None:
        person = Person(id=new_id(), name=name, created_at=clock.now())
        db.session.add_all([person, signing_in(person, address, confirmed_at=None)])
        db.session.flush()
        names.keep(person.id, name)
        ledger.record(events.PersonNamed(), by=by, on=person.id)
    return person


def confirm_address_on_file(person: Person) -> None:
    """Note that somebody proved to read the mail of the address they sign in with."""
    unconfirmed = (Address.person_id == person.id, Address.kind == AddressKind.SIGN_IN, Address.confirmed_at.is_(None))
    db.session.execute(sa.update(Address).where(*unconfirmed).values(confirmed_at=clock.now()))


def deactivate(person: Person, *, by: Person) -> None:
    """Keep a person from signing in, and end their sessions; nothing they recorded changes."""
    person.deactivated_at = person.deactivated_at or clock.now()
    end_sessions(person)
    ledger.record(events.PersonDeactivated(), by=by, on=person.id)


def reactivate(person: Person, *, by: Person) -> None:
    """Let a person sign in again."""
    person.deactivated_at = None
    ledger.record(events.PersonReactivated(), by=by, on=person.id)


def change_name(person: Person, name: str, *, seen: int | None, by: Person) -> None:
    """Change one's own name; raise `Moved` when it was changed since version `seen` was shown."""
    transaction.check_version(person, seen, [Difference("Your name", name, person.name)])
    person.name = name
    names.keep(person.id, name)
    ledger.record(events.NameChanged(), by=by, on=person.id)


def change_phone(person: Person, number: str, takes_texts: bool, *, by: Person) -> None:
    """Give the number at which one wants to be reached about placements, another one, or none."""
    kept = db.session.get(WorkPhone, person.id)
    if kept and not number:
        db.session.delete(kept)
    elif kept:
        kept.number, kept.takes_texts = number, takes_texts
    elif number:
        db.session.add(WorkPhone(person_id=person.id, number=number, takes_texts=takes_texts))
    ledger.record(events.WorkPhoneChanged(given=bool(number)), by=by, on=person.id)


def signing_in(person: Person, address: str, *, confirmed_at: datetime | None) -> Address:
    """Return the address that a person signs in with."""
    return Address(
        person_id=person.id,
        kind=AddressKind.SIGN_IN,
        written=address.strip(),
        folded=rules.normal_address(address),
        confirmed_at=confirmed_at,
    )
