"""What is true of contacts and of notes: what is stored reads the same again, and nothing of the future is noted."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from placement_portal.signpost.rules import (
    FUTURE,
    NOBODY,
    ConcernTold,
    Contact,
    ContactRole,
    Told,
    read,
    roles_of,
    worth_keeping,
)

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
WORDS = st.text(max_size=8)
CONTACTS = st.lists(
    st.builds(Contact, role=st.sampled_from(ContactRole), name=WORDS, phone=WORDS, text=WORDS, email=WORDS),
    unique_by=lambda each: each.role,
)


@given(CONTACTS)
def test_what_is_kept_reads_the_same_again(contacts: list[Contact]) -> None:
    kept = worth_keeping(contacts)
    assert read(each.kept() for each in kept) == {each.role: each for each in kept}
    assert all(each.name or each.is_reachable for each in kept)


@given(st.frozensets(st.sampled_from(ConcernTold)), st.lists(st.one_of(st.none(), st.integers(-90, 90)), max_size=3))
def test_nothing_of_the_future_is_noted_and_nobody_is_no_note(
    roles: frozenset[ConcernTold], offsets: list[int]
) -> None:
    times = [NOW + timedelta(minutes=each) if each is not None else None for each in [*offsets, None, None, None]]
    told = Told(roles=roles, at=times[0] or NOW, supervisor_at=times[1], university_at=times[2])
    wrong = told.problems(NOW)
    late = [when for when in (told.at, told.supervisor_at, told.university_at) if when and when > NOW]
    assert list(wrong.values()).count(FUTURE) == len(late)
    assert (wrong.get("roles") == NOBODY) == (not roles)
    assert set(roles_of([each.value for each in roles])) == set(roles)
