"""The pages on which people sign, say "this wasn't me", and settle that."""

from typing import Final

from flask import Flask

from placement_portal.accounts.views.answers import RENEWED_BY
from placement_portal.signatures.rules import NotPossible
from placement_portal.signatures.views import disputing, signing
from placement_portal.signatures.views.answers import blueprint
from placement_portal.web import constraints, errors

__all__ = ["blueprint", "disputing", "init_app", "signing"]

SENTENCES: Final = {
    "uq_signature_subject_id_number": "Somebody else signed at the same moment. Look at it again, then sign.",
    "uq_signature_ending_signature_id": "This signature no longer stands; somebody changed that a moment before you.",
    "uq_signature_dispute_open": "You told us a moment before. One time is enough.",
    "ck_signature_dispute_resolved": "What became of a dispute needs the time at which it was settled.",
    "ck_signature_number": "Signatures are counted from 1.",
}


def init_app(app: Flask) -> None:
    """Word the room's constraints, and let a dead link ask for a new one."""
    constraints.word(SENTENCES)
    RENEWED_BY["signatures.not_me"] = "signatures.new_link"
    app.register_error_handler(NotPossible, errors.wrong_state)
