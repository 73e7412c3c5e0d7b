"""From files to a plan: read, find what stands already in a fixed number of statements, then row by row in memory."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from placement_portal.accounts.models import Person
from placement_portal.accounts.rules import normal_address
from placement_portal.intake import queries
from placement_portal.intake.models import ImportDraft
from placement_portal.intake.queries import Asked
from placement_portal.intake.rules import ImportKind
from placement_portal.intake.service.assigning import plan_assignment
from placement_portal.intake.service.files import Line, read
from placement_portal.intake.service.placing import plan_placement
from placement_portal.intake.service.plan import Plan, Refused
from placement_portal.intake.service.providers import plan_setting, plan_supervisor
from placement_portal.intake.service.students import plan_student

PLANNERS: Final[Mapping[ImportKind, Callable[[Plan, Line], None]]] = {
    ImportKind.STUDENTS: plan_student,
    ImportKind.SUPERVISORS: plan_supervisor,
    ImportKind.SETTINGS: plan_setting,
    ImportKind.PLACEMENTS: plan_placement,
    ImportKind.ASSIGNMENTS: plan_assignment,
}
NAMING: Final = ("student", "person")


def make(draft: ImportDraft, *, by: Person, lock: bool = False) -> Plan:
    """Return what the files of a draft would do now; with `lock`, what stands already cannot change until the end."""
    rows = read(queries.files_of(draft), draft.organisation.kind)
    known = queries.known(by, draft.organisation, _asked(rows.lines), lock=lock)
    plan = Plan(known, rows, by, draft.stage, problems=rows.problems)
    for line in rows.lines:
        try:
            PLANNERS[line.kind](plan, line)
        except Refused as refused:
            plan.problems.append(line.problem(refused.column, refused.sentence))
    plan.problems.sort()
    return plan


def _asked(lines: Iterable[Line]) -> Asked:
    mentions = {mention for line in lines for mention in _mentions(line)}
    return Asked(
        addresses=frozenset(each for each in mentions if "@" in each),
        refs=frozenset(each for each in mentions if "@" not in each),
    )


def _mentions(line: Line) -> Iterator[str]:
    """Yield the addresses and refs of a row; a ref with an @ in it is looked up as what it is, too."""
    if line["address"]:
        yield normal_address(line["address"])
    for name in NAMING:
        if line[name]:
            yield line[name]
    for name in ("ref", "placement"):
        if line[name]:
            yield line[name].replace("@", "")
