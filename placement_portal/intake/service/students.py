"""Rows of students: who, in which cohort and stage, how they stand, and what they had done before."""

from typing import Final

from placement_portal import clock
from placement_portal.intake.queries.standing import Balance, CohortKnown, Record, Someone, StageKnown
from placement_portal.intake.rules import ImportOutcome
from placement_portal.intake.service import people
from placement_portal.intake.service.columns import BALANCES
from placement_portal.intake.service.files import Line
from placement_portal.intake.service.plan import Plan, Refused
from placement_portal.programmes.models import OpeningBalance, StudentRecord
from placement_portal.programmes.rules import CategoryGroup, StudentStatus
from placement_portal.sheets import key
from placement_portal.students.models import StudentMove
from placement_portal.students.rules import MOVES, StudentAction, action_between
from placement_portal.web.labels import label

SOURCE: Final = "Brought in from a file"
WITHDRAW_THERE: Final = "Withdraw somebody on their own page: it asks what happens with each placement and client."
NO_COHORTS: Final = "None of your programmes has a cohort with a stage yet: set one up first."


def plan_student(plan: Plan, line: Line) -> None:
    """Plan a student; raise `Refused` for a cohort or stage that is not there."""
    if line["ref"]:
        plan.claim(line, "ref", "ref", line.kind, line["ref"])
    cohort = _cohort(plan, line)
    wish = people.look(plan, line)
    record = plan.known.records.get((wish.someone.id, cohort.id)) if wish.someone else None
    stage = _stage(plan, line, cohort, record)
    plan.claim(line, "address", "student", wish.folded, cohort.id)
    if record:
        _action(record, stage, line["status"] or record.status)
    someone = people.settle(plan, line, wish)
    notes = list(wish.notes)
    outcome = _keep(plan, line, (someone, record, cohort, stage), notes)
    if (wish.new_name or wish.new_address) and outcome is ImportOutcome.KEPT:
        outcome = ImportOutcome.CHANGED
    plan.cohorts.add(cohort.id)
    plan.settle(line, wish.name, outcome, plan.known.organisation.id, notes)


def _keep(
    plan: Plan, line: Line, of: tuple[Someone, Record | None, CohortKnown, StageKnown], notes: list[str]
) -> ImportOutcome:
    someone, record, cohort, stage = of
    status = line["status"]
    if record is None:
        status = status or StudentStatus.ACTIVE
        left = clock.today() if status is StudentStatus.WITHDRAWN else None
        values = {"person_id": someone.id, "cohort_id": cohort.id, "stage_id": stage.id}
        id_ = plan.insert(StudentRecord, **values, status=status, withdrawn_on=left)
        someone.homes.add(plan.known.organisation.id)
        made = Record(id_, someone.id, cohort.id, stage.id, status)
        plan.known.add_record(made)
        _balances(plan, line, made, [])
        plan.touch(id_, stage.id)
        return ImportOutcome.NEW
    before = len(notes)
    _move(plan, record, cohort, stage, status or record.status, notes)
    _balances(plan, line, record, notes)
    if len(notes) == before:
        return ImportOutcome.KEPT
    plan.touch(record.id, record.stage_id)
    return ImportOutcome.CHANGED


def _move(
    plan: Plan, record: Record, cohort: CohortKnown, stage: StageKnown, status: StudentStatus, notes: list[str]
) -> None:
    """Plan another stage or status of a student who is there already."""
    if record.stage_id == stage.id and record.status is status:
        return
    action = _action(record, stage, status)
    names = {each.id: each.name for each in cohort.stages}
    if record.stage_id != stage.id:
        notes.append(f"Stage: {names[record.stage_id]} becomes {stage.name}.")
        plan.stages.add(record.stage_id)
    if record.status is not status:
        notes.append(f"Status: {label(record.status).text} becomes {label(status).text}.")
    before = {"before": record.status, "stage_before_id": record.stage_id, "day": clock.today(), "at": clock.now()}
    after = {"status": status, "stage_id": stage.id, "by_id": plan.by.id}
    plan.insert(StudentMove, student_id=record.id, action=action, **before, **after)
    record.stage_id, record.status = stage.id, status
    plan.update(StudentRecord, {"id": record.id}, stage_id=stage.id, status=status, withdrawn_on=None)


