"""Invitations: who sends them, how they stand, and links that open once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from placement_portal import clock
from placement_portal.accounts.models import Address, Credential, Person
from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent, LedgerPayload
from placement_portal.links.service import DeadLink
from placement_portal.organisations import service
from placement_portal.organisations.models import Invitation, Membership, Organisation
from placement_portal.organisations.rules import MembershipRole
from tests import world
from tests.conftest import Client, Given, Statements
from tests.house.browser import Browser, Page
from tests.letters import last_link, letters_to
from tests.world import Cast

NEW = "New.Person@Example.org"
PASSWORD = "violet tractor hammock"
DEAD = "This link does not work any more"
As = Callable[[str], Browser]


@pytest.fixture
def cast(given: Given) -> Cast:
    with given():
        return world.the_cast()


@pytest.fixture
def as_(client: Client, cast: Cast) -> As:
    def enter(part: str) -> Browser:
        browser = client()
        browser.sign_in(f"{part}@example.org", world.PASSWORD)
        return browser

    return enter


def place(of: Organisation, rest: str) -> str:
    return f"/organisations/{of.id}{rest}"


def invite(
    browser: Browser, to: Organisation, name: str = "Nia Rees", address: str = NEW, role: str = "supervisor"
) -> Page:
    browser.get(place(to, "/invite"))
    return browser.submit("/invite", name=name, address=address, role=role)


def accept(browser: Browser, link: str, password: str = PASSWORD) -> Page:
    browser.get(link)
    return browser.submit(new=password, follow=False)


def test_the_link_sets_up_the_account(app: Flask, client: Client, as_: As, cast: Cast) -> None:
    coordinator = as_("provider_coordinator")
    page = invite(coordinator, cast.provider)
    assert "Invited" in page.text
    assert NEW in page.text
    newcomer = client()
    page = newcomer.get(last_link(app, NEW))
    assert page.heading == "Welcome, Nia Rees"
    assert "Fenland Music Service" in page.text
    assert accept(newcomer, last_link(app, NEW)).status == 303
    assert "Nia Rees" in newcomer.get("/account").text
    client().sign_in(NEW.lower(), PASSWORD)
    assert "Accepted" in coordinator.get(place(cast.provider, "/invitations")).text


def test_the_newcomer_has_the_role_and_a_confirmed_address(
    app: Flask, client: Client, as_: As, cast: Cast, looking: Given
) -> None:
    invite(as_("provider_coordinator"), cast.provider, role="safeguarding_lead")
    accept(client(), last_link(app, NEW))
    with looking():
        person = db.session.scalars(sa.select(Person).where(Person.name == "Nia Rees")).one()
        made = db.session.scalars(sa.select(Membership).where(Membership.person_id == person.id)).one()
        assert (made.role, made.organisation_id, made.confirmed) == (
            MembershipRole.SAFEGUARDING_LEAD,
            cast.provider.id,
            True,
        )
        assert db.session.scalars(sa.select(Address.confirmed_at).where(Address.person_id == person.id)).one()


def test_looking_at_the_link_changes_nothing(app: Flask, client: Client, as_: As, cast: Cast, looking: Given) -> None:
    invite(as_("provider_coordinator"), cast.provider)
    link = last_link(app, NEW)
    for _ in range(2):
        assert client().get(link).status == 200
    with looking():
        assert db.session.scalars(sa.select(Invitation.accepted_at)).one() is None


def test_the_link_works_once(app: Flask, client: Client, as_: As, cast: Cast) -> None:
    invite(as_("provider_coordinator"), cast.provider)
    link = last_link(app, NEW)
    slow = client()
    slow.get(link)
    accept(client(), link)
    assert slow.submit(new="another three words", follow=False).status == 410
    assert client().get(link).heading == DEAD
    slow.get(link)
    slow.submit("/again")
    assert len(letters_to(app, NEW)) == 1


@pytest.mark.parametrize("password", ["", "short", "password12345", "nia rees sings"])
def test_a_bad_password_is_refused_and_the_link_lives_on(
    app: Flask, client: Client, as_: As, cast: Cast, password: str
) -> None:
    invite(as_("provider_coordinator"), cast.provider)
    browser = client()
    assert accept(browser, last_link(app, NEW), password).status == 422
    assert browser.submit(new=PASSWORD, follow=False).status == 303


def test_an_expired_link_offers_a_new_one_to_the_address_on_file(
    app: Flask, client: Client, as_: As, cast: Cast
) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        invite(as_("provider_coordinator"), cast.provider)
        link = last_link(app, NEW)
        now.shift(timedelta(days=14))
        page = as_("provider_coordinator").get(place(cast.provider, "/invitations"))
        assert "Expired" in page.text
        stranger = client()
        assert stranger.get(link).status == 410
        assert stranger.submit("/again").heading == "Look at your e-mail"
        assert len(letters_to(app, NEW)) == 2
        assert "Invited" in as_("provider_coordinator").get(place(cast.provider, "/invitations")).text
        assert accept(stranger, last_link(app, NEW)).status == 303


def test_sending_again_kills_the_link_before(app: Flask, client: Client, as_: As, cast: Cast) -> None:
    coordinator = as_("provider_coordinator")
    invite(coordinator, cast.provider)
    before = last_link(app, NEW)
    page = coordinator.submit("/resend")
    assert "The invitation is sent again." in page.text
    assert client().get(before).status == 410
    assert client().get(last_link(app, NEW)).status == 200


def test_a_revoked_link_opens_nothing_and_is_not_sent_again(app: Flask, client: Client, as_: As, cast: Cast) -> None:
    coordinator, waiting = as_("provider_coordinator"), client()
    invite(coordinator, cast.provider)
    link = last_link(app, NEW)
    waiting.get(link)
    page = coordinator.submit("/revoke")
    assert "Revoked" in page.text
    assert waiting.submit(new=PASSWORD, follow=False).status == 410
    stranger = client()
    assert stranger.get(link).status == 410
    assert stranger.submit("/again").heading == "Look at your e-mail"
    assert len(letters_to(app, NEW)) == 1


def test_an_unknown_link_reads_like_a_dead_one(client: Client) -> None:
    browser = client()
    assert browser.get("/invitations/" + "y" * 43).heading == DEAD
    assert browser.submit("/again").heading == "Look at your e-mail"


def test_revoking_twice_or_after_acceptance_does_nothing_more(
    app: Flask, client: Client, as_: As, cast: Cast, given: Given, looking: Given
) -> None:
    invite(as_("provider_coordinator"), cast.provider)
    accept(client(), last_link(app, NEW))
    with looking():
        invitation = db.session.scalars(sa.select(Invitation.id)).one()
    as_("provider_coordinator").post(f"/invitations/{invitation}/revoke")
    with looking():
        assert db.session.scalars(sa.select(Invitation.revoked_at)).one() is None


def test_inviting_twice_sends_the_open_invitation_again(app: Flask, as_: As, cast: Cast, looking: Given) -> None:
    coordinator = as_("provider_coordinator")
    invite(coordinator, cast.provider)
    invite(coordinator, cast.provider, name="Nia Other", role="clearance_officer")
    with looking():
        assert db.session.scalars(sa.select(Invitation.what_for)).one() == "Clearance officer"
        assert (
            len(list(db.session.scalars(sa.select(Membership.id).join(Person).where(Person.name == "Nia Rees")))) == 2
        )
    assert len(letters_to(app, NEW)) == 2


def test_somebody_with_an_account_just_accepts_and_keeps_name_and_password(
    app: Flask, client: Client, as_: As, cast: Cast, looking: Given
) -> None:
    with looking():
        hashes = set(db.session.scalars(sa.select(Credential.hash)))
    invite(as_("provider_coordinator"), cast.provider, name="Impostor", address="TUTOR@example.org")
    browser = client()
    page = browser.get(last_link(app, "tutor@example.org"))
    assert page.heading == "Welcome, Dr Ines Calder"
    assert browser.submit().heading == "Sign in"
    with looking():
        assert set(db.session.scalars(sa.select(Credential.hash))) == hashes
        assert "Impostor" not in set(db.session.scalars(sa.select(Person.name)))
    browser.sign_in("tutor@example.org", world.PASSWORD)
    assert "Fenland Music Service" in browser.get("/organisations").links


def test_a_deactivated_person_is_not_invited(as_: As, cast: Cast, given: Given) -> None:
    with given():
        db.session.execute(sa.update(Person).where(Person.id == cast.tutor.id).values(deactivated_at=clock.now()))
    page = invite(as_("provider_coordinator"), cast.provider, address="tutor@example.org")
    assert page.status == 422
    assert "deactivated" in page.errors[0]


def test_somebody_deactivated_meanwhile_cannot_accept(
    app: Flask, client: Client, as_: As, cast: Cast, given: Given
) -> None:
    invite(as_("provider_coordinator"), cast.provider)
    waiting = client()
    waiting.get(last_link(app, NEW))
    with given():
        db.session.execute(sa.update(Person).where(Person.name == "Nia Rees").values(deactivated_at=clock.now()))
    assert waiting.submit(new=PASSWORD, follow=False).status == 410
    assert waiting.submit("/again").heading == "Look at your e-mail"
    assert len(letters_to(app, NEW)) == 1


WHO_INVITES = {
    "provider_coordinator": 200,
    "lead": 200,
    "university_coordinator": 200,
    "tutor": 200,
    "administrator": 403,  # of the university, which is a partner
    "supervisor": 403,
    "examiner": 403,
    "student": 404,
    "other_provider_coordinator": 404,
    "foreign_student": 404,
}


@pytest.mark.parametrize("part, status", WHO_INVITES.items())
def test_who_invites_to_a_provider(as_: As, cast: Cast, part: str, status: int) -> None:
    assert as_(part).get(place(cast.provider, "/invite")).status == status


def test_a_tutor_invites_only_where_a_placement_of_theirs_is(as_: As, cast: Cast, given: Given) -> None:
    with given():
        world.partnership(cast.university, cast.other_provider)
    assert as_("tutor").get(place(cast.other_provider, "/invite")).status == 403
    assert as_("lead").get(place(cast.other_provider, "/invite")).status == 200


def test_a_tutor_proposes_supervisors_and_the_provider_confirms(
    app: Flask, client: Client, as_: As, cast: Cast, looking: Given
) -> None:
    tutor = as_("tutor")
    page = tutor.get(place(cast.provider, "/invite"))
    assert page.heading == "Propose a supervisor"
    assert page.html.count('type="radio"') == 1
    assert tutor.post(place(cast.provider, "/invite"), name="X", address=NEW, role="administrator").status == 422
    invite(tutor, cast.provider)
    accept(client(), last_link(app, NEW))
    newcomer = client()
    newcomer.sign_in(NEW, PASSWORD)
    assert newcomer.get(f"/organisations/{cast.provider.id}").status == 404
    coordinator = as_("provider_coordinator")
    coordinator.get(place(cast.provider, "/people?search=Nia"))
    page = coordinator.click("Nia Rees")
    assert "Proposed by a partner" in page.text
    assert "Proposed by a partner" not in coordinator.submit("/confirm").text
    assert newcomer.get(f"/organisations/{cast.provider.id}").status == 200


def test_whoever_proposes_sees_and_manages_only_their_own_invitations(app: Flask, as_: As, cast: Cast) -> None:
    invite(as_("provider_coordinator"), cast.provider, address="other@example.org")
    tutor = as_("tutor")
    invite(tutor, cast.provider)
    page = tutor.get(place(cast.provider, "/invitations"))
    assert NEW in page.text
    assert "other@example.org" not in page.text
    lead = as_("lead")
    assert NEW not in lead.get(place(cast.provider, "/invitations")).text
    tutor.get(place(cast.provider, "/invitations"))
    assert "Revoked" in tutor.submit("/revoke").text


def test_nobody_else_resends_or_revokes(as_: As, cast: Cast, looking: Given) -> None:
    invite(as_("provider_coordinator"), cast.provider)
    with looking():
        invitation = db.session.scalars(sa.select(Invitation.id)).one()
    expected = {"lead": 403, "supervisor": 403, "student": 404, "other_provider_coordinator": 404}
    for part, status in expected.items():
        for act in ("resend", "revoke"):
            assert as_(part).post(f"/invitations/{invitation}/{act}").status == status


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"name": ""}, "Enter a name."),
        ({"name": "x" * 201}, "A name has at most 200 characters."),
        ({"address": "nonsense"}, "Enter an e-mail address, such as name@example.org."),
        ({"address": "a\r\nBcc: b@example.org"}, "Enter an e-mail address, such as name@example.org."),
        ({"role": None}, "Choose what they do."),
    ],
)
def test_bad_input_is_refused_in_words_and_kept(as_: As, cast: Cast, fields: dict[str, str], words: str) -> None:
    browser = as_("provider_coordinator")
    browser.get(place(cast.provider, "/invite"))
    page = browser.submit("/invite", {"name": "Nia Rees", "address": NEW, "role": "supervisor", **fields})
    assert page.status == 422
    assert page.errors == [words]
    assert "Nia Rees" in page.html or "name" in fields


def test_the_same_form_sent_twice_invites_once(app: Flask, as_: As, cast: Cast) -> None:
    browser = as_("provider_coordinator")
    page = browser.get(place(cast.provider, "/invite"))
    sent = {name: each[0] for name, each in page.form("/invite").fields().items()}
    sent |= {"name": "Nia Rees", "address": NEW, "role": "supervisor"}
    answers = [browser.post(place(cast.provider, "/invite"), sent).status for _ in range(2)]
    assert answers == [303, 303]
    assert len(letters_to(app, NEW)) == 1


def test_a_long_list_comes_in_pages(as_: As, cast: Cast, given: Given, statements: Statements) -> None:
    browser = as_("provider_coordinator")
    with given():
        provider, by = db.session.get_one(Organisation, cast.provider.id), cast.provider_coordinator
        for number in range(55):
            service.invite(provider, name="N", address=f"n{number:02}@example.org", what_for="Supervisor", by=by)
    with statements() as seen:
        page = browser.get(place(cast.provider, "/invitations"))
    assert len(seen) <= 12
    assert "n54@example.org" in page.text
    assert "n00@example.org" not in page.text
    assert "n00@example.org" in browser.click("Older invitations").text
    assert "n54@example.org" in browser.click("Newest").text


def test_an_empty_list_says_what_to_do(as_: As, cast: Cast) -> None:
    assert "Nobody was invited yet" in as_("provider_coordinator").get(place(cast.provider, "/invitations")).text


def test_the_ledger_tells_the_life_of_an_invitation_without_addresses(
    app: Flask, client: Client, as_: As, cast: Cast, looking: Given
) -> None:
    coordinator = as_("provider_coordinator")
    invite(coordinator, cast.provider)
    coordinator.submit("/resend")
    accept(client(), last_link(app, NEW))
    with looking():
        chain = sa.select(LedgerEvent.action).where(LedgerEvent.chain == cast.provider.id).order_by(LedgerEvent.seq)
        actions = list(db.session.scalars(chain))
        payloads = str(list(db.session.scalars(sa.select(LedgerPayload.payload))))
    assert actions == ["membership_begun", "person_invited", "invitation_resent", "invitation_accepted"]
    assert "example.org" not in payloads.lower()


def test_the_service_sets_up_nothing_for_somebody_deactivated(app: Flask, cast: Cast, given: Given) -> None:
    with given():
        provider = db.session.get_one(Organisation, cast.provider.id)
        made = service.invite(provider, name="N", address=NEW, what_for="Supervisor", by=cast.provider_coordinator)
        made.person.deactivated_at = clock.now()
    token = last_link(app, NEW).rpartition("/")[2]
    with given(), pytest.raises(DeadLink):
        service.accept(token, "hash")
