"""What a student wishes: a list of choices without dragging, and what binds them."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Final

from flask import request, url_for
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.matching import policy, queries, service
from placement_portal.matching.forms import ConstraintsForm, RankingForm, ranking_form
from placement_portal.matching.models import Own
from placement_portal.matching.queries import Offering
from placement_portal.matching.rules import Ranking, RankingAct, reordered
from placement_portal.matching.views.answers import BOTH, blueprint, page
from placement_portal.web.redirects import say, see_other

OFFERS: Final = 15
CONFLICT: Final = ("conflict", "no-conflict")


@blueprint.route("/matching/<uuid:round_id>/my-choices", methods=("GET",))
@requires(Permission.SEE_OWN_ROUND, queries.find_own)
def choices(own: Own) -> ResponseReturnValue:
    """Where would I like to go?"""
    return _page(own, _offers(own))


@blueprint.post("/matching/<uuid:round_id>/my-choices")
@requires(Permission.WISH, queries.find_own)
def change_choices(own: Own) -> ResponseReturnValue:
    """Keep the list as it was typed, and do what a button said to one offer."""
    offers = _offers(own)
    form = _form(own, offers)
    if not form.validate_on_submit():
        return _page(own, offers, form)
    act, _, written = request.form.get("act", "").partition(":")
    offer = next((each for each in offers if str(each.opening.id) == written), None)
    ranking, conflicts = form.numbers(), {}
    if offer and act in set(RankingAct):
        ranking = reordered(ranking, RankingAct(act), offer.opening.id)
    if offer and act in CONFLICT:
        conflicts = {offer.opening.site_id: act == "conflict"}
        ranking = tuple(each for each in ranking if act != "conflict" or _site(offers, each) != offer.opening.site_id)
    service.change_ranking(
        own, ranking=ranking, minutes=form.minutes(), conflicts=conflicts, by=viewer(), shown=form.version.data
    )
    say("Your list is kept.")
    after = request.form.get("after") or None
    return see_other("matching.choices", round_id=own.round.id, after=after)


@blueprint.route("/matching/<uuid:round_id>/my-constraints", methods=BOTH)
@requires(Permission.WISH, queries.find_own)
def constraints(own: Own) -> ResponseReturnValue:
    """When can I come, how do I travel, what do I need?"""
    form = ConstraintsForm()
    if form.validate_on_submit():
        service.change_constraints(own, form.said(), by=viewer(), shown=form.version.data)
        say("What you said is kept.")
        return see_other("matching.choices", round_id=own.round.id)
    if not form.is_submitted():
        form.fill(own.wish)
    back = url_for("matching.choices", round_id=own.round.id), "Back to your choices"
    return page("matching/constraints.html", form, own=own, back=back)


def _offers(own: Own) -> list[Offering]:
    """Return the offers for the student's year, and those that they ranked whatever became of them."""
    kept = set(own.wish.ranking)
    found = queries.openings_for(own.round)
    return [
        each
        for each in found
        if str(each.opening.id) in kept or (own.stage.position in each.opening.years and not each.opening.withdrawn)
    ]


def _form(own: Own, offers: Sequence[Offering]) -> RankingForm:
    by_id = {each.opening.id: each for each in offers}
    ranking: Ranking = tuple(each for each in map(uuid.UUID, own.wish.ranking) if each in by_id)
    sites = {each: by_id[each].opening.site_id for each in ranking}
    return ranking_form(ranking, sites, own.wish, {each: by_id[each].opening.site for each in ranking})


def _page(own: Own, offers: Sequence[Offering], form: RankingForm | None = None) -> ResponseReturnValue:
    form = form or _form(own, offers)
    by_id: Mapping[uuid.UUID, Offering] = {each.opening.id: each for each in offers}
    others = [each for each in offers if each.opening.id not in form.ranking]
    after = request.values.get("after", "")
    start = next((nth for nth, each in enumerate(others, 1) if str(each.opening.id) == after), 0)
    shown = others[start : start + OFFERS]
    return page(
        "matching/choices.html",
        form,
        own=own,
        listed=[by_id[each] for each in form.ranking],
        others=shown,
        after=after if start else "",
        more=shown[-1].opening.id if len(others) > start + OFFERS else None,
        may_change=policy.may_wish(viewer(), own),
        today=clock.today(),
    )


def _site(offers: Sequence[Offering], offer_id: uuid.UUID) -> uuid.UUID:
    return next(each.opening.site_id for each in offers if each.opening.id == offer_id)
