"""The pages of competencies in a placement: looked at, rated, compared, asked about."""

from flask import Flask

from placement_portal.competencies import queries
from placement_portal.competencies.rules import NotAllowed, NotPossible
from placement_portal.competencies.service import SIGN_OFFS
from placement_portal.competencies.views import asking, rating, signing
from placement_portal.competencies.views.answers import blueprint
from placement_portal.frameworks.queries import held_with
from placement_portal.signatures.queries import offers_with
from placement_portal.web import constraints, errors

__all__ = ["asking", "blueprint", "init_app", "rating", "signing"]
TAKEN = {
    "uq_rating_round_placement_id_number": "Somebody else opened a round a moment ago.",
    "uq_rating_round_open": "You are both rating already.",
    "uq_rating_round_id_competency_id_side": "Somebody else of your side rated this a moment ago.",
    "uq_look_request_open": "You asked for this already.",
    "uq_competency_sign_off_student_id_competency_id": "Somebody else prepared this a moment ago.",
    "uq_earlier_opening_placement_id": "The ratings of earlier years are open already.",
}


def init_app(app: Flask) -> None:
    """Word what the database refuses and what is not possible any more; keep frameworks that somebody rates with."""
    held_with(app, queries.is_rated_under)
    constraints.word(TAKEN)
    offers_with(app, SIGN_OFFS)
    app.register_error_handler(NotAllowed, errors.wrong_state)
    app.register_error_handler(NotPossible, errors.wrong_state)
