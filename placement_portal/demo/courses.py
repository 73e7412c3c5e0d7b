"""The courses of the demo world: a two-year full-time and a three-year part-time programme, rules as examples."""

from typing import Any, Final, NamedTuple

from placement_portal.demo.calendar import Calendar

Item = dict[str, Any]
TERMS: Final = (("First term", -13, 1), ("Second term", 4, 16), ("Third term", 19, 30))
YEAR: Final = 52
ENDED_YEAR: Final = 1
"""The year that is over for the cohort of which people decide who goes on."""


class Wanted(NamedTuple):
    """What a year asks for, all of it an example: hours with clients, sessions observed, hours of supervision."""

    direct: int
    observed: int
    supervision: int


class Course(NamedTuple):
    """A programme: whose, what it is called, how it is studied, and what each year asks for."""

    university: str
    name: str
    mode: str
    years: tuple[Wanted, ...]


COURSES: Final = (
    Course("eastmarsh", "MA Music Therapy", "full_time", (Wanted(24, 3, 14), Wanted(60, 0, 16))),
    Course(
        "aldermere",
        "MA Music Therapy (part-time)",
        "part_time",
        (Wanted(14, 3, 8), Wanted(20, 0, 10), Wanted(36, 0, 14)),
    ),
)
COHORTS: Final = (1, 2)
"""The years in which there are students now."""


def programmes(calendar: Calendar) -> list[Item]:
    """Return the programmes with everything inside them, as a dataset says them."""
    return [_programme(each, calendar) for each in COURSES]


def stage_ref(university: str, cohort: int, year: int) -> str:
    """Return the ref of a year of the cohort that is now in year `cohort`."""
    return f"{university}-cohort-{cohort}-year-{year}"


def ended_ref(year: int) -> str:
    """Return the ref of a year of the cohort whose first year ended."""
    return f"eastmarsh-cohort-ended-year-{year}"


def _programme(course: Course, calendar: Calendar) -> Item:
    ref = course.university
    version = {"ref": f"{ref}-version", "name": f"From {calendar.day(-YEAR - 13).year}", "note_policy": "optional"}
    cohorts = [_cohort(course, now_in, calendar) for now_in in COHORTS]
    if ref == "eastmarsh":
        cohorts.append(_ended(course, calendar))
    return {
        "ref": f"{ref}-ma",
        "university": ref,
        "name": course.name,
        "versions": [{**version, "cohorts": cohorts}],
    }


def _cohort(course: Course, now_in: int, calendar: Calendar) -> Item:
    began = calendar.day(TERMS[0][1] - YEAR * (now_in - 1))
    return {
        "ref": f"{course.university}-cohort-{now_in}",
        "name": f"{began:%B %Y} intake",
        "start_year": began.year,
        "mode": course.mode,
        "stages": [_stage(course, now_in, year, wanted, calendar) for year, wanted in enumerate(course.years, 1)],
    }


def _ended(course: Course, calendar: Calendar) -> Item:
    """Return a cohort whose first year ended two weeks ago: people decide who goes into the second."""
    began = calendar.day(-YEAR)
    stages = []
    for year, wanted in enumerate(course.years, 1):
        ref, first = ended_ref(year), YEAR * (year - 2)
        rules = [each for each in _rules(ref, wanted) if each["kind"] == "minimum"]
        stages.append(
            {
                "ref": ref,
                "name": f"Year {year}",
                **calendar.span(first, first + YEAR - 3),
                "terms": [{"ref": f"{ref}-term", "name": "The year", **calendar.span(first, first + YEAR - 3)}],
                "rule_sets": [{"ref": f"{ref}-rules", "rules": rules}],
            }
        )
    return {
        "ref": f"{course.university}-cohort-ended",
        "name": f"{began:%B %Y} intake",
        "start_year": began.year,
        "mode": course.mode,
        "stages": stages,
    }


def _stage(course: Course, now_in: int, year: int, wanted: Wanted, calendar: Calendar) -> Item:
    ref, shift = stage_ref(course.university, now_in, year), YEAR * (year - now_in)
    return {
        "ref": ref,
        "name": f"Year {year}",
        **calendar.span(TERMS[0][1] + shift, TERMS[-1][2] + shift),
        "terms": [
            {"ref": f"{ref}-term-{n}", "name": name, **calendar.span(first + shift, last + shift)}
            for n, (name, first, last) in enumerate(TERMS, 1)
        ],
        "rule_sets": [{**_since(TERMS[0][1] + shift, calendar), "ref": f"{ref}-rules", "rules": _rules(ref, wanted)}],
    }


def _since(week: int, calendar: Calendar) -> Item:
    """Return from when rules are in force: from the first day of a year that has begun."""
    group = {"group_percent": 50, "group_until": 4}
    return {**group, "starts": calendar.span(week, week)["starts"]} if week < 0 else group


def _rules(ref: str, wanted: Wanted) -> list[Item]:
    """Return the rules of a year, of several kinds, all of them examples."""
    rules: list[Item] = [_minimum("Time with clients", "direct", "hours", wanted.direct * 60)]
    if wanted.observed:
        rules.append(_minimum("Observing", "observation", "sessions", wanted.observed))
    rules.append(_minimum("Supervision", "supervision", "hours", wanted.supervision * 60))
    direct = {"groups": ["direct"]}
    rules.append({"kind": "longest_gap", "name": "Never long without clients", "amount": 14, **direct})
    if wanted.observed:
        cap = {"kind": "cap", "name": "Observing at most", "unit": "percent", "amount": 50}
        rules.append({**cap, "groups": ["observation"]})
    rules.append({"kind": "share", "name": "Clients as a share", "unit": "percent", "amount": 10, **direct})
    across = {"what": "settings", "across": True}
    rules.append({"kind": "variety", "name": "A setting of one's own", "amount": 1, "more": across, **direct})
    hour = {"kind": "hour", "name": "What one hour is", "unit": "hours", "amount": 60, **direct}
    rules.append({**hour, "more": {"from_minutes": 50}})
    return [{"ref": f"{ref}-rule-{n}", "basis": "example", **rule} for n, rule in enumerate(rules, 1)]


def _minimum(name: str, group: str, unit: str, amount: int) -> Item:
    rule = {"kind": "minimum", "name": name, "groups": [group], "unit": unit, "amount": amount}
    return {**rule, "basis": "example"}
