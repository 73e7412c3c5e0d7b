"""Whether rooms above work with the framework of a programme version already: `held_with` lets them say so."""

import uuid
from collections.abc import Callable
from typing import Final

from flask import Flask, current_app

KEY: Final = "portal.framework_held"
Held = Callable[[uuid.UUID], bool]


def held_with(app: Flask, held: Held) -> None:
    """Let a room above say whether work with the framework of a programme version has begun."""
    app.extensions.setdefault(KEY, []).append(held)


def is_held(programme_version_id: uuid.UUID) -> bool:
    """Say whether work has begun, so that the framework stays what it is."""
    return any(held(programme_version_id) for held in current_app.extensions.get(KEY, []))
