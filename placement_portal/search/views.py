"""The page on which everybody finds people, settings and placements."""

from typing import Final

from flask import Blueprint, Flask, render_template, request
from flask.typing import ResponseReturnValue

from placement_portal.access import signed_in, viewer
from placement_portal.search import queries
from placement_portal.search.forms import SearchForm
from placement_portal.search.rules import MOST, FoundKind
from placement_portal.web import navigation
from placement_portal.web.navigation import Item

blueprint = Blueprint("search", __name__)
SEARCH: Final = Item(label="Search", endpoint="search.search", icon="search", tab=False)
PAGES: Final = {
    FoundKind.PERSON: ("people.person", "person_id"),
    FoundKind.SITE: ("sites.site", "site_id"),
    FoundKind.PLACEMENT: ("record.placement", "placement_id"),
}


def init_app(app: Flask) -> None:
    """Put the search into the menu of everybody."""
    navigation.register(app, lambda _person: (SEARCH,))


@blueprint.get("/search")
@signed_in
def search() -> ResponseReturnValue:
    """Find people, settings and placements by their names."""
    form = SearchForm(request.args)
    fits = form.validate()
    text = form.q.data or ""
    groups = queries.find(viewer(), text) if fits else {}
    page = render_template("search/search.html", form=form, text=text, groups=groups, pages=PAGES, most=MOST)
    return page, 200 if fits else 422
