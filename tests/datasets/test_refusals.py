"""Whatever is wrong with a dataset is named: where, and in a sentence."""

import copy
from datetime import date
from typing import Any

import pytest
from flask import Flask

from placement_portal import clock
from placement_portal.datasets import loading
from placement_portal.datasets.reading import Unreadable
from tests.datasets.small import acts, dataset, entry, placement

TODAY = date(2026, 11, 22)
GONE = object()
ALONE = {
    "ref": "held",
    "supervisor": "ada",
    "day": {"days": -3},
    "start": "14:00",
    "minutes": 60,
    "records": [{"ref": "held-record", "placement": "placement"}],
}
NAMES_TWO = {
    "ref": "two",
    "provider": "music",
    "kind": "supervisor",
    "person": "maya",
    "site": "school",
    "since": {"days": -1},
    "since_time": "09:00",
    "rung": "The head",
    "by": "tom",
    "at": {"days": -1, "time": "09:00"},
}


def put(made: Any, path: str, value: Any) -> Any:
    """Return a copy of a dataset with another value at a path; one past the end of a list is added."""
    made = copy.deepcopy(made)
    *way, last = path.split("/")
    at = made
    for step in way:
        at = at[int(step) if isinstance(at, list) else step]
    if isinstance(at, list):
        at[int(last) : int(last) + 1] = [value]
    elif value is GONE:
        del at[last]
    else:
        at[last] = value
    return made


def refusals(made: Any) -> list[str]:
    with pytest.raises(Unreadable) as refused:
        loading.read(made, TODAY)
    return refused.value.problems


@pytest.mark.parametrize(
    "path, value, sentence",
    [
        ("people/0/name", 3, "/people/0/name: text is needed here, not a number."),
        ("people/0/name", "", "/people/0/name: this text must have 1 to 200 characters."),
        ("people/0/name", GONE, '/people/0: a person needs the field "name".'),
        ("people/0/ref", GONE, '/people/0: a person needs the field "ref".'),
        ("people/0/ref", None, "/people/0/ref: text is needed here, not null."),
        ("people/0/nick", "A", "/people/0/nick: a person has no such field."),
        ("people/0", "Ada", "/people/0: a person is needed here, not text."),
        ("organisations/0", 3, "/organisations/0: an organisation is needed here, not a number."),
        ("people", {}, "/people: a list is needed here, not an object."),
        ("people/1/ref", "us", '/people/1: the ref "us" is given twice.'),
        ("clients", [], "/clients: a dataset has no such field."),
        ("memberships/0/person", "bob", '/memberships/0/person: there is no person with the ref "bob".'),
        ("memberships/0/person", "us", '/memberships/0/person: "us" must be of the kind person'),
        ("memberships/0/person", 1, "/memberships/0/person: a ref of the kind person is needed here, not a number."),
        ("memberships/0/confirmed", "yes", "/memberships/0/confirmed: true or false is needed here, not text."),
        ("memberships/0/ends", {"days": -100}, "/memberships/0/ends: the last day must not be before the first."),
        ("memberships/0/starts", "tomorrow", "/memberships/0/starts: a date is needed here, such as"),
        ("memberships/0/starts", 3, "/memberships/0/starts: a date is needed here, such as"),
        ("memberships/0/starts", {"days": "3"}, "/memberships/0/starts: a whole number is needed here, not text."),
        ("memberships/0/starts", {"days": 99_999}, "/memberships/0/starts: this number must be -36500 to 36500."),
        ("organisations/0/kind", "school", "/organisations/0/kind: this must be one of university, provider."),
        ("organisations/0/kind", [], "/organisations/0/kind: this must be one of university, provider."),
        ("organisations/0/grace_days", True, "/organisations/0/grace_days: a whole number is needed here, not true"),
        ("people/0/deactivated", "2026-09-28T16:30:00", "/people/0/deactivated: an instant is needed here, such as"),
        ("people/0/deactivated", 5, "/people/0/deactivated: an instant is needed here, such as"),
        ("people/0/deactivated", {"days": 1, "time": "9"}, "/people/0/deactivated: a time is needed here, such as"),
        ("placements/0/days_a_week", 0, "/placements/0/days_a_week: this number must be 0.5 to 7."),
        ("placements/0/days_a_week", "1", "/placements/0/days_a_week: a number is needed here, not text."),
        ("placements/0/sites", [], "/placements/0/sites: this list needs at least 1."),
        ("entries/0/start", "25:00", "/entries/0/start: a time is needed here"),
        ("entries/0/status", "queried", "/entries/0/status: this must be one of draft, submitted, verified."),
    ],
)
def test_what_cannot_be_read_is_named(path: str, value: Any, sentence: str) -> None:
    problems = refusals(put(dataset(), path, value))
    assert any(problem.startswith(sentence) for problem in problems), problems


@pytest.mark.parametrize("made", [None, [], "x", 3])
def test_what_is_no_dataset_at_all_is_named(made: Any) -> None:
    assert refusals(made)[0].startswith("/: a dataset is needed here")


