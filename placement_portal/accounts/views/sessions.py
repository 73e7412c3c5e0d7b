"""Where somebody is signed in, and how they end that."""

import uuid

from flask import render_template
from flask.typing import ResponseReturnValue

from placement_portal.access import refuse, signed_in, viewer
from placement_portal.accounts import queries, service
from placement_portal.accounts.views.answers import blueprint
from placement_portal.accounts.views.browser import present_session
from placement_portal.accounts.views.door import sign_out
from placement_portal.web.redirects import say, see_other


@blueprint.get("/account/sessions")
@signed_in
def sessions() -> ResponseReturnValue:
    """List where one is signed in."""
    found = queries.sessions_of(viewer())
    return render_template("accounts/sessions.html", sessions=found, present=present_session().id)


@blueprint.post("/account/sessions/<uuid:session_id>/end")
@signed_in
def end_session(session_id: uuid.UUID) -> ResponseReturnValue:
    """End one of one's own sessions; 404 for anybody else's."""
    found = queries.session_of(viewer(), session_id) or refuse(viewer(), 404)
    if found.id == present_session().id:
        return sign_out()
    service.end_session(found, by=viewer())
    say("That session is ended.")
    return see_other("accounts.sessions")


@blueprint.post("/account/sessions/end-others")
@signed_in
def end_other_sessions() -> ResponseReturnValue:
    """End every session but this one."""
    service.end_other_sessions(present_session(), by=viewer())
    say("You are signed in here only.")
    return see_other("accounts.sessions")
