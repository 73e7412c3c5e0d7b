"""Letters, inductions and contacts in a dataset, and in the demo world in every state."""

from typing import Any

import pytest
from flask import Flask

from placement_portal import clock
from placement_portal.database import db
from placement_portal.datasets import loading
from placement_portal.datasets.reading import Unreadable
from placement_portal.demo.world import world
from placement_portal.inductions.models import Induction, InductionList
from placement_portal.letters.models import AssuranceLetter
from placement_portal.signpost.models import SignpostBoard
from placement_portal.signpost.rules import BoardKind
from tests.datasets.small import dataset

TODAY = {"days": 0}
SEEN = {"what": "Identity seen", "by": "us", "seen_on": {"days": -3}}
LETTER = {
    "placement": "placement",
    "site": "school",
    "made_on": {"days": -2},
    "by": "maya",
    "shows": "photo_id",
    "ring_name": "Denise",
    "ring_phone": "01632 960777",
    "lines": [SEEN],
    "sent_to": "office@school.example.org",
}
LIST = {"site": "school", "lines": ["The room", "Fire"], "made_on": TODAY, "by": "maya"}
SHOWN = {"placement": "placement", "site": "school", "ticked": 2, "on": {"days": -1}}
CONTACT = {"role": "lead", "phone": "01632 960101"}
AREA = {"ref": "area", "provider": "music", "area": "Fenshire", "contacts": [], "checked_on": TODAY}
BOARD = {"ref": "board", "site": "school", "lies_in": "area", "contacts": [CONTACT], "checked_on": TODAY}
OWN = {"ref": "own", "provider": "music", "contacts": [], "checked_on": TODAY, "checked_by": "maya"}


def test_they_are_loaded(app: Flask) -> None:
    confirmed = {**SHOWN, "confirmed_on": TODAY, "confirmed_by": "maya"}
    made = dataset(letters=[LETTER], induction_lists=[LIST], inductions=[confirmed], contacts=[BOARD, AREA, OWN])
    with app.app_context():
        loading.load(made, today=clock.today())
        letter = db.session.query(AssuranceLetter).one()
        assert letter.lines[0]["by"] == "University of Eastmarsh"
        assert letter.sent_at == letter.made_at
        assert db.session.query(InductionList).one().lines == LIST["lines"]
        shown = db.session.query(Induction).one()
        assert list(shown.ticks) == shown.lines == LIST["lines"]
        assert {each.kind for each in db.session.query(SignpostBoard)} == set(BoardKind)


@pytest.mark.parametrize(
    "part, sentence",
    [
        ({"letters": [{**LETTER, "site": "far"}]}, "/letters/0/site: this is no setting of the placement."),
        ({"inductions": [{**SHOWN, "site": "far"}]}, "/inductions/0/site: this is no setting of the placement."),
        ({"inductions": [{**SHOWN, "confirmed_on": TODAY}]}, "/inductions/0: say who confirmed it."),
        ({"contacts": [{**OWN, "provider": None}]}, "/contacts/0: contacts belong to a setting or to a provider."),
    ],
)
def test_what_is_wrong_is_named(app: Flask, part: dict[str, Any], sentence: str) -> None:
    made = dataset(**part)
    made["sites"].append({**made["sites"][0], "ref": "far", "name": "Far School", "closures": [], "terms": []})
    with app.app_context(), pytest.raises(Unreadable) as error:
        loading.load(made, today=clock.today())
    assert error.value.problems == [sentence]


def test_the_demo_has_letters_inductions_and_contacts_in_every_state() -> None:
    made = world(clock.today())
    assert {bool(each.get("sent_to")) for each in made["letters"]} == {True, False}
    confirmed = {
        next((by for by in ("confirmed_by", "confirmed_name") if by in each), "") for each in made["inductions"]
    }
    assert confirmed == {"confirmed_by", "confirmed_name", ""}
    leads = [contact for each in made["contacts"] for contact in each["contacts"] if contact["role"] == "lead"]
    assert any(not each["phone"] for each in leads)
