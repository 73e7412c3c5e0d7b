"""The Flask class of the portal: it commits inside the dispatch and logs without personal data."""

from types import TracebackType

import structlog
from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask.typing import ResponseReturnValue

from placement_portal import transaction
from placement_portal.web import templating

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
log = structlog.get_logger()


class Sessions(SecureCookieSessionInterface):
    """Flask's cookie session, kept away from what is public, so that any cache may hold it."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie when the session changed, and on nothing public."""
        if not response.cache_control.public:
            super().save_session(app, session, response)


class Portal(Flask):
    """Flask, with the transaction settled before the response leaves the dispatch."""

    session_interface = Sessions()
    jinja_environment = templating.Pages
    jinja_options = templating.OPTIONS

    def dispatch_request(self) -> ResponseReturnValue:
        """Run the view and commit; a commit that fails becomes an error page like any other failure."""
        return transaction.settle(self.make_response(super().dispatch_request()))

    def log_exception(self, exc_info: ExcInfo) -> None:
        """Log what nobody expected; the request's id is bound to the line."""
        log.error("unexpected", exc_info=exc_info)