def test_instants_are_read_with_their_offset() -> None:
    made = dataset()
    made["people"][0]["deactivated"] = "2026-09-28T16:30:00+01:00"
    data, _ = loading.read(made, TODAY)
    assert data["people"][0]["deactivated"].isoformat() == "2026-09-28T16:30:00+01:00"


def moves(*actions: str) -> list[dict[str, Any]]:
    return [{"action": action, "day": {"days": -9}, "by": "ines"} for action in actions]


STUDENT_MOVES = [{"action": "interrupt", "day": {"days": -9}, "by": "ada"}] * 2

CARRIED = [{"rule": "hours", "into": "year-1", "amount": 60, "due": {"days": 9}, "by": "ada"}]
SECOND = placement(ref="other", assignments=[], timetable=[], slots=[])
ARTS = {"ref": "arts", "kind": "provider", "name": "Saltmarsh Arts"}
WARD = {"ref": "ward", "provider": "arts", "name": "Ward", "kind": "hospital"}
ELSEWHERE = {"organisations/2": ARTS, "sites/1": WARD}
OFFER = {
    "ref": "offer",
    "site": "school",
    "years": [1],
    "weekdays": [1],
    "starts": {"days": 5},
    "ends": {"days": 50},
    "client_groups": ["primary"],
    "universities": ["us"],
}
NOBODYS = {"ref": "p", "university": "us", "by": "ines", "at": {"days": -2, "time": "09:00"}}
HELD = {**NOBODYS, "until": {"days": 9}}
ROUND = {
    "ref": "round",
    "programme": "course",
    "name": "Autumn",
    "stages": ["year-1"],
    "opens": {"days": 1},
    "closes": {"days": 9},
}
MATCH = {"ref": "match", "student": "record"}
ASKED = {"proposed_by": "ines", "proposed": {"days": -1, "time": "09:00"}}
ELSE = {"name": "X", "starts": {"days": -9}, "ends": {"days": 9}}
NEXT = {"ref": "next", "name": "2027", "start_year": 2027, "stages": [{"ref": "next-1", **ELSE}]}
OWN = [{"ref": "me", "person": "ada", "capacity": "supervisor"}]
TUTOR = [{"ref": "t", "person": "ines", "capacity": "tutor"}]
RULE = "programmes/0/versions/0/cohorts/0/stages/0/rule_sets/0/rules/0"
LEAVE_OUT = "leave one of them out."
IMPOSSIBLE: list[tuple[dict[str, Any], str]] = [
    ({"partnerships/0/provider": "us"}, "/partnerships/0/provider: this organisation must be a provider."),
    ({"programmes/0/university": "music"}, "/programmes/0/university: this organisation must be a university."),
    ({"proposals/0/site_kind": GONE}, "/proposals/0: a setting needs a provider and a kind of place, a provider"),
    ({"passports/0/provider": "us"}, "/passports/0/provider: this organisation must be a provider."),
    ({"profiles/0/provider": "us"}, "/profiles/0/provider: this organisation must be a provider."),
    ({"profiles/0/number": "12"}, "/profiles/0/number: An HCPC number of an arts therapist is AS and up to six"),
    ({"profiles/0/scheme": GONE}, "/profiles/0/number: Leave the number empty, or choose the register that gave"),
    ({"profiles/0/checked_by": GONE}, "/profiles/0: say both when and by whom the register was looked up, or"),
    ({"sites/0/provider": "us"}, "/sites/0/provider: this organisation must be a provider."),
    ({"sites/0/zone": "Nowhere/Land"}, '/sites/0/zone: there is no time zone "Nowhere/Land".'),
    (
        {"memberships/0/organisation": "us", "memberships/0/role": "provider_coordinator"},
        "/memberships/0/role: nobody at a university can be a provider_coordinator.",
    ),
    ({"people/0/address": GONE}, "/people/0: a person with a password needs an address to sign in with."),
    ({f"{RULE}/unit": GONE}, f"/{RULE}: say what it is counted in."),
    (
        {f"{RULE}/more": {"steps": [{"until": 60, "asked": 30}]}},
        f"/{RULE}: it says something that its kind does not know.",
    ),
    (
        {f"{RULE}/kind": "longest_gap", f"{RULE}/unit": GONE, "students/0/carried": CARRIED},
        "/students/0/carried/0/rule: only a minimum can be carried.",
    ),
    (
        {**ELSEWHERE, "placements/0/sites": ["school", "ward"]},
        "/placements/0/sites: the settings of a placement belong to one provider.",
    ),
    (
        {"placements/0/moves": moves("agree_site"), "placements/0/status": "active"},
        f"/placements/0/status: the moves say the status: {LEAVE_OUT}",
    ),
    (
        {"students/0/moves": STUDENT_MOVES[:1], "students/0/status": "active"},
        f"/students/0/status: the moves say the status: {LEAVE_OUT}",
    ),
    (
        {"students/0/moves": STUDENT_MOVES},
        "/students/0/moves/1: interrupt is not possible from interrupted.",
    ),
    ({"placements/0/moves": moves("agree_site", "pause")}, "/placements/0/moves/1: pause is not possible from site_"),
    (
        {"offers": [{**OFFER, "places": [NOBODYS]}]},
        "/offers/0/places/0: a place is either held until a day or filled by a placement.",
    ),
    (
        {"offers": [{**OFFER, "places": [HELD, {**HELD, "ref": "q"}]}]},
        "/offers/0/places: more places are taken than there are.",
    ),
    (
        {"matching_rounds": [{**ROUND, "closes": {"days": 0}}]},
        "/matching_rounds/0/closes: the last day must not be before the first.",
    ),
    (
        {"matching_rounds": [{**ROUND, "matches": [MATCH]}]},
        "/matching_rounds/0: matches need who asked for the proposal, and when.",
    ),
    (
        {
            "programmes/0/versions/0/cohorts/1": NEXT,
            "matching_rounds": [{**ROUND, **ASKED, "stages": ["next-1"], "matches": [MATCH]}],
        },
        "/matching_rounds/0/matches/0/student: this student is of no cohort of the round.",
    ),
    ({"placements/0/assignments": OWN}, "/placements/0/assignments/0/person: nobody supervises or tutors themselves."),
    (
        {"placements/0/timetable/0/category": "X"},
        '/placements/0/timetable/0/category: the programme version has no category with the code "X".',
    ),
    ({"entries/0/category": "SUP-I"}, "/entries/0/category: supervision is no entry"),
    ({"supervision": [ALONE]}, "/supervision/0/records/0: nobody supervises themselves."),
    (
        {"rhythms": [{"placement": "placement", "often": "client_hours", "by": "maya"}]},
        "/rhythms/0/hours: say after how many hours where, and only where, they decide.",
    ),
    ({"entries/0/category": "X"}, '/entries/0/category: the programme version has no category with the code "X".'),
    (
        {"placements/1": SECOND, "entries/0/placement": "other"},
        '/entries/0/slot: the slot "c1" belongs to another placement.',
    ),
    ({**ELSEWHERE, "entries/0/site": "ward"}, '/entries/0/site: "ward" is not a setting of this placement.'),
    ({"entries/0/history": acts("submit")}, f"/entries/0/status: the history says the status: {LEAVE_OUT}"),
    (
        {"placements/0/assignments": TUTOR},
        "/entries/0: nobody supervises the placement on that day: name somebody in the field",
    ),
    ({"organisations/1/name": "University of Eastmarsh"}, "/: "),
    ({"stops": [NAMES_TWO]}, "/stops/0: a stop names a student, a person or a site, and only one of them."),
]

