"""What is true of letters: which words they never say, when one holds, how guessing is slowed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.clearance.rules.presets import GROUPS
from placement_portal.letters.rules import (
    LONGEST_WAIT,
    LetterStanding,
    LetterState,
    due_at,
    must_wait,
    standing,
    wait_after,
)
from placement_portal.letters.rules.words import SOMETHING, said_of, says_never

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 27)
DAYS = st.one_of(st.none(), st.dates(date(2026, 11, 1), date(2026, 12, 31)))


@pytest.mark.parametrize("code", sorted({code for bundle in GROUPS.values() for code in bundle}))
def test_every_preset_is_said_in_plain_words(code: str) -> None:
    name = next(bundle[code].name for bundle in GROUPS.values() if code in bundle)
    assert not says_never(said_of(code, name))


@given(st.text(), st.sampled_from(["DBS", "Police check", "criminal record", "suspended", "Withdrawn", ""]))
def test_whatever_a_check_is_called_a_letter_never_says_a_forbidden_word(name: str, word: str) -> None:
    said = said_of("own", f"{name} {word}")
    assert not says_never(said)
    assert said == SOMETHING or not word


@given(st.sampled_from(LetterState), DAYS, st.booleans(), st.booleans(), st.booleans())
def test_a_letter_is_current_only_while_everything_is_in_order(
    state: LetterState, last_day: date | None, stopped: bool, paused: bool, may_come: bool
) -> None:
    said = standing(state, last_day=last_day, on=TODAY, stopped=stopped, paused=paused, may_come=may_come)
    over = last_day is None or last_day < TODAY
    good = state is LetterState.LIVE and not over and may_come and not stopped and not paused
    assert (said is LetterStanding.CURRENT) == good
    assert (said is LetterStanding.ENDED) == (state is LetterState.LIVE and over)


@given(st.integers(0, 500))
def test_waiting_grows_and_never_locks_out(wrong: int) -> None:
    assert timedelta(0) <= wait_after(wrong) <= wait_after(wrong + 1) <= LONGEST_WAIT
    assert (wait_after(wrong) == timedelta(0)) == (wrong < 5)


def test_a_wait_is_over_to_the_second() -> None:
    assert must_wait(9, None, NOW) == 0
    assert must_wait(5, NOW, NOW) == 30
    assert must_wait(5, NOW, NOW + timedelta(seconds=29, milliseconds=1)) == 1
    assert must_wait(5, NOW, NOW + timedelta(seconds=30)) == 0
    assert due_at(NOW) - NOW == timedelta(hours=2)
