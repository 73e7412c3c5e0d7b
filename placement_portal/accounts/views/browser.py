"""What a browser keeps and tells: the token of its session, where it stands, whether it proved itself lately."""

from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, Final, cast

from flask import request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from placement_portal.access import maybe_viewer
from placement_portal.accounts import queries, service
from placement_portal.accounts.models import DEVICE_LENGTH, SignInSession
from placement_portal.accounts.queries import SignedIn
from placement_portal.accounts.service import Door, Started
from placement_portal.web import requests
from placement_portal.web.redirects import see_other

TOKEN: Final = "_user_id"  # noqa: S105 - where Flask-Login looks for it in the cookie's session
BROWSERS: Final = ("Firefox", "Edg", "OPR", "SamsungBrowser", "Chrome", "Safari")
BROWSER_NAMES: Final = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet"}
SYSTEMS: Final = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "CrOS", "Linux")
SYSTEM_NAMES: Final = {"Macintosh": "a Mac", "CrOS": "a Chromebook", "iPhone": "an iPhone", "iPad": "an iPad"}
IPV6_HOME: Final = 64


def fresh(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Ask a kept device for the password first; put it below `@signed_in` or `@requires`, on a GET."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        if service.is_fresh(present_session()):
            return view(*args, **kwargs)
        return see_other("accounts.prove", next=request.full_path.rstrip("?"))

    return guarded


def take_session(started: Started) -> None:
    """Give the browser a fresh session, as after an invitation was accepted."""
    leave()
    take(started)


def renew(token: str) -> None:
    """Let the browser go on in the same session with a new token."""
    session[TOKEN] = token


def leave() -> None:
    """End the session of this request, if there is one."""
    person = maybe_viewer()
    if person:
        service.sign_out(present_session(), by=person)


def take(started: Started) -> None:
    """Forget all that the browser kept before, its form token too, and give it the new session."""
    session.clear()
    session[TOKEN] = started.token
    session.permanent = started.kept


def load(token: str) -> SignedIn | None:
    """Find who is signed in by the token of this request, and note that they were seen."""
    found = queries.signed_in(token)
    if found:
        requests.sign(found.session.id)
        if not requests.is_untraced():
            service.see(found.session)
    return found


def present_session() -> SignInSession:
    """Return the session of this request; somebody must be signed in."""
    return cast("SignInSession", current_user.session)


def door() -> Door:
    """Return where the person of this request stands."""
    return Door(_network(request.remote_addr or ""), _device(request.user_agent.string))


def _network(address: str) -> str:
    """Return whose tries count together: an IPv4 address, or the /64 that one house has of IPv6."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, IPV6_HOME), strict=False)) if isinstance(found, IPv6Address) else address


def _device(agent: str) -> str:
    """Say a browser in a few words, such as "Firefox on Windows"."""
    browser = next((name for name in BROWSERS if name in agent), "")
    system = next((name for name in SYSTEMS if name in agent), "")
    words = BROWSER_NAMES.get(browser, browser) or "A browser"
    return (f"{words} on {SYSTEM_NAMES.get(system, system)}" if system else words)[:DEVICE_LENGTH]
