"""What can be done in matching: keep rounds, say wishes, decide by hand, ask for a proposal, publish."""

from placement_portal.matching.service.deciding import allocate, check_needs, free, lock
from placement_portal.matching.service.proposing import ask_for_proposal, work_out
from placement_portal.matching.service.publishing import MOST_AT_ONCE, Published, publish
from placement_portal.matching.service.rounds import RoundFacts, change, move_round, plan
from placement_portal.matching.service.solving import Unsolved, solve
from placement_portal.matching.service.wishing import Constraints, change_constraints, change_ranking

__all__ = [
    "MOST_AT_ONCE",
    "Constraints",
    "Published",
    "RoundFacts",
    "Unsolved",
    "allocate",
    "ask_for_proposal",
    "change",
    "change_constraints",
    "change_ranking",
    "check_needs",
    "free",
    "lock",
    "move_round",
    "plan",
    "publish",
    "solve",
    "work_out",
]
