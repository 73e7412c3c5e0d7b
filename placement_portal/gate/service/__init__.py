"""What can be done about exceptions and lapses."""

from placement_portal.gate.service.exceptions import Asked, ask, decline, end, keep
from placement_portal.gate.service.lapses import plan, write_due
from placement_portal.gate.service.signable import EXCEPTIONS, keep_signature

__all__ = ["EXCEPTIONS", "Asked", "ask", "decline", "end", "keep", "keep_signature", "plan", "write_due"]
