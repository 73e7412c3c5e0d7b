"""What rooms above know of a placement, asked without knowing them: `app` says who answers."""

import enum
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app

KEY = "portal.placement_facts"


class PlacementFact(enum.Enum):
    """What can be asked; each answer takes the placement first."""

    CLIENT_WORK_BETWEEN = "how many sessions with clients are logged between two days"
    HOURS_DECIDED = "whether nothing waits for a decision"


def answer_with(app: Flask, fact: PlacementFact, answer: Callable[..., Any]) -> None:
    """Let a function of a room above answer."""
    app.extensions.setdefault(KEY, {})[fact] = answer


def ask(fact: PlacementFact, *asked: Any) -> Any:
    """Return the answer of whoever knows; None when no room does."""
    answer = current_app.extensions.get(KEY, {}).get(fact)
    return answer(*asked) if answer else None
