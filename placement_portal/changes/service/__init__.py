"""What can be done about changes, stops, closed days and who is away."""

from placement_portal.changes.service.amending import answer, ask, withdraw
from placement_portal.changes.service.away import Standin, back, send_away
from placement_portal.changes.service.stopping import close_today, lift, stop
from placement_portal.changes.service.wanted import Wanted, falls_outside

__all__ = [
    "Standin",
    "Wanted",
    "answer",
    "ask",
    "back",
    "close_today",
    "falls_outside",
    "lift",
    "send_away",
    "stop",
    "withdraw",
]
