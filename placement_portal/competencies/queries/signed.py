"""Single sign-offs: one as a viewer may see it, that of a competency, and what each says as it is signed."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from placement_portal.accounts.models import Person
from placement_portal.agreements import queries as agreements
from placement_portal.competencies import policy
from placement_portal.competencies.models import SignOff
from placement_portal.database import db
from placement_portal.frameworks.models import Competency, Domain
from placement_portal.placements.models import Placement
from placement_portal.placements.queries.found import around


def find_sign_off(viewer: Person, sign_off_id: uuid.UUID) -> SignOff | None:
    """Return a sign-off in a placement whose ratings are for the viewer."""
    wanted = sa.select(SignOff).join(SignOff.placement).where(SignOff.id == sign_off_id)
    parts = (contains_eager(SignOff.placement).options(*around()), _framework())
    found = db.session.scalar(wanted.options(*parts))
    return found if found and policy.reads(viewer, found.placement) else None


def sign_off_of(placement: Placement, competency: Competency) -> SignOff | None:
    """Return the sign-off of a competency of a student, whichever placement it was made in."""
    wanted = sa.select(SignOff).where(
        SignOff.student_id == placement.student_id, SignOff.competency_id == competency.id
    )
    return db.session.scalar(wanted.options(joinedload(SignOff.placement)))


def content_of(sign_off: SignOff) -> dict[str, Any]:
    """Return everything that a sign-off says, as it is signed."""
    competency = sign_off.competency
    return {
        "sign_off": str(sign_off.id),
        "student": str(sign_off.student_id),
        "placement": str(sign_off.placement_id),
        "domain": competency.domain.name,
        "code": competency.code,
        "competency": competency.name,
        "what_it_means": competency.description,
        "seen_on": sign_off.seen_on.isoformat(),
        "in_a_few_words": sign_off.words,
    }


def contents_of(sign_off_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Mapping[str, Any]]:
    """Return what sign-offs say now, for the check that nobody changed them."""
    wanted = sa.select(SignOff).where(SignOff.id.in_(sign_off_ids)).options(_framework())
    return {each.id: content_of(each) for each in db.session.scalars(wanted)}


def keepers_of(placement_id: uuid.UUID) -> list[Person]:
    """Return the tutor and the lead, as far as they can sign in."""
    people = agreements.around([placement_id])
    found = {each.id for each in people.at(placement_id, "tutor", "lead") if each.has_account}
    return list(db.session.scalars(sa.select(Person).where(Person.id.in_(found)).order_by(Person.id)))


def _framework() -> Any:
    return joinedload(SignOff.competency).options(
        joinedload(Competency.domain).load_only(Domain.name, Domain.code), joinedload(Competency.version_of)
    )
