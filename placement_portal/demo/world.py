"""The demo world as one dataset: the same for the same day, and alive on any day."""

from datetime import date
from typing import Any, Final

from placement_portal.demo.absences import absences, reached
from placement_portal.demo.agreements import agreements
from placement_portal.demo.calendar import Calendar
from placement_portal.demo.changes import aways, changes, stops
from placement_portal.demo.checks import bundles, checks, exceptions, lapse_choices
from placement_portal.demo.competencies import earlier_openings, looks, rating_rounds, sign_offs
from placement_portal.demo.courses import programmes
from placement_portal.demo.entries import closed_days, entries
from placement_portal.demo.frameworks import frameworks
from placement_portal.demo.matching import rounds
from placement_portal.demo.offers import offers
from placement_portal.demo.organisations import organisations, partnerships
from placement_portal.demo.people import EVERYBODY, MEMBERSHIPS, PASSWORD, PROGRAMME_ROLES
from placement_portal.demo.placements import placements
from placement_portal.demo.plans import LEFT_DAYS_AGO, PLANS
from placement_portal.demo.profiles import passports, profiles, proposals
from placement_portal.demo.rhythm import planned, rhythms
from placement_portal.demo.sites import sites
from placement_portal.demo.standing import students
from placement_portal.demo.supervision import supervision
from placement_portal.demo.trust import contacts, induction_lists, inductions, letters

SEED: Final = 20
LONG_AGO: Final = -120
Item = dict[str, Any]


def world(today: date) -> Item:
    """Return the demo world as seen on a day, as a dataset whose dates count from that day."""
    calendar = Calendar(today)
    places = sites(calendar)
    closed = closed_days(places, calendar)
    return {
        "organisations": organisations(),
        "partnerships": partnerships(calendar),
        "people": [
            {"ref": each.ref, "name": each.name, "address": each.address, "password": PASSWORD, **reached(each.ref)}
            for each in EVERYBODY.values()
        ],
        "memberships": _memberships(calendar),
        "profiles": profiles(),
        "passports": passports(),
        "proposals": proposals(),
        "programmes": programmes(calendar),
        "programme_roles": _programme_roles(calendar),
        "frameworks": frameworks(calendar),
        "sites": places,
        "students": students(calendar),
        "placements": placements(calendar),
        "offers": offers(calendar),
        "absences": absences(calendar),
        "agreements": agreements(calendar),
        "matching_rounds": rounds(calendar),
        "changes": changes(calendar),
        "stops": stops(calendar),
        "aways": aways(calendar),
        "supervision": supervision(calendar, closed),
        "rhythms": rhythms(),
        "planned_supervision": planned(calendar),
        "rating_rounds": rating_rounds(calendar),
        "looks": looks(calendar),
        "sign_offs": sign_offs(),
        "earlier_openings": earlier_openings(calendar),
        "entries": entries(calendar, closed, SEED),
        "clearance_bundles": bundles(),
        "checks": checks(),
        "exceptions": exceptions(),
        "lapse_choices": lapse_choices(),
        "letters": letters(),
        "induction_lists": induction_lists(),
        "inductions": inductions(),
        "contacts": contacts(),
    }


def _memberships(calendar: Calendar) -> list[Item]:
    left = {plan.left for plan in PLANS if plan.left}
    return [
        {
            "ref": f"{person}-{role}-at-{organisation}",
            "person": person,
            "organisation": organisation,
            "role": role,
            "starts": calendar.on(LONG_AGO),
            **({"ends": {"days": -LEFT_DAYS_AGO}} if person in left else {}),
        }
        for person, organisation, role in MEMBERSHIPS
    ]


def _programme_roles(calendar: Calendar) -> list[Item]:
    """Return who does what for a course; examiners for a few weeks around now."""
    window = {"starts": calendar.on(-2), "ends": calendar.on(6, 4)}
    return [
        {
            "ref": f"{person}-{kind}",
            "person": person,
            "programme": programme,
            "kind": kind,
            **(window if kind == "external_examiner" else {"starts": calendar.on(LONG_AGO)}),
        }
        for person, programme, kind in PROGRAMME_ROLES
    ]
