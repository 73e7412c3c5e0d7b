"""Where a built stylesheet, script, font or image is found, by its plain name."""

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from flask import Flask

BUILD: Final = Path(__file__).resolve().parents[1] / "static" / "build"
URL: Final = "/static/build/"


class NotBuilt(LookupError):
    """The assets were never built, or the build has nothing of that name."""


@functools.cache
def manifest(build: Path = BUILD) -> Mapping[str, str]:
    """Return the hashed name of every built file by its plain name; raise `NotBuilt` when there is no build."""
    try:
        names: dict[str, str] = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotBuilt("There are no built assets: run make setup.") from None
    return names


def asset_url(name: str) -> str:
    """Return the address of an asset, such as "/static/build/app-4F5G6H7J.css"; raise `NotBuilt` for an unknown name.

    The address changes whenever the content does, so that a browser may keep what it fetched for ever.
    """
    try:
        return URL + manifest()[name]
    except KeyError:
        raise NotBuilt(f"No asset is called {name!r}: add it to assets/ and to its build.") from None


def init_app(app: Flask) -> None:
    """Let templates say `{{ asset_url("app.css") }}`."""
    app.jinja_env.globals["asset_url"] = asset_url
