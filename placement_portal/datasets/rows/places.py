"""Settings with their closures; placements with everything inside them."""

import uuid
from datetime import datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from placement_portal.datasets.facts import Course, Facts, Place, Setting
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item, Rows, changes
from placement_portal.datasets.shapes import ZONE
from placement_portal.names import service as names
from placement_portal.names.models import NameWord
from placement_portal.organisations.rules import OrganisationKind
from placement_portal.placements.models import (
    Assignment,
    CaseloadSlot,
    Placement,
    PlacementMove,
    PlacementSite,
    TimetableRow,
)
from placement_portal.placements.rules import NotAllowed, PlacementStatus, move, next_code
from placement_portal.sites.models import Closure, Site, SiteTerm

OF_SITE = (
    "name",
    "kind",
    "meets",
    "place",
    "zone",
    "bank_holidays",
    "safeguarding_role",
    "safeguarding_contact",
    "retired",
)
OF_VISIT = ("address", "phone", "link_person", "link_contact", "link_when", "rooms", "access_notes")
SPAN = ("starts", "ends", "name")
OF_SLOT = ("kind", "size_band", "consent_on", "planned_last", "cover", "status")
MIDDAY = time(12, 0)


def sites(data: Item, reader: Reader, facts: Facts) -> Rows:
    """Yield settings and the days on which they are closed."""
    providers = {each["ref"]: each for each in data["organisations"]}
    for each in data["sites"]:
        provider = providers[each["provider"]]
        if provider["kind"] is not OrganisationKind.PROVIDER:
            reader.complain(f"{each['pointer']}/provider", "this organisation must be a provider.")
        closed = [(closure["starts"], closure["ends"]) for closure in each["closures"]]
        zone = _zone(each["zone"] or provider["zone"], each["pointer"], reader)
        facts.settings[each["id"]] = Setting(provider["id"], zone, closed)
        facts_of = {name: each[name] for name in (*OF_SITE, *OF_VISIT)}
        yield Site, {"id": each["id"], "provider_id": provider["id"], **facts_of}
        yield from ((NameWord, row) for row in names.rows_of(each["id"], each["name"]))
        for closure in each["closures"]:
            yield Closure, {"id": closure["id"], "site_id": each["id"], **{name: closure[name] for name in SPAN}}
        for term in each["terms"]:
            yield SiteTerm, {"id": term["id"], "site_id": each["id"], **{name: term[name] for name in SPAN}}


def placements(data: Item, reader: Reader, facts: Facts) -> Rows:
    """Yield placements; note what their entries will ask about."""
    for each in data["placements"]:
        place = _place(each, reader, facts)
        facts.places[each["id"]] = place
        agreed = changes.of_placement(each, data)
        yield Placement, _placement(each, place, reader, facts) | changes.ahead(each, agreed)
        yield from changes.pauses(each, agreed, reader)
        for position, site in enumerate(place.sites):
            yield PlacementSite, {"placement_id": each["id"], "site_id": site, "position": position}
        yield from _slots(each, place)
        yield from _moves(each, place, reader)
        for assigned in place.assignments:
            yield Assignment, dict(assigned)
        yield from _timetable(each, place, reader)


def category_of(code: str, course: Course, pointer: str, reader: Reader) -> uuid.UUID | None:
    """Return a category of a course by its code, and complain when there is none."""
    if code not in course.categories:
        reader.complain(pointer, f'the programme version has no category with the code "{code}".')
    return course.categories.get(code)


def slot_of(ref: str | None, place: Place, pointer: str, reader: Reader) -> uuid.UUID | None:
    """Return a slot of a placement, and complain when it belongs to another."""
    if ref is None:
        return None
    if ref not in place.slots:
        reader.complain(pointer, f'the slot "{ref}" belongs to another placement.')
    return reader.id(ref)


def site_of(ref: str | None, place: Place, pointer: str, reader: Reader) -> uuid.UUID:
    """Return a setting of a placement, its main one unless another is named; complain when it is not one of them."""
    if ref is None:
        return place.sites[0]
    if reader.id(ref) not in place.sites:
        reader.complain(pointer, f'"{ref}" is not a setting of this placement.')
    return reader.id(ref)


