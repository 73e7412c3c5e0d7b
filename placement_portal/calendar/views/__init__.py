"""The pages of calendars, and the files and the private feed for one's own."""

from placement_portal.calendar.views import feeds, pages
from placement_portal.calendar.views.answers import blueprint

__all__ = ["blueprint", "feeds", "pages"]
