"""The supervision of a placement, and one record with all that was done about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock, ledger, transaction
from placement_portal.access import Permission, requires, signed_in, viewer
from placement_portal.hours.rules import may_undo
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.rhythm.rules import in_words
from placement_portal.supervision import events, policy, queries, rules, service
from placement_portal.supervision.models import SupervisionChange, SupervisionPart, SupervisionVersion
from placement_portal.supervision.rules import SupervisionStatus, SupervisionVersionKind
from placement_portal.supervision.views.answers import as_id, blueprint
from placement_portal.transaction import Difference
from placement_portal.web.labels import label


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a record, in words."""

    at: datetime
    who: str
    what: str
    how: str = ""
    why: str = ""
    changes: Sequence[Difference] = ()


@blueprint.get("/supervision")
@signed_in
def overview() -> ResponseReturnValue:
    """Show the rhythm of one's own supervision, and that of everybody one supervises or tutors."""
    person, today = viewer(), clock.today()
    found = queries.rhythms_of(person, today)
    others = [each for each in found if each.placement.student.person_id != person.id]
    return render_template(
        "supervision/overview.html",
        mine=[each for each in found if each.placement.student.person_id == person.id],
        others=[each for each in others if each.placement.ends >= today or each.waiting],
        over=[each for each in others if each.placement.ends < today and not each.waiting],
        today=today,
    )


@blueprint.get("/placements/<uuid:placement_id>/supervision")
@requires(Permission.SEE_SUPERVISION, placements.find)
def placement(found: Placement) -> ResponseReturnValue:
    """Show the supervision of a placement: its rhythm, what is to be done, and the sessions, the latest first."""
    person, today = viewer(), clock.today()
    key = as_id(request.args.get("before"))
    before = queries.find(person, key) if key else None
    rows = queries.page_of(person, found, before if before and before.placement_id == found.id else None)
    shown = rows[: queries.PAGE]
    rule = queries.group_credit(found)
    (rhythm,) = queries.rhythms(person, [found], today)
    return render_template(
        "supervision/placement.html",
        placement=found,
        mine=found.student.person_id == person.id,
        rows=[(each, rules.credit(each.minutes, each.present, rule)) for each in shown],
        next_page=shown[-1].id if len(rows) > queries.PAGE else None,
        writes=policy.may_write(person, found),
        first=before is None,
        rhythm=None if policy.only_left(person, found) else rhythm,
        words=in_words(rhythm.standing.pace),
        today=today,
    )


@blueprint.get("/supervision/<uuid:part_id>")
@requires(Permission.READ_SUPERVISION, queries.find)
def part(found: SupervisionPart) -> ResponseReturnValue:
    """Show one record: what it says, what counts of it, and what one may do."""
    person = viewer()
    if person.id != found.student_id:
        _note_reading(found)
    versions = queries.versions(found)
    asked = queries.pending_change(found) if found.changing else None
    supervised, in_group = policy.may_comment(person, found), found.present > rules.ALONE
    return render_template(
        "supervision/part.html",
        part=found,
        session=found.session,
        mine=person.id == found.student_id,
        wrote=person.id == found.author_id,
        supervised=supervised,
        sum=rules.credit_sum(found.minutes, found.present, _group_credit(found)),
        others=queries.with_whom(found) if in_group and person.id == found.session.supervisor_id else [],
        twins=_twins(found) if policy.may_change(person, found) else [],
        confirms=found.status is SupervisionStatus.SUBMITTED and policy.may_confirm(person, found),
        asks=policy.may_ask_for_change(person, found),
        asked=asked,
        change=_change(found, asked, versions),
        history=_history(found, versions),
        seen=rules.hash_shown(found.id, found.number, found),
        agreed=queries.actions_of([found.id]),
        acts=policy.may_act(person, found),
        undoes=_undoes(found),
        today=clock.today(),
    )


def _note_reading(found: SupervisionPart) -> None:
    """Keep in the ledger that somebody who is not the student read what was written; unkept, it is not shown."""
    person, read = viewer(), events.SupervisionRead(placement=found.placement_id)
    part_id, chain = found.id, found.placement.university_id
    transaction.remember(lambda: ledger.record(read, by=person, on=part_id, chain=chain), or_refuse=True)


def _group_credit(found: SupervisionPart) -> rules.GroupCredit:
    return queries.group_credit(found.placement) if found.present > rules.ALONE else rules.GroupCredit()


def _undoes(found: SupervisionPart) -> bool:
    """Say whether the viewer decided so lately that they may take it back."""
    still = found.decided_by_id == viewer().id and not found.changing and not found.reversed_at
    last = queries.last_decision(found) if still else None
    return last is not None and last.act in rules.UNDOES and may_undo(last.at, clock.now())


def _twins(found: SupervisionPart) -> list[SupervisionPart]:
    return queries.twins(found) if found.status in rules.OPEN else []


def _change(
    found: SupervisionPart, asked: SupervisionChange | None, versions: Sequence[SupervisionVersion]
) -> tuple[Sequence[Difference], str] | None:
    """Return what a change that waits would change, with the hash by which it is answered as shown."""
    if asked is None:
        return None
    version = next(each for each in versions if each.number == asked.number)
    return service.differences(found, version), rules.hash_shown(found.id, version.number, version)


def _history(found: SupervisionPart, versions: Sequence[SupervisionVersion]) -> list[Step]:
    """Return what happened; what cannot have happened is not asked for."""
    decided = _decided(found) if versions else ()
    asked = any(each.kind is SupervisionVersionKind.AMENDED for each in versions)
    steps = [*_handed_in(versions), *decided, *(_changed(found, versions) if asked else ())]
    return sorted(steps, key=lambda step: step.at)


def _handed_in(versions: Sequence[SupervisionVersion]) -> Iterator[Step]:
    before: SupervisionVersion | None = None
    for each in versions:
        if each.kind is SupervisionVersionKind.AMENDED:
            continue
        changes = service.differences(before, each) if before else ()
        yield Step(each.at, each.by.name, label(each.kind).text, changes=changes)
        before = each


def _decided(found: SupervisionPart) -> Iterator[Step]:
    for each in queries.decisions(found):
        how = ("As the university. " if each.as_university else "") + label(each.assurance).text
        what = label(each.act).text + (" (taken back)" if each.undone_at else "")
        yield Step(each.at, each.by.name, what, how, each.reason)


def _changed(found: SupervisionPart, versions: Sequence[SupervisionVersion]) -> Iterator[Step]:
    for each in queries.changes(found):
        version = next(one for one in versions if one.number == each.number)
        before = max((one for one in versions if one.number < each.number), key=lambda one: one.number)
        changes = service.differences(before, version)
        yield Step(each.asked_at, each.asked_by.name, "Asked for a change", why=each.reason, changes=changes)
        if each.decided_at:
            who = each.decided_by.name if each.decided_by else each.asked_by.name
            yield Step(each.decided_at, who, label(each.status).text, why=each.answer)
