"""The guard: it knows no room, refuses to start when a route is undeclared, and hands each view its object."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from placement_portal import ledger, transaction
from placement_portal.access.permissions import Permission
from placement_portal.access.viewer import maybe_viewer

if TYPE_CHECKING:
    from placement_portal.accounts.models import Person

View = Callable[..., ResponseReturnValue]
V = TypeVar("V", bound=View)
Policy = Callable[["Person", Any], bool]
Loader = Callable[..., Any]
ACCESS = "__access__"
SIGN_IN = "accounts.sign_in"
STATIC = frozenset({"static"})


class Undeclared(RuntimeError):
    """The app must not start: a route without access, or a permission without a policy."""


@dataclass(frozen=True, kw_only=True)
class AccessRefused(ledger.Event):
    """Someone signed in asked for what they may not see or do."""

    endpoint: str
    status: int


def public(view: V) -> V:
    """Let anybody reach this route."""
    setattr(view, ACCESS, "public")
    return view


def signed_in(view: View) -> View:
    """Let anybody who is signed in reach this route; it shows them only what is theirs."""

    @wraps(view)
    def guarded(**arguments: Any) -> ResponseReturnValue:
        return view(**arguments) if maybe_viewer() else _to_sign_in()

    setattr(guarded, ACCESS, "signed in")
    return guarded


def requires(permission: Permission, load: Loader) -> Callable[[View], View]:
    """Load the object as the viewer may see it (404), ask the policy (403), hand the view the object, never the id."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: Any) -> ResponseReturnValue:
            person = maybe_viewer()
            if person is None:
                return _to_sign_in()
            found = load(person, **arguments)
            if found is None:
                refuse(person, 404)
            if not allows(permission, person, found):
                refuse(person, 403, on=getattr(found, "id", None))
            return view(found)

        setattr(guarded, ACCESS, permission)
        return guarded

    return decorate


def allows(permission: Permission, person: "Person", thing: object) -> bool:
    """Ask the one page of policies; templates use it to leave out what a person may not do."""
    policies: Mapping[Permission, Policy] = current_app.extensions["portal.policies"]
    return policies[permission](person, thing)


def init_app(app: Flask, policies: Mapping[Permission, Policy]) -> None:
    """Refuse to start: a permission without a policy, a route that declares no access."""
    without = [permission.name for permission in Permission if permission not in policies]
    if without:
        raise Undeclared(f"no policy for {', '.join(without)}")
    undeclared = [rule.endpoint for rule in app.url_map.iter_rules() if not _declared(app, rule.endpoint)]
    if undeclared:
        raise Undeclared(f"no access declared on {', '.join(sorted(undeclared))}")
    app.extensions["portal.policies"] = policies
    app.jinja_env.globals["may"] = _may


def _may(permission: str, thing: object) -> bool:
    person = maybe_viewer()
    return person is not None and allows(Permission[permission], person, thing)


def _declared(app: Flask, endpoint: str) -> bool:
    return endpoint in STATIC or hasattr(app.view_functions[endpoint], ACCESS)


def refuse(person: "Person", status: int, *, on: uuid.UUID | None = None) -> NoReturn:
    """Answer 404 or 403 and record it; for the few views whose object is named in a form instead of the address."""
    refused = AccessRefused(endpoint=request.endpoint or "", status=status)
    transaction.remember(lambda: ledger.record(refused, by=person, on=on))
    abort(status)


def _to_sign_in() -> ResponseReturnValue:
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for(SIGN_IN, next=back))
