"""What a level says beside what is expected: not yet observed is never the same as not met."""

import enum
from collections.abc import Sequence

from placement_portal.frameworks.rules import LevelFacts, LevelKind


class RatingStanding(enum.StrEnum):
    """How a rating compares with what is expected."""

    NOT_RATED = "not_rated"
    NOT_OBSERVED = "not_observed"
    NOT_APPLICABLE = "not_applicable"
    NOT_EXPECTED = "not_expected"
    NOT_MET = "not_met"
    MET = "met"
    EXCEEDED = "exceeded"


OF_KIND = {
    LevelKind.NOT_OBSERVED: RatingStanding.NOT_OBSERVED,
    LevelKind.NOT_APPLICABLE: RatingStanding.NOT_APPLICABLE,
}


def compare(level: str, expected: str, scale: Sequence[LevelFacts]) -> RatingStanding:
    """Return how a level stands to the one that is expected, both by code and either empty for none."""
    if not level:
        return RatingStanding.NOT_RATED
    given = next(each for each in scale if each.code == level)
    if given.kind in OF_KIND:
        return OF_KIND[given.kind]
    judged = [each.code for each in scale if each.kind is LevelKind.JUDGED]
    if expected not in judged:
        return RatingStanding.NOT_EXPECTED
    reached, wanted = judged.index(level), judged.index(expected)
    if reached == wanted:
        return RatingStanding.MET
    return RatingStanding.EXCEEDED if reached > wanted else RatingStanding.NOT_MET
