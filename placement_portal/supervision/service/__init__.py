"""What can be done about supervision."""

from placement_portal.supervision.service.acting import Agreed, agree, change_action, finish
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
    "Agreed",
    "Confirmed",
    "Own",
    "Refused",
    "Session",
    "There",
    "agree",
    "answer",
    "ask",
    "change_action",
    "comment",
    "confirm",
    "confirm_many",
    "delete",
    "differences",
    "edit",
    "finish",
    "merge",
    "reflect",
    "send_back",
    "submit",
    "take_back",
    "withdraw",
    "write",
]
