"""The draft: what was proposed or decided, why, how far a proposal is, and publishing."""

import uuid

from flask import render_template, request
from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, requires, viewer
from placement_portal.matching import queries, service
from placement_portal.matching.models import Round
from placement_portal.matching.queries import Shown
from placement_portal.matching.views.answers import blueprint, not_to_be_placed
from placement_portal.organisations.service import Refused
from placement_portal.web.formats import plural
from placement_portal.web.redirects import say, see_other


@blueprint.get("/matching/<uuid:round_id>/draft")
@requires(Permission.KEEP_ROUND, queries.find)
def draft(found: Round) -> ResponseReturnValue:
    """What is proposed, for whom is there nothing, and why?"""
    return _page(found, [])


@blueprint.get("/matching/<uuid:round_id>/progress")
@requires(Permission.KEEP_ROUND, queries.find)
def progress(found: Round) -> ResponseReturnValue:
    """How far is the proposal? Asked again and again by the page while one is worked out."""
    proposal = queries.proposal_of(found)
    answer = render_template("matching/_progress.html", round=found, proposal=proposal)
    return answer, 200, {"HX-Refresh": "true"} if proposal is None or proposal.finished_at else {}


@blueprint.post("/matching/<uuid:round_id>/propose")
@requires(Permission.KEEP_ROUND, queries.find)
def propose(found: Round) -> ResponseReturnValue:
    """Ask for a proposal, which replaces the matches that are neither locked nor published."""
    try:
        service.ask_for_proposal(found, by=viewer())
    except Refused as refused:
        return _page(found, [("Proposal", str(refused))])
    return see_other("matching.draft", round_id=found.id)


@blueprint.post("/matching/<uuid:round_id>/publish")
@requires(Permission.KEEP_ROUND, queries.find)
def publish(found: Round) -> ResponseReturnValue:
    """Make placements of the ticked matches, or of all; what cannot be is listed with its reason."""
    chosen = {each for each in map(_id, request.form.getlist("students")) if each}
    if request.form.get("act") == "all":
        drafted = [each for each in queries.members(found) if Shown.DRAFT.fits(each)]
        chosen = {each.id for each in drafted[: service.MOST_AT_ONCE]}
    if not chosen:
        return _page(found, [("Nothing is ticked", "Tick the matches to publish, or publish all.")])
    try:
        done = service.publish(found, chosen, by=viewer())
    except Refused as refused:
        return _page(found, [("Nothing was published", str(refused))])
    if done.done:
        count = plural(len(done.done), "One match is published", "%(n)s matches are published")
        say(f"{count}: each is a placement now, and everybody concerned is told.")
    if done.refused:
        return _page(found, done.refused, 200 if done.done else 409)
    return see_other("matching.draft", round_id=found.id, show=Shown.PUBLISHED.value)


def _page(found: Round, refused: list[tuple[str, str]], status: int = 409) -> ResponseReturnValue:
    asked, students = request.args.get("show"), queries.members(found)
    shown = Shown(asked) if asked in set(Shown) else Shown.DRAFT
    page = queries.page_of(students, shown, request.args.get("after", type=uuid.UUID))
    missing = not_to_be_placed(found, page.students)
    return render_template(
        "matching/draft.html",
        round=found,
        proposal=queries.proposal_of(found),
        page=page,
        shown=shown,
        drafts=Shown.DRAFT,
        numbers={each: sum(map(each.fits, students)) for each in Shown},
        rows=queries.draft_of(found, page.students),
        refused=refused,
        missing=missing,
        most=service.MOST_AT_ONCE,
    ), status if refused else 200


def _id(written: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(written)
    except ValueError:
        return None
