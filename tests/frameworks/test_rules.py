"""What is true of frameworks, whatever is put in."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.frameworks.rules import (
    HEADINGS_PRESET,
    MOST_COMPETENCIES,
    MOVES,
    SCALE_PRESET,
    CompetencyFacts,
    Content,
    DomainFacts,
    FrameworkAction,
    FrameworkStatus,
    Frozen,
    Item,
    LevelFacts,
    LevelKind,
    code_order,
    digest,
    missing,
    move,
    problems,
)
from placement_portal.frameworks.service import example

CODES = st.sampled_from(["A", "B", "C", "D", "E", ""])


@pytest.mark.parametrize("status", list(FrameworkStatus))
@pytest.mark.parametrize("action", list(FrameworkAction))
def test_every_pair_of_state_and_action_is_decided(status: FrameworkStatus, action: FrameworkAction) -> None:
    if (status, action) in MOVES:
        assert move(status, action) in FrameworkStatus
    else:
        with pytest.raises(Frozen, match="never changes"):
            move(status, action)


@given(st.lists(st.tuples(CODES.filter(bool), CODES), max_size=8))
def test_lines_without_problems_are_two_floors_high(pairs: list[tuple[str, str]]) -> None:
    items = [Item(row, code, under) for row, (code, under) in enumerate(pairs, 2)]
    wrong = problems(items, {})
    under = dict(pairs)
    is_good = len(under) == len(pairs) and all(not up or under.get(up, "nowhere") == "" for up in under.values())
    assert (not wrong) == is_good
    assert {each.row for each in wrong} <= {each.row for each in items}


def test_a_circle_is_named_and_what_stands_already_counts() -> None:
    circle = problems([Item(2, "A", "B"), Item(3, "B", "C"), Item(4, "C", "A")], {})
    assert circle[0].sentence.startswith("A, B, C: these lines stand under each other in a circle.")
    assert problems([Item(2, "X", "A")], {"A": ""}) == []
    assert problems([Item(2, "A", "A")], {})[0].sentence.startswith("A: these lines")


def test_codes_are_read_as_people_count() -> None:
    assert sorted(["1.10", "1.2", "a", "A10", "A9", "1"], key=code_order) == ["1", "1.2", "1.10", "a", "A9", "A10"]


def test_the_shipped_example_is_whole() -> None:
    content = example()
    assert missing(content) == []
    assert [each.code for each in content.domains] == ["A", "B", "C", "D"]
    assert 38 <= len(content.competencies) <= 45
    assert {code for each in content.competencies for code in each.headings} == {each.code for each in HEADINGS_PRESET}
    assert all(set(each.expected) == {"1", "2"} and len(each.descriptors) == 3 for each in content.competencies)
    assert len(HEADINGS_PRESET) == 15


def test_what_is_missing_is_said() -> None:
    odd = CompetencyFacts("A1", "A", "x", headings=("99",), expected={"1": "Z"})
    bare = CompetencyFacts("A2", "A", "y")
    levels = [LevelFacts("X", "Only", "", LevelKind.JUDGED)]
    said = missing(Content(1, levels, (), [DomainFacts("A", "Full"), DomainFacts("B", "Bare")], [odd, bare]))
    assert len(said) == 6
    many = [CompetencyFacts(f"A{n}", "A", "x", expected={"1": "C"}) for n in range(MOST_COMPETENCIES + 1)]
    assert len(missing(Content(1, SCALE_PRESET, (), [DomainFacts("A", "Full")], many))) == 1
    assert missing(Content(1, SCALE_PRESET, (), [], [])) == ["There is no domain yet."]


def test_a_digest_is_of_what_is_said_and_not_of_its_order() -> None:
    content = example()
    turned = Content(2, content.levels, content.headings, content.domains[::-1], content.competencies[::-1])
    assert digest(turned) == digest(content)
    assert digest(replace(content, years=3)) != digest(content)
