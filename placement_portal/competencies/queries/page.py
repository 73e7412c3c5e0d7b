"""The page of ratings in few statements: every competency with what each side says, as far as it is for the viewer."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.accounts.models import Person
from placement_portal.competencies import policy
from placement_portal.competencies.models import Rating, RatingRound, SignOff
from placement_portal.competencies.rules import (
    RatingSide,
    RatingStanding,
    RatingStatus,
    SignOffStatus,
    compare,
    may_see,
)
from placement_portal.database import db
from placement_portal.frameworks.models import Competency, Domain, FrameworkLevel, FrameworkUse
from placement_portal.frameworks.rules import LevelFacts, code_order
from placement_portal.placements.models import Placement

Said = tuple[RatingRound, Rating | None]


@dataclass(frozen=True, slots=True)
class Rated:
    """What a side says of a competency: the level, how it stands to what is expected, when it changed after shown."""

    level: str
    standing: RatingStanding
    words: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Signed:
    """That something was seen once and signed off, or is about to be; in which placement."""

    id: uuid.UUID
    placement_id: uuid.UUID
    status: SignOffStatus
    seen_on: date


@dataclass(frozen=True, slots=True)
class Line:
    """A competency as it stands in a placement."""

    id: uuid.UUID
    code: str
    name: str
    once: bool
    expected: str
    signed: Signed | None
    student: Rated | None
    supervisor: Rated | None


@dataclass(slots=True)
class DomainShown:
    """A domain with its lines; `filled` counts what the viewer rated."""

    id: uuid.UUID
    code: str
    name: str
    lines: list[Line] = field(default_factory=list)
    filled: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page of a placement shows of ratings; no version when no framework is chosen."""

    version_id: uuid.UUID | None
    rounds: Sequence[RatingRound]
    round: RatingRound | None
    side: RatingSide | None
    domains: Sequence[DomainShown]


def page_of(viewer: Person, placement: Placement) -> Page:
    """Return the newest round of a placement, or the framework alone before there is one."""
    side = policy.side_of(viewer, placement)
    rows = _said(RatingRound.placement_id == placement.id, side)
    rounds = list(dict.fromkeys(round_ for round_, _ in rows))
    return _page(placement, rounds, rounds[0] if rounds else None, rows, side)


def round_shown(viewer: Person, round_: RatingRound) -> Page:
    """Return one round of a placement."""
    side = policy.side_of(viewer, round_.placement)
    return _page(round_.placement, [], round_, _said(RatingRound.id == round_.id, side), side)


def _said(which: sa.ColumnElement[bool], side: RatingSide | None) -> list[Said]:
    """Return rounds, the newest first, with the ratings that are for the viewer; no others leave the database."""
    seen = sa.or_(RatingRound.status == RatingStatus.SHOWN, Rating.side == side)
    wanted = sa.select(RatingRound, Rating).outerjoin(Rating, sa.and_(Rating.round_id == RatingRound.id, seen))
    ordered = wanted.where(which).options(joinedload(RatingRound.supervisor)).order_by(RatingRound.number.desc())
    return [(row[0], row[1]) for row in db.session.execute(ordered)]


def _page(
    placement: Placement,
    rounds: Sequence[RatingRound],
    round_: RatingRound | None,
    rows: Iterable[Said],
    side: RatingSide | None,
) -> Page:
    lines = _lines(placement, round_)
    levels = dict(_scale(lines[0].version_id)) if lines else {}
    ratings = {
        (rating.competency_id, rating.side): rating
        for of, rating in rows
        if rating and of is round_ and may_see(of.status, rating.side, side)
    }
    domains = list(_domains(lines, ratings, levels, str(placement.stage.position), side))
    return Page(lines[0].version_id if lines else None, rounds, round_, side, domains)


def _lines(placement: Placement, round_: RatingRound | None) -> Sequence[sa.Row[tuple[object, ...]]]:
    wanted = sa.select(
        *(Competency.id, Competency.code, Competency.name, Competency.once, Competency.expected),
        *(Competency.version_id, Competency.domain_id),
        *(Domain.code.label("domain_code"), Domain.name.label("domain_name")),
        *(SignOff.id.label("sign_off_id"), SignOff.placement_id, SignOff.status, SignOff.seen_on),
    ).join(Competency.domain)
    of = sa.and_(SignOff.competency_id == Competency.id, SignOff.student_id == placement.student_id)
    wanted = wanted.outerjoin(SignOff, of)
    if round_ is not None:
        wanted = wanted.where(Competency.version_id == round_.framework_version_id)
    else:
        used = placement.student.cohort.programme_version_id
        wanted = wanted.join(FrameworkUse, FrameworkUse.framework_version_id == Competency.version_id)
        wanted = wanted.where(FrameworkUse.programme_version_id == used)
    found = db.session.execute(wanted).all()
    return sorted(found, key=lambda each: (code_order(each.domain_code), code_order(each.code)))


def _scale(version_id: uuid.UUID) -> list[tuple[uuid.UUID, LevelFacts]]:
    wanted = sa.select(FrameworkLevel).where(FrameworkLevel.version_id == version_id)
    found = db.session.scalars(wanted.order_by(FrameworkLevel.position))
    return [(each.id, LevelFacts(each.code, each.name, each.meaning, each.kind)) for each in found]


def _domains(
    lines: Iterable[sa.Row[tuple[object, ...]]],
    ratings: dict[tuple[uuid.UUID, RatingSide], Rating],
    levels: dict[uuid.UUID, LevelFacts],
    year: str,
    side: RatingSide | None,
) -> Iterable[DomainShown]:
    found: dict[uuid.UUID, DomainShown] = {}
    scale = list(levels.values())
    names = {each.code: each.name for each in scale}
    for each in lines:
        domain = found.setdefault(each.domain_id, DomainShown(each.domain_id, each.domain_code, each.domain_name))
        expected = each.expected.get(year, "")
        said = {
            one: _rated(ratings[each.id, one], levels, expected, scale)
            for one in RatingSide
            if (each.id, one) in ratings
        }
        student, supervisor = said.get(RatingSide.STUDENT), said.get(RatingSide.SUPERVISOR)
        domain.filled += side in said
        signed = Signed(each.sign_off_id, each.placement_id, each.status, each.seen_on) if each.sign_off_id else None
        told = (each.id, each.code, each.name, each.once, names.get(expected, ""), signed, student, supervisor)
        domain.lines.append(Line(*told))
    return found.values()


def _rated(rating: Rating, levels: dict[uuid.UUID, LevelFacts], expected: str, scale: Sequence[LevelFacts]) -> Rated:
    level = levels[rating.level_id]
    return Rated(level.name, compare(level.code, expected, scale), rating.words, rating.changed_at)
