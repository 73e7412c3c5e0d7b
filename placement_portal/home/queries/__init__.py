"""What can be found for homes: for students, for supervisors, for providers."""

from placement_portal.home.queries.providers import Hosted, ToDo, find_provider, hosted, to_do, universities_at
from placement_portal.home.queries.students import News, missing_this_week, news, people_around, sent_back
from placement_portal.home.queries.supervisors import Waits, waits_for

__all__ = [
    "Hosted",
    "News",
    "ToDo",
    "Waits",
    "find_provider",
    "hosted",
    "missing_this_week",
    "news",
    "people_around",
    "sent_back",
    "to_do",
    "universities_at",
    "waits_for",
]