def _action(record: Record, stage: StageKnown, status: StudentStatus) -> StudentAction | None:
    """Return what a line does to where a student stands; raise `Refused` for what no act of the portal does."""
    if record.status is status:
        if record.stage_id == stage.id:
            return None
        if (status, StudentAction.PROMOTE) not in MOVES:
            raise Refused("stage", f"A student who is {label(status).text.lower()} goes into no other stage.")
        return StudentAction.PROMOTE
    if status is StudentStatus.WITHDRAWN:
        raise Refused("status", WITHDRAW_THERE)
    action = action_between(record.status, status)
    if action is None:
        words = f"{label(record.status).text} cannot become {label(status).text}."
        raise Refused("status", words)
    return action


def _balances(plan: Plan, line: Line, record: Record, notes: list[str]) -> None:
    for group, words in BALANCES.items():
        given = (line[f"{group.value}_hours"], line[f"{group.value}_sessions"])
        if given != (None, None):
            _balance(plan, record, group, given, notes, words)


def _balance(
    plan: Plan,
    record: Record,
    group: CategoryGroup,
    given: tuple[int | None, int | None],
    notes: list[str],
    words: str,
) -> None:
    kept = plan.known.balances.get((record.id, record.stage_id, group))
    before = (kept.minutes, kept.sessions) if kept else (0, 0)
    minutes, sessions = (new if new is not None else old for new, old in zip(given, before, strict=True))
    if (minutes, sessions) == before:
        return
    notes.append(f"{words} so far: {minutes // 60} hours {minutes % 60} minutes, {sessions} sessions.")
    amounts = {"minutes": minutes, "sessions": sessions, "source": SOURCE}
    if kept:
        kept.minutes, kept.sessions = minutes, sessions
        plan.update(OpeningBalance, {"id": kept.id}, **amounts)
    else:
        key_ = {"student_id": record.id, "stage_id": record.stage_id, "group": group}
        id_ = plan.insert(OpeningBalance, **key_, **amounts)
        plan.known.balances[record.id, record.stage_id, group] = Balance(id_, minutes, sessions)


def _cohort(plan: Plan, line: Line) -> CohortKnown:
    cohorts = plan.known.cohorts
    if not cohorts:
        raise Refused("cohort", NO_COHORTS)
    if line["programme"]:
        cohorts = [each for each in cohorts if key(each.programme) == key(line["programme"])]
        if not cohorts:
            names = sorted({each.programme for each in plan.known.cohorts})
            raise Refused("programme", _none_called(line["programme"], names, "programme of yours"))
    if line["cohort"]:
        fitting = [each for each in cohorts if key(each.name) == key(line["cohort"])]
        if not fitting:
            names = sorted({each.name for each in cohorts})
            raise Refused("cohort", _none_called(line["cohort"], names, "cohort"))
        return _only(fitting, "More than one programme has a cohort of this name: name the programme.", "programme")
    default = [each for each in cohorts if plan.default and each.id == plan.default.cohort_id]
    return _only(default or cohorts, "Name the cohort, or choose one for the whole file.", "cohort")


def _only(cohorts: list[CohortKnown], sentence: str, column: str) -> CohortKnown:
    if len(cohorts) > 1:
        raise Refused(column, sentence)
    return cohorts[0]


def _stage(plan: Plan, line: Line, cohort: CohortKnown, record: Record | None) -> StageKnown:
    if line["stage"]:
        return stage_named(line["stage"], cohort)
    wanted = record.stage_id if record else plan.default.id if plan.default else None
    found = next((each for each in cohort.stages if each.id == wanted), None)
    if found is None and len(cohort.stages) > 1:
        raise Refused("stage", "Name the stage, or choose one for the whole file.")
    return found or cohort.stages[0]


def stage_named(name: str, cohort: CohortKnown) -> StageKnown:
    """Return the stage of a cohort with this name or number; raise `Refused` when there is none."""
    for stage in cohort.stages:
        if key(name) in (key(stage.name), str(stage.position)):
            return stage
    raise Refused("stage", _none_called(name, [stage.name for stage in cohort.stages], f"stage of {cohort.name}"))


def _none_called(name: str, names: list[str], what: str) -> str:
    return f"There is no {what} called “{name}”, only: {', '.join(names)}."
