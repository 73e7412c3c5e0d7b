"""The pages on which a programme lead writes the rules of a year."""

from placement_portal.rulebook.views import forcing, writing
from placement_portal.rulebook.views.answers import blueprint

__all__ = ["blueprint", "forcing", "writing"]
