"""Checks: the types of the bundles that organisations start from, the items, and who accepts each."""

import uuid
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Final

from placement_portal.clearance.models import (
    ClearanceAcceptance,
    ClearanceDecision,
    ClearanceItem,
    ClearanceType,
    ClearanceTypeVersion,
)
from placement_portal.clearance.rules import ClearanceStatus
from placement_portal.clearance.rules.presets import GROUPS
from placement_portal.clearance.service.items import About
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item, Rows
from placement_portal.datasets.shapes import ZONE
from placement_portal.gate.models import LapsePlan
from placement_portal.gate.rules import DAY_NEEDED

FACTS: Final = (
    *("issued_on", "level", "last_four", "edition", "ends_on", "made_on", "country", "number", "modality"),
    *("outcome", "update_consent", "update_status", "update_on", "seen_on", "return_reason", "stopped_on"),
)
MORNING: Final = time(10, 0)
Types = dict[tuple[str, str], uuid.UUID]


def checks(data: Item, reader: Reader, now: datetime) -> Rows:
    """Yield the types of every bundle, then the items of them."""
    types: Types = {}
    for bundle in data["clearance_bundles"]:
        for code, facts in GROUPS[bundle["group"]].items():
            key = bundle["organisation"], code
            if key not in types:
                types[key] = reader.fresh()
                since = datetime.combine(bundle["since"], time.min, ZONE) if bundle["since"] else now
                yield from _type(types[key], reader.id(bundle["organisation"]), code, asdict(facts), since)
    for each in data["checks"]:
        type_id = types.get((each["organisation"], each["code"]))
        if type_id is None:
            reader.complain(f"{each['pointer']}/code", "this organisation asks for no check with this code.")
        elif not each["person"] and not each["site"]:
            reader.complain(each["pointer"], "a check is about a person or a setting.")
        else:
            yield from _item(each, type_id, reader)


def lapse_choices(data: Item, reader: Reader) -> Rows:
    """Yield what was chosen for clients and groups after the last day of a check."""
    for each in data["lapse_choices"]:
        if each["choice"] in DAY_NEEDED and not each["day"]:
            reader.complain(f"{each['pointer']}/day", "this choice needs a day.")
        ids = {f"{name}_id": reader.id(each[name]) for name in ("placement", "slot", "by")}
        yield LapsePlan, {**ids, "version": 1, **{name: each[name] for name in ("until", "choice", "day", "at")}}


def _type(type_id: uuid.UUID, organisation_id: uuid.UUID, code: str, facts: Item, now: datetime) -> Rows:
    content = {name: list(value) if isinstance(value, tuple) else value for name, value in facts.items()}
    owned = {"id": type_id, "organisation_id": organisation_id, "code": code, "number": 1}
    yield ClearanceType, {**owned, **content}
    version = {"type_id": type_id, "number": 1, "at": now, "content": content, "affected": 0}
    yield ClearanceTypeVersion, version


def _item(each: Item, type_id: uuid.UUID, reader: Reader) -> Rows:
    ids = {name: reader.id(each[name]) if each[name] else None for name in ("person", "site", "decided_by")}
    about = About(person_id=ids["person"], site_id=ids["site"], country=each["country"])
    organisation_id = reader.id(each["organisation"])
    yield (
        ClearanceItem,
        {
            "id": each["id"],
            "type_id": type_id,
            "organisation_id": organisation_id,
            "code": each["code"],
            "about": about.key(each["code"]),
            "person_id": ids["person"],
            "site_id": ids["site"],
            "status": each["status"],
            "submitted_at": _at(each["submitted"] or each["seen_on"]),
            "workforces": list(each["workforces"]),
            "decided_at": _at(each["seen_on"] or each["submitted"]) if ids["decided_by"] else None,
            "decided_by_id": ids["decided_by"],
            **{name: each[name] for name in FACTS},
        },
    )
    for ref in each["accepted_by"]:
        at = _at(each["seen_on"] or each["submitted"]) or datetime.combine(reader.today, MORNING, ZONE)
        yield ClearanceAcceptance, {"item_id": each["id"], "organisation_id": reader.id(ref), "at": at}
    if each["status"] is ClearanceStatus.VERIFIED and each["seen_on"] and ids["decided_by"]:
        detail = {"decided_on": each["seen_on"], "by_id": ids["decided_by"], "follow_up": False}
        yield ClearanceDecision, {"item_id": each["id"], "organisation_id": organisation_id, **detail}


def _at(day: date | None) -> datetime | None:
    return datetime.combine(day, MORNING, ZONE) if day else None
