"""One home for each person, with a section for each thing they do; and the pages that everybody may read."""

from flask import render_template
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import maybe_viewer, public, signed_in, viewer
from placement_portal.agreements import queries as agreements
from placement_portal.home.rules import MOST_LISTED
from placement_portal.home.views import sections
from placement_portal.home.views.answers import blueprint
from placement_portal.organisations import queries as organisations

FEW = 5


@blueprint.get("/")
@signed_in
def home() -> ResponseReturnValue:
    """What do I do next?"""
    person, now, today = viewer(), clock.now(), clock.today()
    supervisor = sections.supervisor(person, today)
    return render_template(
        "home/home.html",
        today=today,
        name=person.name,
        student=sections.student(person, today, now),
        supervisor=supervisor,
        pressing=sections.pressing(person, supervisor, today),
        office=sections.office(person),
        answers=sections.answers(person),
        cohorts=sections.cohorts(person),
        provider=sections.provider(person, today),
        agreements=agreements.waiting_for(person, limit=FEW),
        most=MOST_LISTED,
        organisations=sections.organisations(person),
    )


@blueprint.get("/help", endpoint="help")
@public
def help_page() -> ResponseReturnValue:
    """How to do the few things that each person does here."""
    return render_template("home/help.html")


@blueprint.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """What is kept, what is never kept, and who reads what."""
    return render_template("home/privacy.html")


@blueprint.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    """How far the portal can be used by everybody, and what to do where it cannot."""
    return render_template("home/accessibility.html")


@blueprint.get("/data-protection-complaint")
@public
def data_complaint() -> ResponseReturnValue:
    """How to complain about how one's data is used, and to whom."""
    person = maybe_viewer()
    return render_template("home/data_complaint.html", organisations=organisations.of_person(person) if person else [])
