"""Who must agree, how far a change has come, what holds on each day, what a pause silences and a stop stops."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placement_portal.changes import rules
from placement_portal.changes.rules import ChangeAction, Standing
from placement_portal.placements.rules import (
    UNDER_WAY,
    ChangeKind,
    ChangeStatus,
    NotAllowed,
    Pause,
    PlacementStatus,
    Side,
    in_force_on,
    pause_before,
    pause_in_the_way,
    put,
    status_on,
    without,
)

TODAY = date(2026, 11, 27)
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))  # with a year of 53 weeks: 2020, 2026
STEPS = st.dictionaries(DAYS, st.integers(1, 14), max_size=8)


@given(st.integers(1, 14), STEPS, DAYS)
def test_every_day_has_exactly_one_value(base: int, steps: dict[date, int], on: date) -> None:
    begun = [day for day in steps if day <= on]
    assert in_force_on(base, steps.items(), on) == (steps[max(begun)] if begun else base)


@given(st.integers(1, 14), st.lists(st.tuples(DAYS, st.integers(1, 14)), unique_by=lambda step: step[0]), st.randoms())
def test_the_order_of_saving_does_not_matter_where_days_differ(base, steps, chance) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(steps)
    chance.shuffle(shuffled)
    one: list[tuple[date, int]] = []
    other: list[tuple[date, int]] = []
    for step in steps:
        one = put(one, *step)
    for step in shuffled:
        other = put(other, *step)
    assert one == other


@settings(deadline=None)
@given(st.integers(1, 14), STEPS, DAYS, st.integers(1, 14), DAYS)
def test_calling_off_restores(base: int, steps: dict[date, int], day: date, value: int, on: date) -> None:
    steps.pop(day, None)
    before = sorted(steps.items())
    after = without(put(before, day, value), day)
    assert after == before
    assert in_force_on(base, after, on) == in_force_on(base, before, on)


PAUSES = st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=4)


@given(st.sampled_from(sorted(UNDER_WAY)), DAYS, PAUSES, st.none() | DAYS)
def test_a_placement_under_way_stands_somewhere_on_every_day(
    state: PlacementStatus, on: date, pauses: list[Pause], early_end: date | None
) -> None:
    found = status_on(state, on, pauses=pauses, early_end=early_end)
    if early_end and on > early_end:
        assert found is PlacementStatus.ENDED_EARLY
    elif not pauses:
        assert found is state
    else:
        covered = any(first <= on and (last is None or on <= last) for first, last in pauses)
        assert (found is PlacementStatus.PAUSED) == covered


@given(PAUSES, DAYS, st.none() | DAYS)
def test_pauses_never_share_a_day(asked: list[Pause], back: date, until: date | None) -> None:
    kept: list[Pause] = []
    for first, last in asked:
        backwards = last is not None and last < first
        if not backwards and not pause_in_the_way(kept, first, last):
            kept.append((first, last))
    days = [min(first for first, _ in asked) + timedelta(days=n) for n in range(800)] if asked else []
    for day in days:
        assert sum(first <= day and (last is None or day <= last) for first, last in kept) <= 1
    found = pause_before(kept, back)
    others = [each for each in kept if each != found]
    if found:  # to come back on a day never reaches into another pause
        assert found[0] < back
        assert not pause_in_the_way(others, found[0], back - timedelta(days=1))
    assert (found is None) == all(first >= back for first, _ in kept)


@pytest.mark.parametrize("state", [each for each in PlacementStatus if each not in UNDER_WAY])
def test_what_is_not_under_way_stands_where_people_put_it(state: PlacementStatus) -> None:
    assert status_on(state, TODAY, pauses=[(TODAY, None)], early_end=TODAY - timedelta(days=1)) is state


def test_the_last_day_of_a_pause_is_paused() -> None:
    pauses: list[Pause] = [(TODAY, TODAY + timedelta(days=3)), (TODAY + timedelta(days=6), TODAY + timedelta(days=6))]
    found = [status_on(PlacementStatus.ACTIVE, TODAY + timedelta(days=n), pauses=pauses) for n in (-1, 0, 3, 4, 6, 7)]
    active, paused = PlacementStatus.ACTIVE, PlacementStatus.PAUSED
    assert found == [active, paused, paused, active, paused, active]


@pytest.mark.parametrize("kind", ChangeKind)
def test_every_kind_says_who_must_agree(kind: ChangeKind) -> None:
    assert rules.is_enough(kind, list(Side))
    assert rules.is_enough(kind, []) == (not rules.MUST_AGREE[kind])
    assert rules.still_needed(kind, list(Side)) == []


def test_who_must_agree() -> None:
    needed = {kind: rules.still_needed(kind, []) for kind in rules.ASKED_FOR}
    both, university, provider = [Side.UNIVERSITY, Side.PROVIDER], [Side.UNIVERSITY], [Side.PROVIDER]
    assert needed == {
        ChangeKind.DATES: both,
        ChangeKind.EXTENSION: both,
        ChangeKind.DAYS: both,
        ChangeKind.SETTINGS: both,
        ChangeKind.SUPERVISOR: provider,
        ChangeKind.PAUSE: university,
        ChangeKind.RESUME: university,
        ChangeKind.EARLY_END: both,
    }
    assert rules.still_needed(ChangeKind.EARLY_END, [Side.PROVIDER]) == []
    assert rules.still_needed(ChangeKind.EXTENSION, [Side.PROVIDER]) == university


@pytest.mark.parametrize("status", ChangeStatus)
@pytest.mark.parametrize("action", ChangeAction)
def test_every_pair_is_decided(status: ChangeStatus, action: ChangeAction) -> None:
    if (status, action) in rules.MOVES:
        assert rules.move(status, action) is rules.MOVES[status, action]
    else:
        with pytest.raises(NotAllowed, match=status.value):
            rules.move(status, action)


def test_an_agreed_change_is_in_force_from_its_day() -> None:
    found = [rules.standing(ChangeStatus.AGREED, TODAY + timedelta(days=n), TODAY) for n in (-1, 0, 1)]
    assert found == [Standing.IN_FORCE, Standing.IN_FORCE, Standing.AHEAD]
    others = [rules.standing(each, TODAY, TODAY) for each in ChangeStatus if each is not ChangeStatus.AGREED]
    assert others == [Standing.WAITING, Standing.DECLINED, Standing.WITHDRAWN]


def test_a_stop_begins_at_its_minute_and_ends_before_the_day_it_is_lifted() -> None:
    since: dict[str, Any] = {"since": TODAY, "since_time": time(10, 15)}
    tomorrow = TODAY + timedelta(days=1)
    assert not rules.is_stopped(TODAY, time(9, 30), **since, lifted=None)
    assert rules.is_stopped(TODAY, time(10, 15), **since, lifted=None)
    assert rules.is_stopped(tomorrow, time(8), **since, lifted=None)
    assert not rules.is_stopped(tomorrow, time(8), **since, lifted=tomorrow)
