"""Built assets: named by their content, so kept for ever; sent compressed to whoever understands it."""

import mimetypes
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort, request, send_from_directory

from placement_portal.access import public
from placement_portal.web import assets

FOREVER: Final = "public, max-age=31536000, immutable"
CODINGS: Final = (("br", ".br"), ("gzip", ".gz"))


def init_app(blueprint: Blueprint) -> None:
    """Serve `/static/build/<asset>`: what the manifest names, and nothing else."""
    blueprint.add_url_rule("/static/build/<asset>", "asset", asset)


@public
def asset(asset: str) -> Response:
    """Send one built file; 404 for a name that the manifest does not hold."""
    if asset not in _names():
        abort(404)
    coding, file = _best(asset)
    response = send_from_directory(assets.BUILD, file, mimetype=mimetypes.guess_type(asset)[0])
    response.headers["Cache-Control"] = FOREVER
    response.vary.add("Accept-Encoding")
    if coding:
        response.headers["Content-Encoding"] = coding
    return response


def _names() -> set[str]:
    try:
        return set(assets.manifest(assets.BUILD).values())
    except assets.NotBuilt:
        return set()


def _best(name: str) -> tuple[str, str]:
    for coding, ending in CODINGS:
        if request.accept_encodings[coding] and Path(assets.BUILD, name + ending).is_file():
            return coding, name + ending
    return "", name
