"""The waiting room: its order, its groups, what one tick takes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from placement_portal.hours.rules import EntryFlag
from placement_portal.signing import rules

STUDENTS = [UUID(int=n) for n in range(1, 5)]


@dataclass(frozen=True)
class Line:
    id: UUID
    student_id: UUID
    day: date
    start: time
    flags: frozenset[EntryFlag]


LINES = st.lists(
    st.builds(
        Line,
        st.uuids(),
        st.sampled_from(STUDENTS),
        st.dates(date(2026, 1, 1), date(2026, 6, 1)),
        st.times(),
        st.frozensets(st.sampled_from(EntryFlag), max_size=2),
    ),
    max_size=30,
    unique_by=lambda line: line.id,
)


@given(LINES)
def test_every_line_is_in_exactly_one_week(lines: list[Line]) -> None:
    weeks = rules.by_student_and_week(lines)
    shown = [line for week in weeks for line in week.lines]
    assert shown == rules.in_order(lines)
    assert set(shown) == set(lines)
    assert len({(week.student_id, week.monday) for week in weeks}) == len(weeks)
    for week in weeks:
        assert {(line.student_id, line.day - timedelta(days=line.day.weekday())) for line in week.lines} == {
            (week.student_id, week.monday)
        }


@given(LINES)
def test_who_has_waited_longest_comes_first(lines: list[Line]) -> None:
    ordered = rules.in_order(lines)
    assert not ordered or ordered[0].day == min(line.day for line in lines)
    students = list(dict.fromkeys(line.student_id for line in ordered))
    oldest = [min(line.day for line in lines if line.student_id == student) for student in students]
    assert oldest == sorted(oldest)


@given(LINES)
def test_tick_all_never_takes_a_flagged_line(lines: list[Line]) -> None:
    taken = rules.taken_by_tick_all(lines)
    assert not any(line.flags for line in taken)
    assert [line for line in lines if not line.flags] == taken


@given(LINES, st.data())
def test_one_tick_takes_what_was_ticked(lines: list[Line], data: st.DataObject) -> None:
    chosen = data.draw(st.sets(st.sampled_from(lines))) if lines else set()
    ids = {line.id for line in chosen}
    assert set(rules.ticked(lines, ids | {uuid4()})) == chosen


def test_the_earliest_decision_ends_the_undo() -> None:
    nine = datetime(2026, 3, 6, 9, tzinfo=UTC)
    assert rules.undo_deadline([nine + timedelta(minutes=3), nine]) == nine + timedelta(minutes=10)
    assert rules.undo_deadline([]) is None
