"""What the pages of this room share: their blueprint, and in which role somebody reads."""

import uuid
from typing import Final

from flask import Blueprint

from placement_portal.accounts.models import Person
from placement_portal.clearance.policy import ACTING
from placement_portal.placements.policy import standing

blueprint = Blueprint("register", __name__)
EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def role_of(person: Person, provider_id: uuid.UUID) -> str:
    """Return the role in which somebody reads the register of a provider; their links are known already."""
    links = standing(person)
    held = {each.what for each in links.providers if each.to == provider_id and each.holds(links.today)}
    return next((each.value for each in ACTING if each in held), "")
