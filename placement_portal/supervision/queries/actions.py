"""What is to be done: one thing, and all that belongs to some records."""

import uuid
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.placements import queries as placements
from placement_portal.placements.policy import is_party
from placement_portal.supervision import policy
from placement_portal.supervision.models import SupervisionAction, SupervisionPart

Action = SupervisionAction


def find_action(viewer: Person, action_id: uuid.UUID) -> Action | None:
    """Return what is to be done, for whoever may read the record in which it was agreed; None otherwise."""
    around = joinedload(Action.placement).options(*placements.around())
    part = joinedload(Action.part).joinedload(SupervisionPart.session)
    found = db.session.scalar(sa.select(Action).where(Action.id == action_id).options(around, part))
    if found is None or not is_party(viewer, found.placement):
        return None
    return found if policy.reads(viewer, found.part) else None


def locked_action(action: Action) -> Action:
    """Return it as it is now, locked until the transaction ends."""
    wanted = sa.select(Action).where(Action.id == action.id).with_for_update(of=Action)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


def actions_of(part_ids: Iterable[uuid.UUID]) -> Sequence[Action]:
    """Return what is to be done after some sessions, done or not, the first one due first."""
    wanted = sa.select(Action).where(Action.part_id.in_(list(part_ids))).options(joinedload(Action.owner))
    return db.session.scalars(wanted.order_by(Action.due, Action.id)).all()
