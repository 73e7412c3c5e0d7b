"""One round, rating or request as a viewer may see it; what a side said so far; what was said in earlier years."""

import uuid
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload

from placement_portal.accounts.models import Person
from placement_portal.competencies import policy
from placement_portal.competencies.models import EarlierOpening, LookRequest, Rating, RatingRound, RatingVersion
from placement_portal.competencies.rules import RatingSide, RatingStatus, may_see
from placement_portal.database import db
from placement_portal.frameworks.models import Competency, Domain, FrameworkUse
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.queries.found import around
from placement_portal.programmes.models import Cohort, Stage, StudentRecord


class Asked(NamedTuple):
    """A competency as it is looked at in a placement."""

    placement: Placement
    competency: Competency


class RatedDomain(NamedTuple):
    """A domain as it is rated in a round."""

    round: RatingRound
    domain: Domain

    @property
    def placement(self) -> Placement:
        """Where it is rated."""
        return self.round.placement


class RatedCompetency(NamedTuple):
    """A competency as it is rated in a round."""

    round: RatingRound
    competency: Competency

    @property
    def placement(self) -> Placement:
        """Where it is rated."""
        return self.round.placement


def find_placement(viewer: Person, placement_id: uuid.UUID) -> Placement | None:
    """Return a placement that the viewer has to do with."""
    return placements.find(viewer, placement_id)


def find_round(viewer: Person, round_id: uuid.UUID) -> RatingRound | None:
    """Return a round of a placement whose ratings are for the viewer."""
    wanted = sa.select(RatingRound).join(RatingRound.placement).where(RatingRound.id == round_id)
    up = [contains_eager(RatingRound.placement).options(*around()), joinedload(RatingRound.supervisor)]
    found = db.session.scalar(wanted.options(*up))
    return found if found and policy.reads(viewer, found.placement) else None


def find_rated(viewer: Person, round_id: uuid.UUID, domain_id: uuid.UUID) -> RatedDomain | None:
    """Return a domain of the framework of a round that the viewer may see."""
    found = find_round(viewer, round_id)
    domain = domain_of(found, domain_id) if found else None
    return RatedDomain(found, domain) if found and domain else None


def find_competency(viewer: Person, round_id: uuid.UUID, competency_id: uuid.UUID) -> RatedCompetency | None:
    """Return a competency of the framework of a round that the viewer may see."""
    found = find_round(viewer, round_id)
    competency = db.session.get(Competency, competency_id) if found else None
    is_its = found and competency and competency.version_id == found.framework_version_id
    return RatedCompetency(found, competency) if found and competency and is_its else None


def find_asked(viewer: Person, placement_id: uuid.UUID, competency_id: uuid.UUID) -> Asked | None:
    """Return a competency of the framework in use in a placement whose ratings are for the viewer."""
    placement = find_placement(viewer, placement_id)
    if placement is None or not policy.reads(viewer, placement):
        return None
    used = sa.select(FrameworkUse.framework_version_id).where(
        FrameworkUse.programme_version_id == placement.student.cohort.programme_version_id
    )
    wanted = sa.select(Competency).where(Competency.id == competency_id, Competency.version_id.in_(used))
    competency = db.session.scalar(wanted)
    return Asked(placement, competency) if competency else None


def find_look(viewer: Person, look_id: uuid.UUID) -> LookRequest | None:
    """Return a request in a placement whose ratings are for the viewer."""
    wanted = sa.select(LookRequest).join(LookRequest.placement).where(LookRequest.id == look_id)
    up = contains_eager(LookRequest.placement).options(*around())
    found = db.session.scalar(wanted.options(up, joinedload(LookRequest.competency)))
    return found if found and policy.reads(viewer, found.placement) else None


def domain_of(round_: RatingRound, domain_id: uuid.UUID) -> Domain | None:
    """Return a domain of the framework of a round, with its competencies."""
    wanted = sa.select(Domain).where(Domain.id == domain_id, Domain.version_id == round_.framework_version_id)
    return db.session.scalars(wanted.options(joinedload(Domain.competencies))).unique().one_or_none()


def own_ratings(round_: RatingRound, side: RatingSide, domain: Domain | None = None) -> dict[uuid.UUID, Rating]:
    """Return what a side says in a round, of one domain or of all, by competency."""
    wanted = sa.select(Rating).where(Rating.round_id == round_.id, Rating.side == side)
    if domain is not None:
        wanted = wanted.where(Rating.competency_id.in_([each.id for each in domain.competencies]))
    return {each.competency_id: each for each in db.session.scalars(wanted.options(joinedload(Rating.level)))}


def history_of(rated: RatedCompetency, viewer: Person) -> list[RatingVersion]:
    """Return what was said of a competency, the oldest first, as far as it is for the viewer."""
    own = policy.side_of(viewer, rated.placement)
    wanted = sa.select(RatingVersion).where(
        RatingVersion.round_id == rated.round.id, RatingVersion.competency_id == rated.competency.id
    )
    options = (joinedload(RatingVersion.by), joinedload(RatingVersion.level))
    found = db.session.scalars(wanted.options(*options).order_by(RatingVersion.at, RatingVersion.id))
    return [each for each in found if may_see(rated.round.status, each.side, own)]


def opening_of(placement: Placement) -> EarlierOpening | None:
    """Return who opened the ratings of earlier years in a placement."""
    wanted = sa.select(EarlierOpening).where(EarlierOpening.placement_id == placement.id)
    return db.session.scalar(wanted.options(joinedload(EarlierOpening.by)))


def earlier_rounds(placement: Placement) -> list[RatingRound]:
    """Return the rounds of the student's placements in earlier years that both sides completed, the newest first."""
    stage = aliased(Stage)
    wanted = (
        sa.select(RatingRound)
        .join(RatingRound.placement)
        .join(stage, stage.id == Placement.stage_id)
        .where(
            Placement.student_id == placement.student_id,
            stage.position < placement.stage.position,
            RatingRound.status == RatingStatus.SHOWN,
        )
        .options(
            contains_eager(RatingRound.placement).options(joinedload(Placement.stage), joinedload(Placement.provider))
        )
        .order_by(stage.position.desc(), RatingRound.opened_at.desc())
    )
    return list(db.session.scalars(wanted))


def said_of(round_: RatingRound) -> list[Rating]:
    """Return every rating of a round."""
    return list(db.session.scalars(sa.select(Rating).where(Rating.round_id == round_.id)))


def is_rated_under(programme_version_id: uuid.UUID) -> bool:
    """Say whether a round was opened for a student of a programme version."""
    wanted = (
        sa.select(RatingRound.id)
        .join(RatingRound.placement)
        .join(StudentRecord, StudentRecord.id == Placement.student_id)
        .join(Cohort, Cohort.id == StudentRecord.cohort_id)
        .where(Cohort.programme_version_id == programme_version_id)
    )
    return db.session.scalar(sa.select(wanted.exists())) is True
