"""Everything that a provider hosts, from every university: states only, never hours or notes."""

import uuid

from flask import render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.home import queries
from placement_portal.home.rules import HOSTED_WORDS, HostedFilter
from placement_portal.home.views.answers import blueprint
from placement_portal.organisations.models import Organisation


@blueprint.get("/organisations/<uuid:organisation_id>/placements")
@requires(Permission.SEE_PROVIDER, queries.find_provider)
def provider(organisation: Organisation) -> ResponseReturnValue:
    """Who is placed with us, when, where and with whom?"""
    asked, today = request.args.get("show"), clock.today()
    narrowed = HostedFilter(asked) if asked in set(HostedFilter) else HostedFilter.RUNNING
    university_id, after = (request.args.get(name, type=uuid.UUID) for name in ("university", "after"))
    found = queries.hosted(
        viewer(), organisation, narrowed=narrowed, university_id=university_id, after=after, today=today
    )
    return render_template(
        "home/provider.html",
        organisation=organisation,
        found=found,
        narrowed=narrowed,
        university_id=university_id,
        universities=queries.universities_at(viewer(), organisation),
        after=after,
        words=HOSTED_WORDS,
        today=today,
    )
