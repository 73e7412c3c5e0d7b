"""Competency frameworks of the demo world: the shipped example in use with its next draft, and a programme's own."""

from typing import Any, Final, NamedTuple

from placement_portal.demo.calendar import Calendar

Item = dict[str, Any]


class Own(NamedTuple):
    """A competency of the programme that wrote its own framework: what is expected by year."""

    code: str
    name: str
    description: str
    expected: str
    once: bool = False


SCALE: Final = (
    ("0", "Not seen yet", "Nobody has seen it yet.", "not_observed"),
    ("1", "Emerging", "It shows now and then, with help.", "judged"),
    ("2", "Secure", "It shows every week, with supervision as usual.", "judged"),
    ("3", "Strong", "It holds in new and hard situations.", "judged"),
    ("X", "Does not apply", "It cannot come up here.", "not_applicable"),
)
DOMAINS: Final = (
    (
        "A",
        "Being there",
        (
            Own("A1", "Is reliable and prepared", "In time, with room and instruments ready.", "222"),
            Own("A2", "Notices what the work stirs up", "And brings it to supervision.", "122"),
            Own("A3", "Keeps time and place", "Begins and ends as agreed.", "122"),
        ),
    ),
    (
        "B",
        "Making music with people",
        (
            Own("B1", "Meets a client in music", "Matches, waits, follows.", "122"),
            Own("B2", "Improvises with a purpose", "Can say what for.", "112"),
            Own("B3", "Works with a group", "Attends to each and to all.", "112"),
            Own("B4", "Ends work with a client as planned", "Prepares it, marks it, hands over.", "012", once=True),
        ),
    ),
    (
        "C",
        "Working with others",
        (
            Own("C1", "Keeps records in time", "In plain words.", "122"),
            Own("C2", "Explains the work", "To staff, families and clients, in Welsh or English.", "112"),
            Own("C3", "Knows whom to tell", "And does so at once.", "222", once=True),
        ),
    ),
)


def frameworks(calendar: Calendar) -> list[Item]:
    """Return the frameworks of both programmes."""
    began = {**calendar.on(-70), "time": "10:30"}
    usual: Item = {"ref": "eastmarsh-framework-1", "published": began, "published_by": "helen"}
    draft: Item = {
        "ref": "eastmarsh-framework-2",
        "status": "draft",
        "note": "To be talked through in summer.",
    }
    own: Item = {"ref": "aldermere-framework-1", "published": began, "published_by": "rafiq", "years": 3}
    own |= {"note": "Written with our supervisors. It goes with the part-time course of three years."}
    own |= {"levels": [dict(zip(("code", "name", "meaning", "kind"), each, strict=True)) for each in SCALE]}
    return [
        {
            "ref": "eastmarsh-framework",
            "programme": "eastmarsh-ma",
            "name": "Music therapy on placement",
            "versions": [{**usual, "used_by": ["eastmarsh-version"]}, draft],
        },
        {
            "ref": "aldermere-framework",
            "programme": "aldermere-ma",
            "name": "What we look for",
            "versions": [{**own, "domains": [_domain(*each) for each in DOMAINS], "used_by": ["aldermere-version"]}],
        },
    ]


def _domain(code: str, name: str, lines: tuple[Own, ...]) -> Item:
    return {"code": code, "name": name, "competencies": [_competency(each) for each in lines]}


def _competency(own: Own) -> Item:
    expected = [{"year": year, "level": level} for year, level in enumerate(own.expected, 1) if level != "0"]
    return {
        "code": own.code,
        "name": own.name,
        "description": own.description,
        "once": own.once,
        "headings": ["13"] if own.code.startswith("B") else ["1", "8"],
        "expected": expected,
    }
