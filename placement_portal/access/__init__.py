"""Who may reach which route: deny by default, the permitted object instead of an id."""

from placement_portal.access.guard import Policy, init_app, public, refuse, requires, signed_in
from placement_portal.access.permissions import Permission
from placement_portal.access.viewer import maybe_viewer, viewer

__all__ = ["Permission", "Policy", "init_app", "maybe_viewer", "public", "refuse", "requires", "signed_in", "viewer"]
