"""One edits while another signs, over and over: nobody ever signs what they did not see."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import sqlalchemy as sa
from flask import Flask

from placement_portal import transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.signatures import service
from placement_portal.signatures.models import SealedContent, Signature
from placement_portal.signatures.rules import canonical, digest, seen
from placement_portal.sites.models import Site
from placement_portal.transaction import Moved
from tests.conftest import Given
from tests.signatures.conftest import Office
from tests.signatures.papers import says, sign_now

ROUNDS = 200


def together(app: Flask, *acts: Callable[[], object]) -> list[object]:
    """Run several acts in the same instant, each in a transaction of its own; return what came of each."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        with app.test_request_context(), app.app_context():
            barrier.wait()
            try:
                with transaction.unit():
                    return act()
            except Moved as moved:
                return moved
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_one_edits_while_another_signs(office: Office, app: Flask, given: Given) -> None:
    site_id, person = office.cast.site.id, office.cast.provider_coordinator
    signed = moved = 0
    for number in range(ROUNDS):
        with given():
            site = db.session.get_one(Site, site_id)
            looked = digest(canonical(says(site)))
            shown = seen(office.told.offer(db.session.get_one(Person, person.id), site))

        def sign(shown: str = shown) -> Signature:
            return sign_now(office.told, site_id, person, shown=shown)

        def edit(number: int = number) -> None:
            found = db.session.get_one(Site, site_id, with_for_update=True)
            service.end_changed(site_id, by=db.session.get_one(Person, office.cast.lead.id))
            found.place = f"Place {number}"

        acts = (sign, edit) if number % 2 else (edit, sign)
        [outcome] = [each for each in together(app, *acts) if each is not None]
        if isinstance(outcome, Signature):
            signed += 1
            assert outcome.content == looked, "somebody signed what they did not see"
        else:
            moved += 1
            assert isinstance(outcome, Moved)
    assert signed + moved == ROUNDS
    assert moved, "the race never happened"
    with given():
        kept = db.session.execute(
            sa.select(Signature.content, SealedContent.text).join(
                SealedContent, SealedContent.digest == Signature.content
            )
        ).all()
    assert len(kept) == signed
    assert all(digest(text) == fingerprint for fingerprint, text in kept)
