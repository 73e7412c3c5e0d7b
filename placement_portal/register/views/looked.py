"""Who looked at my checks."""

import uuid
from typing import Final

from flask import render_template, request
from flask.typing import ResponseReturnValue

from placement_portal.access import signed_in, viewer
from placement_portal.organisations.rules import MembershipRole
from placement_portal.programmes.rules import ProgrammeRoleKind
from placement_portal.register.queries.looked import looks_at
from placement_portal.register.views.answers import blueprint
from placement_portal.web.labels import label

NOBODY_IN_PARTICULAR: Final = "Staff"


@blueprint.get("/clearance/looked")
@signed_in
def looked() -> ResponseReturnValue:
    """Who read what is kept of my checks?"""
    looks, after = looks_at(viewer(), request.args.get("after", type=uuid.UUID))
    return render_template("register/looked.html", looks=looks, after=after, words=_words)


def _words(role: str) -> str:
    for kind in (MembershipRole, ProgrammeRoleKind):
        if role in set(kind):
            return label(kind(role)).text
    return NOBODY_IN_PARTICULAR
