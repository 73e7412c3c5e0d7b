"""What can be done about supervision."""

from placement_portal.supervision.service.acting import Agreed, agree, change_action, finish
from placement_portal.supervision.service.amending import answer, ask, take_back
from placement_portal.supervision.service.deciding import (
    Confirmed,
    TooLate,
    confirm,
    confirm_for_university,
    confirm_many,
    hand_over,
    merge,
    reverse,
    send_back,
    undo,
)
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
    "TooLate",
    "agree",
    "answer",
    "ask",
    "change_action",
    "comment",
    "confirm",
    "confirm_for_university",
    "confirm_many",
    "delete",
    "differences",
    "edit",
    "finish",
    "hand_over",
    "merge",
    "reflect",
    "reverse",
    "send_back",
    "submit",
    "take_back",
    "undo",
    "withdraw",
    "write",
]
