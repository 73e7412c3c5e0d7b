"""What may be typed about checks: what is asked for, the facts of an item, what an officer decides."""

from placement_portal.clearance.forms.asking import TypeForm
from placement_portal.clearance.forms.deciding import QueueForm, ReturnForm, SearchForm, VerifyForm
from placement_portal.clearance.forms.sending import RecordForm, SendForm

__all__ = ["QueueForm", "RecordForm", "ReturnForm", "SearchForm", "SendForm", "TypeForm", "VerifyForm"]
