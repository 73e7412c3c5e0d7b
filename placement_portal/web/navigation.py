"""The bar at the top of desks and the bottom of phones: rooms above register what belongs in it."""

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flask import Flask, current_app, request, url_for

from placement_portal.access import maybe_viewer

if TYPE_CHECKING:
    from placement_portal.accounts.models import Person

KEPT: Final = 512


@dataclass(frozen=True, kw_only=True)
class Item:
    """One place to go: its words, endpoint, icon, how much waits there, whether phones show it as a tab, its rooms."""

    label: str
    endpoint: str
    icon: str
    badge: int = 0
    blueprint: str = ""
    also: tuple[str, ...] = ()
    tab: bool = True
    values: tuple[tuple[str, Any], ...] = ()
    """What its address is made of, by name."""

    def is_current(self, endpoint: str | None, blueprint: str | None) -> bool:
        """Say whether the page that is shown is this place, or one of its rooms when it names any."""
        return endpoint == self.endpoint or blueprint in (self.blueprint, *self.also)


class Place(NamedTuple):
    """An item as one page shows it; alike for many people, so that the menu is drawn once for all of them."""

    label: str
    href: str
    icon: str
    badge: int
    current: bool
    tab: bool


Source = Callable[["Person"], Iterable[Item]]


def init_app(app: Flask) -> None:
    """Let every page show the navigation."""
    app.extensions["portal.navigation"] = []
    app.context_processor(_context)


def register(app: Flask, source: Source) -> None:
    """Add what `source` says for a person who is signed in, after what was registered before."""
    app.extensions["portal.navigation"].append(source)


def _context() -> dict[str, Any]:
    person = maybe_viewer()
    sources: list[Source] = current_app.extensions["portal.navigation"]
    items = (item for source in sources for item in source(person)) if person else ()
    here = request.script_root, request.endpoint, request.blueprint
    return {"navigation": tuple([_place(item, *here) for item in items]), "person": person}


@functools.lru_cache(maxsize=KEPT)
def _place(item: Item, _root: str, endpoint: str | None, blueprint: str | None) -> Place:
    """Return an item as one page shows it."""
    href, current = url_for(item.endpoint, **dict(item.values)), item.is_current(endpoint, blueprint)
    return Place(item.label, href, item.icon, item.badge, current, item.tab)
