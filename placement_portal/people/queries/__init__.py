"""What the pages of people read, each in few statements however much there is."""

from placement_portal.people.queries.loads import Load, loads_of
from placement_portal.people.queries.persons import Someone, find
from placement_portal.people.queries.weeks import Presence, Week, week_of

__all__ = ["Load", "Presence", "Someone", "Week", "find", "loads_of", "week_of"]
