"""A student and an offer as matching sees them: plain values, so that what follows can be tried by hand."""

import uuid
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from placement_portal.matching.rules.states import TravelMode
from placement_portal.sites.rules import SiteKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """A student who looks for a placement, with what they said; `weekdays` is None while they said nothing."""

    id: uuid.UUID
    name: str = ""
    year: int = 1
    weekdays: AbstractSet[int] | None = None
    ranking: tuple[uuid.UUID, ...] = ()
    minutes: Mapping[uuid.UUID, int] = field(default_factory=dict)
    travel: TravelMode | None = None
    area: str = ""
    contrast: bool = False
    interests: AbstractSet[str] = frozenset()
    conflicts: AbstractSet[uuid.UUID] = frozenset()
    misfits: AbstractSet[uuid.UUID] = frozenset()
    earlier: AbstractSet[tuple[uuid.UUID, SiteKind]] = frozenset()
    ranks: Mapping[uuid.UUID, int] = field(init=False)

    def __post_init__(self) -> None:
        """Number the choices once: a proposal asks for each of them hundreds of times."""
        object.__setattr__(self, "ranks", {offer_id: nth for nth, offer_id in enumerate(self.ranking, 1)})

    def rank(self, offer_id: uuid.UUID) -> int | None:
        """Return which choice of theirs an offer is, counted from 1; None when they did not rank it."""
        return self.ranks.get(offer_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """An offer with what is left of it; `load` names the supervisor in the year, `load_left` how many they can take."""

    id: uuid.UUID
    site_id: uuid.UUID
    site: str = ""
    kind: SiteKind = SiteKind.OTHER
    place: str = ""
    years: AbstractSet[int] = frozenset({1})
    weekdays: AbstractSet[int] = frozenset({1})
    days_a_week: float = 1
    starts: date = date.min
    left: int = 1
    clients: AbstractSet[str] = frozenset()
    specialisms: AbstractSet[str] = frozenset()
    supervisor: str = ""
    load: tuple[uuid.UUID, int] | None = None
    load_left: int | None = None
    withdrawn: bool = False
