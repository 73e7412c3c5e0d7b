"""House rules that a reader would miss: who may commit, who may ask who is there, how files are named and how long."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

import placement_portal

PACKAGE = Path(placement_portal.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core", "shared", "tools"}
LONGEST, MEDIAN_MODULE, MEDIAN_FUNCTION = 400, 100, 10


def _id(file: Path) -> str:
    return str(file.relative_to(PACKAGE))


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _room(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0]


def _calls(file: Path) -> Iterator[str]:
    return (ast.unparse(node.func) for node in ast.walk(_tree(file)) if isinstance(node, ast.Call))


@pytest.mark.parametrize("file", FILES, ids=_id)
def test_only_the_edge_commits(file: Path) -> None:
    commits = [call for call in _calls(file) if call.endswith("session.commit")]
    assert not commits or _room(file) == "transaction", "use transaction.unit or transaction.remember"


@pytest.mark.parametrize("file", FILES, ids=_id)
def test_only_access_and_accounts_ask_flask_login(file: Path) -> None:
    names = {alias.name for node in ast.walk(_tree(file)) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert "current_user" not in names or _room(file) in {"access", "accounts"}, "use access.viewer()"


@pytest.mark.parametrize("file", FILES, ids=_id)
def test_a_file_is_named_for_what_it_holds(file: Path) -> None:
    assert file.stem not in VAGUE, "name it for what it holds"


@pytest.mark.parametrize("file", FILES, ids=_id)
def test_a_module_opens_with_a_sentence_and_stays_short(file: Path) -> None:
    said = ast.get_docstring(_tree(file)) or ""
    assert said.partition("\n")[0].endswith("."), "open it with a docstring of one sentence"
    assert len(_lines(file)) <= LONGEST, "split the room"


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def _functions() -> Iterator[int]:
    for file in FILES:
        for node in ast.walk(_tree(file)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield (node.end_lineno or node.lineno) - node.lineno + 1


def test_modules_and_functions_stay_small() -> None:
    assert median(len(_lines(file)) for file in FILES) < MEDIAN_MODULE
    assert median(_functions()) < MEDIAN_FUNCTION
