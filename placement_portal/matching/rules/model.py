"""The allocation as a linear model: one column for each match that is possible, one row for each limit."""

import uuid
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from placement_portal.matching.rules.facts import Opening, Seeker
from placement_portal.matching.rules.fitting import is_possible
from placement_portal.matching.rules.states import RoundVariety
from placement_portal.matching.rules.worth import MOST, worth


@dataclass(frozen=True, slots=True)
class Model:
    """Which matches are possible, what each is worth, and of which at most how many can be made."""

    pairs: list[tuple[uuid.UUID, uuid.UUID]]
    worth: list[float]
    rows: list[tuple[int, list[int]]]

    def chosen(self, columns: Sequence[int]) -> dict[uuid.UUID, uuid.UUID]:
        """Return the offer of each student whose column was chosen."""
        return dict(self.pairs[each] for each in columns)


def build(
    seekers: Sequence[Seeker],
    openings: Sequence[Opening],
    variety: RoundVariety,
    locked: Mapping[uuid.UUID, uuid.UUID],
) -> Model:
    """Return the model: as many students as possible, then the most points, then whoever comes first by id.

    Locked matches stand, whatever they break: what they use up is taken off the limits and they are no columns.
    """
    free = sorted((each for each in seekers if each.id not in locked), key=lambda each: each.id)
    ordered = sorted(openings, key=lambda each: each.id)
    limits = {each.id: _limits(each) for each in ordered}
    used = Counter(limit for offer_id in locked.values() for limit, _ in limits.get(offer_id, ()))
    rows: dict[Hashable, tuple[int, list[int]]] = {
        limit: (max(most - used[limit], 0), []) for each in ordered for limit, most in limits[each.id]
    }
    fed = [(each, [rows[limit][1] for limit, _ in limits[each.id]]) for each in ordered]
    pairs: list[tuple[uuid.UUID, uuid.UUID]] = []
    values: list[float] = []
    for nth, seeker in enumerate(free):
        own: list[int] = []
        rows["student", seeker.id] = (1, own)
        for mth, (opening, feeds) in enumerate(fed):
            if not is_possible(seeker, opening, variety):
                continue
            for columns in (own, *feeds):
                columns.append(len(pairs))
            pairs.append((seeker.id, opening.id))
            values.append(_value(seeker, opening, len(free)) + _tie(nth, mth, len(free), len(ordered)))
    return Model(pairs, values, [row for row in rows.values() if row[1]])


def _limits(opening: Opening) -> list[tuple[Hashable, int]]:
    """Return what limits an offer: its places, and what its supervisor can take over all their offers of a year."""
    limits: list[tuple[Hashable, int]] = [(("offer", opening.id), opening.left)]
    if opening.load is not None and opening.load_left is not None:
        limits.append((("supervisor", *opening.load), opening.load_left))
    return limits


def _value(seeker: Seeker, opening: Opening, students: int) -> int:
    """Return points so that one student more outweighs every preference of all the others."""
    return (MOST + 1) * (students + 1) + worth(seeker, opening)


def _tie(nth: int, mth: int, students: int, openings: int) -> float:
    """Return less than one point over all matches: of equally good ones, the first by id get the first by id."""
    return (students - nth) * (openings - mth) / (students * openings * (students + 1))
