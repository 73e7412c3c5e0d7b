"""The rules of placement offers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.offers.rules import (
    MOVES,
    OfferAction,
    OfferStatus,
    PlaceState,
    check_move,
    days_fit,
    free_number,
    is_taken,
    status_of,
)
from placement_portal.placements.rules import NotAllowed

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize("status", OfferStatus)
@pytest.mark.parametrize("action", OfferAction)
def test_every_pair_of_state_and_act_is_decided(status: OfferStatus, action: OfferAction) -> None:
    if (status, action) in MOVES:
        check_move(status, action)
        assert MOVES[status, action] <= set(OfferStatus)
    else:
        with pytest.raises(NotAllowed) as refused:
            check_move(status, action)
        assert (refused.value.status, refused.value.action) == (status, action)


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 60), st.booleans())
def test_the_state_says_what_the_places_say(capacity: int, confirmed: int, held: int, withdrawn: bool) -> None:
    status = status_of(capacity, confirmed=confirmed, held=held, withdrawn=withdrawn)
    assert (status is OfferStatus.WITHDRAWN) == withdrawn
    if not withdrawn:
        assert (status is OfferStatus.OFFERED) == (confirmed + held < capacity)
        assert (status is OfferStatus.FILLED) == (confirmed >= capacity)


def test_a_hold_runs_out_after_its_last_day_and_a_student_stays() -> None:
    assert is_taken(PlaceState.HELD, TODAY, TODAY)
    assert not is_taken(PlaceState.HELD, TODAY - timedelta(days=1), TODAY)
    assert is_taken(PlaceState.CONFIRMED, None, TODAY)


@given(st.integers(1, 20), st.sets(st.integers(1, 20)))
def test_a_free_place_is_the_first_that_nobody_has(capacity: int, taken: set[int]) -> None:
    number = free_number(capacity, taken)
    free = set(range(1, capacity + 1)) - taken
    assert number == min(free, default=None)


@pytest.mark.parametrize(
    "offered, a_week, can_come, fits",
    [((1, 3), 2, (0, 1, 3), True), ((1, 3), 2, (1,), False), ((1, 3), 1, (3,), True), ((1,), 0.5, (), False)],
)
def test_days_fit_when_one_can_come_often_enough(
    offered: tuple[int, ...], a_week: float, can_come: tuple[int, ...], fits: bool
) -> None:
    assert days_fit(offered, a_week, can_come) is fits