OTHER_MINUTES = {"act": "amend", "change": {"minutes": 20}}
LONG_BEFORE = {"days": -30, "time": "08:00"}
DO_NOT_FOLLOW: list[tuple[list[Any], str]] = [
    (["verify"], "0: verify is not possible from draft."),
    (["submit", {"act": "query", "reason": ""}], '1: query needs the field "reason".'),
    (["submit", {"act": "verify", "at": LONG_BEFORE}], "1: this happened before the act above it"),
    (["submit", {"act": "verify", "by": "ada"}], "1: nobody decides on an entry of their own."),
    (["submit", "query", "accept_offer"], "2: nothing was offered that could be accepted."),
    (["submit", OTHER_MINUTES], "1: only what is verified can be changed or taken back."),
    (["submit", "verify", "amend"], "2: a change waits already, or changes nothing."),
    (["submit", "verify", "accept_change"], "2: no change waits for an answer."),
    (["submit", "verify", OTHER_MINUTES, "reverse"], "3: a change waits for an answer: answer it first."),
]


def load_refused(app: Flask, made: Any, sentence: str) -> None:
    with app.app_context(), pytest.raises(Unreadable) as refused:
        loading.load(made, today=clock.today())
    assert any(problem.startswith(sentence) for problem in refused.value.problems), refused.value.problems


@pytest.mark.parametrize("opened", ["sqlite"], indirect=True)  # most of this never reaches the database
@pytest.mark.parametrize("changes, sentence", IMPOSSIBLE)
def test_what_cannot_be_is_named(app: Flask, changes: dict[str, Any], sentence: str) -> None:
    made = dataset()
    for path, value in changes.items():
        made = put(made, path, value)
    load_refused(app, made, sentence)


@pytest.mark.parametrize("opened", ["sqlite"], indirect=True)
@pytest.mark.parametrize("told, sentence", DO_NOT_FOLLOW)
def test_acts_that_do_not_follow_are_named(app: Flask, told: list[Any], sentence: str) -> None:
    load_refused(app, dataset(entries=[entry(history=acts(*told))]), f"/entries/0/history/{sentence}")
