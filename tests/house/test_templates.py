"""Every template compiles; every page extends a layout and has a heading, which is also its title."""

from pathlib import Path

import pytest
from jinja2 import nodes

from placement_portal import config
from tests.house.apps import plain_app

FOLDER = config.folder("templates")
ALL = sorted(str(file.relative_to(FOLDER)) for file in FOLDER.rglob("*") if file.is_file())
PARTS = ("components/", "layouts/", "parts/", "mail/")
PAGES = [name for name in ALL if name.endswith(".html") and not name.startswith(PARTS) and "/_" not in name]


@pytest.mark.parametrize("name", ALL)
def test_it_compiles(name: str) -> None:
    environment = plain_app().jinja_env
    environment.get_template(name)


@pytest.mark.parametrize("name", PAGES)
def test_it_extends_a_layout_and_has_a_heading(name: str) -> None:
    tree = plain_app().jinja_env.parse(Path(FOLDER, name).read_text(encoding="utf-8"))
    parents = [node.template.value for node in tree.find_all(nodes.Extends) if isinstance(node.template, nodes.Const)]
    assert parents, 'start it with {% extends "layouts/page.html" %}, or put it in a folder of parts'
    if parents[0].startswith("layouts/"):
        assert "heading" in {block.name for block in tree.find_all(nodes.Block)}, "fill {% block heading %}"


@pytest.mark.parametrize("name", ALL)
def test_it_has_no_inline_style_or_script(name: str) -> None:
    text = Path(FOLDER, name).read_text(encoding="utf-8").lower()
    if name.startswith("mail/"):
        return
    assert " style=" not in text, "put it in assets/scss"
    assert "<style" not in text, "put it in assets/scss"
    assert "|safe" not in text.replace(" ", ""), "let Jinja escape it, or build it with Markup in web/"
