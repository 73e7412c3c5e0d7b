"""Agreements of a dataset: replayed as the portal would have made them, without letters, and proved by the ledger."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from placement_portal import clock
from placement_portal.agreements.models import Agreement, AgreementText
from placement_portal.agreements.rules import AgreementStatus
from placement_portal.cli.ledger import verify
from placement_portal.database import db
from placement_portal.datasets import loading
from placement_portal.datasets.reading import Unreadable
from placement_portal.mail.models import OutboxMessage
from placement_portal.signatures.models import Signature
from placement_portal.signatures.rules import ProofKind
from tests.conftest import Given
from tests.datasets.small import dataset

Item = dict[str, Any]


def at(day: int, time: str = "12:00") -> Item:
    return {"days": day, "time": time}


def signed(as_: str, by: str, day: int, **more: Any) -> Item:
    return {"as": as_, "by": by, "at": at(day), **more}


ALL = [signed("student", "ada", -8), signed("provider", "maya", -7, number="AS1"), signed("university", "ines", -6)]


def agreement(**changes: Any) -> Item:
    made: Item = {
        "ref": "agreed",
        "placement": "placement",
        "by": "ines",
        "at": at(-10),
        "goals": ["Listen."],
        "absence": "The office",
        "ready": at(-9),
        "signatures": ALL,
    }
    return made | changes


def text(**changes: Any) -> Item:
    return {"ref": "text", "programme": "course", "text": "{student}", "by": "ines", "at": at(-20)} | changes


def load(app: Flask, *agreements: Item, texts: list[Item] | None = None) -> loading.Ids:
    made = dataset() | {"agreements": list(agreements), "agreement_texts": texts or []}
    with app.app_context():
        return loading.load(made, today=clock.today())


def test_a_past_is_replayed(app: Flask, looking: Given) -> None:
    load(
        app, agreement(ended_then={"days": 20}), agreement(ref="next", signatures=ALL[:1], ready=at(-2)), texts=[text()]
    )
    with looking():
        first, second = db.session.scalars(sa.select(Agreement).order_by(Agreement.number))
        assert (first.status, second.status) == (AgreementStatus.SIGNED, AgreementStatus.PARTLY_SIGNED)
        assert first.facts["last_day"] != second.facts["last_day"]
        assert first.text_number == 1
        proofs = db.session.execute(sa.select(Signature.proof, Signature.capacity, Signature.printed_number)).all()
        assert (ProofKind.TAKEN_OVER, "Supervisor", "AS1") in [tuple(each) for each in proofs]
        assert db.session.scalars(sa.select(OutboxMessage)).all() == []
    assert app.test_cli_runner().invoke(verify).exit_code == 0


def test_a_draft_and_two_texts(app: Flask, looking: Given) -> None:
    order = ["university", "provider", "student"]
    load(app, agreement(ready=None, signatures=[]), texts=[text(), text(ref="better", order=order)])
    with looking():
        assert db.session.scalars(sa.select(Agreement.status)).one() is AgreementStatus.DRAFT
        assert sorted(db.session.scalars(sa.select(AgreementText.number))) == [1, 2]


@pytest.mark.parametrize("opened", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"goals": ["x"] * 7}, "at most 6 goals"),
        ({"goals": []}, "Write at least one learning goal."),
        ({"signatures": [signed("student", "maya", -8)]}, "Maya could not sign for this party then."),
        ({"signatures": [ALL[0], ALL[0]]}, "could not sign for this party then."),
        ({"ready": None}, "could not sign for this party then."),
    ],
)
def test_what_cannot_have_happened_is_named(app: Flask, changes: Item, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        load(app, agreement(**changes))


@pytest.mark.parametrize("opened", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"order": ["student"]}, "name all three parties once each, or none."),
        ({"order": ["student", "student", "student"]}, "name all three parties once each, or none."),
        ({"text": "{nobody}"}, "there is no blank called {nobody}."),
    ],
)
def test_a_text_that_cannot_be_used_is_named(app: Flask, changes: Item, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        load(app, texts=[text(**changes)])
    assert sentence in str(refused.value)
