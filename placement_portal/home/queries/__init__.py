"""What can be found for homes: for students, for supervisors, for providers."""

from placement_portal.home.queries.providers import Hosted, ToDo, find_provider, hosted, to_do, universities_at
from placement_portal.home.queries.students import Lately, News, lately, missing_this_week
from placement_portal.home.queries.supervisors import Around, Waits, around, waits_for

__all__ = [
    "Around",
    "Hosted",
    "Lately",
    "News",
    "ToDo",
    "Waits",
    "around",
    "find_provider",
    "hosted",
    "lately",
    "missing_this_week",
    "to_do",
    "universities_at",
    "waits_for",
]
