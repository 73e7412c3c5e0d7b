"""The supervisors of a provider: how many students of which universities each has, and how many they can take."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.people.queries.waiting import NOTHING, Waiting, for_supervisors
from placement_portal.people.rules import LoadState, load_state
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.rules import OPEN, SUPERVISING
from placement_portal.profiles import queries as profiles
from placement_portal.profiles.queries import Supervisor
from placement_portal.profiles.rules import year_of


@dataclass(frozen=True, slots=True)
class Load:
    """A supervisor with the students they have today by university, and what waits for them."""

    supervisor: Supervisor
    universities: Mapping[str, int]
    waiting: Waiting

    @property
    def students(self) -> int:
        """How many students they have."""
        return sum(self.universities.values())

    @property
    def state(self) -> LoadState:
        """How full they are."""
        return load_state(self.students, self.supervisor.students)


def loads_of(provider: Organisation, today: date) -> Sequence[Load]:
    """Return the supervisors of a provider by name with their loads; three statements."""
    supervisors = profiles.supervisors_of(provider, year_of(today))
    people = [each.id for each in supervisors]
    counted, waiting = _students(provider.id, people, today), for_supervisors(provider.id, people)
    return [Load(each, counted.get(each.id, {}), waiting.get(each.id, NOTHING)) for each in supervisors]


def _students(provider_id: uuid.UUID, people: Sequence[uuid.UUID], today: date) -> dict[uuid.UUID, Counter[str]]:
    """Return how many open placements each supervises today or is going to, by university."""
    wanted = (
        sa.select(Assignment.person_id, Organisation.name, sa.func.count(sa.distinct(Placement.student_id)))
        .join(Assignment.placement)
        .join(Placement.university)
        .where(
            Assignment.person_id.in_(people),
            Assignment.capacity.in_(SUPERVISING),
            sa.or_(Assignment.ends.is_(None), Assignment.ends >= today),
            Placement.provider_id == provider_id,
            Placement.status.in_(OPEN),
        )
        .group_by(Assignment.person_id, Organisation.name)
        .order_by(Organisation.name)
    )
    found: dict[uuid.UUID, Counter[str]] = {}
    for person, university, students in db.session.execute(wanted):
        found.setdefault(person, Counter())[university] = students
    return found
