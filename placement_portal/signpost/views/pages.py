"""The page that says whom to reach; opening it leaves nothing behind."""

from flask import render_template
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import signed_in, viewer
from placement_portal.placements.policy import standing
from placement_portal.signpost import queries
from placement_portal.signpost.rules import STALE_AFTER, read
from placement_portal.signpost.views.answers import blueprint
from placement_portal.web.requests import untraced


@blueprint.get("/worried")
@untraced
@signed_in
def worried() -> ResponseReturnValue:
    """Whom do I ring, now?"""
    person = viewer()
    return render_template(
        "signpost/worried.html",
        posts=queries.posts_of(person),
        read=read,
        stale=clock.today() - STALE_AFTER,
        is_student=bool(standing(person).own_records()),
    )
