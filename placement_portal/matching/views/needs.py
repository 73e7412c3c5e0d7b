"""What a student needs of a setting: read by those who match, who tick what fits; each reading is recorded."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import ledger, transaction
from placement_portal.access import Permission, requires, viewer
from placement_portal.matching import events, queries, service
from placement_portal.matching.queries import Needing
from placement_portal.matching.views.answers import BOTH, blueprint
from placement_portal.web.redirects import say, see_other

ANSWERS = {"fits": True, "does_not_fit": False, "": None}


@blueprint.route("/matching/<uuid:round_id>/students/<uuid:student_id>/needs", methods=BOTH)
@requires(Permission.READ_NEEDS, queries.find_student)
def needs(needing: Needing) -> ResponseReturnValue:
    """What must a setting have for this student, and which settings fit?"""
    found, student = needing.round, needing.student
    sites = {each.opening.site_id: each for each in queries.openings_for(found)}
    if request.method == "POST":
        typed = {site: request.form.get(f"site-{site}", "") for site in sites}
        fits = {site: ANSWERS[answer] for site, answer in typed.items() if answer in ANSWERS}
        service.check_needs(found, student, fits, by=viewer())
        say("What fits is kept. Others read no more than that a setting does not fit.")
        return see_other("matching.decide", round_id=found.id, student=student.id)
    person, read = viewer(), events.NeedsRead(student=student.id)
    chain = found.programme.university_id
    transaction.remember(lambda: ledger.record(read, by=person, on=found.id, chain=chain))
    return render_template(
        "matching/needs.html",
        round=found,
        student=student,
        needs=needing.wish.needs if needing.wish else "",
        fits=needing.match.fits if needing.match else {},
        sites=list(sites.values()),
    )
