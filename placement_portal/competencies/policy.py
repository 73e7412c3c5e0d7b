"""Who rates, who reads ratings, and from when: by relations that are in force today."""

from typing import Protocol

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.competencies.models import EarlierOpening, LookRequest, SignOff
from placement_portal.competencies.rules import LookStatus, RatingSide, SignOffStatus
from placement_portal.database import db
from placement_portal.placements import policy as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import OPEN


def side_of(person: Person, placement: Placement) -> RatingSide | None:
    """Return for which side the person rates today; None for everybody else."""
    if placements.is_their_student(person, placement):
        return RatingSide.STUDENT
    return RatingSide.SUPERVISOR if placements.supervises(person, placement) else None


def reads(person: Person, placement: Placement) -> bool:
    """Say whether the page of ratings is the person's: student, supervisors, tutor, lead, and no co-ordinator."""
    return (
        side_of(person, placement) is not None
        or placements.supervised_to_the_end(person, placement)
        or placements.is_tutor(person, placement)
        or placements.is_lead(person, placement)
    )


def may_open(person: Person, placement: Placement) -> bool:
    """Say whether the person may ask both sides to rate: whoever reads, while the placement is open."""
    return placement.status in OPEN and reads(person, placement)


class Part(Protocol):
    """Anything that belongs to a placement."""

    @property
    def placement(self) -> Placement:
        """The placement."""
        ...


def may_rate(person: Person, part: Part) -> bool:
    """Say whether the person rates in a round, or a domain in one."""
    return part.placement.status in OPEN and side_of(person, part.placement) is not None


def may_ask(person: Person, part: Placement | Part) -> bool:
    """Say whether the person may ask to look at a competency: the student, while the placement is open."""
    placement = part if isinstance(part, Placement) else part.placement
    return placement.status in OPEN and side_of(person, placement) is RatingSide.STUDENT


def may_close(person: Person, look: LookRequest) -> bool:
    """Say whether the person may close an open request: its student withdraws, a supervisor has looked."""
    return look.status is LookStatus.ASKED and side_of(person, look.placement) is not None


def may_open_earlier(person: Person, placement: Placement) -> bool:
    """Say whether the person may open the ratings of earlier years to the supervisors of a placement."""
    return placements.is_lead(person, placement)


def reads_earlier(person: Person, placement: Placement) -> bool:
    """Say whether somebody who reads ratings reads those of earlier years: student, tutor, lead; others once opened."""
    if side_of(person, placement) is RatingSide.STUDENT:
        return True
    if placements.is_tutor(person, placement) or placements.is_lead(person, placement):
        return True
    opened = sa.exists().where(EarlierOpening.placement_id == placement.id)
    return db.session.scalar(sa.select(opened)) is True


def may_prepare(person: Person, part: Placement | Part) -> bool:
    """Say whether the person may write down what they saw, to sign it: supervisors, while the placement is open."""
    placement = part if isinstance(part, Placement) else part.placement
    return placement.status in OPEN and side_of(person, placement) is RatingSide.SUPERVISOR


def may_sign_off(person: Person, sign_off: SignOff) -> bool:
    """Say whether the person signs a sign-off: whoever supervises its placement today."""
    return side_of(person, sign_off.placement) is RatingSide.SUPERVISOR


def may_discard(person: Person, sign_off: SignOff) -> bool:
    """Say whether the person may throw away what nobody signed."""
    return sign_off.status is SignOffStatus.PREPARED and may_sign_off(person, sign_off)


def may_settle(person: Person, sign_off: SignOff) -> bool:
    """Say whether the person may settle a dispute about a signature: the tutor and the lead."""
    return placements.is_tutor(person, sign_off.placement) or placements.is_lead(person, sign_off.placement)
