"""What can be done with ratings: open a round, rate, be done, go on; ask to look; open earlier years."""

from placement_portal.competencies.service.asking import ask, close, open_earlier
from placement_portal.competencies.service.rating import Given, finish, open_round, rate, shown_of, take_back

__all__ = ["Given", "ask", "close", "finish", "open_earlier", "open_round", "rate", "shown_of", "take_back"]
