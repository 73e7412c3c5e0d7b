"""Passwords, the pace of failed sign-ins, and when a session ends."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.accounts import rules
from placement_portal.accounts.rules import PasswordProblem, SessionKind, password_problem

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
INSTANTS = st.timedeltas(timedelta(0), timedelta(days=7000)).map(lambda gone: EPOCH + gone)
PAUSES = st.timedeltas(timedelta(0), timedelta(days=40))


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaa",
        "121212121212",
        "abcabcabcabcabc",
        "123456789012",
        "qwertyuiop12",
        "1qaz2wsx3edc",
        "password1234",
        "P@ssw0rd2026!",
        "passwordpassword",
        "iloveyou2026!!",
        "musictherapy1",
        "Placement2026",
        "correcthorsebatterystaple",
        "zyxwvutsrqponm",
        "ＰａｓｓｗｏｒｄＰａｓｓｗｏｒｄ",
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    assert password_problem(password) is PasswordProblem.COMMON


@pytest.mark.parametrize(
    "password",
    ["river tractor melon", "Ŵyn a'r môr glas 7", "hunter badger quilt", "王芳喜欢在河边弹古筝的下午", "xK4!pQ9vZt2m"],
)
def test_words_that_do_not_belong_together_are_taken(password: str) -> None:
    assert password_problem(password, address="sian@example.org", name="Siân Jones") is None


@pytest.mark.parametrize(
    "password, problem",
    [
        ("short", PasswordProblem.TOO_SHORT),
        ("x7" * 200, PasswordProblem.TOO_LONG),
        ("my-marigold-river-path", PasswordProblem.OWN_NAME),
        ("over-the-OKAFOR-bridge", PasswordProblem.OWN_NAME),
    ],
)
def test_length_and_own_name(password: str, problem: PasswordProblem) -> None:
    assert password_problem(password, address="Marigold@example.org", name="Ada Okafor") is problem


def test_every_problem_has_a_sentence() -> None:
    assert set(rules.PASSWORD_SENTENCES) == set(PasswordProblem)


@given(st.text(max_size=300), st.text(max_size=40), st.text(max_size=40))
def test_any_text_gets_an_answer(password: str, address: str, name: str) -> None:
    problem = password_problem(password, address=address, name=name)
    assert (problem is PasswordProblem.TOO_SHORT) == (len(password) < rules.SHORTEST_PASSWORD)


@given(st.emails())
def test_an_address_is_normal_once(address: str) -> None:
    normal = rules.normal_address(f"  {address} ")
    assert rules.normal_address(normal) == normal == rules.normal_address(address.upper().swapcase())


def test_first_failures_cost_nothing() -> None:
    assert [rules.delay_after(n).total_seconds() for n in range(7)] == [0, 0, 0, 0, 2, 4, 8]


@given(st.integers(0, 10**9))
def test_failures_slow_and_never_lock(failures: int) -> None:
    assert rules.delay_after(failures) <= rules.delay_after(failures + 1) <= rules.LONGEST_DELAY


@given(INSTANTS, PAUSES, st.booleans())
def test_staff_sessions_end_after_half_an_hour_or_half_a_day(started: datetime, since: timedelta, kept: bool) -> None:
    ends = rules.session_ends(SessionKind.STAFF, started, started + since, kept)
    assert ends == min(started + timedelta(hours=12), started + since + timedelta(minutes=30))


@given(INSTANTS, PAUSES)
def test_student_sessions_end_after_half_a_day_unless_kept(started: datetime, since: timedelta) -> None:
    thirty_days = started + timedelta(days=30)
    assert rules.session_ends(SessionKind.STUDENT, started, started + since, True) == thirty_days
    idle = rules.session_ends(SessionKind.STUDENT, started, started + since, False)
    assert idle == min(thirty_days, started + since + timedelta(hours=12))


def test_an_organisation_sets_its_own_idle_time() -> None:
    started = datetime(2026, 3, 2, 9, tzinfo=UTC)
    idle = timedelta(minutes=5)
    for kind in SessionKind:
        assert rules.session_ends(kind, started, started, False, idle=idle) == started + idle
