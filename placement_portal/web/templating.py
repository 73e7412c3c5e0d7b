"""How pages are rendered: from our folder, strictly, with the filters and globals that every page shares."""

import enum
import functools
import re
from collections.abc import Callable, Hashable, MutableMapping
from typing import Any, Final

from flask import Flask
from flask.templating import Environment
from jinja2 import ChainableUndefined, StrictUndefined, Undefined
from jinja2.compiler import CodeGenerator
from jinja2.utils import missing
from markupsafe import escape

from placement_portal.config import Settings
from placement_portal.web import assets, fields, formats

DRAWN: Final = 1024
NEEDS_ESCAPE: Final = re.compile("[&<>'\"]").search
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


class Writer(CodeGenerator):
    """Compiles templates to write `text(…)` where Jinja writes `escape(…)`: a page has thousands of pieces."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.text(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Pages(Environment):
    """Flask's templates, which share one dict of globals: no template has any of its own, and a chain is slow."""

    code_generator_class = Writer

    @staticmethod
    def text(value: Any) -> str:
        """Return a value as it may stand in HTML, exactly what `escape` says, without making it safe once more.

        The pieces of a page are joined at once, so that nobody asks any of them whether it is safe.
        """
        if type(value) is str:
            return escape(value) if NEEDS_ESCAPE(value) else value
        safe: Callable[[], str] | None = getattr(value, "__html__", None)
        return safe() if safe else escape(value)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template."""
        return super().make_globals(d) if d else self.globals


OPTIONS: Final = {"undefined": Missing, "trim_blocks": True, "lstrip_blocks": True}


def init_app(app: Flask, settings: Settings) -> None:
    """Find templates in our folder and GOV.UK's, with our filters and globals."""
    app.jinja_env.globals["demo"] = settings.demo
    for module in (fields, formats, assets):
        module.init_app(app)
    app.add_template_filter(_tags(app), "drawn_tag")
    app.add_template_filter(_drawn(app), "drawn")


def _tags(app: Flask) -> Callable[[enum.Enum], str]:
    @functools.lru_cache(maxsize=None, typed=True)  # typed, for members of two enums may be the same word
    def draw(member: enum.Enum) -> str:
        return _macro(app, "components/tag.html", "draw")(member)

    return draw


def _drawn(app: Flask) -> Callable[[Hashable, str, str], str]:
    @functools.lru_cache(maxsize=DRAWN)
    def drawn(value: Hashable, template: str, macro: str) -> str:
        """Draw a value by a macro and keep the result: for parts that many pages of many people share."""
        return _macro(app, template, macro)(value)

    return drawn


def _macro(app: Flask, template: str, macro: str) -> Callable[[Any], str]:
    found: Callable[[Any], str] = getattr(app.jinja_env.get_template(template).module, macro)
    return found


def _is_theirs(obj: Any, name: str | None) -> bool:
    if obj is missing:
        return name in THEIRS or str(name).lower() != str(name)
    return isinstance(obj, dict | Undefined)
