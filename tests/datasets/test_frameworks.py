"""Frameworks in a dataset: the example by itself, one of a programme's own, and what cannot be."""

import pytest
from flask import Flask

from placement_portal import clock
from placement_portal.database import db
from placement_portal.datasets import loading
from placement_portal.datasets.reading import Unreadable
from placement_portal.frameworks import queries
from placement_portal.frameworks.models import Framework, FrameworkUse, FrameworkVersion
from placement_portal.frameworks.rules import digest
from tests.datasets.small import Item, dataset

LEVELS = [
    {"code": "0", "name": "Not seen", "kind": "not_observed"},
    {"code": "1", "name": "Low"},
    {"code": "2", "name": "High"},
]
LINE = {
    "code": "A1",
    "name": "Sings",
    "headings": ["7"],
    "expected": [{"year": 1, "level": "2"}],
    "descriptors": [{"level": "1", "words": "A little."}],
}
DOMAIN = {"code": "A", "name": "Music", "competencies": [LINE]}


def framework(*versions: Item) -> Item:
    made = [{"ref": f"framework-{n}", **each} for n, each in enumerate(versions, 1)]
    return {"ref": "framework", "programme": "course", "name": "On placement", "versions": made}


def own(**changes: object) -> Item:
    told = {"standard": "Ours", "levels": LEVELS, "headings": [{"code": "7", "name": "Talking"}], "domains": [DOMAIN]}
    return {**told, **changes}


def test_they_are_loaded(app: Flask) -> None:
    used = {"used_by": ["version"], "published": {"days": -9, "time": "10:00"}, "published_by": "ines"}
    with app.app_context():
        loading.load(dataset(frameworks=[framework(used, own(status="draft"))]), today=clock.today())
        first, second = db.session.query(FrameworkVersion).order_by(FrameworkVersion.number)
        content = queries.content_of(queries.whole(first))
        assert (first.digest, len(content.competencies)) == (digest(content), 43)
        assert "Check with your programme" in first.note
        assert db.session.query(FrameworkUse).one().framework_version_id == first.id
        kept = queries.content_of(queries.whole(second)).competencies[0]
        assert (kept.code, kept.expected, kept.descriptors) == ("A1", {"1": "2"}, {"1": "A little."})
        assert (second.standard, second.digest, second.is_draft) == ("Ours", "", True)
        assert db.session.query(Framework).one().name == "On placement"


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"domains": [{**DOMAIN, "competencies": [LINE, LINE]}]}, "a code stands twice"),
        ({"levels": LEVELS[:2]}, "The scale needs at least two levels"),
    ],
)
def test_what_cannot_be_is_said(app: Flask, changes: Item, sentence: str) -> None:
    with app.app_context(), pytest.raises(Unreadable, match=sentence):
        loading.load(dataset(frameworks=[framework(own(**changes))]), today=clock.today())
