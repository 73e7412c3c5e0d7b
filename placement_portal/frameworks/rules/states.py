"""The states of a version of a framework: a draft changes freely, what is published never does."""

import enum
from collections.abc import Mapping
from typing import Final


class FrameworkStatus(enum.StrEnum):
    """Whether a version can still be changed."""

    DRAFT = "draft"
    PUBLISHED = "published"


class FrameworkAction(enum.StrEnum):
    """What can be done to a version as a whole."""

    EDIT = "edit"
    PUBLISH = "publish"


MOVES: Final[Mapping[tuple[FrameworkStatus, FrameworkAction], FrameworkStatus]] = {
    (FrameworkStatus.DRAFT, FrameworkAction.EDIT): FrameworkStatus.DRAFT,
    (FrameworkStatus.DRAFT, FrameworkAction.PUBLISH): FrameworkStatus.PUBLISHED,
}


class Frozen(ValueError):
    """A published version does not change any more."""

    def __init__(self, status: FrameworkStatus) -> None:
        super().__init__("This version is published, so it never changes. Make a new version of it instead.")
        self.status = status


def move(status: FrameworkStatus, action: FrameworkAction) -> FrameworkStatus:
    """Return the state after `action`; raise `Frozen` when the version is published."""
    if (status, action) not in MOVES:
        raise Frozen(status)
    return MOVES[status, action]
