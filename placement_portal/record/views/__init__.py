"""The pages of the record."""

from placement_portal.record.views import absences, entry, hours, placement, week
from placement_portal.record.views.answers import blueprint

__all__ = ["absences", "blueprint", "entry", "hours", "placement", "week"]
