"""“This wasn't me”: frozen at once, settled once, by somebody else, with what was found out."""

import re
from collections.abc import Iterable
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import IntegrityError

from placement_portal import clock
from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent
from placement_portal.links import service as links
from placement_portal.links.rules import LinkPurpose
from placement_portal.signatures.models import Signature, SignatureDispute, SignatureEnding
from placement_portal.signatures.queries import signatures_of
from placement_portal.signatures.rules import DisputeStatus, EndReason, SignatureState
from placement_portal.signatures.service import disputes as disputing
from placement_portal.sites.models import Site
from placement_portal.web import constraints
from tests.conftest import Client, Given
from tests.house.browser import Browser
from tests.signatures.conftest import Office, SignedIn
from tests.signatures.papers import mail_to, says, sign_now

COORDINATOR = "provider_coordinator@example.org"
LEAD = "lead@example.org"
COLUMNS = [each.name for each in Signature.__table__.columns if each.name != "id"]
LINK = re.compile(r"/not-me/[\w-]+")
DISPUTE = re.compile(r"/disputes/[\w-]+")


@pytest.fixture
def signed(office: Office, given: Given) -> Signature:
    with given():
        return sign_now(office.told, office.cast.site.id, office.cast.provider_coordinator)


def link_in(given: Given, address: str = COORDINATOR, which: re.Pattern[str] = LINK) -> str:
    found = which.search(mail_to(address, given)[-1].text)
    assert found
    return found[0]


def say_not_me(client: Client, given: Given) -> Browser:
    browser = client()
    page = browser.get(link_in(given))
    assert page.heading == "Did you not sign this?"
    browser.submit("/not-me", press="This wasn't me")
    return browser


def states(office: Office) -> list[SignatureState]:
    with office.given():
        site = db.session.get_one(Site, office.cast.site.id)
        return [each.state for each in signatures_of(site.id, says(site))]


def test_looking_at_the_link_changes_nothing(office: Office, signed: Signature, client: Client, given: Given) -> None:
    page = client().get(link_in(given))
    assert "A setting was signed on" in page.text
    assert states(office) == [SignatureState.STANDS]
    assert not office.told.frozen


def test_the_button_freezes_and_tells(office: Office, signed: Signature, client: Client, given: Given) -> None:
    browser = say_not_me(client, given)
    assert browser.page
    assert browser.page.heading == "We have stopped it"
    assert office.told.frozen == {office.cast.site.id}
    assert states(office) == [SignatureState.DISPUTED]
    [letter] = mail_to(LEAD, given)
    assert "Grace Lindqvist says that they did not sign" in letter.text
    assert len(mail_to(COORDINATOR, given)) == 1, "the signer, who keeps disputes too, is not told of their own"


def test_a_link_works_once_and_a_new_one_can_be_had(
    office: Office, signed: Signature, client: Client, given: Given
) -> None:
    browser, url = say_not_me(client, given), link_in(given)
    page = browser.get(url)
    assert page.status == 410
    browser.submit("/again")
    assert link_in(given) != url
    browser.get(link_in(given))
    browser.submit("/not-me", press="This wasn't me")
    with given():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(SignatureDispute)) == 1


def test_a_link_is_too_old_after_thirty_days(office: Office, signed: Signature, client: Client, given: Given) -> None:
    with time_machine.travel(clock.now() + timedelta(days=30, seconds=1), tick=False):
        assert client().get(link_in(given)).status == 410


@pytest.mark.parametrize("token", ["dead", "x" * 43])
def test_an_unknown_link_reads_like_a_dead_one(client: Client, given: Given, token: str) -> None:
    browser = client()
    assert browser.get(f"/not-me/{token}").status == 410
    assert browser.submit("/again").heading == "Look at your e-mail"


def test_a_link_for_something_else_opens_nothing(office: Office, client: Client, given: Given) -> None:
    with given():
        token = links.make(LinkPurpose.DISPUTE_SIGNATURE, office.cast.lead, LEAD)
        other = links.make(LinkPurpose.RESET_PASSWORD, office.cast.lead, LEAD)
    assert client().get(f"/not-me/{token}").status == 410
    assert client().get(f"/not-me/{other}").status == 410


def settle(signed_in: SignedIn, given: Given, outcome: str, note: str = "I rang and asked.") -> Browser:
    helen = signed_in("lead")
    helen.get(link_in(given, LEAD, DISPUTE))
    helen.submit("/disputes", outcome=outcome, note=note, press="Settle it")
    return helen


def test_it_was_somebody_else(
    office: Office, signed: Signature, client: Client, signed_in: SignedIn, given: Given
) -> None:
    say_not_me(client, given)
    settle(signed_in, given, "uphold")
    assert states(office) == [SignatureState.REFUTED]
    assert not office.told.frozen
    assert "no longer stands" in mail_to(COORDINATOR, given)[-1].text
    [signature] = office.signatures()
    assert signature.ending is not None
    assert signature.ending.reason is EndReason.REFUTED
    with given():
        said = db.session.scalars(sa.select(LedgerEvent.action).where(LedgerEvent.object_id == signature.id)).all()
    assert sorted(said) == ["dispute_resolved", "signature_disputed", "signature_ended", "signature_made"]


