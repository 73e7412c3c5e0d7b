"""The id and the one log line of every request: no personal data, no query string."""

import re
import time
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from flask import Flask, Response, current_app, g, request
from structlog.types import Processor

from placement_portal import ledger
from placement_portal.config import Settings

HEADER = "X-Request-ID"
SANE = re.compile(r"[A-Za-z0-9_-]{8,64}")
QUIET = frozenset({"web.asset", "web.health", "web.ready"})
WITHOUT_VALUES = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)  # they hold names, notes and keys
UNTRACED = "__untraced__"
V = TypeVar("V", bound=Callable[..., Any])
log = structlog.get_logger()


def init_app(app: Flask, settings: Settings) -> None:
    """Give every request an id, and log it when it is over; register this before all else that runs per request."""
    configure_logs(settings)
    app.before_request(_begin)
    app.after_request(_finish)
    app.teardown_request(_forget)


def untraced(view: V) -> V:
    """Let a page leave nothing behind: no log line, no note that its reader was there."""
    setattr(view, UNTRACED, True)
    return view


def is_untraced() -> bool:
    """Say whether the page that is asked for leaves nothing behind."""
    return hasattr(current_app.view_functions.get(request.endpoint or ""), UNTRACED)


def configure_logs(settings: Settings) -> None:
    """Write log lines as JSON, or for people to read."""
    written: list[Processor] = (
        [structlog.processors.ExceptionRenderer(WITHOUT_VALUES), structlog.processors.JSONRenderer()]
        if settings.log_json
        else [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *written,
        ]
    )


def request_id() -> str:
    """Return the id of this request, as its response header and its log lines say it; empty outside requests."""
    return str(g.get("request_id", ""))


def sign(session: uuid.UUID) -> None:
    """Say in which session this request is made, so that the ledger knows it."""
    ledger.circumstances.set(ledger.Circumstances(session=session, request=request_id()))


def _begin() -> None:
    given = request.headers.get(HEADER, "")
    g.request_id = given if SANE.fullmatch(given) else uuid.uuid4().hex
    g.began = time.perf_counter()
    structlog.contextvars.bind_contextvars(request=g.request_id)
    ledger.circumstances.set(ledger.Circumstances(request=g.request_id))


def _finish(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    if is_untraced():
        return response
    took = round((time.perf_counter() - g.began) * 1000, 1)
    level = log.debug if request.endpoint in QUIET else log.info
    level("request", method=request.method, endpoint=request.endpoint or "", status=response.status_code, ms=took)
    return response


def _forget(_error: BaseException | None) -> None:
    structlog.contextvars.clear_contextvars()
    ledger.circumstances.set(ledger.Circumstances())
