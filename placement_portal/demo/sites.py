"""The settings of the demo world: one of every kind."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from placement_portal.demo.calendar import FRIDAY, HALF_TERM, HOLIDAY, NEXT_HALF_TERM, Calendar
from placement_portal.demo.visits import VISITS
from placement_portal.sites.rules import monday_of


class Place(NamedTuple):
    """A setting: whose it is, its kind, where it lies, and whether it keeps school holidays."""

    ref: str
    provider: str
    kind: str
    name: str
    place: str
    is_school: bool = False


SITES: Final = (
    Place("sedgewick", "fenland", "special_school", "Sedgewick Fold School", "Sedgewick, off the Drove", True),
    Place("marlpit", "fenland", "mainstream_school", "Marlpit Lane Primary School", "Quillmere", True),
    Place("heron", "fenland", "school_unit", "The Heron Unit at Quillmere Academy", "Quillmere", True),
    Place("tidewell", "fenland", "childrens_centre", "Tidewell Children's Centre", "Tidewell", True),
    Place("packet-quay", "fenland", "community", "Packet Quay Community Hub", "Eastmarsh"),
    Place("drying-loft", "fenland", "other", "The Drying Loft, alternative provision", "Tidewell", True),
    Place("wexmarsh", "saltmarsh", "hospital", "Wexmarsh Infirmary, children's ward", "Wexmarsh"),
    Place("lanternfield", "saltmarsh", "hospice", "Lanternfield Hospice", "Wexmarsh"),
    Place("orchard-staithe", "saltmarsh", "care_home", "Orchard Staithe Care Home", "Saltmarsh St Anne"),
)
MEETS: Final = {"wexmarsh": "children"}
"""Whom students meet where the kind of setting does not tell."""

HALF_TERMS: Final = (
    ("First half of the first term", -12, HALF_TERM - 1),
    ("Second half of the first term", HALF_TERM + 1, HOLIDAY[0] - 1),
    ("First half of the second term", HOLIDAY[1] + 1, NEXT_HALF_TERM - 1),
    ("Second half of the second term", NEXT_HALF_TERM + 1, 16),
)
"""Names that fit any time of year: the demo world lives on any day."""

SNOW: Final = (("tidewell", -3, 3), ("packet-quay", -3, 3))
"""A day on which settings were closed in the morning."""

INSET: Final = (("sedgewick", -8, 0), ("marlpit", -7, 4), ("heron", 4, 0))
"""Training days of schools: the setting, the week, the weekday."""


def sites(calendar: Calendar) -> list[dict[str, Any]]:
    """Return the settings with their closures, as a dataset says them."""
    return [
        {
            "ref": each.ref,
            "provider": each.provider,
            "kind": each.kind,
            "meets": MEETS.get(each.ref, "as_kind"),
            "name": each.name,
            "place": each.place,
            "safeguarding_role": "Designated safeguarding lead" if each.is_school else "Named professional on duty",
            "safeguarding_contact": f"School office, ask for the lead ({each.place})"
            if each.is_school
            else "Reception, day and night",
            **VISITS[each.ref].said(),
            "terms": _terms(each, calendar),
            "closures": _closures(each, calendar),
        }
        for each in SITES
    ]


def _terms(site: Place, calendar: Calendar) -> list[dict[str, Any]]:
    """Return the half-terms of a school around its holidays."""
    if not site.is_school:
        return []
    christmas = [(first, last) for _, first, last in calendar.christmas()]
    spans = [(name, calendar.day(first), calendar.day(last, FRIDAY)) for name, first, last in HALF_TERMS]
    return [
        {"ref": f"{site.ref}-term-{n}", "name": name, "starts": calendar.ago(first), "ends": calendar.ago(last)}
        for n, (name, begins, last) in enumerate(spans, 1)
        if (first := _after(begins, christmas)) <= last
    ]


def _after(day: date, holidays: list[tuple[date, date]]) -> date:
    """Return the day, or the Monday after the holiday in which it lies."""
    return next((monday_of(last) + timedelta(weeks=1) for first, last in holidays if first <= day <= last), day)


def _closures(site: Place, calendar: Calendar) -> list[dict[str, Any]]:
    named = {(first, last): name for name, first, last in _spans(site, calendar)}
    return [
        {"ref": f"{site.ref}-closed-{n}", "name": name, "starts": calendar.ago(first), "ends": calendar.ago(last)}
        for n, ((first, last), name) in enumerate(sorted(named.items()), 1)
    ]


def _spans(site: Place, calendar: Calendar) -> Iterator[tuple[str, date, date]]:
    yield from ((name, day, day) for name, day in calendar.bank_holidays())
    yield from calendar.school_holidays() if site.is_school else ()
    yield from calendar.christmas()
    snow = (calendar.day(*at) for ref, *at in SNOW if ref == site.ref)
    yield from (("Closed today", day, day) for day in snow)
    training = (calendar.day(*at) for ref, *at in INSET if ref == site.ref)
    yield from (("Training day of the school", day, day) for day in training)
