"""Built assets: found by plain name, named by content, small on the wire."""

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask, render_template_string

from placement_portal.web import assets

FONTS = {
    f"{family}-{subset}-wght-normal.woff2"
    for family in ("atkinson-hyperlegible-next", "bricolage-grotesque")
    for subset in ("latin", "latin-ext")
}


def built(name: str) -> Path:
    return assets.BUILD / assets.manifest()[name]


def test_a_template_names_an_asset_and_gets_its_hashed_address() -> None:
    app = Flask(__name__)
    assets.init_app(app)
    with app.app_context():
        assert render_template_string('{{ asset_url("app.css") }}') == f"/static/build/{built('app.css').name}"


def test_every_asset_is_there_and_named_by_its_content() -> None:
    for name, hashed in assets.manifest().items():
        assert (assets.BUILD / hashed).is_file()
        assert hashed.startswith(f"{Path(name).stem}-")


def test_the_page_has_its_style_its_script_and_only_the_fonts_it_needs() -> None:
    names = assets.manifest().keys()
    assert {"app.css", "app.js"} <= names
    assert {name for name in names if name.endswith(".woff2")} == FONTS


@pytest.mark.parametrize("name", ["app.css", "app.js"])
def test_text_comes_compressed_both_ways(name: str) -> None:
    file = built(name)
    assert gzip.decompress(file.with_name(f"{file.name}.gz").read_bytes()) == file.read_bytes()
    assert file.with_name(f"{file.name}.br").stat().st_size < file.stat().st_size


def test_everything_cold_stays_under_its_weight() -> None:
    """At most 170 kB compressed, 120 kB without the letters of Latin Extended."""

    def weight(file: Path) -> int:
        small = file.with_name(f"{file.name}.gz")
        return (small if small.exists() else file).stat().st_size

    extended = sum(weight(built(name)) for name in FONTS if "latin-ext" in name)
    cold = sum(weight(built(name)) for name in {"app.css", "app.js"} | FONTS)
    assert cold <= 170_000
    assert cold - extended <= 120_000


def test_the_style_fetches_only_files_that_were_built_with_it() -> None:
    style = built("app.css").read_text(encoding="utf-8")
    fetched = re.findall(r"""url\(["']?(?:\./)?([^"')]+)""", style)
    assert "@import" not in style
    assert set(fetched) <= set(assets.manifest().values())


def test_an_unknown_name_says_where_to_add_it() -> None:
    with pytest.raises(assets.NotBuilt, match=r"No asset is called 'nowhere\.css'"):
        assets.asset_url("nowhere.css")


def test_without_a_build_it_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(assets.NotBuilt, match="run make setup"):
        assets.manifest(tmp_path)
