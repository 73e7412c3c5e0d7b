"""Signing by the front door: what was shown is what is signed, with fresh proof, and anything else is refused."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from placement_portal import clock
from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent
from placement_portal.signatures import service
from placement_portal.signatures.models import SigningCode
from placement_portal.signatures.rules import MOST_CODES, MOST_TRIES, ProofKind
from tests import world
from tests.conftest import Given, Statements
from tests.house.browser import Browser, Page
from tests.signatures.conftest import Office, SignedIn
from tests.signatures.papers import MEANING, mail_to

COORDINATOR = "provider_coordinator@example.org"
CODE = re.compile(r"\d{6}")


@pytest.fixture
def grace(signed_in: SignedIn) -> Browser:
    return signed_in("provider_coordinator")


def ask_for_code(office: Office, browser: Browser, given: Given) -> str:
    """Ask for a code on the page, and read it in the mail."""
    browser.get(office.url)
    page = browser.submit("/code", press="Send me a code")
    assert "We sent a code to" in page.text
    found = CODE.search(mail_to(COORDINATOR, given)[-1].subject)
    assert found
    return found[0]


def sign(browser: Browser, password: str = world.PASSWORD) -> Page:
    return browser.submit("/sign/setting", password=password, press="Sign now")


def test_signing_with_the_password(office: Office, grace: Browser, given: Given) -> None:
    page = grace.get(office.url)
    assert page.heading == "Sign: A setting"
    for words in ("Willow Bank School", "Grace Lindqvist, AS 01234", "Provider co-ordinator", MEANING):
        assert words in page.text
    page = sign(grace)
    assert "Signed. A receipt is on its way" in page.text
    [signature] = office.signatures()
    assert (signature.printed_name, signature.printed_number) == ("Grace Lindqvist", "AS 01234")
    assert (signature.capacity, signature.meaning) == ("Provider co-ordinator", MEANING)
    assert signature.proof is ProofKind.PASSWORD
    assert office.told.told == [("signed", signature.id)]
    [receipt] = mail_to(COORDINATOR, given)
    assert receipt.subject == "You signed: A setting"
    assert "This wasn't me" in receipt.text
    assert "Willow Bank" not in receipt.text
    with given():
        said = db.session.scalars(sa.select(LedgerEvent.action).where(LedgerEvent.object_id == signature.id)).all()
    assert said == ["signature_made"]


def test_a_wrong_password_signs_nothing_and_the_page_stays(office: Office, grace: Browser) -> None:
    grace.get(office.url)
    page = sign(grace, "not my password at all")
    assert page.status == 422
    assert page.errors == ["This is not your present password."]
    assert "Willow Bank School" in page.text
    assert office.signatures() == []
    assert sign(grace).status == 200
    assert len(office.signatures()) == 1


def test_nothing_typed_asks_for_the_password(office: Office, grace: Browser) -> None:
    grace.get(office.url)
    assert sign(grace, "").errors == ["Enter your password."]


def test_many_tries_must_wait(office: Office, grace: Browser) -> None:
    grace.get(office.url)
    statuses = [sign(grace, "not my password at all").status for _ in range(6)]
    assert statuses[-1] == 429
    assert office.signatures() == []


def test_signing_with_a_mailed_code(office: Office, grace: Browser, given: Given) -> None:
    code = ask_for_code(office, grace, given)
    grace.submit("/sign/setting", code=f"{code[:3]} {code[3:]}", press="Sign now")
    [signature] = office.signatures()
    assert signature.proof is ProofKind.MAILED_CODE


@pytest.mark.parametrize("typed", ["", "12345", "twelve", "1234567", "١٢٣٤٥٦"])
def test_what_is_no_code_is_not_even_tried(office: Office, grace: Browser, given: Given, typed: str) -> None:
    ask_for_code(office, grace, given)
    assert grace.submit("/sign/setting", code=typed).errors == ["Enter the 6 digits that we sent you."]
    with given():
        assert db.session.scalars(sa.select(SigningCode.tries)).all() == [0]


def test_a_code_opens_after_a_wrong_try_and_not_after_many(office: Office, grace: Browser, given: Given) -> None:
    code = ask_for_code(office, grace, given)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(MOST_TRIES):
        assert grace.submit("/sign/setting", code=wrong).status == 422
    page = grace.submit("/sign/setting", code=code)
    assert page.errors == ["This code does not open it: it may be mistyped, too old, or for a text that changed since."]
    assert office.signatures() == []
    code = ask_for_code(office, grace, given)
    assert grace.submit("/sign/setting", code="000000" if code != "000000" else "111111").status == 422
    grace.submit("/sign/setting", code=code)
    assert len(office.signatures()) == 1


def test_a_code_is_good_for_five_minutes(office: Office, grace: Browser, given: Given) -> None:
    code = ask_for_code(office, grace, given)
    with time_machine.travel(clock.now() + timedelta(minutes=5, seconds=1), tick=False):
        assert grace.submit("/sign/setting", code=code).status == 422
    assert office.signatures() == []


def test_a_code_signs_once(office: Office, grace: Browser, given: Given) -> None:
    code = ask_for_code(office, grace, given)
    form = grace.page.form("/sign/setting") if grace.page else None
    assert form
    grace.submit("/sign/setting", code=code)
    data = {name: many[0] for name, many in form.fields().items() if name != "once"} | {"code": code}
    assert grace.post(f"{office.url}?by=code", data).status == 422
    assert len(office.signatures()) == 1


def test_a_code_for_one_text_does_not_sign_another(office: Office, grace: Browser, given: Given) -> None:
    code = ask_for_code(office, grace, given)
    office.change(place="Moved to the river")
    fresh = grace.get(f"{office.url}?by=code")
    assert "Moved to the river" in fresh.text
    assert grace.submit("/sign/setting", code=code).status == 422
    assert office.signatures() == []


def test_the_code_of_one_person_does_not_sign_for_another(
    office: Office, grace: Browser, signed_in: SignedIn, given: Given
) -> None:
    from placement_portal.organisations.rules import MembershipRole

    with given():
        world.member(office.cast.supervisor, office.cast.provider, MembershipRole.PROVIDER_COORDINATOR)
    code = ask_for_code(office, grace, given)
    maya = signed_in("supervisor")
    maya.get(f"{office.url}?by=code")
    assert maya.submit("/sign/setting", code=code).status == 422


def test_a_newer_code_takes_the_place_of_the_one_before(office: Office, grace: Browser, given: Given) -> None:
    first = ask_for_code(office, grace, given)
    second = ask_for_code(office, grace, given)
    if first != second:
        assert grace.submit("/sign/setting", code=first).status == 422
    grace.submit("/sign/setting", code=second)
    assert len(office.signatures()) == 1


def test_only_so_many_codes_are_sent_in_an_hour(office: Office, grace: Browser, given: Given) -> None:
    for _ in range(MOST_CODES):
        ask_for_code(office, grace, given)
    grace.get(office.url)
    assert "We sent you several codes in the last hour." in grace.submit("/code").text
    assert len(mail_to(COORDINATOR, given)) == MOST_CODES


def test_no_code_is_sent_for_a_text_that_changed(office: Office, grace: Browser, given: Given) -> None:
    grace.get(office.url)
    office.change(place="Moved to the river")
    page = grace.submit("/code")
    assert "The text changed since you opened it." in page.text
    assert mail_to(COORDINATOR, given) == []


def test_old_codes_are_forgotten(office: Office, grace: Browser, given: Given) -> None:
    ask_for_code(office, grace, given)
    with given():
        service.forget(clock.now())
        assert db.session.scalars(sa.select(SigningCode)).all()
        service.forget(clock.now() + timedelta(hours=2))
        assert db.session.scalars(sa.select(SigningCode)).all() == []


def test_what_moved_between_look_and_click_is_not_signed_and_is_shown(
    office: Office, grace: Browser, given: Given
) -> None:
    with given():
        service.put_forward(office.told.offer(office.cast.provider_coordinator, office.cast.site).content)
    grace.get(office.url)
    office.change(place="Moved to the river")
    page = sign(grace)
    assert page.status == 409
    for words in ("This changed while you had it open", "Place", "Moved to the river"):
        assert words in page.text
    assert office.signatures() == []
    assert page.links["Open the newest version"] == office.url


def test_how_one_signs_may_move_too(office: Office, grace: Browser, given: Given) -> None:
    grace.get(office.url)
    with given():
        db.session.execute(sa.text("UPDATE person SET name = 'Grace Newname' WHERE name = 'Grace Lindqvist'"))
    page = sign(grace)
    assert page.status == 409
    assert "Grace Newname, Provider co-ordinator." in page.text
    assert office.signatures() == []


def test_a_page_that_is_shown_again_never_hides_that_it_moved(office: Office, grace: Browser) -> None:
    grace.get(office.url)
    office.change(place="Moved to the river")
    assert sign(grace, "not my password at all").status == 409


def test_what_is_frozen_leads_back_and_signs_nothing(office: Office, grace: Browser) -> None:
    grace.get(office.url)
    office.told.frozen.add(office.cast.site.id)
    page = sign(grace)
    assert page.status == 409
    assert "This is frozen" in page.text
    assert "This is frozen" in grace.get(office.url, follow=True).text
    assert grace.post(f"{office.url}/code", {"shown": "x"}).status == 409
    assert office.signatures() == []


def test_a_form_sent_twice_signs_once(office: Office, grace: Browser) -> None:
    form = grace.get(office.url).form("/sign/setting")
    data = {name: many[0] for name, many in form.fields().items()} | {"password": world.PASSWORD}
    answers = [grace.post(office.url, data) for _ in range(2)]
    assert [each.status for each in answers] == [303, 303]
    assert len(office.signatures()) == 1


@pytest.mark.parametrize(
    "part, kind, status", [("supervisor", "setting", 403), ("student", "setting", 404), ("lead", "poem", 404)]
)
def test_whoever_does_not_sign_it_is_kept_out(
    office: Office, signed_in: SignedIn, part: str, kind: str, status: int
) -> None:
    browser = signed_in(part)
    for url in (f"/sign/{kind}/{office.cast.site.id}", f"/sign/{kind}/{office.cast.site.id}/code"):
        assert browser.post(url, {}).status == status


def test_a_page_of_signing_takes_few_statements(office: Office, grace: Browser, statements: Statements) -> None:
    with statements() as seen:
        grace.get(office.url)
    assert len(seen) <= 8


def test_a_proof_of_somebody_else_signs_nothing(office: Office, given: Given) -> None:
    from placement_portal.accounts.models import Person
    from placement_portal.accounts.service import NotRight, Proof
    from placement_portal.signatures.policy import Paper
    from placement_portal.signatures.rules import seen
    from placement_portal.sites.models import Site

    with given():
        person = db.session.get_one(Person, office.cast.provider_coordinator.id)
        site = db.session.get_one(Site, office.cast.site.id)
        shown: dict[str, Any] = {"shown": seen(office.told.offer(person, site)), "content": ""}
        with pytest.raises(NotRight):
            service.sign(Paper(office.told, site, site.id), **shown, proof=Proof(office.cast.lead.id), by=person)
    assert office.signatures() == []
