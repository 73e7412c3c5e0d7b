"""The pages on which a placement's competencies are looked at and rated."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, requires, viewer
from placement_portal.competencies import forms, policy, queries, service
from placement_portal.competencies.models import RatingRound
from placement_portal.competencies.queries.found import RatedCompetency, RatedDomain
from placement_portal.competencies.rules import RatingSide
from placement_portal.competencies.views.answers import BOTH, blueprint, page, to_ratings
from placement_portal.frameworks import queries as frameworks
from placement_portal.frameworks.rules import code_order
from placement_portal.once import views as once
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement
from placement_portal.web.redirects import say, see_other


@blueprint.get("/placements/<uuid:placement_id>/competencies")
@requires(Permission.SEE_RATINGS, queries.find_placement)
def placement(found: Placement) -> ResponseReturnValue:
    """What can the student do, as each side sees it, and what is expected?"""
    shown = queries.page_of(viewer(), found)
    if shown.version_id is None:
        return see_other("frameworks.of_placement", placement_id=found.id)
    looks = queries.looks_for(found)
    return render_template("competencies/placement.html", placement=found, shown=shown, looks=looks)


@blueprint.post("/placements/<uuid:placement_id>/competencies/rounds")
@requires(Permission.OPEN_RATINGS, queries.find_placement)
@once.only
def open_round(placement: Placement) -> ResponseReturnValue:
    """Ask both sides to rate."""
    try:
        made = service.open_round(placement, by=viewer())
        say("Student and supervisor can rate now, each for themselves.")
        return see_other("competencies.round", round_id=made.id)
    except Refused as refused:
        flash(str(refused), "info")
        return see_other("competencies.placement", placement_id=placement.id)


@blueprint.get("/competency-rounds/<uuid:round_id>", endpoint="round")
@requires(Permission.SEE_RATINGS_OF, queries.find_round)
def one_round(found: RatingRound) -> ResponseReturnValue:
    """Show one round."""
    shown = queries.round_shown(viewer(), found)
    return render_template("competencies/round.html", placement=found.placement, shown=shown, looks=[])


@blueprint.route("/competency-rounds/<uuid:round_id>/domains/<uuid:domain_id>", methods=BOTH)
@requires(Permission.RATE, queries.find_rated)
def rate(rated: RatedDomain) -> ResponseReturnValue:
    """Rate the competencies of a domain, for one's own side."""
    round_, side = rated.round, _side(rated.placement)
    version = frameworks.whole(round_.framework_version)
    domain = next(each for each in version.in_order if each.id == rated.domain.id)
    said = queries.own_ratings(round_, side, domain)
    form = forms.rate_form(domain.in_order, version.levels, said)
    if form.validate_on_submit():
        service.rate(round_, side, domain, form.given(), shown=form.shown.data or "", by=viewer())
        later = [each for each in version.in_order if code_order(each.code) > code_order(domain.code)]
        say(f"“{domain.name}” is kept.")
        if later:
            return see_other("competencies.rate", round_id=round_.id, domain_id=later[0].id)
        return see_other("competencies.round", round_id=round_.id)
    year = str(rated.placement.stage.position)
    back = url_for("competencies.round", round_id=round_.id), "Back to competencies"
    return page("competencies/rate.html", form, rated=rated, version=version, domain=domain, year=year, back=back)


@blueprint.post("/competency-rounds/<uuid:round_id>/finish")
@requires(Permission.RATE, queries.find_round)
def finish(round_: RatingRound) -> ResponseReturnValue:
    """Say that one's side is done."""
    try:
        service.finish(round_, _side(round_.placement), by=viewer())
        say("You are done. You see each other's ratings once both are.")
    except Refused as refused:
        flash(str(refused), "info")
    return see_other("competencies.round", round_id=round_.id)


@blueprint.post("/competency-rounds/<uuid:round_id>/go-on")
@requires(Permission.RATE, queries.find_round)
def take_back(round_: RatingRound) -> ResponseReturnValue:
    """Go on rating."""
    service.take_back(round_, _side(round_.placement), by=viewer())
    say("You can go on rating.")
    return see_other("competencies.round", round_id=round_.id)


@blueprint.get("/competency-rounds/<uuid:round_id>/competencies/<uuid:competency_id>")
@requires(Permission.SEE_RATINGS_OF, queries.find_competency)
def history(rated: RatedCompetency) -> ResponseReturnValue:
    """Show what each side said of a competency, and when it changed."""
    versions = queries.history_of(rated, viewer())
    back = url_for("competencies.round", round_id=rated.round.id), "Back to competencies"
    return render_template("competencies/history.html", rated=rated, versions=versions, back=back)


@blueprint.route("/placements/<uuid:placement_id>/competencies/earlier", methods=BOTH)
@requires(Permission.SEE_RATINGS, queries.find_placement)
@once.only
def earlier(placement: Placement) -> ResponseReturnValue:
    """Show the ratings of earlier years to whom they are open; the lead opens them to supervisors, with a reason."""
    person, form = viewer(), forms.OpenEarlierForm()
    opening, reads = queries.opening_of(placement), policy.reads_earlier(person, placement)
    may_open = opening is None and policy.may_open_earlier(person, placement)
    if may_open and form.validate_on_submit():
        service.open_earlier(placement, form.reason.data, by=person)
        say("They are open to those who supervise this placement. The student is told.")
        return see_other("competencies.earlier", placement_id=placement.id)
    rounds = [(each, queries.round_shown(person, each)) for each in queries.earlier_rounds(placement)] if reads else []
    return page(
        "competencies/earlier.html",
        form,
        placement=placement,
        opening=opening,
        reads=reads,
        may_open=may_open,
        rounds=rounds,
        back=to_ratings(placement),
    )


def _side(placement: Placement) -> RatingSide:
    side = policy.side_of(viewer(), placement)
    assert side is not None  # whoever may rate has a side
    return side
