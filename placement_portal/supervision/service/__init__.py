"""What can be done about supervision."""

from placement_portal.supervision.service.amending import answer, ask, take_back
from placement_portal.supervision.service.deciding import Confirmed, confirm, confirm_many, merge, send_back
from placement_portal.supervision.service.keeping import Refused, differences
from placement_portal.supervision.service.writing import (
    Own,
    Session,
    There,
    comment,
    delete,
    edit,
    reflect,
    submit,
    withdraw,
    write,
)

__all__ = [
    "Confirmed",
    "Own",
    "Refused",
    "Session",
    "There",
    "answer",
    "ask",
    "comment",
    "confirm",
    "confirm_many",
    "delete",
    "differences",
    "edit",
    "merge",
    "reflect",
    "send_back",
    "submit",
    "take_back",
    "withdraw",
    "write",
]
