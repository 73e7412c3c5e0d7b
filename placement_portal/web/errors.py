"""What a person reads when something was refused or went wrong; the session is always rolled back first."""

import enum
import sqlite3
from collections.abc import Iterable
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError

from placement_portal import transaction
from placement_portal.database.engines import writing
from placement_portal.web import constraints
from placement_portal.web.labels import label
from placement_portal.web.requests import request_id

PAGES: Final = frozenset({400, 403, 404, 409, 413, 422, 429, 500, 503})
RETRY_SECONDS: Final = 5
SECRETS: Final = ("token", "password", "secret", "code", "once", "next", "version", "seen")
TEMPORARY: Final = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")
BARE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title} – Placement Portal</title></head>
<body><main><h1>{title}</h1><p>{advice}</p><p>Reference: {request_id}</p></main></body></html>
"""
MOVED_ON: Final = "It changed in the meantime and now says: {}. What you asked for is not possible from there."
log = structlog.get_logger()


class HasStatus(Protocol):
    """A refusal that knows where the thing stands."""

    status: enum.Enum


def init_app(app: Flask) -> None:
    """Turn every refusal and every failure into a page that helps."""
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(CSRFError, open_too_long)
    app.register_error_handler(transaction.Moved, moved)
    app.register_error_handler(StaleDataError, stale)
    app.register_error_handler(IntegrityError, broken_constraint)
    app.register_error_handler(DBAPIError, database_failed)
    app.register_error_handler(NoConnection, unavailable)
    app.register_error_handler(InternalServerError, unexpected)


def refused(error: HTTPException) -> Response:
    """Show the page of a status; what Werkzeug knows about it (Allow, Retry-After) stays in the headers."""
    response = page(error.code or 500)
    kept = {name.title(): value for name, value in error.get_headers() if name.title() in {"Allow", "Retry-After"}}
    response.headers.update(kept)
    return response


def open_too_long(_error: CSRFError) -> Response:
    """Say that the page was open too long, and give back what was typed."""
    return page(400, expired=True, typed=typed())


def moved(error: transaction.Moved) -> Response:
    """Show what the person has and what is stored now."""
    return page(409, differences=error.differences)


def stale(_error: StaleDataError) -> Response:
    """Say that somebody else saved first."""
    return page(409)


def wrong_state(error: HasStatus) -> Response:
    """Say where the thing stands now; for a move that its table of states lacks."""
    return page(409, reason=MOVED_ON.format(label(error.status).text))


def broken_constraint(error: IntegrityError) -> Response:
    """Say which rule of the database was broken, in words."""
    log.warning("constraint broken", constraint=constraints.name(error))
    return page(409, reason=constraints.sentence(error))


def database_failed(error: DBAPIError) -> Response:
    """Answer 503 when trying again may help; anything else is our mistake and is raised again."""
    if not is_temporary(error):
        raise error
    return unavailable(error)


def unavailable(error: Exception) -> Response:
    """Say that nothing was saved and when to try again."""
    log.error("database unavailable", error=type(getattr(error, "orig", error)).__name__)
    response = page(503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def unexpected(_error: InternalServerError) -> Response:
    """Show the request's id, by which the log line of the failure is found."""
    return page(500)


def is_temporary(error: DBAPIError) -> bool:
    """Return whether the database was locked, lost or full, rather than asked for something wrong."""
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorname", "").startswith(TEMPORARY)
    return error.connection_invalidated or isinstance(error, OperationalError)


def page(code: int, **context: Any) -> Response:
    """Roll back and render the page of a status; its rendering only reads, and never fails."""
    roll_back()
    return make_response(_render(code, context), code)


def roll_back() -> None:
    """Forget what was not committed, even when the connection is gone; from here on the request only reads."""
    try:
        transaction.roll_back()
    except DBAPIError:
        log.warning("rollback failed")
    writing.set(False)


def typed() -> list[tuple[str, str]]:
    """Return what a person typed into the refused form, without secrets and hidden machinery."""
    fields: Iterable[tuple[str, str]] = request.form.items(multi=True)
    return [(_plain(name), value) for name, value in fields if value.strip() and not _is_secret(name)]


def came_from() -> str:
    """Return the page of ours that a refused form stood on, so that one click leads back; else the home page."""
    where = urlsplit(request.referrer or "")
    return where._replace(scheme="", netloc="").geturl() if where.netloc == request.host and where.path else "/"


def _render(code: int, context: dict[str, Any]) -> str:
    name = code if code in PAGES else 500 if code > 500 else 400
    context = {"code": code, "request_id": request_id(), "back_href": came_from(), **context}
    try:
        return render_template(f"errors/{name}.html", **context)
    except Exception:
        log.exception("error page failed")
        roll_back()
        return _bare(code)


def _bare(code: int) -> str:
    title, advice = ("Sorry, something went wrong", "Nothing was saved. Please try again in a moment.")
    if code < 500:
        title, advice = ("This could not be done", "Nothing was saved. Please go back and try again.")
    return BARE.format(title=title, advice=advice, request_id=request_id())


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in SECRETS)


def _plain(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").capitalize()
