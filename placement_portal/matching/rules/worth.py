"""What a match is worth: preference first, then the journey, then contrast and interests; all of it choices of ours."""

from typing import Final

from placement_portal.matching.rules.facts import Opening, Seeker

FIRST_CHOICE: Final = 100
EACH_CHOICE_LATER: Final = 7
LEAST_FOR_A_CHOICE: Final = 20
MOST_FOR_THE_JOURNEY: Final = 40
MINUTES_A_POINT: Final = 3
JOURNEY_UNKNOWN: Final = 20
JOURNEY_IN_AREA: Final = 32
CONTRAST: Final = 15
INTEREST: Final = 6
MOST_INTERESTS: Final = 3
MOST: Final = FIRST_CHOICE + MOST_FOR_THE_JOURNEY + CONTRAST + INTEREST * MOST_INTERESTS
"""No match is worth more, and none less than nothing."""


def worth(seeker: Seeker, opening: Opening) -> int:
    """Return what a match is worth in points, from 0 to `MOST`."""
    return preference(seeker, opening) + journey(seeker, opening) + variety(seeker, opening) + liking(seeker, opening)


def preference(seeker: Seeker, opening: Opening) -> int:
    """Return the points for a choice of theirs; none for what they did not rank."""
    rank = seeker.rank(opening.id)
    return max(FIRST_CHOICE - EACH_CHOICE_LATER * (rank - 1), LEAST_FOR_A_CHOICE) if rank else 0


def journey(seeker: Seeker, opening: Opening) -> int:
    """Return the points for a short journey; one that nobody said stands in the middle."""
    minutes = seeker.minutes.get(opening.site_id)
    if minutes is None:
        return JOURNEY_IN_AREA if is_in_area(seeker, opening) else JOURNEY_UNKNOWN
    return max(MOST_FOR_THE_JOURNEY - minutes // MINUTES_A_POINT, 0)


def is_in_area(seeker: Seeker, opening: Opening) -> bool:
    """Say whether the place of the setting names the area that a student gave."""
    return bool(seeker.area) and seeker.area.casefold() in opening.place.casefold()


def variety(seeker: Seeker, opening: Opening) -> int:
    """Return the points for a contrast to an earlier year, for those who asked for it."""
    return CONTRAST if is_contrast(seeker, opening) else 0


def is_contrast(seeker: Seeker, opening: Opening) -> bool:
    """Say whether a student wants a contrast, and this kind of place is one."""
    return seeker.contrast and bool(seeker.earlier) and opening.kind not in {kind for _, kind in seeker.earlier}


def liking(seeker: Seeker, opening: Opening) -> int:
    """Return the points for clients and specialisms that a student named."""
    return INTEREST * min(len(seeker.interests & (opening.clients | opening.specialisms)), MOST_INTERESTS)
