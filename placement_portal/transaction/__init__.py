"""The transaction edge: one commit per unsafe request, none on a GET, and one door for what must survive a refusal."""

from placement_portal.database.engines import WroteWhileReading
from placement_portal.transaction.edge import (
    commit,
    init_app,
    look,
    must_be_remembered,
    recount_with,
    remember,
    roll_back,
    seal_with,
    settle,
    settle_remembered,
    touch,
    unit,
)
from placement_portal.transaction.moved import Difference, Moved, check_version

__all__ = [
    "Difference",
    "Moved",
    "WroteWhileReading",
    "check_version",
    "commit",
    "init_app",
    "look",
    "must_be_remembered",
    "recount_with",
    "remember",
    "roll_back",
    "seal_with",
    "settle",
    "settle_remembered",
    "touch",
    "unit",
]
