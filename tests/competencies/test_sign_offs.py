"""What is seen once: prepared, signed with fresh proof, put in question, settled; and told by a dataset."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask

from placement_portal import clock
from placement_portal.competencies import queries, service
from placement_portal.competencies.models import SignOff
from placement_portal.competencies.rules import (
    SIGN_OFF_MOVES,
    NotPossible,
    SignOffAction,
    SignOffStatus,
    move_sign_off,
)
from placement_portal.database import db
from placement_portal.datasets import loading
from placement_portal.datasets.reading import Unreadable
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement
from placement_portal.signatures import queries as signatures
from placement_portal.signatures.queries import verifying
from tests import world
from tests.competencies.test_rating import begin, refusal
from tests.conftest import Given as Inside
from tests.conftest import SignIn
from tests.datasets.small import Item, dataset
from tests.datasets.test_competencies import USED, at
from tests.datasets.test_frameworks import framework
from tests.house.browser import Browser
from tests.letters import letters_to
from tests.world import Cast

LINK = re.compile(r"/not-me/[\w-]+")
TO_SIGN = "Sign it off once you saw it: D1"


@pytest.mark.parametrize("status", list(SignOffStatus))
@pytest.mark.parametrize("action", list(SignOffAction))
def test_every_pair_of_state_and_action_is_decided(status: SignOffStatus, action: SignOffAction) -> None:
    if (status, action) in SIGN_OFF_MOVES:
        assert move_sign_off(status, action) in SignOffStatus
    else:
        with pytest.raises(NotPossible):
            move_sign_off(status, action)


def the_sign_off() -> SignOff:
    return db.session.scalars(sa.select(SignOff)).one()


def sign(browser: Browser, url: str) -> None:
    """Prepare and sign, as a supervisor does it."""
    browser.get(url)
    browser.click(TO_SIGN)
    page = browser.submit(None, words="She asked at once.")
    assert "I saw this myself" in page.text
    page = browser.submit("/sign/sign-off", password=world.PASSWORD, press="Sign now")
    assert page.status == 200


def test_a_supervisor_signs_off_what_is_seen_once(
    app: Flask, cast: Cast, given: Inside, sign_in: SignIn, looking: Inside
) -> None:
    url = begin(cast, given)
    supervisor, student, tutor = (sign_in(each) for each in (cast.supervisor, cast.student, cast.tutor))
    supervisor.get(url)
    supervisor.click(TO_SIGN)
    day = world.in_days(2)
    ahead = {"seen_on-day": str(day.day), "seen_on-month": str(day.month), "seen_on-year": str(day.year)}
    assert supervisor.submit(None, ahead).errors == ["Choose a day that has been."]
    supervisor.get(url)
    supervisor.click(TO_SIGN)
    supervisor.submit(None, words="Not this one.")
    with given():
        held = the_sign_off()
        service.prepare(held.placement, held.competency, held.seen_on, "Not that one.", by=cast.supervisor)
        here = f"/competency-sign-offs/{held.id}"
        rated = held.competency.domain.in_order[1].id
    supervisor.get(f"{url}/{rated}/sign-off")
    assert "This is rated, not signed off once." in supervisor.submit().text
    assert "It waits for the supervisor's signature." in student.get(here).text
    supervisor.get(here)
    assert "It is thrown away." in supervisor.submit("/discard").text
    assert "Seen once, and signed off by a supervisor." in student.get(url).text

    sign(supervisor, url)
    with looking():
        here = f"/competency-sign-offs/{the_sign_off().id}"
        assert verifying.verify()[1] == []
    page = student.get(url)
    assert "Signed off" in page.text
    page = student.get(here)
    assert "She asked at once." in page.text
    assert cast.supervisor.name in page.text
    assert supervisor.post(f"{here}/discard").status == 403
    with given():
        held = the_sign_off()
        with pytest.raises(Refused, match="signed off already"):
            service.prepare(held.placement, held.competency, clock.today(), "", by=cast.supervisor)
        other = held.competency.domain.in_order[1]
        with pytest.raises(Refused, match="rated, not signed off"):
            service.prepare(held.placement, other, clock.today(), "", by=cast.supervisor)
        with pytest.raises(Refused, match="a day that has been"):
            service.prepare(held.placement, held.competency, world.in_days(1), "", by=cast.supervisor)

    receipt = letters_to(app, "supervisor@example.org")[-1]
    stranger = Browser(app)
    stranger.get(LINK.findall(receipt.text)[0])
    stranger.submit()
    assert "The signature is in question" in student.get(here).text
    signing = f"/sign/sign-off/{here.rpartition('/')[2]}"
    assert "Nobody can sign until that is settled." in supervisor.get(signing, follow=True).text
    assert [each.subject for each in letters_to(app, "tutor@example.org")][-1].startswith("“This wasn't me”")
    tutor.get(here)
    tutor.click(f"Settle it: the signature of {cast.supervisor.name}")
    tutor.submit("/disputes", outcome="uphold", note="She knew nothing of it.")
    assert "To be signed" in student.get(here).text
    supervisor.get(here)
    supervisor.click("Read and sign")
    supervisor.submit("/sign/sign-off", password=world.PASSWORD, press="Sign now")
    assert "This is signed off already." in supervisor.get(signing, follow=True).text
    with given():
        held = the_sign_off()
        found = next(each for each in signatures.signatures_of(held.id, queries.content_of(held))).signature
        kept = db.session.get_one(type(found), held.signature_id)
        service.SIGN_OFFS.disputed(kept, by=cast.supervisor)
        assert held.status is SignOffStatus.FROZEN
        service.SIGN_OFFS.resolved(kept, by=cast.tutor)
        assert (held.status, held.signature_id) == (SignOffStatus.SIGNED, kept.id)
        again = SignOff(
            placement_id=held.placement_id,
            student_id=held.student_id,
            competency_id=held.competency_id,
            seen_on=held.seen_on,
            prepared_by_id=cast.supervisor.id,
        )
        assert refusal(again) == "Somebody else prepared this a moment ago."


SIGNED: Item = {
    "ref": "signed",
    "placement": "placement",
    "code": "D1",
    "seen_on": {"days": -9},
    "by": "maya",
    "signed": at(-9),
}


def load(*sign_offs: Item, used: Item = USED) -> None:
    loading.load(dataset(frameworks=[framework(used)], sign_offs=list(sign_offs)), today=clock.today())


def test_a_dataset_tells_of_them(app: Flask) -> None:
    with app.app_context():
        load(SIGNED, {**SIGNED, "ref": "open", "code": "D8", "signed": None})
        states = [each.status for each in db.session.scalars(sa.select(SignOff).order_by(SignOff.id))]
        assert states == [SignOffStatus.SIGNED, SignOffStatus.PREPARED]
        assert db.session.query(Placement).count() == 1


@pytest.mark.parametrize(
    "changes, used, sentence",
    [
        ({"code": "A1"}, USED, "not signed off once"),
        ({}, {}, "no framework in use there"),
        ({"code": "?"}, USED, "no fr"),
    ],
)
def test_what_cannot_be_is_said(app: Flask, changes: Item, used: Item, sentence: str) -> None:
    with app.app_context(), pytest.raises(Unreadable, match=sentence):
        load({**SIGNED, **changes}, used=used)
