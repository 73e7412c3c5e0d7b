"""Every pair of state and act is decided; a text says what it says; a change is a change and a new name is none."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.agreements.rules import (
    BLANKS,
    EXAMPLE,
    MOVES,
    ORDERS,
    TO_SIGN,
    UNFINISHED,
    AgreementAction,
    AgreementStatus,
    NotAllowed,
    PartyRole,
    blocks,
    changed_since,
    is_due,
    move,
    people_in,
    possible,
    said,
    thawing,
    turn,
    unknown_blanks,
    week_of,
)

ONE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)
NAMES = {ONE: "Siân", OTHER: "Maya"}
NOW = datetime(2026, 11, 27, tzinfo=UTC)
FACTS = {
    "student": [{"person": str(ONE), "printed_name": "Siân Old"}],
    "university": "Fens",
    "settings": ["Willow Bank", "Riverside"],
    "first_day": "2026-09-28",
    "supervisors": [{"person": str(OTHER), "printed_name": "Maya"}],
}


@pytest.mark.parametrize("status", AgreementStatus)
@pytest.mark.parametrize("action", AgreementAction)
def test_every_pair_of_state_and_act_is_decided(status: AgreementStatus, action: AgreementAction) -> None:
    if possible(status, action):
        assert move(status, action) is MOVES[status, action]
    else:
        with pytest.raises(NotAllowed) as refused:
            move(status, action)
        assert (refused.value.status, refused.value.action) == (status, action)


@given(st.lists(st.sampled_from(AgreementAction), max_size=12))
def test_what_all_signed_never_becomes_a_draft_again(actions: list[AgreementAction]) -> None:
    status, complete = AgreementStatus.DRAFT, False
    for action in actions:
        if possible(status, action):
            before, status = status, move(status, action)
            complete = before is AgreementStatus.SIGNED or (complete and status is not AgreementStatus.READY)
            if before is AgreementStatus.SIGNED:
                assert status in {AgreementStatus.SUPERSEDED, AgreementStatus.FROZEN}
    assert status is not AgreementStatus.SUPERSEDED or not any(possible(status, each) for each in AgreementAction)


def test_what_is_unfinished() -> None:
    assert {AgreementStatus.DRAFT} == UNFINISHED - TO_SIGN


@pytest.mark.parametrize(
    "signed, action",
    [
        (0, AgreementAction.THAW_READY),
        (1, AgreementAction.THAW_PARTLY),
        (2, AgreementAction.THAW_PARTLY),
        (3, AgreementAction.THAW_SIGNED),
    ],
)
def test_thawing_leads_to_where_the_signatures_say(signed: int, action: AgreementAction) -> None:
    assert thawing(signed, 3) is action


@given(st.sampled_from(ORDERS), st.sets(st.sampled_from(PartyRole)))
def test_turns(order: tuple[PartyRole, ...], signed: set[PartyRole]) -> None:
    now = turn(order, signed)
    assert not now & signed
    assert bool(now) == (len(signed) < 3)
    assert len(now) <= 1 if order else now == set(PartyRole) - signed


def test_orders_are_all_there_are() -> None:
    assert len(set(ORDERS)) == 7
    assert ORDERS[0] == ()


@given(st.integers(0, 20))
def test_a_party_is_due_after_a_week(days: int) -> None:
    assert is_due(NOW - timedelta(days=days), NOW) == (days >= 7)
    assert is_due(None, NOW)


def test_a_week_has_one_number() -> None:
    assert week_of(date(2026, 11, 23)) == week_of(date(2026, 11, 29)) == 202648
    assert week_of(date(2027, 1, 1)) == 202653


def test_the_example_has_every_blank_and_no_other() -> None:
    assert unknown_blanks(EXAMPLE) == []
    assert all(f"{{{name}}}" in EXAMPLE for name in BLANKS)


def test_blocks_of_a_text() -> None:
    text = "# About {student}\nOne line\nand more of it.\n- first {unheard of}\n- second\nAfter.\n\n- {tutor}"
    found = [
        (block.kind, ["".join(piece.text for piece in line) for line in block.lines])
        for block in blocks(text, {"student": "Siân"})
    ]
    assert found == [
        ("heading", ["About Siân"]),
        ("paragraph", ["One line and more of it."]),
        ("list", ["first {unheard of}", "second"]),
        ("paragraph", ["After."]),
        ("list", ["(not known yet)"]),
    ]
    assert unknown_blanks(text) == ["unheard of"]


@given(st.text(alphabet="ab{}# -\n", max_size=80))
def test_no_word_of_a_text_is_lost(text: str) -> None:
    shown = "".join(piece.text for block in blocks(text, {}) for line in block.lines for piece in line)
    assert sum(shown.count(letter) for letter in "ab") == sum(text.count(letter) for letter in "ab")


def test_facts_in_words_have_present_names() -> None:
    assert said(FACTS, NAMES) == {
        "student": "Siân",
        "university": "Fens",
        "settings": "Willow Bank, Riverside",
        "first_day": "28 September 2026",
        "supervisors": "Maya",
    }
    assert people_in(FACTS) == {ONE, OTHER}


def test_a_new_name_is_no_change_and_a_new_person_is_one() -> None:
    renamed = FACTS | {"student": [{"person": str(ONE), "printed_name": "Siân New"}]}
    assert changed_since(FACTS, renamed, NAMES) == []
    moved = FACTS | {"supervisors": [], "first_day": "2026-10-05"}
    assert changed_since(FACTS, moved, NAMES) == [
        ("First day", "28 September 2026", "5 October 2026"),
        ("Who supervises", "Maya", ""),
    ]
