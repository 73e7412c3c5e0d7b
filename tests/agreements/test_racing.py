"""Two at the same instant: two who sign, and one who opens the text again while another signs."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import sqlalchemy as sa
from flask import Flask

from placement_portal import clock, transaction
from placement_portal.accounts.service import Proof
from placement_portal.agreements import service
from placement_portal.agreements.models import Agreement
from placement_portal.agreements.rules import AgreementStatus, NotAllowed, PartyRole
from placement_portal.agreements.service import AGREEMENTS
from placement_portal.database import db
from placement_portal.signatures import service as signatures
from placement_portal.signatures.models import SealedContent, Signature
from placement_portal.signatures.policy import NotNow, Paper
from placement_portal.signatures.rules import canonical, digest, seen
from placement_portal.transaction import Moved
from tests.agreements.conftest import ABSENCE, Desk, SignedIn
from tests.house.browser import Browser, Page
from tests.world import PASSWORD

ROUNDS = 200


def test_two_browsers_sign_at_once(desk: Desk, signed_in: SignedIn) -> None:
    made = desk.signed(PartyRole.STUDENT)
    browsers = [signed_in("supervisor"), signed_in("tutor"), signed_in("provider_coordinator"), signed_in("lead")]
    forms = [each.get(f"/sign/agreement/{made.id}").form("/sign/agreement") for each in browsers]
    barrier = Barrier(len(browsers))

    def sign(pair: tuple[Browser, Any]) -> Page:
        browser, form = pair
        data = {name: many[0] for name, many in form.fields().items()} | {"password": PASSWORD}
        barrier.wait()
        return browser.post(f"/sign/agreement/{made.id}", data)

    with ThreadPoolExecutor(len(browsers)) as pool:
        answers = list(pool.map(sign, zip(browsers, forms, strict=True)))
    assert sorted(each.status for each in answers) == [303, 303, 409, 409]
    assert desk.state(made) is AgreementStatus.SIGNED
    with desk.given():
        assert sorted(db.session.scalars(sa.select(Signature.number))) == [1, 2, 3]


def test_one_opens_it_again_and_writes_while_another_signs(desk: Desk, app: Flask) -> None:
    made = desk.ready()
    signed = 0
    for number in range(ROUNDS):
        with desk.given():
            agreement, person = desk.agreement(made), desk.person("student")
            offer = AGREEMENTS.offer(person, agreement)
            looked = {"shown": seen(offer), "content": digest(canonical(offer.content))}

        def sign(looked: dict[str, str] = looked) -> Signature:
            found, by = db.session.get_one(Agreement, made.id), desk.person("student")
            return signatures.sign(Paper(AGREEMENTS, found, found.id), **looked, proof=Proof(by.id), by=by)

        def edit(number: int = number) -> None:
            found, by = db.session.get_one(Agreement, made.id), desk.person("tutor")
            service.reopen(found, by=by)
            service.write(found, [f"Goal of round {number}."], ABSENCE, by=by)
            service.make_ready(found, now=clock.now(), by=by)

        outcome = together(app, sign, edit)[0]
        if isinstance(outcome, Signature):
            signed += 1
            assert outcome.content == looked["content"], "somebody signed what they did not see"
        else:
            assert isinstance(outcome, Moved | NotNow)
        with desk.given():
            assert desk.agreement(made).status is AgreementStatus.READY, "what was signed before the change is dropped"
    with desk.given():
        kept = db.session.execute(sa.select(Signature.content, SealedContent.text).join(SealedContent)).all()
    assert len(kept) == signed < ROUNDS
    assert all(digest(text) == fingerprint for fingerprint, text in kept)


def together(app: Flask, *acts: Any) -> list[Any]:
    """Run several acts in the same instant, each in a transaction of its own; return what came of each."""
    barrier = Barrier(len(acts))

    def run(act: Any) -> Any:
        with app.app_context():
            barrier.wait()
            try:
                with transaction.unit():
                    return act()
            except (Moved, NotNow, NotAllowed) as refused:
                return refused
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
