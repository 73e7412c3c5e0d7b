"""What can be done with hours, and what is refused: versions, decisions, letters and the ledger behind the pages."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.hours import policy, queries, rules, service
from placement_portal.hours.models import Amendment, Entry, EntryDecision, EntryVersion, Reversal
from placement_portal.hours.rules import AmendmentStatus, EntryStatus, KnownBy, Refusal, SessionOutcome, Written
from placement_portal.mail.models import OutboxMessage
from placement_portal.placements.models import PlacementMove
from placement_portal.placements.rules import PlacementAction, PlacementStatus
from placement_portal.programmes.rules import NotePolicy
from placement_portal.transaction import Moved
from tests import world
from tests.conftest import Given
from tests.world import Cast

NOW = clock.now()
TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
def cast(given: Given) -> Iterator[Cast]:
    with given():
        yield world.the_cast()


def says(cast: Cast, days: int = -1, **different: Any) -> Written:
    kept = Written(
        day=world.in_days(days),
        start=time(10, 0),
        planned_minutes=45,
        outcome=SessionOutcome.TOOK_PLACE,
        note="",
        site_id=cast.site.id,
        category_id=world.category(cast.version, "DIR-I").id,
        slot_id=cast.slot.id,
    )
    return replace(kept, **different)


def log(cast: Cast, days: int = -1, *, send: bool = True, **different: Any) -> Entry:
    written = says(cast, days, **different)
    chosen = queries.chosen(cast.student, cast.placement.id, written)
    assert chosen
    return service.log(written, chosen, by=cast.student, now=NOW, key=uuid.uuid4(), send=send)


def verify(cast: Cast, *entries: Entry, by: Person | None = None, now: datetime = NOW) -> service.Decided:
    lines = {entry.id: rules.seen(entry) for entry in entries}
    return service.verify(lines, known_by=KnownBy.OWN_KNOWLEDGE, by=by or cast.supervisor, now=now)


def verified(cast: Cast, **different: Any) -> Entry:
    entry = log(cast, **different)
    verify(cast, entry)
    return entry


def count(model: type, **where: object) -> int:
    db.session.flush()
    return db.session.query(model).filter_by(**where).count()


def actions() -> list[str]:
    """What the transaction will write into the ledger when it ends."""
    return [row["action"] for row, _, _ in db.session.info.get("ledger", [])]


def test_a_draft_waits_for_nobody_and_has_no_version(cast: Cast) -> None:
    entry = log(cast, send=False)
    assert (entry.status, entry.number, entry.supervisor_id) == (EntryStatus.DRAFT, 0, None)
    assert count(EntryVersion) == 0
    assert actions() == ["entry_logged"]


def test_sending_sets_the_supervisor_of_the_day_and_keeps_a_version(cast: Cast) -> None:
    entry = log(cast)
    assert (entry.status, entry.number, entry.supervisor_id) == (EntryStatus.SUBMITTED, 1, cast.supervisor.id)
    assert count(EntryVersion, entry_id=entry.id) == 1
    assert actions() == ["entry_logged", "hours_submitted"]


def test_a_visit_before_the_first_day_belongs_to_the_first_supervisor(cast: Cast) -> None:
    cast.placement.starts = world.in_days(5)
    for each in cast.placement.assignments:
        each.starts, each.ends = world.in_days(5), None
    db.session.flush()
    entry = log(cast, category_id=world.category(cast.version, "TRN").id, slot_id=None)
    assert entry.supervisor_id is not None
    assert policy.decisive_day(entry.day, cast.placement) == cast.placement.starts


@pytest.mark.parametrize(
    "different, refusal",
    [
        ({"days": 1}, Refusal.STARTS_IN_FUTURE),
        ({"days": -91}, Refusal.OUTSIDE_PLACEMENT),
        ({"planned_minutes": 721}, Refusal.TOO_LONG),
        ({"planned_minutes": 0}, Refusal.TOO_SHORT),
        ({"slot_id": None}, Refusal.NEEDS_SLOT),
        ({"slot_id": uuid.uuid4()}, Refusal.NO_SUCH_SLOT),
        ({"site_id": uuid.uuid4()}, Refusal.NO_SUCH_SITE),
        ({"category_id": uuid.uuid4()}, Refusal.NO_SUCH_CATEGORY),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(
    cast: Cast, different: dict[str, Any], refusal: Refusal
) -> None:
    with pytest.raises(service.Refused) as caught:
        log(cast, **different)
    assert refusal in caught.value.refusals
    assert rules.REFUSAL_SENTENCES[refusal] in str(caught.value)


def test_a_required_note_is_asked_for(cast: Cast) -> None:
    cast.version.note_policy = NotePolicy.REQUIRED
    db.session.flush()
    with pytest.raises(service.Refused) as caught:
        log(cast)
    assert caught.value.refusals == [Refusal.NEEDS_NOTE]
    assert log(cast, note="I waited longer before joining in.").note


@pytest.mark.parametrize("code, days, taken", [("TRN", -118, True), ("TRN", -119, False), ("OBS", -118, False)])
def test_only_work_without_clients_is_taken_before_the_first_day(cast: Cast, code: str, days: int, taken: bool) -> None:
    category = world.category(cast.version, code).id
    if taken:
        assert log(cast, days, category_id=category, slot_id=None).number == 1
    else:
        with pytest.raises(service.Refused):
            log(cast, days, category_id=category, slot_id=None)


def test_the_same_form_makes_one_entry(cast: Cast) -> None:
    written, key = says(cast), uuid.uuid4()
    chosen = queries.chosen(cast.student, cast.placement.id, written)
    assert chosen
    first = service.log(written, chosen, by=cast.student, now=NOW, key=key)
    with pytest.raises(service.LoggedBefore) as caught:
        service.log(replace(written, planned_minutes=30), chosen, by=cast.student, now=NOW, key=key)
    assert caught.value.entry_id == first.id


def test_unusual_lines_are_flagged(cast: Cast) -> None:
    world.closure(cast.site, world.in_days(-1))
    log(cast, start=time(10, 30))
    entry = log(cast)
    assert set(entry.flags) >= {"closed_day", "overlap"}


def test_verifying_keeps_who_when_how_and_what_was_seen(cast: Cast) -> None:
    entry = log(cast)
    seen = rules.seen(entry)
    assert verify(cast, entry).done == [entry]
    decision = queries.last_decision(entry)
    assert decision
    assert (decision.by_id, decision.at, decision.known_by, decision.seen) == (
        cast.supervisor.id,
        NOW,
        KnownBy.OWN_KNOWLEDGE,
        seen,
    )
    assert (entry.status, entry.decided_by_id) == (EntryStatus.VERIFIED, cast.supervisor.id)
    assert count(OutboxMessage) == 0


def test_lines_that_moved_hold_up_no_other(cast: Cast) -> None:
    changed, same = log(cast), log(cast, -2)
    lines = {changed.id: rules.seen(changed), same.id: rules.seen(same), uuid.uuid4(): "0" * 64}
    service.withdraw(changed, by=cast.student)
    service.edit(changed, says(cast, planned_minutes=30), shown=None, by=cast.student, now=NOW)
    service.submit(changed, by=cast.student, now=NOW)
    decided = service.verify(lines, known_by=KnownBy.TALKED_THROUGH, by=cast.supervisor, now=NOW)
    assert decided.done == [same]
    assert [(entry, [tuple(each) for each in what]) for entry, what in decided.moved] == [
        (changed, [("Length", "0 h 45", "0 h 30")])
    ]
    assert len(decided.missing) == 1


def test_an_entry_that_stopped_waiting_says_where_it_stands(cast: Cast) -> None:
    entry = log(cast)
    verify(cast, entry)
    [(_, [difference])] = verify(cast, entry).moved
    assert difference.theirs == "Verified"


def test_the_same_content_sent_again_is_still_a_new_look(cast: Cast) -> None:
    entry = log(cast)
    seen = rules.seen(entry)
    service.withdraw(entry, by=cast.student)
    service.submit(entry, by=cast.student, now=NOW)
    with pytest.raises(Moved) as caught:
        service.query(entry, seen=seen, reason="Which group?", by=cast.supervisor, now=NOW)
    assert [each.label for each in caught.value.differences] == ["This entry"]


def test_a_query_waits_ten_minutes_before_anybody_is_told(cast: Cast) -> None:
    entry = log(cast)
    service.query(entry, seen=rules.seen(entry), reason="It was 30 minutes.", by=cast.supervisor, now=NOW)
    [letter] = db.session.scalars(sa.select(OutboxMessage))
    assert letter.due_at > NOW + TEN_MINUTES
    assert "30 minutes" not in letter.text
    service.undo(entry, by=cast.supervisor, now=NOW + TEN_MINUTES)
    assert (entry.status, entry.reason, count(OutboxMessage)) == (EntryStatus.SUBMITTED, "", 0)
    assert verify(cast, entry).done


@pytest.mark.parametrize("act", [service.query, service.decline])
def test_undoing_ends_after_ten_minutes(cast: Cast, act: Callable[..., None]) -> None:
    entry = log(cast)
    act(entry, seen=rules.seen(entry), reason="No.", by=cast.supervisor, now=NOW)
    with pytest.raises(service.NotPossible):
        service.undo(entry, by=cast.supervisor, now=NOW + TEN_MINUTES + timedelta(seconds=1))
    with pytest.raises(Moved):
        service.undo(entry, by=cast.former_supervisor_in_grace, now=NOW)


def test_an_offer_is_accepted_in_one_tap_and_is_the_supervisors_decision(cast: Cast) -> None:
    entry = log(cast)
    offer = service.Offer(minutes=30, day=world.in_days(-2), category_id=world.category(cast.version, "ASM").id)
    service.query(entry, seen=rules.seen(entry), reason="Shorter.", by=cast.supervisor, now=NOW, offer=offer)
    assert (entry.offered, entry.number, entry.minutes) == (2, 1, 45)
    offered = queries.version(entry, 2)
    with pytest.raises(Moved):
        service.accept_offer(entry, seen="0" * 64, by=cast.student, now=NOW)
    service.accept_offer(entry, seen=rules.hash_shown(entry.id, 2, offered), by=cast.student, now=NOW)
    assert (entry.status, entry.minutes, entry.day) == (EntryStatus.VERIFIED, 30, world.in_days(-2))
    assert (entry.decided_by_id, entry.number, count(OutboxMessage)) == (cast.supervisor.id, 2, 0)
    with pytest.raises(Moved):
        service.undo(entry, by=cast.supervisor, now=NOW)


def test_an_offer_that_changes_nothing_is_only_a_query(cast: Cast) -> None:
    entry = log(cast)
    service.query(
        entry, seen=rules.seen(entry), reason="Why?", by=cast.supervisor, now=NOW, offer=service.Offer(minutes=45)
    )
    assert entry.offered is None
    with pytest.raises(Moved):
        service.accept_offer(entry, seen=rules.seen(entry), by=cast.student, now=NOW)


def test_an_impossible_offer_is_refused(cast: Cast) -> None:
    entry = log(cast)
    with pytest.raises(service.Refused):
        service.query(
            entry,
            seen=rules.seen(entry),
            reason="?",
            by=cast.supervisor,
            now=NOW,
            offer=service.Offer(day=world.in_days(3)),
        )


def test_what_came_back_is_sent_again_as_a_new_version(cast: Cast) -> None:
    entry = log(cast)
    service.query(entry, seen=rules.seen(entry), reason="Why?", by=cast.supervisor, now=NOW)
    service.resubmit(entry, says(cast, planned_minutes=40), shown=entry.version, by=cast.student, now=NOW)
    assert (entry.status, entry.number, entry.minutes, entry.reason) == (EntryStatus.SUBMITTED, 2, 40, "")
    assert count(OutboxMessage) == 0


def test_a_query_withdrawn_becomes_a_draft_that_keeps_its_history(cast: Cast) -> None:
    entry = log(cast)
    service.query(entry, seen=rules.seen(entry), reason="Why?", by=cast.supervisor, now=NOW)
    service.withdraw(entry, by=cast.student)
    assert (entry.status, entry.reason, entry.decided_by_id) == (EntryStatus.DRAFT, "", None)
    with pytest.raises(service.NotPossible):
        service.delete(entry, by=cast.student)


def test_a_draft_is_deleted(cast: Cast) -> None:
    entry = log(cast, send=False)
    service.delete(entry, by=cast.student)
    assert count(Entry) == 0
    with pytest.raises(Moved):
        service.submit(entry, by=cast.student, now=NOW)


def test_what_was_declined_is_logged_again_as_a_new_draft(cast: Cast) -> None:
    entry = log(cast)
    with pytest.raises(service.NotPossible):
        service.log_again(entry, by=cast.student, now=NOW)
    service.decline(entry, seen=rules.seen(entry), reason="Not yours.", by=cast.supervisor, now=NOW)
    again = service.log_again(entry, by=cast.student, now=NOW)
    assert (again.status, again.day, again.id != entry.id) == (EntryStatus.DRAFT, entry.day, True)
    assert entry.status is EntryStatus.DECLINED


def test_the_week_is_one_act_and_one_bad_line_holds_up_nothing(cast: Cast) -> None:
    monday = rules.monday_of(world.in_days(-7))
    days = (monday - clock.today()).days
    good = log(cast, days, send=False)
    bad = log(cast, days + 1, send=False, category_id=world.category(cast.version, "PREP").id, slot_id=None)
    bad.category_id = world.category(cast.version, "DIR-I").id
    db.session.flush()
    done, refused = service.submit_week(monday, by=cast.student, now=NOW)
    assert (done, [(each.entry, each.refusals) for each in refused]) == ([good], [(bad, [Refusal.NEEDS_SLOT])])
    assert (good.status, bad.status) == (EntryStatus.SUBMITTED, EntryStatus.DRAFT)


def test_a_change_waits_beside_the_entry_and_counts_once_accepted(cast: Cast) -> None:
    entry = verified(cast)
    service.amend(entry, says(cast, planned_minutes=60), reason="Typed wrong", shown=None, by=cast.student, now=NOW)
    assert (entry.changing, entry.minutes, entry.status) == (True, 45, EntryStatus.VERIFIED)
    with pytest.raises(service.NotPossible):
        service.undo(entry, by=cast.supervisor, now=NOW)
    with pytest.raises(service.NotPossible):
        service.amend(entry, says(cast, planned_minutes=50), reason="!", shown=None, by=cast.student, now=NOW)
    asked = queries.pending_amendment(entry)
    assert asked
    seen = rules.hash_shown(entry.id, asked.number, queries.version(entry, asked.number))
    with pytest.raises(Moved):
        service.answer_amendment(entry, seen="0" * 64, accept=True, answer="", by=cast.supervisor, now=NOW)
    service.answer_amendment(entry, seen=seen, accept=True, answer="", by=cast.supervisor, now=NOW)
    assert (entry.changing, entry.minutes, entry.number) == (False, 60, 2)
    assert (asked.status, asked.decided_by_id) == (AmendmentStatus.ACCEPTED, cast.supervisor.id)


@pytest.mark.parametrize("accept", [None, False])
def test_a_change_that_is_declined_or_withdrawn_leaves_the_entry(cast: Cast, accept: bool | None) -> None:
    entry = verified(cast)
    asked = service.amend(entry, says(cast, planned_minutes=60), reason="?", shown=None, by=cast.student, now=NOW)
    if accept is None:
        service.withdraw_amendment(entry, by=cast.student, now=NOW)
    else:
        seen = rules.hash_shown(entry.id, 2, queries.version(entry, 2))
        service.answer_amendment(entry, seen=seen, accept=accept, answer="No", by=cast.supervisor, now=NOW)
    assert (entry.minutes, entry.changing, entry.number) == (45, False, 1)
    assert asked.status in {AmendmentStatus.WITHDRAWN, AmendmentStatus.DECLINED}
    with pytest.raises(Moved):
        service.withdraw_amendment(entry, by=cast.student, now=NOW)


def test_a_change_must_change_something_of_a_verified_entry(cast: Cast) -> None:
    entry = log(cast)
    with pytest.raises(Moved):
        service.amend(entry, says(cast, planned_minutes=50), reason="?", shown=None, by=cast.student, now=NOW)
    verify(cast, entry)
    with pytest.raises(service.NotPossible):
        service.amend(entry, says(cast), reason="?", shown=None, by=cast.student, now=NOW)


def test_a_reversal_takes_the_entry_out_and_gives_both_a_receipt(cast: Cast) -> None:
    entry = verified(cast)
    asked = service.amend(entry, says(cast, planned_minutes=60), reason="?", shown=None, by=cast.student, now=NOW)
    service.reverse(entry, seen=rules.seen(entry), reason="Logged twice", by=cast.tutor, now=NOW)
    assert (entry.is_reversed, entry.changing, asked.status) == (True, False, AmendmentStatus.DECLINED)
    assert count(Reversal, entry_id=entry.id) == 1
    receipts = db.session.scalars(sa.select(OutboxMessage.person_id)).all()
    assert set(receipts) == {cast.student.id, cast.supervisor.id}
    with pytest.raises(Moved):
        service.reverse(entry, seen=rules.seen(entry), reason="Again", by=cast.tutor, now=NOW)
    with pytest.raises(service.NotPossible):
        service.undo(entry, by=cast.supervisor, now=NOW)


def test_whoever_takes_back_their_own_decision_needs_no_receipt(cast: Cast) -> None:
    entry = log(cast, -70)
    for each in cast.placement.assignments:
        each.ends = world.in_days(-29)
    db.session.flush()
    service.confirm(entry, seen=rules.seen(entry), reason="Register", by=cast.lead, now=NOW)
    service.reverse(entry, seen=rules.seen(entry), reason="It was another day", by=cast.lead, now=NOW)
    assert db.session.scalars(sa.select(OutboxMessage.person_id)).all() == [cast.student.id]


def test_an_entry_whose_placement_is_no_longer_the_authors_is_refused(cast: Cast) -> None:
    entry = log(cast, send=False)
    cast.record.person_id = world.person().id
    db.session.flush()
    with pytest.raises(service.Refused):
        service.submit(entry, by=cast.student, now=NOW)


def test_suggestions_of_a_placement_that_takes_no_hours_are_left(cast: Cast) -> None:
    cast.placement.status = PlacementStatus.CLOSED
    db.session.flush()
    suggested = [(says(cast), cast.placement.id), (says(cast), uuid.uuid4())]
    assert service.confirm_suggestions(suggested, by=cast.student, now=NOW) == ([], [])


def test_nobody_verifies_their_own_hours(cast: Cast) -> None:
    entry = log(cast)
    world.assign(cast.student, cast.placement)
    assert verify(cast, entry, by=cast.student).missing == [entry.id]


def test_a_replacement_takes_over_what_the_one_who_left_did_not_decide(cast: Cast) -> None:
    entry, other = log(cast, -70), log(cast, -1)
    entry.supervisor_id = cast.former_supervisor.id
    newcomer = world.person("Ada Newcomer")
    world.assign(newcomer, cast.placement, starts=world.in_days(-3))
    db.session.flush()
    assert verify(cast, entry, by=newcomer).missing == [entry.id]
    service.take_over([entry, other], by=newcomer)
    assert (entry.supervisor_id, other.supervisor_id) == (newcomer.id, cast.supervisor.id)
    own = verify(cast, entry, by=newcomer)
    assert (own.done, own.needs_basis) == ([], [entry]), "nobody knows of a day on which they were not there"
    told = service.verify({entry.id: rules.seen(entry)}, known_by=KnownBy.TALKED_THROUGH, by=newcomer, now=NOW)
    assert told.done == [entry]


def test_the_university_confirms_what_stayed_undecided_as_itself(cast: Cast) -> None:
    entry = log(cast, -70)
    assert not policy.may_confirm(cast.tutor, entry)
    for each in cast.placement.assignments:
        each.ends = world.in_days(-29)
    db.session.flush()
    assert not policy.may_confirm(cast.supervisor, entry)
    assert policy.may_confirm(cast.lead, entry)
    service.confirm(entry, seen=rules.seen(entry), reason="School register", by=cast.lead, now=NOW)
    decision = queries.last_decision(entry)
    assert decision
    assert (decision.as_university, decision.reason, entry.status) == (True, "School register", EntryStatus.VERIFIED)


def test_the_board_ends_the_wait(cast: Cast) -> None:
    entry = log(cast)
    cast.placement.status = PlacementStatus.ASSESSED
    db.session.flush()
    assert policy.may_confirm(cast.university_coordinator, entry)
    assert not policy.may_log(cast.student, entry)


@pytest.mark.parametrize("days, may", [(-28, True), (-29, False)])
def test_waiting_lines_of_a_withdrawn_placement_are_decided_for_28_days(cast: Cast, days: int, may: bool) -> None:
    entry = log(cast, -40)
    cast.placement.status = PlacementStatus.WITHDRAWN
    db.session.add(
        PlacementMove(
            placement=cast.placement,
            action=PlacementAction.WITHDRAW,
            status=PlacementStatus.WITHDRAWN,
            day=world.in_days(days),
            by_id=cast.lead.id,
            at=NOW,
        )
    )
    db.session.flush()
    assert policy.may_decide(cast.supervisor, entry) is may


def test_what_changed_meanwhile_meets_the_stale_form(cast: Cast) -> None:
    entry = log(cast, send=False)
    db.session.flush()
    shown = entry.version
    service.edit(entry, says(cast, planned_minutes=30), shown=shown, by=cast.student, now=NOW)
    db.session.flush()
    with pytest.raises(Moved) as caught:
        service.edit(entry, says(cast, planned_minutes=50), shown=shown, by=cast.student, now=NOW)
    assert [tuple(each) for each in caught.value.differences] == [("Length", "0 h 50", "0 h 30")]


def test_amendments_are_kept(cast: Cast) -> None:
    entry = verified(cast)
    service.amend(entry, says(cast, planned_minutes=60), reason="?", shown=None, by=cast.student, now=NOW)
    assert [each.number for each in queries.amendments(entry)] == [2]
    assert count(Amendment) == count(EntryDecision) == 1
    assert [each.action for each in queries.decisions(entry)]
