"""The one statement that gathers everything a count needs, built once for the life of the process."""

import enum
import functools
import operator
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from placement_portal.changes.queries import stopped_at_all
from placement_portal.clearance.queries.windows import closed_at_all
from placement_portal.credits.models import AgreedPlan, BoardCredit, CarriedShortfall
from placement_portal.database import Instant, Prepared
from placement_portal.hours.models import GAP, Entry
from placement_portal.hours.rules import EntryStatus, SessionOutcome
from placement_portal.placements.models import (
    Assignment,
    Placement,
    PlacementAmendment,
    PlacementMove,
    PlacementPause,
    PlacementSite,
)
from placement_portal.placements.rules import SUPERVISING, ChangeStatus, PlacementAction
from placement_portal.programmes.models import Category, OpeningBalance, Rule, RuleSet, Stage, Term
from placement_portal.programmes.rules import RuleKind
from placement_portal.sites.models import Closure, Site
from placement_portal.students.models import StudentMove
from placement_portal.students.rules import StudentAction
from placement_portal.supervision import queries as supervision
from placement_portal.supervision.models import SupervisionPart
from placement_portal.supervision.rules import SupervisionStatus

CALLS_OFF: Final = frozenset({PlacementAction.WITHDRAW, PlacementAction.END_EARLY, PlacementAction.DECLINE})
MISSED: Final = (SessionOutcome.STUDENT_AWAY_AGREED, SessionOutcome.STUDENT_AWAY_TOLD_ON_DAY)
PLACEMENTS, STAGES, STUDENTS = (
    sa.bindparam(name, expanding=True, type_=sa.Uuid()) for name in ("placements", "stages", "students")
)


@functools.cache
def everything() -> Prepared:
    """Return the statement; it asks for `placements`, `stages` and `students`, each a list of ids.

    Its rows have a `kind` (tally, session, closure, move, pause, pace, term, rule, balance, away, cover, earlier,
    board, carry, plan), an `owner`, and what they hold.
    """
    return Prepared(
        sa.union_all(
            _tallies(),
            _sessions(),
            _closures(),
            _moves(),
            _pauses(),
            _paces(),
            _steps(),
            _terms(),
            _rules(),
            _balances(),
            _away(),
            _supervised(),
            _earlier(),
            *_own(),
        )
    )


class Part(NamedTuple):
    """One row of it; what a kind does not need is None."""

    kind: str
    owner: uuid.UUID
    other: uuid.UUID | None
    within: uuid.UUID | None
    a: Any
    b: Any
    c: Any
    first: Any
    last: Any
    n1: Any
    n2: Any
    at: Any


COLUMNS: Final[Mapping[str, Any]] = {
    "other": sa.Uuid(),
    "within": sa.Uuid(),
    "a": sa.Text(),
    "b": sa.Text(),
    "c": sa.Text(),
    "first": sa.Date(),
    "last": sa.Date(),
    "n1": sa.Integer(),
    "n2": sa.Integer(),
    "at": Instant(),
}


TALLY: Final = "tally"


class How(enum.IntFlag):
    """How an entry stands, in one number: the database sends hundreds of rows, and each column has its price."""

    COUNTS = 1
    REVERSED = 2
    CHANGING = 4
    STOPPED = 8
    UNCLEARED = 16
    MISSED = 32


def _part(kind: str, owner: Any, **given: Any) -> sa.Select[Any]:
    """Return one part of the statement; what it does not give is empty."""
    empty = {name: sa.cast(sa.null(), type_) for name, type_ in COLUMNS.items() if name not in given}
    columns = ((given | empty)[name].label(name) for name in COLUMNS)
    return sa.select(sa.literal(kind, sa.Text()).label("kind"), owner.label("owner"), *columns)


def _text(column: Any) -> Any:
    return sa.cast(column, sa.Text())


def _flag(condition: Any, how: How) -> Any:
    return sa.case((condition, how.value), else_=0)


