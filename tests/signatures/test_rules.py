"""What is true of what is shown: one text, one fingerprint; every pair of state and act decided."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.signatures.rules import (
    MOST_CODES,
    MOST_TRIES,
    MOVES,
    DisputeAction,
    DisputeStatus,
    EndReason,
    NotPossible,
    Offer,
    SignatureState,
    canonical,
    changes,
    digest,
    is_code,
    may_send,
    move,
    opens,
    plain_code,
    seen,
    state_of,
)

LEAVES = st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=8)
JSON = st.dictionaries(
    st.text(min_size=1, max_size=6),
    st.recursive(
        LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner), max_leaves=8
    ),
    max_size=4,
)
OFFER = Offer(
    kind="setting",
    subject=uuid.UUID(int=1),
    chain=uuid.UUID(int=2),
    title="A setting",
    content={"name": "Willow Bank"},
    meaning="It is right.",
    capacity="Co-ordinator",
    name="Grace",
)
NOW = datetime(2026, 6, 1, tzinfo=UTC)


@given(JSON)
def test_a_content_has_one_text_whatever_the_order_of_its_keys(content: Mapping[str, Any]) -> None:
    turned = dict(reversed(list(content.items())))
    assert canonical(turned) == canonical(content)
    assert digest(canonical(turned)) == digest(canonical(content))
    assert changes(content, turned) == []


@given(JSON, JSON)
def test_two_contents_with_one_fingerprint_are_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> None:
    same_text = canonical(one) == canonical(other)
    assert same_text == (digest(canonical(one)) == digest(canonical(other)))
    assert (seen(replace(OFFER, content=one)) == seen(replace(OFFER, content=other))) == same_text


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "poem"},
        {"subject": uuid.UUID(int=9)},
        {"content": {"name": "Willow bank"}},
        {"meaning": "It is wrong."},
        {"capacity": "Supervisor"},
        {"name": "Grace N"},
        {"number": "AS 1"},
    ],
)
def test_everything_that_is_shown_is_bound(other: dict[str, Any]) -> None:
    assert seen(replace(OFFER, **other)) != seen(OFFER)


def test_differences_name_the_place_and_never_a_sealed_name() -> None:
    before = {"title": "One", "goals": ["Listen"], "student": {"person": "1", "printed_name": "Old"}, "empty": None}
    after = {"title": "Two", "goals": ["Listen", "Play"], "student": {"person": "1", "printed_name": "New"}}
    assert changes(before, after) == [("Title", "One", "Two"), ("Goals, 2", "", "Play")]
    assert changes({"days_a_week": {"first_half": 1}}, {}) == [("Days a week, first half", "1", "")]


@pytest.mark.parametrize("bad", [{"at": NOW}, {"x": float("nan")}])
def test_what_json_cannot_say_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical(bad)


@pytest.mark.parametrize("status", DisputeStatus)
@pytest.mark.parametrize("action", DisputeAction)
def test_every_pair_of_state_and_act_is_decided(status: DisputeStatus, action: DisputeAction) -> None:
    if (status, action) in MOVES:
        assert status is DisputeStatus.OPEN
        assert move(status, action) is not DisputeStatus.OPEN
    else:
        with pytest.raises(NotPossible) as refused:
            move(status, action)
        assert refused.value.status is status


@given(
    st.sampled_from("ab"),
    st.sampled_from("ab"),
    st.none() | st.sampled_from(EndReason),
    st.lists(st.sampled_from(DisputeStatus)),
)
def test_only_an_unchanged_undisputed_signature_stands(
    signed: str, now: str, ended: EndReason | None, disputes: list[DisputeStatus]
) -> None:
    state = state_of(signed, now, ended, disputes)
    assert (state is SignatureState.STANDS) == (signed == now and ended is None and DisputeStatus.OPEN not in disputes)
    assert (state is SignatureState.BROKEN) == (signed != now and ended is None and DisputeStatus.OPEN not in disputes)


def test_a_code_is_good_until_it_is_used_or_old_or_guessed_at() -> None:
    later = NOW + timedelta(minutes=5)
    assert opens(later, None, 0, now=NOW)
    assert opens(later, None, MOST_TRIES - 1, now=NOW)
    assert not opens(later, None, MOST_TRIES, now=NOW)
    assert not opens(later, NOW, 0, now=NOW)
    assert not opens(later, None, 0, now=later)


@pytest.mark.parametrize(
    "typed, good", [("123456", True), ("12 34-56", True), ("12345", False), ("", False), ("١٢٣٤٥٦", False)]
)
def test_codes_as_people_type_them(typed: str, good: bool) -> None:
    assert is_code(plain_code(typed)) is good


def test_codes_are_few() -> None:
    assert may_send(MOST_CODES - 1)
    assert not may_send(MOST_CODES)
