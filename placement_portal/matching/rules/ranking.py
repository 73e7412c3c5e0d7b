"""A student's list of choices: added to, moved up and down, numbered anew, never with one offer twice."""

import enum
import uuid
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

MOST_RANKED: Final = 20
Ranking: TypeAlias = tuple[uuid.UUID, ...]


class RankingAct(enum.StrEnum):
    """What somebody may do to one offer of their list."""

    ADD = "add"
    UP = "up"
    DOWN = "down"
    REMOVE = "remove"


def reordered(ranking: Sequence[uuid.UUID], act: RankingAct, offer_id: uuid.UUID) -> Ranking:
    """Return the list after an act; what cannot be done changes nothing."""
    kept = [each for each in ranking if each != offer_id]
    if act is RankingAct.REMOVE:
        return tuple(kept)
    if offer_id not in ranking:
        return (*kept, offer_id)[:MOST_RANKED] if act is RankingAct.ADD else tuple(kept)
    place = list(ranking).index(offer_id) + {RankingAct.UP: -1, RankingAct.DOWN: 1, RankingAct.ADD: 0}[act]
    place = min(max(place, 0), len(kept))
    return (*kept[:place], offer_id, *kept[place:])


def ranked(numbers: Mapping[uuid.UUID, int], ranking: Sequence[uuid.UUID]) -> Ranking:
    """Return the list in the order of the numbers typed; of equal numbers, the one just typed comes first."""
    old = {offer_id: nth for nth, offer_id in enumerate(ranking, 1)}

    def key(offer_id: uuid.UUID) -> tuple[int, bool, int]:
        number = numbers.get(offer_id, old[offer_id])
        return number, number == old[offer_id], old[offer_id]

    return tuple(sorted(ranking, key=key))
