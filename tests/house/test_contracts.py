"""The import contracts know every room, and rules are as pure as they say."""

import ast
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "placement_portal"
ROOMS_LIE_BETWEEN = ("policies", "web")  # above them is what knows every room, below them what knows none
TOOLS = {"sheets"}  # lies among the rooms, but keeps nothing and shows nothing


def contract(wanted: str) -> dict[str, Any]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [found] = [each for each in config["tool"]["importlinter"]["contracts"] if each["id"] == wanted]
    return dict(found)


def floors() -> list[list[str]]:
    return [[name.strip(" ()") for name in floor.split("|")] for floor in contract("floors")["layers"]]


def placed() -> set[str]:
    return {name for floor in floors() for name in floor}


def places_of_rooms() -> set[str]:
    high, low = ([name in floor for floor in floors()].index(True) for name in ROOMS_LIE_BETWEEN)
    return {name for floor in floors()[high + 1 : low] for name in floor}


def modules() -> set[str]:
    files = (file for file in PACKAGE.iterdir() if file.suffix == ".py" or any(file.glob("*.py")))
    return {file.stem for file in files} - {"__init__"}


def rooms() -> set[str]:
    return (modules() & places_of_rooms()) - TOOLS


def test_every_module_has_a_floor() -> None:
    assert modules() - placed() == set()


def test_every_room_is_held_to_the_order_inside_a_room() -> None:
    assert set(contract("inside")["containers"]) == {f"placement_portal.{room}" for room in rooms()}


def test_every_room_is_a_package_that_the_contracts_can_see() -> None:
    assert [room for room in sorted(rooms()) if not (PACKAGE / room / "__init__.py").exists()] == []


def imported(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def is_pure(name: str) -> bool:
    first, *rest = name.split(".")
    return first in sys.stdlib_module_names or (first == "placement_portal" and "rules" in rest[1:2])


@pytest.mark.parametrize(
    "file",
    sorted([*PACKAGE.glob("*/rules.py"), *PACKAGE.glob("*/rules/**/*.py")]),
    ids=lambda file: file.relative_to(PACKAGE).as_posix(),
)
def test_rules_import_the_standard_library_and_rules_and_nothing_else(file: Path) -> None:
    assert [name for name in sorted(imported(file)) if not is_pure(name)] == []
