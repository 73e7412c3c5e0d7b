"""The pages on which co-ordinators look at contacts and keep them, with the day."""

import uuid
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.once import views as once
from placement_portal.organisations.models import Organisation
from placement_portal.signpost import queries, service
from placement_portal.signpost.forms import NO_AREA, BoardForm, board_form
from placement_portal.signpost.models import SignpostBoard
from placement_portal.signpost.rules import STALE_AFTER, BoardKind
from placement_portal.signpost.views.answers import BOTH, answer, blueprint
from placement_portal.sites import queries as sites
from placement_portal.sites.models import Site
from placement_portal.web.redirects import say, see_other

SAVED = "The contacts are saved, as looked at today."


@blueprint.route("/sites/<uuid:site_id>/signpost", methods=BOTH)
@requires(Permission.MANAGE_SITE, sites.find)
def of_site(site: Site) -> ResponseReturnValue:
    """Keep the safeguarding contacts of a setting."""
    board = queries.board_of_site(site)
    areas = [each for each in queries.boards_of(site.provider) if each.kind is BoardKind.AREA]
    form: Any = board_form(BoardKind.SETTING, areas)
    form.show(board)
    if areas and not form.is_submitted():
        form.area_id.data = str(board.area_id) if board and board.area_id else NO_AREA
    if form.validate_on_submit():
        chosen = form.area_id.data if areas else NO_AREA
        area_id = None if chosen == NO_AREA else uuid.UUID(chosen)
        service.keep_of_site(site, board, form.contacts(), area_id, by=viewer(), shown=form.version.data)
        say(SAVED)
        return see_other("sites.site", site_id=site.id)
    back = url_for("sites.site", site_id=site.id), f"Back to {site.name}"
    return _page(
        form, board, f"Safeguarding contacts of {site.name}", back, has_areas=bool(areas), provider=site.provider
    )


@blueprint.get("/organisations/<uuid:organisation_id>/signpost")
@requires(Permission.MANAGE_SITE, sites.find_provider)
def of_provider(provider: Organisation) -> ResponseReturnValue:
    """Which contacts does a provider keep, and when did somebody look at them?"""
    boards = queries.boards_of(provider)
    context = {
        "own": next((each for each in boards if each.kind is BoardKind.PROVIDER), None),
        "areas": [each for each in boards if each.kind is BoardKind.AREA],
        "stale": clock.today() - STALE_AFTER,
    }
    return render_template("signpost/of_provider.html", provider=provider, **context)


@blueprint.route("/organisations/<uuid:organisation_id>/signpost/own", methods=BOTH)
@requires(Permission.MANAGE_SITE, sites.find_provider)
def keep_own(provider: Organisation) -> ResponseReturnValue:
    """Keep whom to reach at the provider."""
    board = next((each for each in queries.boards_of(provider) if each.kind is BoardKind.PROVIDER), None)
    form = board_form(BoardKind.PROVIDER)
    form.show(board)
    if form.validate_on_submit():
        service.keep_of_provider(provider, board, form.contacts(), by=viewer(), shown=form.version.data)
        say(SAVED)
        return see_other("signpost.of_provider", organisation_id=provider.id)
    return _page(form, board, f"Safeguarding contacts of {provider.name}", _to(provider.id))


@blueprint.route("/organisations/<uuid:organisation_id>/signpost/areas/new", methods=BOTH)
@requires(Permission.MANAGE_SITE, sites.find_provider)
@once.only
def new_area(provider: Organisation) -> ResponseReturnValue:
    """Add the numbers of a local authority."""
    form: Any = board_form(BoardKind.AREA)
    form.show(None)
    if form.validate_on_submit():
        service.keep_of_area(provider, None, form.area.data, form.contacts(), by=viewer())
        say(SAVED)
        return see_other("signpost.of_provider", organisation_id=provider.id)
    return _page(form, None, "Add a local authority", _to(provider.id))


@blueprint.route("/signpost/areas/<uuid:board_id>", methods=BOTH)
@requires(Permission.KEEP_AREA, queries.find_area)
def area(board: SignpostBoard) -> ResponseReturnValue:
    """Keep the numbers of a local authority."""
    assert board.provider is not None  # a constraint says that an area belongs to a provider
    form: Any = board_form(BoardKind.AREA)
    form.show(board)
    if not form.is_submitted():
        form.area.data = board.area
    if form.validate_on_submit():
        service.keep_of_area(
            board.provider, board, form.area.data, form.contacts(), by=viewer(), shown=form.version.data
        )
        say(SAVED)
        return see_other("signpost.of_provider", organisation_id=board.provider_id)
    return _page(form, board, f"Numbers of {board.area}", _to(board.provider.id))


def _page(
    form: BoardForm, board: SignpostBoard | None, heading: str, back: tuple[str, str], **more: Any
) -> ResponseReturnValue:
    return answer("signpost/board.html", form, board=board, heading=heading, back=back, **more)


def _to(provider_id: uuid.UUID) -> tuple[str, str]:
    return url_for("signpost.of_provider", organisation_id=provider_id), "Back to safeguarding contacts"
