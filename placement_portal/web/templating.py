"""How pages are rendered: from our folder, strictly, with the filters and globals that every page shares."""

from collections.abc import MutableMapping
from typing import Any, Final

from flask import Flask
from flask.templating import Environment
from jinja2 import ChainableUndefined, StrictUndefined, Undefined
from jinja2.utils import missing

from placement_portal.config import Settings
from placement_portal.web import assets, fields, formats

THEIRS: Final = frozenset({"undefined", "null", "caller", "role", "title"})


class Missing(StrictUndefined):
    """A name of ours that nobody gave is an error; GOV.UK's macros rely on missing keys and on camelCase names."""

    def __new__(  # type: ignore[misc]
        cls,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[Exception] | None = None,
    ) -> Undefined:
        """Be lenient about what those macros leave out."""
        return ChainableUndefined(hint, obj, name) if _is_theirs(obj, name) else super().__new__(cls)


class Pages(Environment):
    """Flask's templates, which share one dict of globals: no template has any of its own, and a chain is slow."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template."""
        return super().make_globals(d) if d else self.globals


OPTIONS: Final = {"undefined": Missing, "trim_blocks": True, "lstrip_blocks": True}


def init_app(app: Flask, settings: Settings) -> None:
    """Find templates in our folder and GOV.UK's, with our filters and globals."""
    app.jinja_env.globals["demo"] = settings.demo
    for module in (fields, formats, assets):
        module.init_app(app)


def _is_theirs(obj: Any, name: str | None) -> bool:
    if obj is missing:
        return name in THEIRS or str(name).lower() != str(name)
    return isinstance(obj, dict | Undefined)
