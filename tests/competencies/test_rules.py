"""What is true of ratings, whatever comes in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.competencies.rules import (
    FINISHES,
    LOOK_MOVES,
    MOVES,
    LookAction,
    LookStatus,
    NotAllowed,
    RatingAction,
    RatingSide,
    RatingStanding,
    RatingStatus,
    compare,
    may_see,
    may_write,
    move,
    move_look,
)
from placement_portal.frameworks.rules import SCALE_PRESET, LevelKind


@given(st.lists(st.sampled_from(list(RatingAction)), max_size=12))
def test_nothing_is_seen_before_both_are_done_whatever_is_tried(acts: list[RatingAction]) -> None:
    status, done = RatingStatus.OPEN, set[RatingSide]()
    for act in acts:
        if (status, act) not in MOVES:
            with pytest.raises(NotAllowed):
                move(status, act)
            continue
        status = move(status, act)
        side = RatingSide(act.value.partition("_")[0])
        done = done | {side} if act is FINISHES[side] else done - {side}
    shown = done == set(RatingSide)
    assert (status is RatingStatus.SHOWN) == shown
    for side in RatingSide:
        assert may_see(status, side, side)
        assert may_see(status, side, None) == shown
        assert all(may_see(status, side, other) == shown for other in RatingSide if other is not side)
        assert may_write(status, side) == (shown or side not in done)


@pytest.mark.parametrize("status", list(LookStatus))
@pytest.mark.parametrize("action", list(LookAction))
def test_every_pair_of_a_request_is_decided(status: LookStatus, action: LookAction) -> None:
    if (status, action) in LOOK_MOVES:
        assert move_look(status, action) is not status
    else:
        with pytest.raises(NotAllowed):
            move_look(status, action)


@given(st.sampled_from(["", *(each.code for each in SCALE_PRESET)]), st.sampled_from(["", "D", "C", "E", "N"]))
def test_not_observed_is_never_not_met(level: str, expected: str) -> None:
    standing = compare(level, expected, SCALE_PRESET)
    kinds = {each.code: each.kind for each in SCALE_PRESET}
    if not level:
        assert standing is RatingStanding.NOT_RATED
    elif kinds[level] is not LevelKind.JUDGED:
        assert standing.value == kinds[level].value
    elif kinds.get(expected) is not LevelKind.JUDGED:
        assert standing is RatingStanding.NOT_EXPECTED
    else:
        order = "DCE"
        apart = order.index(level) - order.index(expected)
        assert standing is (
            RatingStanding.MET if apart == 0 else RatingStanding.EXCEEDED if apart > 0 else RatingStanding.NOT_MET
        )
