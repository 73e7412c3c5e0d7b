"""What is committed builds anywhere: locked by hash, with no address of a registry and no path of one machine."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REGISTRIES = re.compile(
    rb"(registry\.np[m]js|registry\.yarnp[k]g|py[p]i\.org|python[h]osted|index-url[ =]+[hf])", re.IGNORECASE
)
MACHINES = re.compile(rb"(/home/\w+/|/root/|/Users/\w+/|/wor[k]/\w+|\.\./share[d])")
MADE = ("node_modules/", ".venv/", "placement_portal/static/build/", "dist/")


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def files_with(pattern: re.Pattern[bytes]) -> list[str]:
    own = Path(__file__).relative_to(ROOT).as_posix()
    return [name for name in tracked() if name != own and pattern.search((ROOT / name).read_bytes())]


def test_no_file_names_a_registry() -> None:
    assert files_with(REGISTRIES) == []


def test_no_file_names_a_place_on_one_machine() -> None:
    assert files_with(MACHINES) == []


def test_nothing_that_is_built_is_committed() -> None:
    assert [name for name in tracked() if name.startswith(MADE)] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_python_package_is_locked_by_version_and_hash(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    packages = [line for line in lines if line and not line.lstrip().startswith("#")]
    assert packages
    assert [line for line in packages if not re.match(r"\S+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


def test_every_node_package_is_locked_by_version_and_hash() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert [name for name, package in packages.items() if "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_node_packages_are_asked_for_by_exact_version() -> None:
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert [name for name, version in wanted.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
