"""What stands at the head of a placement's page: work that is stopped, and who stands in for whom."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from placement_portal.accounts.models import Person
from placement_portal.changes.models import Away, Cover, Stop
from placement_portal.changes.queries.stopped import touches
from placement_portal.database import Given
from placement_portal.placements.models import Assignment


def concerning(found: Given) -> tuple[Sequence[Any], Sequence[Any]]:
    """Return the stops that a placement is under, the latest first, and who of its supervisors is away.

    A stop has its `id`, `since` and `lifted`; an absence the `name` of who is away `until` when, who `stands_in` since
    when, and who looks after work with clients `meanwhile`.
    """
    stops = sorted(found["stops"], key=lambda each: each.at, reverse=True)
    return stops, sorted(found["covers"], key=lambda each: each.id)


def concerning_parts() -> dict[str, sa.Select[*tuple[Any, ...]]]:
    """Return the questions, for a `Together` that is asked with a `placement`, its `provider` and the day `on`."""
    placement: sa.BindParameter[Any] = sa.bindparam("placement", type_=sa.Uuid())
    provider: sa.BindParameter[Any] = sa.bindparam("provider", type_=sa.Uuid())
    on = sa.bindparam("on", type_=sa.Date())
    is_away, stands_in = aliased(Person, name="is_away"), aliased(Person, name="standing_in")
    return {
        "stops": sa.select(Stop.id, Stop.since, Stop.lifted, Stop.at).where(
            Stop.provider_id == provider, touches(placement), sa.or_(Stop.lifted.is_(None), Stop.lifted > on)
        ),
        "covers": sa.select(
            *(Cover.id, Cover.meanwhile, Away.ends.label("until"), is_away.name),
            *(stands_in.name.label("stands_in"), Assignment.starts.label("since")),
        )
        .join(Away, Away.id == Cover.away_id)
        .join(is_away, is_away.id == Away.person_id)
        .outerjoin(Assignment, Assignment.id == Cover.assignment_id)
        .outerjoin(stands_in, stands_in.id == Assignment.person_id)
        .where(Cover.placement_id == placement, Away.starts <= on, sa.or_(Away.ends.is_(None), Away.ends >= on)),
    }
