"""The demo's mailbox: what would have been sent, so that invitations and resets can be tried without a mail server."""

import uuid

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from placement_portal import config
from placement_portal.access import public
from placement_portal.mail import queries

blueprint = Blueprint("mail", __name__, url_prefix="/mailbox")


@blueprint.before_request
def only_in_a_demo() -> None:
    """Answer 404 where real people's mail is."""
    if not config.current().demo:
        abort(404)


@blueprint.get("")
@public
def mailbox() -> ResponseReturnValue:
    """Show the newest messages."""
    return render_template("mail/mailbox.html", messages=queries.newest())


@blueprint.get("/<uuid:message_id>")
@public
def message(message_id: uuid.UUID) -> ResponseReturnValue:
    """Show one message as its reader would see it."""
    found = queries.find(message_id)
    if found is None:
        abort(404)
    return render_template("mail/message.html", message=found, lines=found.text.splitlines())
