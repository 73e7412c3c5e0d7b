"""What is raised when a row moved between a person's look and their click."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Difference(NamedTuple):
    """One thing that is not as it was shown: its label, what the person has, what is stored now."""

    label: str
    yours: str
    theirs: str


class Moved(Exception):
    """The object changed since it was shown; carries the differences for the 409 page."""

    def __init__(self, differences: Sequence[Difference] = ()) -> None:
        super().__init__("changed since it was shown")
        self.differences = list(differences)


class HasVersion(Protocol):
    """Anything that counts its changes."""

    @property
    def version(self) -> int:
        """How many times it was changed, from 1."""
        ...


def check_version(row: HasVersion, shown: int | None, differences: Sequence[Difference] = ()) -> None:
    """Raise `Moved` unless `row` still has the version that the form was made from."""
    if shown is not None and row.version != shown:
        raise Moved(differences)
