"""Which letters there are, as the viewer may see them; by its link anybody finds one, and needs its code to read it."""

import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.letters.models import AssuranceLetter, LetterNotice
from placement_portal.letters.rules import LetterState
from placement_portal.links.queries import hashed
from placement_portal.organisations.models import Membership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.policy import is_party, standing
from placement_portal.placements.rules import OPEN
from placement_portal.programmes.models import StudentRecord
from placement_portal.sites.models import Site


class Stay(NamedTuple):
    """A student's placement at one of its settings."""

    placement: Placement
    site: Site

    @property
    def id(self) -> uuid.UUID:
        """The placement's id."""
        return self.placement.id


def find_stay(viewer: Person, placement_id: uuid.UUID, site_id: uuid.UUID) -> Stay | None:
    """Return a placement that the viewer has to do with, at a setting that is one of its own."""
    placement = placements.find(viewer, placement_id)
    site = next((each.site for each in placement.sites if each.site_id == site_id), None) if placement else None
    return Stay(placement, site) if placement and site else None


def find(viewer: Person, letter_id: uuid.UUID) -> AssuranceLetter | None:
    """Return a letter about a placement that the viewer has to do with."""
    found = db.session.scalar(sa.select(AssuranceLetter).where(AssuranceLetter.id == letter_id).options(*around()))
    return found if found and is_party(viewer, found.placement) else None


def by_token(token: str) -> AssuranceLetter | None:
    """Return the letter that a link belongs to, whatever became of it."""
    wanted = sa.select(AssuranceLetter).where(AssuranceLetter.token_hash == hashed(token))
    return db.session.scalar(wanted.options(*around()))


def of_placement(placement: Placement) -> list[AssuranceLetter]:
    """Return every letter about a placement, the newest first."""
    wanted = sa.select(AssuranceLetter).where(AssuranceLetter.placement_id == placement.id).options(*around())
    return list(db.session.scalars(wanted.order_by(AssuranceLetter.made_at.desc(), AssuranceLetter.id)))


def live_of(placement_id: uuid.UUID, site_id: uuid.UUID, *, lock: bool = False) -> AssuranceLetter | None:
    """Return the one letter that is live for a student and a setting."""
    wanted = sa.select(AssuranceLetter).where(
        AssuranceLetter.placement_id == placement_id,
        AssuranceLetter.site_id == site_id,
        AssuranceLetter.state == LetterState.LIVE,
    )
    return db.session.scalar(wanted.with_for_update() if lock else wanted)


def at_site(viewer: Person, site: Site) -> list[AssuranceLetter]:
    """Return the live letters to a setting about placements that go on, of the providers that the viewer keeps."""
    wanted = (
        sa.select(AssuranceLetter)
        .join(AssuranceLetter.placement)
        .where(
            AssuranceLetter.site_id == site.id,
            AssuranceLetter.state == LetterState.LIVE,
            AssuranceLetter.provider_id.in_(standing(viewer).hosts()),
            Placement.status.in_(OPEN),
        )
    )
    found = db.session.scalars(wanted.options(*around())).all()
    return sorted(found, key=lambda each: (each.placement.student.person.name, each.id))


def notices_of(letter: AssuranceLetter) -> Sequence[LetterNotice]:
    """Return what the setting was, or must be, told of a letter, the oldest first."""
    wanted = sa.select(LetterNotice).where(LetterNotice.letter_id == letter.id, LetterNotice.called_off_at.is_(None))
    return db.session.scalars(wanted.options(joinedload(LetterNotice.sent_by)).order_by(LetterNotice.id)).all()


def leads_of(provider_id: uuid.UUID) -> Sequence[Person]:
    """Return the safeguarding leads of a provider today."""
    today = clock.today()
    wanted = (
        sa.select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.organisation_id == provider_id,
            Membership.role == MembershipRole.SAFEGUARDING_LEAD,
            Membership.confirmed,
            Membership.starts <= today,
            sa.or_(Membership.ends.is_(None), Membership.ends >= today),
            Person.deactivated_at.is_(None),
        )
    )
    return db.session.scalars(wanted.order_by(Person.name, Person.id).distinct()).all()


def around() -> list[Any]:
    """Return what makes a letter readable in one statement; the policy asks for the placement's links by itself."""
    placement = joinedload(AssuranceLetter.placement)
    return [
        placement.joinedload(Placement.student).joinedload(StudentRecord.person),
        placement.joinedload(Placement.university),
        placement.joinedload(Placement.programme),
        joinedload(AssuranceLetter.site),
        joinedload(AssuranceLetter.provider),
        joinedload(AssuranceLetter.made_by),
    ]
