"""The last step of a request: what must survive a refusal or a GET is written, after everything else ended."""

import structlog
from flask import Flask, Response
from sqlalchemy.exc import SQLAlchemyError

from placement_portal import transaction
from placement_portal.web import errors

log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """Run remembered writes before each response leaves."""
    app.after_request(_settle)


def _settle(response: Response) -> Response:
    try:
        transaction.settle_remembered()
    except SQLAlchemyError:
        log.exception("remembered writes failed")
        return errors.page(503) if transaction.must_be_remembered() else response
    return response
