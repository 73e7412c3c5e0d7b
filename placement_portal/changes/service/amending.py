"""Asking for a change, answering it, taking it back: one transaction each, and everybody concerned is told."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.changes import emails, events, policy, rules
from placement_portal.changes.rules import ChangeAction
from placement_portal.changes.service import applying, wanted
from placement_portal.changes.service.wanted import Wanted
from placement_portal.database import db
from placement_portal.organisations.service import Refused
from placement_portal.placements import queries as placement_queries
from placement_portal.placements import service as placements
from placement_portal.placements.models import ChangeAnswer, Placement, PlacementAmendment
from placement_portal.placements.rules import UNDER_WAY, ChangeStatus, Side


def ask(
    placement: Placement, asked: Wanted, *, clients: Mapping[str, str], by: Person, shown: int | None = None
) -> PlacementAmendment:
    """Ask for a change; it holds at once when whoever asks answers for every side that it needs.

    Raises `Moved` when the placement changed since it was shown, `Refused` for what cannot be, or waits already.
    """
    _lock(placement)
    transaction.check_version(placement, shown)
    _refuse_second(placement, asked)
    changes = wanted.differences(placement, asked)
    if asked.kind in rules.ASKS_ABOUT_CLIENTS and placement.status in UNDER_WAY:
        placements.ask_about_clients(placement, clients)
    made = _new(placement, asked, changes, clients, by)
    _record(made, events.ChangeAsked(kind=made.kind, from_day=made.from_day, clients=sorted(clients)), by)
    for side in policy.waits_for(by, made):
        _answer(made, side, agrees=True, by=by)
    if rules.is_enough(made.kind, _agreed(made)):
        _settle(made, ChangeAction.AGREE, by)
        emails.agreed(made, by=by)
    else:
        emails.waits_for_answer(made, rules.still_needed(made.kind, _agreed(made)), by=by)
    return made


def answer(change: PlacementAmendment, *, agrees: bool, by: Person, shown: int | None = None) -> None:
    """Agree to a change, or decline it, for each side that the person answers for.

    Raises `Moved` when it was answered or taken back meanwhile, `Refused` when it cannot be any more.
    """
    _lock(change.placement)
    db.session.refresh(change, ["status", "version", "answers"])
    transaction.check_version(change, shown)
    action = ChangeAction.AGREE if agrees else ChangeAction.DECLINE
    rules.move(change.status, action)
    for side in policy.waits_for(by, change):
        _answer(change, side, agrees=agrees, by=by)
    if not agrees:
        _settle(change, action, by)
        emails.declined(change, by=by)
    elif rules.is_enough(change.kind, _agreed(change)):
        _settle(change, action, by)
        emails.agreed(change, by=by)
    else:
        change.version += 1  # the answer is a row of its own, and a stale page must notice it


def withdraw(change: PlacementAmendment, *, by: Person, shown: int | None = None) -> None:
    """Take back a change that waits, or call off one that is agreed and lies ahead.

    Raises `Moved` when it was answered meanwhile, `Refused` for one in force or that another change stands on.
    """
    _lock(change.placement)
    db.session.refresh(change, ["status", "version"])
    transaction.check_version(change, shown)
    if change.status is ChangeStatus.PROPOSED:
        _settle(change, ChangeAction.WITHDRAW, by)
        emails.withdrawn(change, by=by)
        return
    rules.move(change.status, ChangeAction.CALL_OFF)
    if rules.begins_on(change.kind, change.from_day, change.changes) <= clock.today():
        raise Refused("This is in force already. Ask for another change instead.")
    applying.take_back(change, by)
    _settle(change, ChangeAction.CALL_OFF, by)
    emails.called_off(change, by=by)


def _new(
    placement: Placement, asked: Wanted, changes: list[Any], clients: Mapping[str, str], by: Person
) -> PlacementAmendment:
    made = PlacementAmendment(
        placement=placement,
        kind=asked.kind,
        status=ChangeStatus.PROPOSED,
        from_day=asked.from_day,
        by_id=by.id,
        at=clock.now(),
        changes=changes,
        starts=asked.starts,
        ends=asked.ends,
        days_a_week=asked.days_a_week,
        sites=[str(site.id) for site in asked.sites],
        assignment=asked.assignment,
        person_id=asked.person_id,
        clients=[{"code": code, "plan": plan} for code, plan in sorted(clients.items())],
        answers=[],
    )
    db.session.add(made)
    db.session.flush()
    return made


def _answer(change: PlacementAmendment, side: Side, *, agrees: bool, by: Person) -> None:
    change.answers.append(ChangeAnswer(side=side, agrees=agrees, by_id=by.id, at=clock.now()))
    _record(change, events.ChangeAnswered(kind=change.kind, side=side, agrees=agrees), by)


def _settle(change: PlacementAmendment, action: ChangeAction, by: Person) -> None:
    if action is ChangeAction.AGREE:
        wanted.differences(change.placement, _as_wanted(change))  # what was possible when asked may not be now
        applying.apply(change, by)
    before, change.status = change.status, rules.move(change.status, action)
    change.settled_at, change.settled_by_id = clock.now(), by.id
    settled = events.ChangeSettled(
        kind=change.kind, did=action, before=before, after=change.status, from_day=change.from_day
    )
    _record(change, settled, by)


def _as_wanted(change: PlacementAmendment) -> Wanted:
    return Wanted(
        kind=change.kind,
        from_day=change.from_day,
        starts=change.starts,
        ends=change.ends,
        days_a_week=change.days_a_week,
        sites=placement_queries.sites_among(change.sites),
        assignment=change.assignment,
        person_id=change.person_id,
    )


def _agreed(change: PlacementAmendment) -> list[Side]:
    return [each.side for each in change.answers if each.agrees]


def _refuse_second(placement: Placement, asked: Wanted) -> None:
    waiting = sa.select(PlacementAmendment.id).where(
        PlacementAmendment.placement_id == placement.id,
        PlacementAmendment.kind == asked.kind,
        PlacementAmendment.status == ChangeStatus.PROPOSED,
    )
    if db.session.scalar(waiting.limit(1)):
        raise Refused("A change of this kind waits for an answer already. Take that one back first, or wait for it.")


def _lock(placement: Placement) -> None:
    """Let changes of one placement come one after the other, each seeing what the one before did."""
    db.session.execute(sa.select(Placement.id).where(Placement.id == placement.id).with_for_update())
    db.session.refresh(placement)


def _record(change: PlacementAmendment, event: ledger.Event, by: Person) -> None:
    ledger.record(event, by=by, on=change.id, chain=change.placement.university_id, version=change.version)
