"""Rounds of ratings: opened, filled by each side apart, shown when both are done; later changes are marked and kept."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from placement_portal import clock, ledger
from placement_portal.accounts.models import Person
from placement_portal.competencies import events, queries
from placement_portal.competencies.models import Rating, RatingRound, RatingVersion
from placement_portal.competencies.rules import (
    FINISHES,
    TAKES_BACK,
    NotAllowed,
    RatingSide,
    RatingStatus,
    may_write,
    move,
)
from placement_portal.database import db
from placement_portal.frameworks import queries as frameworks
from placement_portal.frameworks.models import Competency, Domain, FrameworkLevel
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement
from placement_portal.transaction import Difference, Moved


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody says of a competency; no level takes back what was said."""

    level: FrameworkLevel | None
    words: str = ""


def open_round(placement: Placement, *, by: Person) -> RatingRound:
    """Ask both sides to rate; raise `Refused` without a framework, and while another round is not shown yet."""
    version = frameworks.in_use(placement.student.cohort.programme_version_id)
    if version is None:
        raise Refused("No framework is chosen yet, so there is nothing to rate.")
    wanted = sa.select(RatingRound.number, RatingRound.status).where(RatingRound.placement_id == placement.id)
    beside = db.session.execute(wanted).all()
    if any(each.status is not RatingStatus.SHOWN for each in beside):
        raise Refused("You are both rating already.")
    number = max((each.number for each in beside), default=0) + 1
    made = RatingRound(
        placement_id=placement.id,
        framework_version_id=version.id,
        number=number,
        opened_at=clock.now(),
        opened_by_id=by.id,
    )
    db.session.add(made)
    db.session.flush()
    made.placement = placement
    _record(made, events.RatingRoundOpened(placement=placement.id, number=number), by)
    return made


def rate(
    round_: RatingRound,
    side: RatingSide,
    domain: Domain,
    given: Mapping[uuid.UUID, Given],
    *,
    shown: str,
    by: Person,
) -> None:
    """Keep what a side says of a domain; raise `Moved` when somebody else of that side said something meanwhile."""
    _hold(round_)
    if not may_write(round_.status, side):
        raise NotAllowed(round_.status, FINISHES[side])
    before = queries.own_ratings(round_, side, domain)
    if shown != shown_of(before.values()):
        raise Moved(_differences(domain, before, given))
    now, after_shown = clock.now(), round_.status is RatingStatus.SHOWN
    changed = [each for each in domain.competencies if _differs(before.get(each.id), given[each.id])]
    for each in changed:
        _keep(round_, side, each, before.get(each.id), given[each.id], now, by)
        if after_shown:
            said = given[each.id]
            _remember(round_, side, each.id, said.level.id if said.level else None, said.words, now, by)
    db.session.flush()
    if after_shown and changed:
        codes = sorted(each.code for each in changed)
        told = events.RatingsChanged(side=side, competencies=codes, digest=_digest(round_, side))
        _record(round_, told, by)


def finish(round_: RatingRound, side: RatingSide, *, by: Person) -> None:
    """Say that a side is done; once both are, both are shown and what each said is kept for good."""
    _hold(round_)
    if not (said := queries.own_ratings(round_, side)):
        raise Refused("You have not rated anything yet.")
    status, now = move(round_.status, FINISHES[side]), clock.now()
    if side is RatingSide.STUDENT:
        round_.student_done_at = now
    else:
        round_.supervisor_done_at, round_.supervisor_id = now, by.id
    round_.status = status
    db.session.flush()
    if status is RatingStatus.SHOWN:
        for each in queries.said_of(round_):
            _remember(round_, each.side, each.competency_id, each.level_id, each.words, now, None, each.by_id)
    told = events.RatingsFinished(
        side=side, rated=len(said), digest=_digest(round_, side), shown=status is RatingStatus.SHOWN
    )
    _record(round_, told, by)


def take_back(round_: RatingRound, side: RatingSide, *, by: Person) -> None:
    """Go on rating, as long as the other side is not done."""
    _hold(round_)
    round_.status = move(round_.status, TAKES_BACK[side])
    if side is RatingSide.STUDENT:
        round_.student_done_at = None
    else:
        round_.supervisor_done_at = round_.supervisor_id = None
    db.session.flush()
    _record(round_, events.RatingsTakenBack(side=side), by)


def shown_of(ratings: Iterable[Rating]) -> str:
    """Return the fingerprint of what a side says, to which a form is bound."""
    said = sorted((str(each.competency_id), str(each.level_id), each.words) for each in ratings)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _digest(round_: RatingRound, side: RatingSide) -> str:
    return shown_of(queries.own_ratings(round_, side).values())


def _differs(before: Rating | None, given: Given) -> bool:
    if before is None:
        return given.level is not None
    return given.level is None or (before.level_id, before.words) != (given.level.id, given.words)


def _keep(
    round_: RatingRound,
    side: RatingSide,
    competency: Competency,
    before: Rating | None,
    given: Given,
    now: datetime,
    by: Person,
) -> None:
    if given.level is None:
        db.session.delete(before)
        return
    rating = before or Rating(round_id=round_.id, competency_id=competency.id, side=side)
    rating.level_id, rating.words, rating.by_id, rating.at = given.level.id, given.words, by.id, now
    rating.changed_at = now if round_.status is RatingStatus.SHOWN else None
    db.session.add(rating)


def _remember(
    round_: RatingRound,
    side: RatingSide,
    competency_id: uuid.UUID,
    level_id: uuid.UUID | None,
    words: str,
    now: datetime,
    by: Person | None,
    by_id: uuid.UUID | None = None,
) -> None:
    kept = {"round_id": round_.id, "side": side, "competency_id": competency_id, "level_id": level_id}
    who = by.id if by else by_id
    db.session.add(RatingVersion(**kept, words=words, at=now, by_id=who, after_shown=by is not None))


def _differences(
    domain: Domain, before: Mapping[uuid.UUID, Rating], given: Mapping[uuid.UUID, Given]
) -> list[Difference]:
    found = []
    for each in domain.competencies:
        yours, theirs = given[each.id].level, before.get(each.id)
        if _differs(theirs, given[each.id]):
            found.append(Difference(each.code, yours.name if yours else "", theirs.level.name if theirs else ""))
    return found


def _hold(round_: RatingRound) -> None:
    db.session.refresh(round_, attribute_names=["status", "version"], with_for_update=True)


def _record(round_: RatingRound, event: ledger.Event, by: Person) -> None:
    chain = round_.placement.university_id
    ledger.record(event, by=by, on=round_.id, chain=chain, version=round_.version)
