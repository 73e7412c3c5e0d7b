"""Every enum that is kept has words for people, and the table of words has nothing else."""

import enum
import importlib
from pathlib import Path

import pytest
import sqlalchemy as sa

import placement_portal
from placement_portal.database import Base
from placement_portal.web.labels import LABELS
from tests.house.apps import plain_app

plain_app()
PACKAGE = Path(placement_portal.__file__).parent
NEVER_SHOWN = {"AddressKind", "LinkPurpose", "SessionAssurance", "SessionKind", "VersionKind"}


def kept() -> dict[str, type[enum.Enum]]:
    """Return every enum of a column by its name."""
    kinds = (column.type for table in Base.metadata.tables.values() for column in table.columns)
    found = (kind.enum_class for kind in kinds if isinstance(kind, sa.Enum) and kind.enum_class)
    return {members.__name__: members for members in found}


def declared() -> list[type[enum.Enum]]:
    """Return every enum that the rules of a room declare."""
    files = [*PACKAGE.glob("*/rules.py"), *PACKAGE.glob("*/rules/*.py")]
    names = (".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts) for file in files)
    modules = [importlib.import_module(name) for name in names]
    return [
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, enum.Enum) and thing.__module__ == module.__name__
    ]


@pytest.mark.parametrize("name", sorted(kept().keys() - NEVER_SHOWN))
def test_every_member_has_a_label(name: str) -> None:
    missing = [f"{name}.{member.name}" for member in kept()[name] if f"{name}.{member.name}" not in LABELS]
    assert not missing, "add them to placement_portal/web/labels.py"


@pytest.mark.parametrize("name", sorted({key.partition(".")[0] for key in LABELS}))
def test_a_labelled_enum_is_labelled_whole(name: str) -> None:
    members = {f"{name}.{member.name}" for each in declared() if each.__name__ == name for member in each}
    assert members == {key for key in LABELS if key.startswith(f"{name}.")}


def test_no_two_enums_share_a_name() -> None:
    names = [each.__name__ for each in declared()]
    assert len(set(names)) == len(names), sorted({name for name in names if names.count(name) > 1})


def test_what_is_never_shown_is_still_kept() -> None:
    assert kept().keys() >= NEVER_SHOWN
