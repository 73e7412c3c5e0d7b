"""House rules that a reader would miss: who may commit, who may ask who is there, how files are named and how long."""

import ast
import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import placement_portal

PACKAGE = Path(placement_portal.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core", "shared", "tools"}
LONGEST, MEDIAN_MODULE, MEDIAN_FUNCTION = 400, 100, 10


@functools.cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _room(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0]


def _calls(file: Path) -> Iterator[str]:
    return (ast.unparse(node.func) for node in ast.walk(_tree(file)) if isinstance(node, ast.Call))


def _names(file: Path) -> Iterator[str]:
    found = (node.names for node in ast.walk(_tree(file)) if isinstance(node, ast.ImportFrom))
    return (alias.name for names in found for alias in names)


def _opens_with_a_sentence(file: Path) -> bool:
    said = ast.get_docstring(_tree(file)) or ""
    return said.partition("\n")[0].endswith(".")


def _where(breaks: Callable[[Path], bool]) -> list[str]:
    return [str(file.relative_to(PACKAGE)) for file in FILES if breaks(file)]


def test_only_the_edge_commits() -> None:
    """Everybody else uses `transaction.unit` or `transaction.remember`."""
    commits = _where(lambda file: any(call.endswith("session.commit") for call in _calls(file)))
    assert {Path(each).parts[0] for each in commits} == {"transaction"}


def test_only_access_and_accounts_ask_flask_login() -> None:
    """Everybody else asks `access.viewer()`."""
    assert not _where(lambda file: "current_user" in _names(file) and _room(file) not in {"access", "accounts"})


def test_a_file_is_named_for_what_it_holds() -> None:
    assert not _where(lambda file: file.stem in VAGUE)


def test_a_module_opens_with_a_docstring_of_one_sentence() -> None:
    assert not _where(lambda file: not _opens_with_a_sentence(file))


def test_no_module_is_so_long_that_its_room_should_be_split() -> None:
    assert not _where(lambda file: len(_lines(file)) > LONGEST)


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
