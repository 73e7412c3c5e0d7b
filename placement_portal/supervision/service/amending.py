"""What happens to a confirmed record: a change that one side asks for and the other answers."""

from datetime import datetime
from zoneinfo import ZoneInfo

from placement_portal.accounts.models import Person
from placement_portal.accounts.rules import SessionAssurance
from placement_portal.database import db
from placement_portal.supervision import emails, events, queries, rules
from placement_portal.supervision.models import SupervisionChange, SupervisionPart
from placement_portal.supervision.rules import (
    SessionFacts,
    SupervisionChangeStatus,
    SupervisionStatus,
    SupervisionVersionKind,
)
from placement_portal.supervision.service import keeping
from placement_portal.supervision.service.keeping import Refused
from placement_portal.transaction import Difference, Moved, check_version
from placement_portal.web.labels import label

GONE = Difference("The change", "Waiting", "Answered or taken back")


def ask(
    part: SupervisionPart, facts: SessionFacts, *, reason: str, shown: int | None, by: Person, now: datetime
) -> SupervisionChange:
    """Ask to change the facts of a confirmed record; it counts as it is until the other side answers.

    Raises `Refused` when they cannot be taken, `Moved` when it is stale, or a change waits already.
    """
    part = keeping.lock(part)
    check_version(part, shown, keeping.differences(facts, part))
    if part.status is not SupervisionStatus.CONFIRMED or part.changing or part.reversed_at:
        now_ = "A change waits" if part.changing else label(part.status).text
        raise Moved([Difference("Where it stands", label(SupervisionStatus.CONFIRMED).text, now_)])
    _check(part, facts, now)
    number = keeping.keep(part, facts, SupervisionVersionKind.AMENDED, by=by, now=now)
    asked = SupervisionChange(part=part, number=number, reason=reason, asked_by_id=by.id, asked_at=now)
    db.session.add(asked)
    part.changing = True
    event = events.SupervisionChangeAsked(before=keeping.plain(part), after=keeping.plain(facts))
    keeping.tell(event, part, by=by)
    for side in (part.student, part.session.supervisor):
        if side and side.id != by.id:
            emails.change_asked(part, side, by=by)
    return asked


def answer(part: SupervisionPart, *, seen: str, accept: bool, words: str, by: Person, now: datetime) -> None:
    """Accept or decline a change; `seen` is the hash of what was asked for. Raises `Moved` when it is gone."""
    part = keeping.lock(part)
    asked = _pending(part)
    version = queries.version(part, asked.number)
    if rules.hash_shown(part.id, version.number, version) != seen:
        raise Moved([GONE])
    if accept:
        keeping.put(part, version)
        part.number = version.number
    asked.answer, asked.seen, asked.assurance = words, seen, SessionAssurance.ACCOUNT
    asked.decided_by_id = by.id
    _settle(part, asked, SupervisionChangeStatus.ACCEPTED if accept else SupervisionChangeStatus.DECLINED, by, now)


def take_back(part: SupervisionPart, *, by: Person, now: datetime) -> None:
    """Take back a change that one asked for; raise `Moved` when it was answered meanwhile."""
    part = keeping.lock(part)
    asked = _pending(part)
    _settle(part, asked, SupervisionChangeStatus.WITHDRAWN, by, now)


def _check(part: SupervisionPart, facts: SessionFacts, now: datetime) -> None:
    placement = part.placement
    found = rules.refusals(
        facts,
        part.session.mode,
        named=1,
        first=placement.starts,
        last=placement.ends,
        now=now,
        zone=ZoneInfo(placement.provider.zone),
    )
    if found:
        raise Refused(found)


def _pending(part: SupervisionPart) -> SupervisionChange:
    asked = queries.pending_change(part)
    if asked is None:
        raise Moved([GONE])
    return asked


def _settle(
    part: SupervisionPart, asked: SupervisionChange, status: SupervisionChangeStatus, by: Person, now: datetime
) -> None:
    asked.status, asked.decided_at = status, now
    part.changing = False
    keeping.tell(events.SupervisionChangeSettled(status=status, number=asked.number), part, by=by)
