"""What students wish: their list of choices, and what binds them; each written by the student alone."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from placement_portal import clock, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.matching import events
from placement_portal.matching.models import Own, Wish
from placement_portal.matching.rules import Ranking, TravelMode
from placement_portal.matching.service.rounds import record
from placement_portal.transaction import Difference

WORDS: Final = {
    "weekdays": "Days on which you can come",
    "travel": "How you travel",
    "area": "Area",
    "contrast": "A contrast to an earlier year",
    "interests": "What you are interested in",
    "needs": "What a setting must have for you",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What binds a student, as they say it."""

    weekdays: Sequence[int]
    travel: TravelMode | None
    area: str
    contrast: bool
    interests: Sequence[str]
    needs: str


def change_ranking(
    own: Own,
    *,
    ranking: Ranking,
    minutes: Mapping[uuid.UUID, int | None],
    conflicts: Mapping[uuid.UUID, bool],
    by: Person,
    shown: int,
) -> None:
    """Change the list of choices, and what was said about settings; raise `Moved` when it changed elsewhere."""
    wish = _kept(own, shown, [Difference("Your list", f"{len(ranking)} choices", f"{len(own.wish.ranking)} choices")])
    wish.ranking = [str(each) for each in ranking]
    said = {str(site): number for site, number in minutes.items()}
    wish.minutes = {site: number for site, number in {**wish.minutes, **said}.items() if number is not None}
    marked = {str(site): conflict for site, conflict in conflicts.items()}
    kept = [site for site in wish.conflicts if marked.get(site, True)]
    wish.conflicts = [*kept, *(site for site, conflict in marked.items() if conflict and site not in kept)]
    _record(own, wish, by)


def change_constraints(own: Own, said: Constraints, *, by: Person, shown: int) -> None:
    """Change what binds a student; raise `Moved` with both when it changed elsewhere."""
    wanted = {name: getattr(said, name) for name in WORDS}
    wanted |= {"weekdays": sorted(said.weekdays), "interests": list(said.interests)}
    changed = [name for name in WORDS if getattr(own.wish, name) != wanted[name]]
    differences = [Difference(WORDS[name], str(wanted[name]), str(getattr(own.wish, name))) for name in changed]
    wish = _kept(own, shown, differences)
    for name in changed:
        setattr(wish, name, wanted[name])
    _record(own, wish, by)


def _kept(own: Own, shown: int, differences: list[Difference]) -> Wish:
    transaction.check_version(own.wish, shown, differences)
    wish = own.wish
    if wish.version == 0:
        wish.version = 1
        db.session.add(wish)
    wish.changed_at = clock.now()
    return wish


def _record(own: Own, wish: Wish, by: Person) -> None:
    db.session.flush()
    record(own.round, events.WishesChanged(ranked=len(wish.ranking)), by)
