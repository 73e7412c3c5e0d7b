"""Who is here today: one page for an inspector at a setting, ready to print."""

from flask import render_template
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.clearance.views.answers import note_read
from placement_portal.profiles.queries import passport_of
from placement_portal.register.queries.today import today_at
from placement_portal.register.views.answers import blueprint, role_of
from placement_portal.sites import queries as sites
from placement_portal.sites.models import Site


@blueprint.get("/sites/<uuid:site_id>/today")
@requires(Permission.SEE_WHO_IS_HERE, sites.find)
def here(site: Site) -> ResponseReturnValue:
    """Who is here today, what may they do, and whom does one ring?"""
    now = clock.now()
    day = clock.today(site.zone or site.provider.zone)
    found = today_at(site, day)
    note_read("who is here today", site.provider_id, found.people, role_of(viewer(), site.provider_id))
    return render_template(
        "register/today.html", site=site, found=found, day=day, now=now, passport=passport_of(site.provider_id)
    )
