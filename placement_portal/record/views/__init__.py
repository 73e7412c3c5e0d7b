"""The pages of the record."""

from placement_portal.record.views import entry, hours, placement, week
from placement_portal.record.views.answers import blueprint

__all__ = ["blueprint", "entry", "hours", "placement", "week"]
