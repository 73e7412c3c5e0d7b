"""The organisations of the demo world: two universities, a county music service, an arts charity."""

from typing import Any, Final

from placement_portal.demo.calendar import Calendar

NAMES: Final = {
    "eastmarsh": "University of Eastmarsh",
    "aldermere": "Aldermere University",
    "fenland": "Fenland County Music Service",
    "saltmarsh": "Saltmarsh Arts in Health",
}
KINDS: Final = {"eastmarsh": "university", "aldermere": "university", "fenland": "provider", "saltmarsh": "provider"}
ACCENTS: Final = {"eastmarsh": "#1d3f72", "aldermere": "#6b2148", "fenland": "#0b5351", "saltmarsh": "#7a3e00"}
LINKS: Final = {
    "eastmarsh": ("Bashir Rahman", "placements@eastmarsh.example"),
    "aldermere": ("Carys Maddox", "placements@aldermere.example"),
    "fenland": ("Petra Lindgren", "therapy@fenland-music.example"),
    "saltmarsh": ("Peter Amadi", "hello@saltmarsh-arts.example"),
}


def organisations() -> list[dict[str, Any]]:
    """Return the organisations as a dataset says them."""
    return [
        {
            "ref": ref,
            "kind": KINDS[ref],
            "name": name,
            "accent": ACCENTS[ref],
            "link_person": LINKS[ref][0],
            "link_contact": LINKS[ref][1],
            "retention_contact": LINKS[ref][1],
        }
        for ref, name in NAMES.items()
    ]


def partnerships(calendar: Calendar) -> list[dict[str, Any]]:
    """Return who works with whom: each university with each provider."""
    pairs = [
        (one, other) for one in KINDS for other in KINDS if (KINDS[one], KINDS[other]) == ("university", "provider")
    ]
    return [
        {
            "ref": f"{one}-{other}",
            "university": one,
            "provider": other,
            "starts": calendar.on(-120),
            **_agreed(one, other),
        }
        for one, other in pairs
    ]


def _agreed(one: str, other: str) -> dict[str, Any]:
    """Return from when to when an agreement runs: for years, but one ends in a few weeks."""
    last = 45 if (one, other) == ("aldermere", "saltmarsh") else 500
    return {"agreed_from": {"days": -560}, "agreed_until": {"days": last}}
