"""What ends when, and how the cohorts of a university stand."""

from flask import render_template
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.clearance.queries import officers
from placement_portal.clearance.views.answers import note_read
from placement_portal.organisations.models import Organisation
from placement_portal.register import rules
from placement_portal.register.queries import ahead
from placement_portal.register.views.answers import blueprint


@blueprint.get("/organisations/<uuid:organisation_id>/clearance/ends")
@requires(Permission.SEE_WHAT_ENDS, officers.find_organisation)
def ends(organisation: Organisation) -> ResponseReturnValue:
    """What ends in the months ahead, and for whom?"""
    today = clock.today(organisation.zone)
    found = ahead.ends_of(viewer(), organisation, today)
    note_read("what ends when", organisation.id, found.people)
    months = rules.calendar(found.endings, today)
    return render_template("register/ends.html", organisation=organisation, months=months, today=today)


@blueprint.get("/organisations/<uuid:organisation_id>/clearance/cohorts")
@requires(Permission.SEE_COHORT_CHECKS, officers.find_organisation)
def cohorts(organisation: Organisation) -> ResponseReturnValue:
    """How far is each cohort with each check?"""
    table = ahead.by_cohort(viewer(), organisation, clock.today(organisation.zone))
    note_read("cohorts by check", organisation.id, table.people)
    return render_template("register/cohorts.html", organisation=organisation, table=table, heat_above=rules.HEAT_ABOVE)
