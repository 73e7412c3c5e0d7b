"""Ratings in a dataset: in every state, and what cannot be."""

from typing import Any

import pytest
from flask import Flask

from placement_portal import clock
from placement_portal.competencies.models import EarlierOpening, LookRequest, Rating, RatingRound, RatingVersion
from placement_portal.competencies.rules import LookStatus, RatingStatus
from placement_portal.database import db
from placement_portal.datasets import loading
from placement_portal.datasets.reading import Unreadable
from tests.datasets.small import Item, dataset
from tests.datasets.test_frameworks import framework

USED = {"used_by": ["version"]}


def at(days: int) -> Item:
    return {"days": days, "time": "10:00"}


ROUND = {
    "ref": "round",
    "placement": "placement",
    "opened": at(-9),
    "student_done": at(-8),
    "supervisor_done": at(-7),
    "supervisor": "maya",
    "ratings": [{"code": "A1", "student": "C", "student_words": "Mine.", "supervisor": "D"}, {"code": "A2"}],
    "later": [{"code": "A1", "side": "supervisor", "level": "C", "at": at(-2)}],
}
LOOK = {"ref": "look", "placement": "placement", "code": "B1", "day": {"days": 3}, "asked": at(-1)}
OPENING = {"ref": "opening", "placement": "placement", "by": "ines", "at": at(-1), "reason": "Why."}


def loaded(rounds: list[Item], looks: list[Item] = [], versions: tuple[Item, ...] = (USED,)) -> None:  # noqa: B006
    made = {"rating_rounds": rounds, "looks": looks, "earlier_openings": [OPENING]}
    loading.load(dataset(frameworks=[framework(*versions)], **made), today=clock.today())


def test_they_are_loaded(app: Flask) -> None:
    closed = {**LOOK, "ref": "closed", "status": "looked"}
    still = {**ROUND, "ref": "second", "student_done": None, "supervisor_done": None, "later": []}
    with app.app_context():
        loaded([ROUND, still], [LOOK, closed])
        first, second = db.session.query(RatingRound).order_by(RatingRound.number)
        assert (first.status, second.status, second.number) == (RatingStatus.SHOWN, RatingStatus.OPEN, 2)
        assert db.session.query(Rating).count() == 4
        assert [each.after_shown for each in db.session.query(RatingVersion).order_by(RatingVersion.id)].count(
            True
        ) == 1
        assert {each.status for each in db.session.query(LookRequest)} == {LookStatus.ASKED, LookStatus.LOOKED}
        assert db.session.query(EarlierOpening).one().reason == "Why."


@pytest.mark.parametrize(
    "rounds, looks, versions, sentence",
    [
        ([ROUND], [], ({},), "no framework is used"),
        ([], [LOOK], ({},), "no framework is used"),
        ([{**ROUND, "student_done": None}], [], (USED,), "nothing changes later"),
        (
            [{**ROUND, "supervisor_done": None, "later": [], "ratings": [{"code": "Q", "student": "C"}]}],
            [],
            (USED,),
            "no competency Q",
        ),
        ([{**ROUND, "ratings": [{"code": "A1", "student": "?"}]}], [], (USED,), "no level"),
    ],
)
def test_what_cannot_be_is_said(app: Flask, rounds: Any, looks: Any, versions: Any, sentence: str) -> None:
    with app.app_context(), pytest.raises(Unreadable, match=sentence):
        loaded(rounds, looks, versions)
