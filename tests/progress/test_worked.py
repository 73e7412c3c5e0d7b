"""Every line of docs/rules.md is worked out again: sentences, states, what counts, reasons and fixes."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from placement_portal.programmes.rules import GroupCredit, RuleKind, credit
from placement_portal.progress.rules import Case, Stay, count
from tests.progress.worked import FIRST, LAST, sentence_of, work_out

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
SECTIONS = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
OF_RULES = [section for section in SECTIONS if "```json" in section]


def rows_of(section: str) -> list[list[str]]:
    """Return the lines of the table of a section."""
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def rule_of(section: str) -> dict[str, Any]:
    """Return the rule of a section."""
    found = re.search(r"```json\n(.*)\n```", section)
    assert found
    made: dict[str, Any] = json.loads(found[1])
    return made


def examples() -> Iterator[Any]:
    """Yield every line of every table, named for its section."""
    for section in OF_RULES:
        for row in rows_of(section):
            yield pytest.param(rule_of(section), row, id=f"{section.splitlines()[0]}: {row[1]}")


@pytest.mark.parametrize("rule, row", list(examples()))
def test_a_line_of_the_page_is_right(rule: dict[str, Any], row: list[str]) -> None:
    on, logged, *said = row
    assert list(work_out(rule, on, logged)) == said


@pytest.mark.parametrize("section", OF_RULES, ids=lambda section: section.splitlines()[0])
def test_a_sentence_of_the_page_is_right(section: str) -> None:
    assert f"> {sentence_of(rule_of(section))}" in section.splitlines()


def test_the_page_has_every_kind() -> None:
    assert {rule_of(section)["kind"] for section in OF_RULES} == set(RuleKind)


def test_group_supervision_of_the_page_is_right() -> None:
    section = next(each for each in SECTIONS if each.startswith("Supervision in a group"))
    for minutes, students, part, until, counts in rows_of(section):
        rule = GroupCredit(int(part.removesuffix(" %")), int(until) if until else None)
        assert credit(int(minutes), int(students), rule) == int(counts)


def test_a_rule_set_without_rules_asks_for_nothing() -> None:
    found = count(Case(studying=True, stays=[Stay(FIRST, LAST)]), FIRST)
    assert (found.results, found.standing.worst.value) == ([], "not_active")
