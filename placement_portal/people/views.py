"""The pages of people: one person, the supervisors of a provider, who is at a setting on which day."""

from typing import Final

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.organisations.models import Organisation
from placement_portal.people import queries
from placement_portal.people.queries import Someone
from placement_portal.people.rules import WEEKDAYS
from placement_portal.profiles.queries import find_provider
from placement_portal.profiles.rules import year_of
from placement_portal.progress.rules import whys
from placement_portal.sites import queries as sites
from placement_portal.sites.models import Site

blueprint = Blueprint("people", __name__)
CLOSURES_SHOWN: Final = 6


@blueprint.get("/people/<uuid:person_id>")
@requires(Permission.SEE_PERSON, queries.find)
def person(found: Someone) -> ResponseReturnValue:
    """Show a person as the viewer may see them: as a student, as a supervisor, or as both."""
    today = clock.today()
    reasons = {record.id: whys(record.reasons or ()) for record in found.records}
    known = {"today": today, "year": year_of(today), "whys": reasons}
    return render_template("people/person.html", found=found, own=found.id == viewer().id, **known)


@blueprint.get("/organisations/<uuid:organisation_id>/supervisors")
@requires(Permission.SEE_PROVIDER, find_provider)
def supervisors(provider: Organisation) -> ResponseReturnValue:
    """Show how full each supervisor of a provider is, and what waits for them."""
    today = clock.today(provider.zone)
    loads = queries.loads_of(provider, today)
    known = {"today": today, "year": year_of(today)}
    return render_template("people/supervisors.html", provider=provider, loads=loads, **known)


@blueprint.get("/sites/<uuid:site_id>/week")
@requires(Permission.SEE_SITE, sites.find)
def week(site: Site) -> ResponseReturnValue:
    """Show who comes to a setting on which day of the week, to be printed and pinned up."""
    today = clock.today()
    closures = [each for each in sites.closures_of(site) if each.ends >= today][:CLOSURES_SHOWN]
    found = queries.week_of(viewer(), site, today)
    known = {"weekdays": WEEKDAYS, "closures": closures, "today": today}
    return render_template("people/week.html", site=site, week=found, **known)