def _zone(name: str, pointer: str, reader: Reader) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        reader.complain(f"{pointer}/zone", f'there is no time zone "{name}".')
        return ZONE


def _place(each: Item, reader: Reader, facts: Facts) -> Place:
    place = Place(
        id=each["id"],
        student=facts.students[reader.id(each["student"])],
        starts=each["starts"],
        ends=each["ends"],
        sites=[reader.id(ref) for ref in each["sites"]],
        assignments=[],
        timetable=[(row["weekday"], row["start"]) for row in each["timetable"]],
        slots={},
    )
    for one in each["assignments"]:
        dates = {"starts": one["starts"] or each["starts"], "ends": one["ends"]}
        ids = {"id": one["id"], "placement_id": each["id"], "person_id": reader.id(one["person"])}
        if ids["person_id"] == place.student.person_id:
            reader.complain(f"{one['pointer']}/person", "nobody supervises or tutors themselves.")
        place.assignments.append({**ids, "capacity": one["capacity"], **dates})
    codes: list[str] = []
    for slot in each["slots"]:
        codes.append(next_code(slot["kind"], codes))
        place.slots[slot["ref"]] = codes[-1]
    return place


def _placement(each: Item, place: Place, reader: Reader, facts: Facts) -> Item:
    providers = {facts.settings[site].provider_id for site in place.sites}
    if len(providers) > 1:
        reader.complain(f"{each['pointer']}/sites", "the settings of a placement belong to one provider.")
    course = place.student.course
    return {
        "id": each["id"],
        "student_id": reader.id(each["student"]),
        "stage_id": reader.id(each["stage"]) if each["stage"] else place.student.stage_id,
        "programme_id": course.programme_id,
        "university_id": course.university_id,
        "provider_id": min(providers),
        "starts": each["starts"],
        "ends": each["ends"],
        "days_a_week": each["days_a_week"],
        "status": _status(each, reader),
    }


def _status(each: Item, reader: Reader) -> PlacementStatus:
    if each["moves"] and each["status"]:
        reader.complain(f"{each['pointer']}/status", "the moves say the status: leave one of them out.")
    if not each["moves"]:
        return each["status"] or PlacementStatus.ACTIVE
    status = PlacementStatus.PROPOSED
    for one in each["moves"]:
        try:
            status = one["status"] = move(status, one["action"])
        except NotAllowed:
            one["status"] = status
            reader.complain(one["pointer"], f"{one['action'].value} is not possible from {status.value}.")
    return status


def _moves(each: Item, place: Place, reader: Reader) -> Rows:
    for one in each["moves"] or ():
        plans = [{"code": place.slots.get(plan["slot"], ""), "plan": plan["plan"]} for plan in one["clients"]]
        values = {name: one[name] for name in ("action", "status", "day")}
        at = one["at"] or datetime.combine(one["day"], MIDDAY, ZONE)
        made = {"id": reader.fresh(), "placement_id": each["id"], "by_id": reader.id(one["by"]), "at": at}
        yield PlacementMove, {**made, **values, "clients": plans, "left_open": []}


def _slots(each: Item, place: Place) -> Rows:
    for slot in each["slots"]:
        owned = {"id": slot["id"], "placement_id": each["id"], "code": place.slots[slot["ref"]]}
        yield CaseloadSlot, {**owned, **{name: slot[name] for name in OF_SLOT}}


def _timetable(each: Item, place: Place, reader: Reader) -> Rows:
    for row in each["timetable"]:
        pointer = row["pointer"]
        ids = {
            "id": row["id"],
            "placement_id": each["id"],
            "site_id": site_of(row["site"], place, f"{pointer}/site", reader),
            "category_id": category_of(row["category"], place.student.course, f"{pointer}/category", reader),
            "slot_id": slot_of(row["slot"], place, f"{pointer}/slot", reader),
        }
        yield TimetableRow, {**ids, **{name: row[name] for name in ("weekday", "start", "minutes")}}
