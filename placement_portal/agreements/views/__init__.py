"""The pages of agreements: reading, writing, printing, what waits, and the text of a programme."""

from typing import Final

from flask import Flask

from placement_portal.agreements.rules import NotAllowed
from placement_portal.agreements.service import AGREEMENTS
from placement_portal.agreements.views import reading, texts, writing
from placement_portal.agreements.views.answers import blueprint
from placement_portal.signatures import queries as signatures
from placement_portal.web import constraints, errors

__all__ = ["blueprint", "init_app", "reading", "texts", "writing"]

SENTENCES: Final = {
    "uq_agreement_placement_id_number": "Somebody began this version a moment before you.",
    "uq_agreement_unfinished": "There is a version that is not finished yet. Finish that one first.",
    "uq_agreement_signed": "Another version of this agreement is in force already.",
    "uq_agreement_text_programme_id_number": "Somebody saved a new text a moment before you.",
    "uq_agreement_party_signature_id": "This signature was noted already.",
    "ck_agreement_number": "Versions are counted from 1.",
}


def init_app(app: Flask) -> None:
    """Offer agreements for signature, and word the room's constraints."""
    signatures.offers_with(app, AGREEMENTS)
    constraints.word(SENTENCES)
    app.register_error_handler(NotAllowed, errors.wrong_state)
