"""What waits for officers, safeguarding leads and programme leads: checks, exceptions, letters, proposals."""

import functools
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceException, ClearanceItem
from placement_portal.clearance.policy import OFFICERS
from placement_portal.clearance.rules import ClearanceStatus
from placement_portal.database import Together
from placement_portal.letters.models import AssuranceLetter, LetterNotice
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Placement
from placement_portal.placements.policy import standing
from placement_portal.programmes.models import StudentRecord
from placement_portal.programmes.rules import ProgrammeRoleKind
from placement_portal.proposals import queries as proposed
from placement_portal.sites.models import Site

NONE: Final = (uuid.UUID(int=0),)
"""Instead of an empty list: the id of nothing."""


@dataclass(frozen=True, slots=True)
class Pressing:
    """Checks that wait, for each organisation of an officer; exceptions; settings to be told to ring; proposals."""

    checks: Sequence[Any] = ()
    exceptions: Sequence[Any] = ()
    notices: Sequence[Any] = ()
    proposals: Sequence[Any] = ()

    @property
    def of_checks(self) -> bool:
        """Whether the person has anything to do with checks: officers always do."""
        return bool(self.checks or self.exceptions or self.notices)


def pressing(viewer: Person) -> Pressing:
    """Return what waits for somebody, the most urgent first; one statement, none for who has no such role."""
    links = standing(viewer)
    held = [each for each in links.providers if each.holds(links.today)]
    led = {each.to for each in held if each.what == MembershipRole.SAFEGUARDING_LEAD}
    programmes = links.programmes_as({ProgrammeRoleKind.LEAD})
    offices = {each.to for each in held if each.what in OFFICERS}
    lists = {"led": led, "programmes": programmes, "offices": offices, "hosts": links.hosts()}
    if not any(lists.values()):
        return Pressing()
    given = _parts().rows(
        person=viewer.id, today=clock.today(), **{name: sorted(ids) or NONE for name, ids in lists.items()}
    )
    return Pressing(
        checks=sorted(given["checks"], key=lambda each: (not each.number, each.name, each.id)),
        exceptions=sorted(given["exceptions"], key=lambda each: (each.until, each.id)),
        notices=sorted(given["notices"], key=lambda each: (each.due_at, each.id)),
        proposals=sorted(given["proposals"], key=lambda each: each.id),
    )


@functools.cache
def _parts() -> Together:
    person: sa.BindParameter[Any] = sa.bindparam("person", type_=sa.Uuid())
    today: sa.BindParameter[Any] = sa.bindparam("today", type_=sa.Date())
    led, programmes, offices, hosts = (
        sa.bindparam(name, expanding=True, type_=sa.Uuid()) for name in ("led", "programmes", "offices", "hosts")
    )
    asked = ClearanceException
    unsigned = sa.or_(
        sa.and_(asked.provider_id.in_(led), asked.safeguarding_by_id.is_(None)),
        sa.and_(asked.programme_id.in_(programmes), asked.lead_by_id.is_(None)),
    )
    waits = ClearanceItem.status == ClearanceStatus.SUBMITTED
    theirs = sa.and_(ClearanceItem.organisation_id == Organisation.id, waits)
    number = sa.select(sa.func.count()).select_from(ClearanceItem).where(theirs).correlate(Organisation)
    return Together(
        checks=sa.select(Organisation.id, Organisation.name, number.scalar_subquery().label("number")).where(
            Organisation.id.in_(offices)
        ),
        exceptions=sa.select(asked.id, Person.name, asked.until)
        .join(Person, Person.id == asked.person_id)
        .where(unsigned, asked.declined_at.is_(None), asked.until >= today, asked.person_id != person),
        notices=sa.select(AssuranceLetter.id, Person.name, Site.name.label("site"), LetterNotice.due_at)
        .join(AssuranceLetter, AssuranceLetter.id == LetterNotice.letter_id)
        .join(Placement, Placement.id == AssuranceLetter.placement_id)
        .join(StudentRecord, StudentRecord.id == Placement.student_id)
        .join(Person, Person.id == StudentRecord.person_id)
        .join(Site, Site.id == AssuranceLetter.site_id)
        .where(
            AssuranceLetter.provider_id.in_(led), LetterNotice.sent_at.is_(None), LetterNotice.called_off_at.is_(None)
        ),
        proposals=proposed.waiting_part(hosts, programmes),
    )
