"""Why a match was made, and why one was not, in sentences."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from placement_portal.matching.rules.facts import Opening, Seeker
from placement_portal.matching.rules.fitting import HardRule, broken_by, said
from placement_portal.matching.rules.states import RoundVariety, TravelMode
from placement_portal.matching.rules.worth import is_contrast, is_in_area

BY: Final[Mapping[TravelMode | None, str]] = {
    TravelMode.CAR: " by car",
    TravelMode.PUBLIC_TRANSPORT: " by public transport",
    None: "",
}
COUNTED: Final[Mapping[HardRule, str]] = {
    HardRule.WITHDRAWN: "withdrawn by the provider",
    HardRule.YEAR: "not offered to students of this year",
    HardRule.DAYS: "on days on which they cannot come",
    HardRule.CONFLICT: "at a setting with which they have a conflict of interest",
    HardRule.NEEDS: "at a setting that does not fit this person's needs",
    HardRule.VARIETY: "too much like their placement of an earlier year",
}
MOST_TOLD: Final = 5
NOTHING_RANKED: Final = "They ranked nothing, so any offer that fits is as good as another."
NO_OFFERS: Final = "There are no offers for their year yet."


def match_reasons(seeker: Seeker, opening: Opening) -> list[str]:
    """Say what speaks for a match, the weightiest first."""
    reasons = [_choice(seeker, opening)]
    minutes = seeker.minutes.get(opening.site_id)
    if minutes is not None:
        reasons.append(f"{minutes} minutes{BY[seeker.travel]}.")
    elif is_in_area(seeker, opening):
        reasons.append("In the area that they gave.")
    if is_contrast(seeker, opening):
        reasons.append("A contrast to their earlier placement, as they asked.")
    if seeker.interests & (opening.clients | opening.specialisms):
        reasons.append("Meets what they are interested in.")
    return reasons


def non_match_reasons(
    seeker: Seeker, openings: Sequence[Opening], variety: RoundVariety, taken: Mapping[uuid.UUID, int]
) -> list[str]:
    """Say why a student has no match: what stood against each choice of theirs, then against all other offers."""
    by_id = {each.id: each for each in openings}
    told = [
        f"Choice {nth}, {by_id[offer_id].site}: {_against(seeker, by_id[offer_id], variety, taken)}"
        for nth, offer_id in enumerate(seeker.ranking, 1)
        if offer_id in by_id
    ]
    rest = [each for each in openings if each.id not in seeker.ranking]
    return [*told[:MOST_TOLD], *([] if seeker.ranking else [NOTHING_RANKED]), *_of_the_rest(seeker, rest, variety)]


def _choice(seeker: Seeker, opening: Opening) -> str:
    rank = seeker.rank(opening.id)
    if rank:
        return "Their first choice." if rank == 1 else f"Choice {rank} of {len(seeker.ranking)}."
    return "They did not rank it." if seeker.ranking else "They ranked nothing."


def _against(seeker: Seeker, opening: Opening, variety: RoundVariety, taken: Mapping[uuid.UUID, int]) -> str:
    broken = broken_by(seeker, opening, variety)
    if broken:
        return " ".join(said(each) for each in broken)
    if taken.get(opening.id, 0) >= opening.left:
        return "All places went to others."
    return said(HardRule.SUPERVISOR)


def _of_the_rest(seeker: Seeker, rest: Sequence[Opening], variety: RoundVariety) -> list[str]:
    if not rest:
        return [] if seeker.ranking else [NO_OFFERS]
    first = [broken[0] for each in rest if (broken := broken_by(seeker, each, variety))]
    counted = [f"{number} {COUNTED[rule]}" for rule, number in sorted(Counter(first).items())]
    if len(first) < len(rest):
        counted.append(f"{len(rest) - len(first)} whose places went to others")
    kind = "other offer" if seeker.ranking else "offer"
    return [f"Of {len(rest)} {kind}{'' if len(rest) == 1 else 's'}: {', '.join(counted)}."]