def _tallies() -> sa.Select[Any]:
    """Return entries one by one: hardly two of a day stand alike, so that adding up in the database only costs."""
    how = (
        _flag(Category.counts, How.COUNTS),
        _flag(Entry.reversed_at.is_not(None), How.REVERSED),
        _flag(Entry.changing, How.CHANGING),
        _flag(sa.and_(stopped_at_all(PLACEMENTS), Entry.in_stop), How.STOPPED),
        _flag(sa.and_(closed_at_all(PLACEMENTS), GAP.is_not(None)), How.UNCLEARED),
        _flag(Entry.outcome.in_(MISSED), How.MISSED),
    )
    return (
        _part(
            TALLY,
            Entry.placement_id,
            other=Entry.id,
            within=Entry.site_id,
            a=_text(Category.group),
            b=_text(Entry.status),
            c=_text(Category.code),
            first=Entry.day,
            n1=Entry.minutes,
            n2=functools.reduce(operator.add, how),
            at=sa.case((Entry.status == EntryStatus.SUBMITTED, Entry.submitted_at)),
        )
        .join(Category, Category.id == Entry.category_id)
        .where(Entry.placement_id.in_(PLACEMENTS))
    )


def _sessions() -> sa.Select[Any]:
    """Return supervision as it stands, with what is needed to work out how much of it counts."""
    how = _flag(SupervisionPart.reversed_at.is_not(None), How.REVERSED) + _flag(SupervisionPart.changing, How.CHANGING)
    sessions = _part(
        "session",
        SupervisionPart.placement_id,
        other=SupervisionPart.id,
        a=_text(SupervisionPart.status),
        b=supervision.SUM_OF,
        first=SupervisionPart.day,
        n1=SupervisionPart.minutes,
        n2=how,
        at=sa.case((SupervisionPart.status == SupervisionStatus.SUBMITTED, SupervisionPart.submitted_at)),
    )
    return (
        sessions.join(Placement, Placement.id == SupervisionPart.placement_id)
        .outerjoin(RuleSet, sa.and_(RuleSet.stage_id == Placement.stage_id, RuleSet.in_force))
        .where(SupervisionPart.placement_id.in_(PLACEMENTS), SupervisionPart.status != SupervisionStatus.MERGED)
    )


def _closures() -> sa.Select[Any]:
    given = {"other": PlacementSite.site_id, "a": _text(Site.kind), "b": _text(Site.meets)}
    return (
        _part("closure", PlacementSite.placement_id, **given, first=Closure.starts, last=Closure.ends)
        .join(Site, Site.id == PlacementSite.site_id)
        .outerjoin(Closure, Closure.site_id == PlacementSite.site_id)
        .where(PlacementSite.placement_id.in_(PLACEMENTS))
    )


def _moves() -> sa.Select[Any]:
    wanted = (PlacementMove.placement_id.in_(PLACEMENTS), PlacementMove.action.in_(CALLS_OFF))
    moves = _part("move", PlacementMove.placement_id, a=_text(PlacementMove.action), first=PlacementMove.day)
    return moves.where(*wanted)


def _pauses() -> sa.Select[Any]:
    pauses = _part("pause", PlacementPause.placement_id, first=PlacementPause.starts, last=PlacementPause.ends)
    return pauses.where(PlacementPause.placement_id.in_(PLACEMENTS))


def _paces() -> sa.Select[Any]:
    """Half days a week from the first day on."""
    base = _part("pace", Placement.id, first=Placement.starts, n1=_halves(Placement.days_a_week), n2=sa.literal(0))
    return base.where(Placement.id.in_(PLACEMENTS))


def _steps() -> sa.Select[Any]:
    """Half days a week from the day of each change that was agreed."""
    kept = _part(
        "pace",
        PlacementAmendment.placement_id,
        first=PlacementAmendment.from_day,
        n1=_halves(PlacementAmendment.days_a_week),
        n2=sa.literal(1),
        at=sa.func.coalesce(PlacementAmendment.settled_at, PlacementAmendment.at),
    )
    return kept.where(
        PlacementAmendment.placement_id.in_(PLACEMENTS),
        PlacementAmendment.status == ChangeStatus.AGREED,
        PlacementAmendment.days_a_week.is_not(None),
    )


def _halves(days: Any) -> Any:
    return sa.cast(days * 2, sa.Integer())


def _terms() -> sa.Select[Any]:
    return _part("term", Term.stage_id, first=Term.starts, last=Term.ends).where(Term.stage_id.in_(STAGES))


_ASKED: Final[Any] = (
    _text(Rule.groups),
    sa.func.coalesce(_text(Rule.unit), ""),
    _text(Rule.codes),
    _text(Rule.more),
    _text(RuleSet.number),
)
"""What a rule asks, as one text of lines: which work, its unit, which categories, what else, and its version."""


