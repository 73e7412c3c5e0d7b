"""The pages at the door, and the account of whoever is signed in."""

from typing import Any, cast

from flask import Flask, url_for
from flask_login import LoginManager

from placement_portal import config
from placement_portal.access import maybe_viewer
from placement_portal.accounts import rules
from placement_portal.accounts.models import Person, SignInSession
from placement_portal.accounts.views import account, door, sessions
from placement_portal.accounts.views.answers import blueprint, dead
from placement_portal.accounts.views.browser import fresh, load, present_session, take_session
from placement_portal.links.service import DeadLink

__all__ = ["account", "blueprint", "door", "fresh", "init_app", "sessions", "take_session"]


def init_app(app: Flask) -> None:
    """Tell Flask-Login how a session is found, and every page whose account it is."""
    manager: LoginManager = cast("Any", app).login_manager
    manager.session_protection = None  # a session is its row; nothing else is kept in the cookie
    manager.user_loader(load)
    app.permanent_session_lifetime = rules.KEPT_AT_MOST
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    app.context_processor(_context)
    app.add_template_filter(rules.rings)
    app.register_error_handler(DeadLink, dead)


def _context() -> dict[str, Any]:
    person = maybe_viewer()
    return {
        "demo": config.current().demo,
        "account": _account(person) if person else None,
        "brand": _brand(present_session()) if person else None,
    }


def _account(person: Person) -> dict[str, str]:
    return {"name": person.name, "href": url_for("accounts.account"), "sign_out_href": url_for("accounts.sign_out")}


def _brand(session: SignInSession) -> dict[str, str] | None:
    """Return name and style sheet of the organisation whose pages these are, as known since the session began."""
    if session.organisation_id is None:
        return None
    return {"name": session.organisation_name, "href": f"/brand/{session.organisation_id}.css"}
