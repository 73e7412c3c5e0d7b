"""The tables of the cohort page: heat by rules or by weeks, and the sheet to download."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Protocol

from placement_portal.cohorts.rules.narrowing import WEEKS_SHOWN, CohortView, in_order
from placement_portal.programmes.rules import RuleKind, RuleUnit, StudentStatus
from placement_portal.progress.rules import RuleState, WeekState, in_words, whys
from placement_portal.sites.rules import monday_of

EMPTY: Final = "–"
STATE_COLOURS: Final[Mapping[RuleState, str]] = {
    RuleState.SATISFIED: "green",
    RuleState.CREDITED: "blue",
    RuleState.ON_COURSE: "green",
    RuleState.BEHIND: "yellow",
    RuleState.NEEDS_A_PLAN: "orange",
    RuleState.NOT_POSSIBLE: "red",
    RuleState.NOT_ACTIVE: "grey",
}
STATE_WORDS: Final[Mapping[RuleState, str]] = {
    RuleState.SATISFIED: "done",
    RuleState.CREDITED: "credited by the board",
    RuleState.ON_COURSE: "on course",
    RuleState.BEHIND: "behind",
    RuleState.NEEDS_A_PLAN: "needs a plan",
    RuleState.NOT_POSSIBLE: "not possible as planned",
    RuleState.NOT_ACTIVE: "not running",
}
WEEK_COLOURS: Final[Mapping[WeekState, str]] = {
    WeekState.VERIFIED: "green",
    WeekState.WAITING: "yellow",
    WeekState.SENT_BACK: "red",
    WeekState.DRAFT: "blue",
    WeekState.MISSING: "orange",
    WeekState.CLOSED: "grey",
    WeekState.PAUSED: "grey",
    WeekState.FUTURE: "grey",
}
WEEK_WORDS: Final[Mapping[WeekState, str]] = {
    WeekState.VERIFIED: "verified",
    WeekState.WAITING: "waiting",
    WeekState.SENT_BACK: "sent back",
    WeekState.DRAFT: "draft",
    WeekState.MISSING: "none",
    WeekState.CLOSED: "closed",
    WeekState.PAUSED: "paused",
    WeekState.FUTURE: EMPTY,
}


class Line(Protocol):
    """One student as the query finds them; what is kept is None for who was never counted."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def status(self) -> StudentStatus: ...
    @property
    def state(self) -> RuleState | None: ...
    @property
    def as_of(self) -> date | None: ...
    @property
    def reasons(self) -> list[Any] | None: ...
    @property
    def results(self) -> list[Any] | None: ...
    @property
    def weeks(self) -> list[Any] | None: ...


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: short words that everybody sees, longer ones for a screen reader, and a colour."""

    text: str
    colour: str = "grey"
    more: str = ""


@dataclass(frozen=True, slots=True)
class Heat:
    """A heat table: its columns, and the cells of each student by id."""

    columns: Sequence[str]
    cells: Mapping[uuid.UUID, Sequence[Cell]]


NOTHING: Final = Cell(EMPTY, more="nothing known")


def heat(lines: Sequence[Line], view: CohortView, today: date) -> Heat:
    """Return the heat table of a page of students: rules, or the latest weeks; empty for the list."""
    if view is CohortView.LIST:
        return Heat((), {})
    return _by_rules(lines) if view is CohortView.RULES else _by_weeks(lines, today)


def _by_rules(lines: Sequence[Line]) -> Heat:
    known = {line.id: {result["name"]: result for result in line.results or ()} for line in lines}
    names = in_order(name for results in known.values() for name in results)
    cells = {
        student: [_rule_cell(results[name]) if name in results else NOTHING for name in names]
        for student, results in known.items()
    }
    return Heat(names, cells)


def _rule_cell(result: Mapping[str, Any]) -> Cell:
    state = RuleState(result["state"])
    if result["kind"] == RuleKind.LONGEST_GAP:
        text = f"{result['gap']} days"
    elif result["target"]:
        text = f"{min(999, result['done'] * 100 // result['target'])} %"
    else:
        text = STATE_WORDS[state]
    return Cell(text, STATE_COLOURS[state], STATE_WORDS[state])


def _by_weeks(lines: Sequence[Line], today: date) -> Heat:
    this = monday_of(today)
    known = {line.id: {week: rest for week, *rest in line.weeks or ()} for line in lines}
    past = sorted({week for weeks in known.values() for week in weeks if week <= this.isoformat()})[-WEEKS_SHOWN:]
    cells = {student: [_week_cell(weeks.get(week)) for week in past] for student, weeks in known.items()}
    return Heat([_short(date.fromisoformat(week)) for week in past], cells)


def _week_cell(week: Sequence[Any] | None) -> Cell:
    if week is None:
        return NOTHING
    state, minutes = WeekState(week[0]), int(week[1])
    text = f"{minutes // 60}:{minutes % 60:02d}" if minutes else WEEK_WORDS[state]
    return Cell(text, WEEK_COLOURS[state], WEEK_WORDS[state] if minutes else "")


def _short(week: date) -> str:
    return f"{week.day} {week:%b}"


# The sheet ------------------------------------------------------------------------------------------------------------

FIXED: Final = (
    "Name",
    "Stage",
    "State",
    "Why",
    "Hours recorded",
    "Hours submitted",
    "Hours verified",
    "Hours credited",
    "Hours countable",
    "Entries waiting",
    "Waiting since",
    "Entries sent back",
    "Last entry",
    "As of",
)


def sheet(lines: Sequence[Any]) -> tuple[list[str], list[list[Any]]]:
    """Return headings and rows of a cohort; hours have two decimals, each rule has its result and its state."""
    names = in_order(result["name"] for line in lines for result in line.results or ())
    headings = [*FIXED, *(words for name in names for words in (name, f"{name}: state"))]
    return headings, [_row(line, names) for line in lines]


def _row(line: Any, names: Iterable[str]) -> list[Any]:
    results = {result["name"]: result for result in line.results or ()}
    why = " ".join(
        " ".join(filter(None, (f"{each.about}:" if each.about else "", each.sentence)))
        for each in whys(line.reasons or ())
    )
    state = STATE_WORDS[line.state].capitalize() if line.state else "Not counted yet"
    amounts = (line.recorded, line.submitted, line.verified, line.credited, line.countable)
    rest = (line.waiting, line.waiting_since, line.sent_back, line.last_entry_day, line.as_of)
    rules = [cell for name in names for cell in _rule_columns(results.get(name))]
    return [line.name, line.stage, state, why, *(_hours(each) for each in amounts), *rest, *rules]


def _hours(minutes: int | None) -> Decimal:
    return (Decimal(minutes or 0) / 60).quantize(Decimal("0.01"))


def _rule_columns(result: Mapping[str, Any] | None) -> tuple[str, str]:
    if result is None:
        return "", ""
    state = STATE_WORDS[RuleState(result["state"])].capitalize()
    if result["kind"] == RuleKind.LONGEST_GAP:
        return f"{result['gap']} of {result['limit']} days", state
    if not result["unit"]:
        return f"{result['done']} of {result['target']}", state
    unit = RuleUnit(result["unit"])
    return f"{in_words(result['done'], unit)} of {in_words(result['target'], unit)}", state