def _rules() -> sa.Select[Any]:
    return (
        _part(
            "rule",
            RuleSet.stage_id,
            other=Rule.id,
            within=RuleSet.id,
            a=_text(Rule.kind),
            b=sa.type_coerce(Rule.name, sa.Text()),
            c=_lines(*_ASKED),
            n1=Rule.amount,
            n2=Rule.position,
        )
        .select_from(RuleSet)
        .outerjoin(Rule, Rule.rule_set_id == RuleSet.id)
        .where(RuleSet.stage_id.in_(STAGES), RuleSet.in_force)
    )


def _balances() -> sa.Select[Any]:
    kept = _part(
        "balance",
        OpeningBalance.student_id,
        other=OpeningBalance.stage_id,
        a=_text(OpeningBalance.group),
        n1=OpeningBalance.minutes,
        n2=OpeningBalance.sessions,
    )
    return kept.where(OpeningBalance.student_id.in_(STUDENTS))


def _own() -> Iterator[sa.Select[Any]]:
    """Yield what the board credited, what is carried into or out of a year, and a student's own plan."""
    mine, carried = BoardCredit, CarriedShortfall
    given = {"a": _text(mine.group), "n1": mine.minutes, "n2": mine.sessions}
    yield _part("board", mine.student_id, other=mine.stage_id, **given).where(mine.student_id.in_(STUDENTS))
    lines = (_text(carried.groups), _text(carried.codes), _text(carried.unit), sa.type_coerce(carried.name, sa.Text()))
    asked = {"a": _lines(*lines[:3]), "b": lines[3], "c": _text(Stage.name), "n1": carried.amount, "first": carried.due}
    kept = _part("carry", carried.student_id, other=carried.stage_id, within=carried.later_id, **asked)
    yield kept.join(Stage, Stage.id == carried.stage_id).where(carried.student_id.in_(STUDENTS))
    own = {"other": AgreedPlan.stage_id, "last": AgreedPlan.until, "n1": AgreedPlan.percent}
    yield _part("plan", AgreedPlan.student_id, **own).where(AgreedPlan.student_id.in_(STUDENTS))


def _lines(*texts: Any) -> Any:
    return functools.reduce(lambda one, other: one + "\n" + other, texts)


def _away() -> sa.Select[Any]:
    """Return every change of a student's status; interruptions stop the clock in between."""
    moves = _part("away", StudentMove.student_id, a=_text(StudentMove.status), first=StudentMove.day, at=StudentMove.at)
    return moves.where(StudentMove.student_id.in_(STUDENTS), StudentMove.action != StudentAction.CHANGE_MODE)


def _supervised() -> sa.Select[Any]:
    """Return from when to when somebody was there to supervise a placement."""
    kept = _part("cover", Assignment.placement_id, first=Assignment.starts, last=Assignment.ends)
    return kept.where(Assignment.placement_id.in_(PLACEMENTS), Assignment.capacity.in_(SUPERVISING))


def _earlier() -> sa.Select[Any]:
    """Return what counts of the years before, by category and setting, where a rule looks across all of them."""
    now, before = aliased(Stage), aliased(Stage)
    across = sa.exists().where(RuleSet.stage_id == now.id, RuleSet.in_force, Rule.rule_set_id == RuleSet.id)
    across = across.where(Rule.kind == RuleKind.VARIETY)
    return (
        _part(
            "earlier",
            Placement.student_id,
            other=now.id,
            within=Entry.site_id,
            a=_text(Category.group),
            b=_text(Category.code),
            n1=sa.func.sum(Entry.minutes),
        )
        .select_from(Placement)
        .join(before, before.id == Placement.stage_id)
        .join(now, sa.and_(now.id.in_(STAGES), now.cohort_id == before.cohort_id, now.position > before.position))
        .join(Entry, Entry.placement_id == Placement.id)
        .join(Category, Category.id == Entry.category_id)
        .where(Placement.student_id.in_(STUDENTS), across, Category.counts)
        .where(Entry.status == EntryStatus.VERIFIED, Entry.reversed_at.is_(None))
        .group_by(Placement.student_id, now.id, Entry.site_id, Category.group, Category.code)
    )
