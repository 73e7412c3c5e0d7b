"""Who can be tried out in the demo: an address, a password, and who it is in plain words."""

from collections.abc import Callable
from typing import Final, TypedDict

from placement_portal.demo.organisations import NAMES
from placement_portal.demo.people import EVERYBODY, PASSWORD


class Member(TypedDict):
    """One person of the cast."""

    address: str
    password: str
    person: str
    role: str
    organisation: str


Cast = Callable[[], list[Member]]

PARTS: Final = (
    ("sian", "student year 1", "eastmarsh"),
    ("fang", "student year 1", "eastmarsh"),
    ("aisling", "student year 2", "eastmarsh"),
    ("tomasz", "student year 2", "eastmarsh"),
    ("zainab", "student year 2", "eastmarsh"),
    ("ines", "tutor", "eastmarsh"),
    ("jo", "tutor", "eastmarsh"),
    ("helen", "programme lead", "eastmarsh"),
    ("bashir", "university co-ordinator", "eastmarsh"),
    ("martin", "clearance officer", "eastmarsh"),
    ("kiran", "external examiner", "eastmarsh"),
    ("alex", "administrator", "eastmarsh"),
    ("maya", "supervisor", "fenland"),
    ("tom", "supervisor", "fenland"),
    ("ingrid", "supervisor", "fenland"),
    ("grace", "clinical supervisor", "fenland"),
    ("petra", "provider co-ordinator", "fenland"),
    ("denise", "safeguarding lead", "fenland"),
    ("olive", "clearance officer", "fenland"),
    ("yusuf", "administrator", "fenland"),
    ("nia", "student year 1", "aldermere"),
    ("gwenllian", "student year 2", "aldermere"),
    ("samuel", "tutor", "aldermere"),
    ("rafiq", "programme lead", "aldermere"),
    ("carys", "university co-ordinator", "aldermere"),
    ("anneke", "external examiner", "aldermere"),
    ("shona", "administrator", "aldermere"),
    ("owain", "supervisor", "saltmarsh"),
    ("leila", "clinical supervisor", "saltmarsh"),
    ("peter", "provider co-ordinator", "saltmarsh"),
    ("gareth", "safeguarding lead", "saltmarsh"),
)
"""The ref of a person, their role in the words of the product, and the organisation for which they have it."""


def cast() -> list[Member]:
    """Return the cast; needs no database."""
    return [
        Member(
            address=EVERYBODY[ref].address,
            password=PASSWORD,
            person=EVERYBODY[ref].name,
            role=role,
            organisation=NAMES[home],
        )
        for ref, role, home in PARTS
    ]
