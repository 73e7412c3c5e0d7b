"""The bar at the top of desks and the bottom of phones: rooms above register what belongs in it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import Flask, current_app, request, url_for

from placement_portal.access import maybe_viewer

if TYPE_CHECKING:
    from placement_portal.accounts.models import Person


@dataclass(frozen=True, kw_only=True)
class Item:
    """One place to go: its words, endpoint, icon, how much waits there, whether phones show it as a tab, its rooms."""

    label: str
    endpoint: str
    icon: str
    badge: int = 0
    blueprint: str = ""
    also: Collection[str] = ()
    tab: bool = True
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def href(self) -> str:
        """The address of the place."""
        return url_for(self.endpoint, **self.values)

    @property
    def current(self) -> bool:
        """Whether the page that is shown is this place, or one of its rooms when `blueprint` is set."""
        return request.endpoint == self.endpoint or request.blueprint in (self.blueprint, *self.also)


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
    return {"navigation": tuple(map(_place, items)), "person": person}


def _place(item: Item) -> Place:
    return Place(item.label, item.href, item.icon, item.badge, item.current, item.tab)
