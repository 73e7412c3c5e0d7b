"""What the supervisors of the demo world bring: who is full, whose registration ends soon; and passports."""

from typing import Any, Final, NamedTuple


class Brought(NamedTuple):
    """What one supervisor brings: profession, modality, number, days until it ends, specialisms, days, students."""

    person: str
    provider: str
    profession: str
    modality: str
    number: str
    ends_in: int
    specialisms: tuple[str, ...]
    own_words: str
    weekdays: tuple[int, ...]
    students: int
    checked_ago: int | None = 60


MUSIC: Final = ("Music therapist", "music")
BROUGHT: Final = (
    Brought(
        "maya",
        "fenland",
        *MUSIC,
        "AS031274",
        550,
        ("attachment", "video_interaction_guidance"),
        "Early years and parents",
        (0, 1, 2, 3, 4),
        6,
    ),
    Brought("tom", "fenland", *MUSIC, "AS028816", 550, ("systemic", "consultation"), "", (0, 1, 3, 4), 4),
    Brought(
        "ingrid",
        "fenland",
        *MUSIC,
        "AS019403",
        550,
        ("mental_health", "risk_assessment"),
        "Autistic young people",
        (0, 1, 2, 4),
        8,
    ),
    Brought("colin", "fenland", *MUSIC, "AS007735", 550, ("counselling",), "", (0, 2), 0),
    Brought(
        "ruth",
        "fenland",
        "Art psychotherapist",
        "art",
        "AS024590",
        24,
        ("attachment", "mental_health"),
        "",
        (2, 3, 4),
        4,
    ),
    Brought(
        "grace",
        "fenland",
        *MUSIC,
        "AS035162",
        550,
        ("consultation", "risk_assessment"),
        "Clinical supervision in groups",
        (0, 1, 2, 3),
        8,
        None,
    ),
    Brought(
        "owain",
        "saltmarsh",
        *MUSIC,
        "AS022047",
        550,
        ("mental_health", "attachment"),
        "Children on long wards",
        (1, 2, 3, 4),
        6,
    ),
    Brought(
        "leila",
        "saltmarsh",
        "Dramatherapist",
        "drama",
        "AS030958",
        550,
        ("counselling", "systemic"),
        "Dementia, end of life",
        (0, 2, 3),
        5,
    ),
)
CHECKER: Final = {"fenland": "petra", "saltmarsh": "peter"}


def profiles() -> list[dict[str, Any]]:
    """Return the profiles of the supervisors, as a dataset says them."""
    return [_profile(each) for each in BROUGHT]


def _profile(each: Brought) -> dict[str, Any]:
    ago = each.checked_ago
    checked = {} if ago is None else {"checked_on": {"days": -ago}, "checked_by": CHECKER[each.provider]}
    return {
        "ref": f"{each.person}-profile",
        "person": each.person,
        "provider": each.provider,
        "profession": each.profession,
        "modality": each.modality,
        "scheme": "hcpc_arts_therapist",
        "number": each.number,
        "registered_until": {"days": each.ends_in},
        "specialisms": list(each.specialisms),
        "specialism_words": each.own_words,
        "weekdays": list(each.weekdays),
        "capacities": [{"students": each.students}],
        **checked,
    }


def passports() -> list[dict[str, Any]]:
    """Return what the two providers tell the universities; one insurance of one of them ends soon."""
    return [
        {
            "provider": "fenland",
            "services": "Music therapy in special schools, one to one and in groups\n"
            "Music therapy in mainstream schools and units attached to them\n"
            "Early years groups for parents and babies in children's centres\n"
            "Supervision by experienced music and art therapists, every week",
            "safeguarding_role": "Safeguarding lead of the music service",
            "safeguarding_name": "Denise Fairweather",
            "safeguarding_contact": "01632 960101, day and night",
            "employers_until": {"days": 210},
            "public_until": {"days": 37},
            "last_audit": {"days": -160},
        },
        {
            "provider": "saltmarsh",
            "services": "Arts therapies on children's wards\nMusic and drama therapy in hospices and care homes",
            "safeguarding_role": "Trustee for safeguarding",
            "safeguarding_name": "Gareth Isaac",
            "safeguarding_contact": "01632 960201, weekdays; the ward's own lead at night",
            "employers_until": {"days": 300},
            "public_until": {"days": 300},
            "last_audit": {"days": -400},
        },
    ]


def proposals() -> list[dict[str, Any]]:
    """Return the one school that a university proposes, waiting for the music service to decide."""
    return [
        {
            "ref": "withy-bank-proposed",
            "university": "eastmarsh",
            "provider": "fenland",
            "name": "Withy Bank Primary School",
            "site_kind": "mainstream_school",
            "place": "Eastmarsh, by the lock",
            "contact_name": "Joan Ferris, deputy head",
            "contact": "01632 960177",
            "why": "A student told her tutor that the school has a music room and would like sessions on Thursdays.",
            "by": "ines",
            "at": {"days": -4, "time": "15:20"},
        }
    ]
