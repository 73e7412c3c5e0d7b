"""A small dataset that tests change: one student at one school, with a supervisor and a tutor."""

from typing import Any

Item = dict[str, Any]
PASSWORD = "quiet corridor piano"


def organisations() -> list[Item]:
    return [
        {"ref": "us", "kind": "university", "name": "University of Eastmarsh"},
        {"ref": "music", "kind": "provider", "name": "Fenland County Music Service"},
    ]


def people() -> list[Item]:
    return [
        {"ref": "ada", "name": "王芳", "address": "Ada@Example.org", "password": PASSWORD},
        {"ref": "maya", "name": "Maya", "address": "maya@example.org", "password": PASSWORD},
        {"ref": "tom", "name": "Tom", "contacts": ["tom@example.org"]},
        {"ref": "ines", "name": "Ines", "address": "ines@example.org"},
    ]


def profile(**changes: Any) -> Item:
    made: Item = {
        "ref": "maya-profile",
        "person": "maya",
        "provider": "music",
        "scheme": "hcpc_arts_therapist",
        "number": "AS012345",
        "checked_on": {"days": -9},
        "checked_by": "tom",
        "specialisms": ["systemic"],
        "weekdays": [3, 1, 1],
        "capacities": [{"students": 4}, {"year": 2030, "students": 2}],
    }
    return made | changes


def proposal(**changes: Any) -> Item:
    made: Item = {
        "ref": "school-proposed",
        "university": "us",
        "provider": "music",
        "name": "Withy Bank School",
        "site_kind": "special_school",
        "by": "ines",
        "at": {"days": -4, "time": "15:20"},
    }
    return made | changes


def programmes() -> list[Item]:
    rules = [
        {"ref": "hours", "kind": "minimum", "name": "Clients", "groups": ["direct"], "unit": "hours", "amount": 600},
        {"ref": "gap", "kind": "longest_gap", "name": "Gap", "amount": 14, "basis": "example"},
    ]
    stage = {
        "ref": "year-1",
        "name": "Year 1",
        "starts": {"days": -100},
        "ends": {"days": 100},
        "terms": [{"ref": "term", "name": "The year", "starts": {"days": -100}, "ends": {"days": 100}}],
        "rule_sets": [{"ref": "rules", "rules": rules}],
    }
    cohort = {"ref": "cohort", "name": "2026", "start_year": 2026, "stages": [stage]}
    version = {"ref": "version", "name": "1", "cohorts": [cohort]}
    return [{"ref": "course", "university": "us", "name": "MA Music Therapy", "versions": [version]}]


def placement(**changes: Any) -> Item:
    made: Item = {
        "ref": "placement",
        "student": "record",
        "sites": ["school"],
        "starts": {"days": -60},
        "ends": {"days": 60},
        "assignments": [
            {"ref": "with-maya", "person": "maya", "capacity": "supervisor"},
            {"ref": "with-ines", "person": "ines", "capacity": "tutor"},
        ],
        "slots": [{"ref": "c1", "kind": "individual"}, {"ref": "g1", "kind": "group", "size_band": "two_to_four"}],
        "timetable": [
            {"ref": "row", "weekday": 1, "start": "10:00", "minutes": 45, "category": "DIR-I", "slot": "c1"},
            {"ref": "notes", "weekday": 1, "start": "13:00", "minutes": 30, "category": "NOTE"},
        ],
    }
    return made | changes


def entry(ref: str = "entry", days: int = -20, **changes: Any) -> Item:
    made: Item = {
        "ref": ref,
        "placement": "placement",
        "day": {"days": days},
        "start": "10:00",
        "minutes": 45,
        "category": "DIR-I",
        "slot": "c1",
    }
    return made | changes


def acts(*told: str | Item, days: int = -19) -> list[Item]:
    """Return a history, one act a day; an act that needs a reason gets one."""
    steps = [{"act": each} if isinstance(each, str) else each for each in told]
    return [
        {"at": {"days": days + number, "time": "16:30"}, "reason": "Because.", **step}
        for number, step in enumerate(steps)
    ]


def dataset(**changes: Any) -> Item:
    made: Item = {
        "organisations": organisations(),
        "partnerships": [{"ref": "together", "university": "us", "provider": "music", "starts": "2020-01-01"}],
        "people": people(),
        "memberships": [
            {
                "ref": "maya-at-music",
                "person": "maya",
                "organisation": "music",
                "role": "supervisor",
                "starts": {"days": -99},
            }
        ],
        "profiles": [profile()],
        "proposals": [proposal(), proposal(ref="partner", provider=None, site_kind=None)],
        "passports": [{"provider": "music", "services": "Music therapy", "public_until": {"days": 90}}],
        "programmes": programmes(),
        "programme_roles": [
            {"ref": "tutors", "person": "ines", "programme": "course", "kind": "tutor", "starts": {"days": -99}}
        ],
        "sites": [
            {
                "ref": "school",
                "provider": "music",
                "name": "Marlpit School",
                "kind": "special_school",
                "rooms": "Hall: piano",
                "terms": [{"ref": "spring", "name": "Spring", "starts": {"days": 1}, "ends": {"days": 60}}],
                "closures": [{"ref": "snow", "name": "Snow", "starts": {"days": -30}, "ends": {"days": -30}}],
            }
        ],
        "students": [
            {
                "ref": "record",
                "person": "ada",
                "stage": "year-1",
                "opening_balances": [{"ref": "brought", "group": "direct", "minutes": 60, "sessions": 2}],
            }
        ],
        "placements": [placement()],
        "entries": [entry(status="verified")],
    }
    return made | changes
