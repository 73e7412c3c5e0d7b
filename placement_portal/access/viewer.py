"""Who is looking; services are told, only views and the guard ask."""

from typing import TYPE_CHECKING, Any, cast

from flask_login import current_user

if TYPE_CHECKING:
    from placement_portal.accounts.models import Person


def maybe_viewer() -> "Person | None":
    """Return the signed-in person, or None."""
    user: Any = current_user._get_current_object()  # once: every look through the proxy finds it anew
    return cast("Person", user.person) if user.is_authenticated else None


def viewer() -> "Person":
    """Return the signed-in person; raise `RuntimeError` on a route that let a stranger in."""
    person = maybe_viewer()
    if person is None:
        raise RuntimeError("nobody is signed in; the route must not be public")
    return person
