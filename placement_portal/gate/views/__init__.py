"""The pages of the gate: what it says of a placement, exceptions, and what happens for each client after a last day."""

from typing import Final

from flask import Flask

from placement_portal.gate.service import EXCEPTIONS
from placement_portal.gate.views import exceptions, lapses, standing
from placement_portal.gate.views.answers import blueprint
from placement_portal.signatures import queries as signatures
from placement_portal.web import constraints

__all__ = ["blueprint", "exceptions", "init_app", "lapses", "standing"]

SENTENCES: Final = {
    "ck_lapse_plan_day": "A pause needs the day on which the client is told, an ending the day of the last session.",
    "pk_lapse_plan": "Somebody chose this a moment before you.",
}


def init_app(app: Flask) -> None:
    """Offer exceptions for signature, and word the room's constraints."""
    signatures.offers_with(app, EXCEPTIONS)
    constraints.word(SENTENCES)
