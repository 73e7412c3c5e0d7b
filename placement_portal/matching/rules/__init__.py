"""What is true of matching: states of a round, what fits whom, what a match is worth, and why it was not made."""

from placement_portal.matching.rules.effects import Effect, effect
from placement_portal.matching.rules.facts import Opening, Seeker
from placement_portal.matching.rules.fitting import HardRule, broken_by, said
from placement_portal.matching.rules.model import Model, build
from placement_portal.matching.rules.ranking import MOST_RANKED, Ranking, RankingAct, ranked, reordered
from placement_portal.matching.rules.reasons import match_reasons, non_match_reasons
from placement_portal.matching.rules.states import (
    MOVES,
    RoundAction,
    RoundStatus,
    RoundVariety,
    RunStatus,
    TravelMode,
    actions_from,
    move,
)
from placement_portal.matching.rules.worth import worth

__all__ = [
    "MOST_RANKED",
    "MOVES",
    "Effect",
    "HardRule",
    "Model",
    "Opening",
    "Ranking",
    "RankingAct",
    "RoundAction",
    "RoundStatus",
    "RoundVariety",
    "RunStatus",
    "Seeker",
    "TravelMode",
    "actions_from",
    "broken_by",
    "build",
    "effect",
    "match_reasons",
    "move",
    "non_match_reasons",
    "ranked",
    "reordered",
    "said",
    "worth",
]
