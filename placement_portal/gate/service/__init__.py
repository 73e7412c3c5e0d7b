"""What can be done about exceptions and lapses."""

from placement_portal.gate.service.exceptions import Asked, ask, decline, end
from placement_portal.gate.service.lapses import plan, write_due
from placement_portal.gate.service.signable import EXCEPTIONS

__all__ = ["EXCEPTIONS", "Asked", "ask", "decline", "end", "plan", "write_due"]
