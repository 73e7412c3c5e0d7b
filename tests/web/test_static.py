"""Built assets: kept for ever, compressed for whoever understands it, and nothing else from that folder."""

from pathlib import Path

import pytest

from placement_portal.web import assets
from tests.conftest import Client


@pytest.mark.parametrize("asked, coding", [("br, gzip", "br"), ("gzip", "gzip"), ("", None), ("br;q=0, gzip", "gzip")])
def test_a_stylesheet_comes_compressed_when_asked(client: Client, asked: str, coding: str | None) -> None:
    page = client().get(assets.asset_url("app.css"), headers={"Accept-Encoding": asked})
    assert page.status == 200
    assert page.response.headers.get("Content-Encoding") == coding
    assert page.response.mimetype == "text/css"
    assert page.response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert page.response.headers["Vary"] == "Accept-Encoding"


def test_a_font_is_sent_as_it_is(client: Client) -> None:
    name = next(name for name in assets.manifest() if name.endswith(".woff2"))
    page = client().get(assets.asset_url(name), headers={"Accept-Encoding": "br"})
    assert page.status == 200
    assert "Content-Encoding" not in page.response.headers


@pytest.mark.parametrize("name", ["manifest.json", "app.css", "nowhere-ABCDEFGH.css", "..%2f..%2fapp.py"])
def test_nothing_else_is_sent(client: Client, name: str) -> None:
    assert client().get(f"/static/build/{name}").status == 404


def test_without_a_build_there_is_no_asset(client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    address = assets.asset_url("app.css")
    monkeypatch.setattr(assets, "BUILD", tmp_path)
    assert client().get(address).status == 404
