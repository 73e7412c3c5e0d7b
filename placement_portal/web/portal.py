"""The Flask class of the portal: it commits inside the dispatch and logs without personal data."""

from types import TracebackType
from typing import Any

import structlog
from flask import Flask, Response, has_request_context, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask.typing import ResponseReturnValue

from placement_portal import transaction
from placement_portal.web import templating

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
log = structlog.get_logger()


class Sessions(SecureCookieSessionInterface):
    """Flask's cookie session, kept away from what is public, so that any cache may hold it."""

    def __init__(self) -> None:
        self._serializers: dict[object, Any] = {}

    def get_signing_serializer(self, app: Flask) -> Any:
        """Return what signs and reads cookies, made once for an app and its keys."""
        keys = app.secret_key, tuple(app.config["SECRET_KEY_FALLBACKS"] or ())
        if keys not in self._serializers:
            self._serializers[keys] = super().get_signing_serializer(app)
        return self._serializers[keys]

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie when the session changed, and on nothing public."""
        if not response.cache_control.public:
            super().save_session(app, session, response)


class Portal(Flask):
    """Flask, with the transaction settled before the response leaves the dispatch."""

    session_interface = Sessions()
    jinja_environment = templating.Pages
    jinja_options = templating.OPTIONS

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._addresses: dict[tuple[str, str], str] = {}

    def dispatch_request(self) -> ResponseReturnValue:
        """Run the view and commit; a commit that fails becomes an error page like any other failure."""
        return transaction.settle(self.make_response(super().dispatch_request()))

    def url_for(self, endpoint: str, **values: Any) -> str:
        """Build an address; one without values is built once, since a page names a dozen of them."""
        if values or not has_request_context() or endpoint.startswith("."):
            return super().url_for(endpoint, **values)
        key = request.script_root, endpoint
        if key not in self._addresses:
            self._addresses[key] = super().url_for(endpoint)
        return self._addresses[key]

    def log_exception(self, exc_info: ExcInfo) -> None:
        """Log what nobody expected; the request's id is bound to the line."""
        log.error("unexpected", exc_info=exc_info)
