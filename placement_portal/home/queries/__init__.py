"""What can be found for homes: for students, for supervisors, for providers."""

from placement_portal.home.queries.providers import Hosted, ToDo, find_provider, hosted, to_do, universities_at
from placement_portal.home.queries.students import Lately, News, lately, missing_this_week
from placement_portal.home.queries.supervisors import Waits, waits_for

__all__ = [
    "Hosted",
    "Lately",
    "News",
    "ToDo",
    "Waits",
    "find_provider",
    "hosted",
    "lately",
    "missing_this_week",
    "to_do",
    "universities_at",
    "waits_for",
]