def test_the_signer_had_forgotten(
    office: Office, signed: Signature, client: Client, signed_in: SignedIn, given: Given
) -> None:
    say_not_me(client, given)
    helen = settle(signed_in, given, "dismiss")
    assert states(office) == [SignatureState.STANDS]
    assert "The signature stands." in mail_to(COORDINATOR, given)[-1].text
    page = helen.get(link_in(given, LEAD, DISPUTE))
    assert "Settled by Professor Helen Voss" in page.text
    assert "I rang and asked." in page.text


def test_a_dispute_is_settled_once(
    office: Office, signed: Signature, client: Client, signed_in: SignedIn, given: Given
) -> None:
    say_not_me(client, given)
    url = link_in(given, LEAD, DISPUTE)
    helen, form = signed_in("lead"), None
    form = helen.get(url).form("/disputes")
    data = {name: many[0] for name, many in form.fields().items() if name not in {"once"}}
    helen.submit("/disputes", outcome="dismiss", note="I rang and asked.")
    late = helen.post(url, data | {"outcome": "uphold", "note": "I think otherwise."})
    assert late.status == 409
    version = str(int(data["version"]) + 1)
    again = helen.post(url, data | {"outcome": "uphold", "note": "I think otherwise.", "version": version})
    assert again.status == 409
    assert "The signer signed" in again.text


@pytest.mark.parametrize("outcome, note, missing", [("uphold", " ", "Say how you know."), ("maybe", "x", "Choose")])
def test_settling_needs_an_answer_and_how_one_knows(
    office: Office,
    signed: Signature,
    client: Client,
    signed_in: SignedIn,
    given: Given,
    outcome: str,
    note: str,
    missing: str,
) -> None:
    say_not_me(client, given)
    page = settle(signed_in, given, outcome, note).page
    assert page
    assert page.status == 422
    assert missing in page.errors[0]
    assert states(office) == [SignatureState.DISPUTED]


@pytest.mark.parametrize("part, status", [("provider_coordinator", 403), ("supervisor", 403), ("student", 404)])
def test_others_do_not_settle_it(
    office: Office, signed: Signature, client: Client, signed_in: SignedIn, given: Given, part: str, status: int
) -> None:
    say_not_me(client, given)
    assert signed_in(part).get(link_in(given, LEAD, DISPUTE)).status == status


def test_an_ended_signature_that_turns_out_foreign_ends_once(
    office: Office, signed: Signature, client: Client, signed_in: SignedIn, given: Given
) -> None:
    from placement_portal.accounts.models import Person
    from placement_portal.signatures import service

    with given():
        by = db.session.get_one(Person, office.cast.lead.id)
        assert len(service.end_changed(office.cast.site.id, by=by)) == 1
        assert service.end_changed(office.cast.site.id, by=by) == []
    changed = mail_to(COORDINATOR, given)[-1]
    assert "Your signature no longer stands" in changed.text
    assert states(office) == [SignatureState.CHANGED]
    with given():
        token = links.make(LinkPurpose.DISPUTE_SIGNATURE, office.cast.provider_coordinator, COORDINATOR, signed.id)
    browser = client()
    browser.get(f"/not-me/{token}")
    browser.submit("/not-me")
    settle(signed_in, given, "uphold")
    assert states(office) == [SignatureState.CHANGED]


def test_a_kind_that_no_room_has_cannot_be_disputed(office: Office, signed: Signature, given: Given) -> None:
    with given():
        stray = Signature(kind="poem", subject_id=signed.subject_id)
        with pytest.raises(LookupError, match="no room offers poem"):
            disputing._room_of(stray)


def _add(rows: Iterable[object]) -> None:
    db.session.add_all(rows)
    db.session.flush()


def _broken(given: Given, *rows: object) -> str:
    with pytest.raises(IntegrityError) as broken, given():
        _add(rows)
    return constraints.sentence(broken.value)


def test_the_database_says_in_words_what_it_refuses(office: Office, signed: Signature, given: Given) -> None:
    now, lead = clock.now(), office.cast.lead.id
    again = {name: getattr(signed, name) for name in COLUMNS}
    assert "Somebody else signed at the same moment" in _broken(given, Signature(**again))
    assert "counted from 1" in _broken(given, Signature(**again | {"number": 0}))
    ending = {"signature_id": signed.id, "reason": EndReason.CHANGED, "at": now, "by_id": lead}
    assert "no longer stands" in _broken(given, SignatureEnding(**ending), SignatureEnding(**ending))
    two = [SignatureDispute(signature_id=signed.id, opened_at=now) for _ in range(2)]
    assert "One time is enough" in _broken(given, *two)
    done = SignatureDispute(signature_id=signed.id, opened_at=now, status=DisputeStatus.UPHELD)
    assert "the time at which it was settled" in _broken(given, done)
