"""The demo world is the same for the same day, believable, and alive on any day of any year."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import jsonschema
import pytest

from placement_portal.datasets import loading, schema
from placement_portal.datasets.format import Act
from placement_portal.demo.cast import cast
from placement_portal.demo.notes import CHANGES, DECLINES, NOTES, OFFERS, QUERIES, REVERSALS
from placement_portal.demo.people import EVERYBODY, STUDENTS, SUPERVISORS
from placement_portal.demo.world import world
from placement_portal.hours.rules import looks_identifying
from placement_portal.sites.rules import SiteKind

DAYS = [
    date(2026, 11, 23),  # a Monday
    date(2026, 12, 8),  # Christmas lies where the school holiday would
    date(2026, 12, 27),
    date(2027, 1, 1),
    date(2027, 8, 14),
    date(2028, 2, 29),
    date(2031, 6, 1),  # beyond the known bank holidays
]
Item = dict[str, Any]


def last_acts(made: Item) -> Counter[str]:
    return Counter(each["history"][-1]["act"] if "history" in each else "draft" for each in made["entries"])


def days_in(value: Any) -> Iterable[int]:
    """Yield every instant of a dataset, as days from its day."""
    if isinstance(value, dict):
        if "time" in value:
            yield value["days"]
        for each in value.values():
            yield from days_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from days_in(each)


def test_the_same_day_gives_the_same_world() -> None:
    assert world(DAYS[0]) == world(DAYS[0])
    assert world(DAYS[0]) != world(DAYS[0] + timedelta(days=1))


def test_it_follows_the_documented_schema() -> None:
    jsonschema.Draft202012Validator(schema.schema()).validate(world(DAYS[0]))


@pytest.mark.parametrize("today", DAYS)
def test_it_lives_on_any_day(today: date) -> None:
    made = world(today)
    loading.read(made, today)
    acts = last_acts(made)
    assert all(acts[act] for act in ("draft", *(act.value for act in Act if act not in PASSING))), acts
    waiting = {
        each["placement"]
        for each in made["entries"]
        if "history" in each and each["history"][-1]["act"] == "submit" and each["day"]["days"] >= -28
    }
    assert len(waiting) >= 20
    stages = [stage for each in made["programmes"] for stage in stages_of(each)]
    assert sum(stage["starts"]["days"] <= 0 <= stage["ends"]["days"] for stage in stages) == 5


PASSING = {Act.WITHDRAW, Act.RESUBMIT, Act.WITHDRAW_CHANGE}
"""Acts that others follow, or that the demo leaves out."""


def stages_of(programme: Item) -> Iterable[Item]:
    return (stage for cohort in programme["versions"][0]["cohorts"] for stage in cohort["stages"])


@pytest.mark.parametrize("today", DAYS)
def test_nothing_in_it_happened_in_the_future(today: date) -> None:
    made = world(today)
    assert max(days_in(made)) < 0
    assert max(each["day"]["days"] for each in made["entries"]) < 0
    assert max(move["day"]["days"] for each in made["placements"] for move in each["moves"]) < 0


def test_everybody_that_a_course_needs_is_there() -> None:
    made = world(DAYS[0])
    assert (len(STUDENTS), len(SUPERVISORS)) == (26, 8)
    assert {each["kind"] for each in made["sites"]} == set(SiteKind)
    assert len(made["sites"]) == 9
    assert Counter(each["kind"] for each in made["organisations"]) == {"university": 2, "provider": 2}
    moved = {move["action"] for each in made["students"] for move in each.get("moves", ())}
    assert moved == {"interrupt", "repeat", "change_mode", "promote", "withdraw"}
    shared = [
        bool(one["settings"]) for each in made["students"] for one in each.get("adjustments", ()) if "settings" in one
    ]
    assert all(shared)
    assert len(shared) < sum(len(each.get("adjustments", ())) for each in made["students"])
    assert any(len(each["sites"]) == 2 for each in made["placements"])
    both = [each for each in made["placements"] if any(one["person"] == "maya" for one in each["assignments"])]
    assert {each["stage"].split("-")[0] for each in both} == {"eastmarsh", "aldermere"}
    left = [
        one for each in made["placements"] for one in each["assignments"] if "ends" in one and "-with-" in one["ref"]
    ]
    assert [one["person"] for one in left] == ["colin"]


def test_every_address_is_at_a_domain_that_cannot_exist() -> None:
    assert all(each.address.endswith(".example") for each in EVERYBODY.values())


@pytest.mark.parametrize("text", [*NOTES, *OFFERS, *QUERIES, *DECLINES, *CHANGES, *REVERSALS])
def test_no_text_looks_as_if_it_named_somebody(text: str) -> None:
    assert len(text) <= 280
    assert looks_identifying(text) == []


COMMON = ("student year 1", "student year 2", "supervisor", "tutor", "programme lead", "provider co-ordinator")
RARE = ("clinical supervisor", "clearance officer", "external examiner", "administrator")


@pytest.mark.parametrize("role", [*COMMON, *RARE])
def test_the_cast_has_every_role_in_two_organisations(role: str) -> None:
    assert len({member["organisation"] for member in cast() if member["role"] == role}) >= 2


def test_the_cast_is_in_the_world() -> None:
    people = {each["address"]: each for each in world(DAYS[0])["people"]}
    names = {each["name"] for each in world(DAYS[0])["organisations"]}
    for member in cast():
        assert people[member["address"]]["name"] == member["person"]
        assert people[member["address"]]["password"] == member["password"]
        assert member["organisation"] in names
