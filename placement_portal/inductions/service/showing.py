"""The student ticks what was shown; who was there confirms, and a check that is asked for is fulfilled."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.clearance.service.fulfilling import fulfil
from placement_portal.clearance.service.items import About
from placement_portal.database import db, new_id
from placement_portal.inductions import emails, events, queries
from placement_portal.inductions.models import Induction
from placement_portal.inductions.rules import CODE, counting
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement
from placement_portal.sites.models import Site
from placement_portal.transaction import Difference

CONFIRMED = "It is confirmed already, so nothing is changed."


class Unfinished(Exception):
    """Not every line is ticked, so that nobody can confirm; carries those that are left."""

    def __init__(self, left: Sequence[str]) -> None:
        super().__init__("not everything is ticked")
        self.left = left


@dataclass(frozen=True, slots=True)
class ByName:
    """Somebody at the setting who has no account: their name, and the letter whose link and code let them in."""

    name: str
    letter_id: uuid.UUID


def tick(placement: Placement, site: Site, ticked: Collection[str], *, by: Person) -> int:
    """Keep what a student says they were shown, as the list stands; return how many lines are left.

    A line keeps the day on which it was first ticked. Raises `Refused` once it is confirmed.
    """
    lines = queries.list_of(site.id).lines
    kept = queries.locked(placement.id, site.id) or _begin(placement, site)
    if kept.confirmed_at is not None:
        raise Refused(CONFIRMED)
    before = counting(kept.ticks, lines)
    today = clock.today(placement.provider.zone).isoformat()
    kept.ticks = {line: before.get(line, today) for line in lines if line in ticked}
    left = len(lines) - len(kept.ticks)
    _record(
        kept, events.InductionTicked(placement=placement.id, site=site.id, ticked=len(kept.ticks), of=len(lines)), by
    )
    if not left and len(before) < len(lines):
        emails.all_ticked(placement, site, queries.supervisors_of(placement))
    return left


def confirm(placement: Placement, site: Site, shown: Sequence[str], *, by: Person) -> None:
    """Confirm, as who supervises, what the page showed; raise `Unfinished`, `Refused` or `Moved`."""
    kept = _to_confirm(placement, site, shown)
    kept.confirmed_by = by
    _confirmed(kept, None, by)


def confirm_at_setting(placement: Placement, site: Site, shown: Sequence[str], by_name: ByName) -> None:
    """Confirm as somebody at the setting, let in by the link and code of its letter."""
    kept = _to_confirm(placement, site, shown)
    kept.confirmed_name, kept.letter_id = by_name.name, by_name.letter_id
    _confirmed(kept, by_name.letter_id, None)


def _begin(placement: Placement, site: Site) -> Induction:
    begun = Induction(id=new_id(), placement=placement, site=site, ticks={}, lines=[])
    db.session.add(begun)
    return begun


def _to_confirm(placement: Placement, site: Site, shown: Sequence[str]) -> Induction:
    """Return what is confirmed, held and unchanged since it was shown."""
    lines = queries.list_of(site.id).lines
    kept = queries.locked(placement.id, site.id)
    if kept is None:
        raise Unfinished(lines)
    if kept.confirmed_at is not None:
        raise Refused(CONFIRMED)
    left = [each for each in lines if each not in kept.ticks]
    if left:
        raise Unfinished(left)
    if tuple(shown) != lines:
        raise transaction.Moved([Difference("The list", "\n".join(shown), "\n".join(lines))])
    kept.lines = list(lines)
    return kept


def _confirmed(kept: Induction, letter_id: uuid.UUID | None, by: Person | None) -> None:
    placement = kept.placement
    kept.confirmed_at, kept.confirmed_on = clock.now(), clock.today(placement.provider.zone)
    about = About(person_id=placement.student.person_id, site_id=kept.site_id)
    fulfil(CODE, about, (placement.provider_id, placement.university_id), kept.confirmed_on, by=by)
    confirmed = events.InductionConfirmed(
        placement=placement.id, site=kept.site_id, letter=letter_id, lines=list(kept.lines)
    )
    _record(kept, confirmed, by)


def _record(kept: Induction, event: ledger.Event, by: Person | None) -> None:
    db.session.flush()
    ledger.record(event, by=by, on=kept.id, chain=kept.placement.provider_id, version=kept.version)
