"""What can be done with an import: keep files, say what they would do, do it, invite whom they brought."""

from placement_portal.intake.service import template
from placement_portal.intake.service.applying import apply
from placement_portal.intake.service.keeping import AT_ONCE, forget, invite, keep
from placement_portal.intake.service.plan import Plan
from placement_portal.intake.service.planning import make

__all__ = ["AT_ONCE", "Plan", "apply", "forget", "invite", "keep", "make", "template"]
