"""Organisations, partnerships, people with their addresses and credentials, memberships."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from placement_portal.accounts.models import Address, Credential, Person, WorkPhone
from placement_portal.accounts.rules import AddressKind, is_phone, normal_address
from placement_portal.calendar.models import CalendarFeed
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item, Rows
from placement_portal.links.queries import hashed
from placement_portal.names import service as names
from placement_portal.names.models import NameWord
from placement_portal.organisations.models import Membership, Organisation, Partnership
from placement_portal.organisations.rules import OrganisationKind, may_hold

SETTINGS = (
    "kind",
    "name",
    "zone",
    "bank_holidays",
    "grace_days",
    "staff_idle_minutes",
    "student_idle_minutes",
    "link_person",
    "link_contact",
    "retention_contact",
    "accent",
)
DAYS = ("starts", "ends", "agreed_from", "agreed_until")


def organisations(data: Item, reader: Reader) -> Rows:
    """Yield organisations and the partnerships between them."""
    kinds = {each["ref"]: each["kind"] for each in data["organisations"]}
    for each in data["organisations"]:
        yield Organisation, {"id": each["id"], **{name: each[name] for name in SETTINGS}}
    for each in data["partnerships"]:
        for side in OrganisationKind:
            if kinds[each[side.value]] is not side:
                reader.complain(f"{each['pointer']}/{side.value}", f"this organisation must be a {side.value}.")
        ids = {f"{side.value}_id": reader.id(each[side.value]) for side in OrganisationKind}
        yield Partnership, {"id": each["id"], **ids, **{name: each[name] for name in DAYS}}


def people(data: Item, reader: Reader, hashes: Mapping[uuid.UUID, str], now: datetime) -> Rows:
    """Yield people; `hashes` holds the hash of each person's password."""
    for each in data["people"]:
        yield Person, {"id": each["id"], "name": each["name"], "created_at": now, "deactivated_at": each["deactivated"]}
        yield from ((NameWord, row) for row in names.rows_of(each["id"], each["name"]))
        if each["address"]:
            confirmed = now if each["password"] else None
            yield Address, _address(each["address"], AddressKind.SIGN_IN, each["id"], reader, confirmed)
        for contact in each["contacts"]:
            yield Address, _address(contact, AddressKind.CONTACT, each["id"], reader, now)
        yield from _reached(each, reader, now)
        if each["id"] in hashes:
            if not each["address"]:
                reader.complain(each["pointer"], "a person with a password needs an address to sign in with.")
            credential = {"id": reader.fresh(), "person_id": each["id"], "hash": hashes[each["id"]], "changed_at": now}
            yield Credential, credential


def _reached(each: Item, reader: Reader, now: datetime) -> Rows:
    """Yield the work phone of somebody, and the private link to their calendar."""
    if each["phone"]:
        if not is_phone(each["phone"]):
            reader.complain(f"{each['pointer']}/phone", "nobody can ring this number.")
        yield WorkPhone, {"person_id": each["id"], "number": each["phone"], "takes_texts": each["takes_texts"]}
    if each["calendar_link"]:
        link = {"token_hash": hashed(each["calendar_link"]), "names_settings": each["calendar_names_settings"]}
        yield CalendarFeed, {"person_id": each["id"], "made_at": now, "fetches": 0, **link}


def memberships(data: Item, reader: Reader) -> Rows:
    """Yield who belongs where."""
    kinds = {each["ref"]: each["kind"] for each in data["organisations"]}
    for each in data["memberships"]:
        kind = kinds[each["organisation"]]
        if not may_hold(kind, each["role"]):
            reader.complain(f"{each['pointer']}/role", f"nobody at a {kind.value} can be a {each['role'].value}.")
        yield (
            Membership,
            {
                "id": each["id"],
                "person_id": reader.id(each["person"]),
                "organisation_id": reader.id(each["organisation"]),
                "role": each["role"],
                "starts": each["starts"],
                "ends": each["ends"],
                "confirmed": each["confirmed"],
            },
        )


def _address(written: str, kind: AddressKind, person: uuid.UUID, reader: Reader, confirmed_at: datetime | None) -> Item:
    return {
        "id": reader.fresh(),
        "person_id": person,
        "kind": kind,
        "written": written.strip(),
        "folded": normal_address(written),
        "confirmed_at": confirmed_at,
    }
