"""The table of labels names only colours and icons that exist."""

import enum
from pathlib import Path

import pytest
from flask import Flask

from placement_portal.hours.rules import EntryStatus
from placement_portal.web import labels
from placement_portal.web.labels import LABELS
from tests.house.apps import plain_app

SCSS = Path(__file__).resolve().parents[2] / "assets" / "scss" / "_tokens.scss"


@pytest.fixture(scope="module")
def paths() -> dict[str, str]:
    app: Flask = plain_app()
    icons: dict[str, str] = app.jinja_env.get_template("components/icon.html").make_module().__dict__["paths"]
    return icons


@pytest.mark.parametrize("key", sorted(LABELS))
def test_a_label_has_words_and_a_colour_and_icon_that_exist(key: str, paths: dict[str, str]) -> None:
    label = LABELS[key]
    assert label.text == label.text.strip() != ""
    assert f"--{label.colour}-back" in SCSS.read_text(encoding="utf-8")
    assert label.icon == "" or label.icon in paths


def test_a_member_finds_its_label() -> None:
    assert labels.label(EntryStatus.QUERIED).text == "Sent back"


def test_a_member_without_label_is_an_error() -> None:
    class Strange(enum.Enum):
        THING = 1

    with pytest.raises(KeyError, match=r"Strange\.THING"):
        labels.label(Strange.THING)
