"""From nothing to a text that three have signed, and on to the next version; all by the front door."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from flask import Flask

from placement_portal import clock
from placement_portal.accounts.models import Credential, Person
from placement_portal.agreements import queries
from placement_portal.agreements.models import Agreement
from placement_portal.agreements.rules import AgreementStatus, PartyRole, ProviderSigner, UniversitySigner
from placement_portal.cli.ledger import verify
from placement_portal.database import db
from placement_portal.organisations.models import Membership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Assignment, Placement
from placement_portal.profiles.models import SupervisorProfile
from placement_portal.signatures.models import Signature
from tests import world
from tests.agreements.conftest import ABSENCE, GOALS, Desk, SignedIn
from tests.conftest import Client, Statements
from tests.house.browser import Browser, Page

LINK = re.compile(r"/not-me/[\w-]+")


def sign(browser: Browser, page: Page) -> Page:
    browser.get(page.links["Read and sign"])
    return browser.submit("/sign/agreement", password=world.PASSWORD, press="Sign now")


def test_the_whole_way(desk: Desk, signed_in: SignedIn, app: Flask) -> None:
    student, maya, ines = (signed_in(part) for part in ("student", "supervisor", "tutor"))
    url = f"/placements/{desk.cast.placement.id}/agreement"
    assert student.get(url).heading == "There is no agreement yet"
    page = student.submit("/start", press="Begin the agreement")
    assert page.heading == "My placement agreement"
    assert "Write at least one learning goal." in page.text
    assert "The text is an example that comes with the portal." in page.text
    student.click("Write the goals")
    page = student.submit("/goals", goal_1=GOALS[0], goal_3=GOALS[1], absence=ABSENCE)
    for words in (*GOALS, ABSENCE, "Willow Bank School, Riverside Centre", "Siân Ŵyn-O'Neill", "Maya Okafor"):
        assert words in page.text
    assert "Nothing is missing" in page.text
    page = ines.get(url)
    assert page.heading == "Placement agreement of Siân Ŵyn-O'Neill"
    page = ines.submit("/ready", press="Ready to sign")
    assert "It is ready." in page.text
    assert "Waiting for you" in page.text
    assert "Read and sign the agreement" in student.get("/").text
    assert sign(student, student.get(url)).status == 200
    assert "Read and sign" not in student.get(url).links
    waiting = maya.get("/waiting-for-you")
    assert "Read and sign the agreement of Siân Ŵyn-O'Neill" in waiting.text
    assert "Supervisor" in maya.get(waiting.links["Read and sign the agreement of Siân Ŵyn-O'Neill"]).text
    sign(maya, maya.get(url))
    page = sign(ines, ines.get(url))
    assert "Signed by all" in page.text
    with desk.given():
        capacities = db.session.scalars(sa.select(Signature.capacity).order_by(Signature.number)).all()
    assert capacities == ["Student", "Supervisor", "Tutor"]
    assert all("Signed by all" in desk.mail(part)[-1].subject for part in ("student", "supervisor", "tutor"))
    paper = student.get(page.links["Print"])
    for words in ("Maya Okafor", "Dr Ines Calder", GOALS[1], "Simple electronic signatures with tamper evidence"):
        assert words in paper.text
    assert "Compared just now" in page.text
    assert app.test_cli_runner().invoke(verify).exit_code == 0


def test_a_change_of_the_placement_asks_for_a_new_version_that_takes_the_place_of_the_old(
    desk: Desk, signed_in: SignedIn, app: Flask
) -> None:
    first = desk.signed()
    with desk.given():
        db.session.execute(sa.update(Placement).values(days_a_week=Decimal("1.5")))
        desk.placement().ends += timedelta(days=14)
    ines = signed_in("tutor")
    page = ines.get(f"/agreements/{first.id}")
    assert "Something changed since this was agreed" in page.text
    for words in ("Last day", "Days a week", "1.5"):
        assert words in page.text
    page = ines.submit("/start", press="Make a new version to sign")
    assert "Version 2 is begun." in page.text
    assert GOALS[0] in page.text
    assert "1.5 days a week" in page.text
    ines.submit("/ready", press="Ready to sign")
    assert desk.state(first) is AgreementStatus.SIGNED, "the first holds until all have signed the second"
    with desk.given():
        second = queries.newest_of(desk.cast.placement.id)
    assert second
    for part in ("student", "supervisor", "tutor"):
        desk.sign(second, part)
    assert (desk.state(first), desk.state(second)) == (AgreementStatus.SUPERSEDED, AgreementStatus.SIGNED)
    page = ines.get(f"/agreements/{first.id}")
    assert "This is not the version that holds now" in page.text
    assert "2 days a week" in page.text, "what was signed stays as it was"
    assert "Something changed" not in page.text
    assert app.test_cli_runner().invoke(verify).exit_code == 0


def test_a_new_name_is_shown_everywhere_and_is_no_change(desk: Desk, signed_in: SignedIn, app: Flask) -> None:
    made = desk.signed()
    with desk.given():
        desk.person("student").name = "Siân Newname"
    ines = signed_in("tutor")
    for url in (f"/agreements/{made.id}", f"/agreements/{made.id}/print"):
        page = ines.get(url)
        assert "Siân Newname" in page.html
        assert "Ŵyn" not in page.html
        assert "Something changed" not in page.text
    with desk.given():
        assert (
            db.session.scalars(sa.select(Signature.printed_name).order_by(Signature.number)).first()
            == world.NAMES["student"]
        )
    assert app.test_cli_runner().invoke(verify).exit_code == 0


def test_a_new_name_between_ready_and_signing_is_shown_and_the_rest_holds(desk: Desk, signed_in: SignedIn) -> None:
    made = desk.ready()
    with desk.given():
        desk.person("student").name = "Siân Newname"
    page = signed_in("tutor").get(f"/sign/agreement/{made.id}")
    assert "Siân Newname" in page.html
    assert "Ŵyn" not in page.html
    desk.sign(made, "student")
    with desk.given():
        assert db.session.scalars(sa.select(Signature.printed_name)).one() == "Siân Newname"


def test_opening_it_again_ends_what_was_signed_visibly(desk: Desk, signed_in: SignedIn, app: Flask) -> None:
    made = desk.signed(PartyRole.STUDENT)
    ines = signed_in("tutor")
    ines.get(f"/agreements/{made.id}")
    page = ines.submit("/reopen", press="Open it again")
    assert "The text changed on" in page.text
    assert "no longer stands" in page.text
    assert "Your signature no longer stands." in desk.mail("student")[-1].text
    assert desk.state(made) is AgreementStatus.DRAFT
    with desk.given():
        from placement_portal.agreements import service

        agreement = desk.agreement(made)
        service.write(agreement, ["Another goal."], ABSENCE, by=desk.person("student"))
        service.make_ready(agreement, now=clock.now(), by=desk.person("tutor"))
    for part in ("student", "supervisor", "tutor"):
        desk.sign(made, part)
    assert desk.state(made) is AgreementStatus.SIGNED
    page = ines.get(f"/agreements/{made.id}")
    assert page.text.count("No longer stands") == 1
    assert app.test_cli_runner().invoke(verify).exit_code == 0


def test_a_replacement_signs_and_the_old_request_is_gone(desk: Desk, signed_in: SignedIn) -> None:
    made = desk.ready()
    maya = signed_in("supervisor")
    assert "Read and sign" in maya.get("/waiting-for-you").text
    with desk.given():
        held = sa.select(Assignment).where(Assignment.person_id == desk.cast.supervisor.id)
        db.session.scalars(held).one().ends = world.in_days(-1)
        world.assign(desk.cast.other_supervisor, desk.placement(), starts=world.in_days(0))
    assert "Read and sign" not in maya.get("/waiting-for-you").text
    assert maya.get(f"/sign/agreement/{made.id}").status == 403
    tom = signed_in("other_supervisor")
    sign(tom, tom.get(f"/agreements/{made.id}"))
    assert "Who supervises" in tom.get(f"/agreements/{made.id}").text, "and the page says who changed"


@pytest.mark.parametrize("part, may", [("supervisor", True), ("provider_coordinator", True), ("lead", True)])
def test_co_ordinators_and_leads_may_sign_for_their_side(desk: Desk, part: str, may: bool) -> None:
    made = desk.ready()
    desk.sign(made, part)
    assert desk.state(made) is AgreementStatus.PARTLY_SIGNED


def test_a_programme_may_ask_for_tutor_and_supervisor_alone(desk: Desk, signed_in: SignedIn) -> None:
    desk.text(provider=ProviderSigner.SUPERVISOR, university=UniversitySigner.TUTOR)
    made = desk.ready()
    for part in ("provider_coordinator", "lead", "university_coordinator"):
        browser = signed_in(part)
        assert browser.get(f"/sign/agreement/{made.id}").status == 403
        assert "Read and sign" not in browser.get("/").text
    desk.text(university=UniversitySigner.STAFF)
    with desk.given():
        db.session.execute(sa.update(Agreement).values(university_signs=UniversitySigner.STAFF))
    assert signed_in("tutor").get(f"/sign/agreement/{made.id}").status == 403
    desk.sign(made, "university_coordinator")
    with desk.given():
        assert db.session.scalars(sa.select(Signature.capacity)).one() == "University co-ordinator"


def test_an_order_is_kept(desk: Desk, signed_in: SignedIn) -> None:
    desk.text("{student}", PartyRole.UNIVERSITY, PartyRole.STUDENT, PartyRole.PROVIDER)
    made = desk.ready()
    student = signed_in("student")
    page = student.get(f"/agreements/{made.id}")
    assert "Signs later" in page.text
    assert "Read and sign" not in page.links
    assert "It is not your turn yet" in student.get(f"/sign/agreement/{made.id}", follow=True).text
    assert [each.subject for each in desk.mail()] == ["An agreement waits for your signature"]
    desk.sign(made, "tutor")
    assert desk.mail("student")[-1].subject == "An agreement waits for your signature"
    assert "Read and sign the agreement" in student.get("/").text
    for part in ("student", "supervisor"):
        desk.sign(made, part)
    assert desk.state(made) is AgreementStatus.SIGNED


def test_nobody_signs_for_two(desk: Desk, signed_in: SignedIn) -> None:
    with desk.given():
        world.assign(desk.cast.tutor, desk.placement())
    made = desk.ready()
    desk.sign(made, "tutor")
    page = signed_in("tutor").get(f"/sign/agreement/{made.id}", follow=True)
    assert "You signed this already. Nobody signs for two." in page.text
    assert "Read and sign" not in signed_in("tutor").get("/").text


def test_one_side_signs_once(desk: Desk, signed_in: SignedIn) -> None:
    made = desk.ready()
    desk.sign(made, "supervisor")
    page = signed_in("provider_coordinator").get(f"/sign/agreement/{made.id}", follow=True)
    assert "Somebody has signed for your side already." in page.text


@pytest.mark.parametrize("state, words", [("draft", "This is a draft"), ("signed", "This is signed by all already.")])
def test_what_cannot_be_signed_now_says_why(desk: Desk, signed_in: SignedIn, state: str, words: str) -> None:
    made = desk.start() if state == "draft" else desk.signed()
    assert words in signed_in("student").get(f"/sign/agreement/{made.id}", follow=True).text


def test_after_the_end_of_a_placement_there_is_nothing_to_sign(desk: Desk, signed_in: SignedIn) -> None:
    made = desk.ready()
    with desk.given():
        db.session.execute(sa.text("UPDATE placement SET status = 'withdrawn'"))
    page = signed_in("student").get(f"/sign/agreement/{made.id}", follow=True)
    assert "This placement has ended." in page.text
    assert "Read and sign" not in signed_in("student").get("/").text


def test_a_signer_without_an_account_is_named_and_can_be_invited(desk: Desk, signed_in: SignedIn) -> None:
    with desk.given():
        db.session.execute(sa.delete(Credential).where(Credential.person_id == desk.cast.supervisor.id))
        db.session.execute(sa.delete(Membership).where(Membership.role == MembershipRole.PROVIDER_COORDINATOR))
    made = desk.ready()
    page = signed_in("tutor").get(f"/agreements/{made.id}")
    assert "Maya Okafor has no account yet, so cannot sign." in page.text
    assert "Invite Maya Okafor" in page.links
    page = signed_in("student").get(f"/agreements/{made.id}")
    assert "Whoever co-ordinates the placement can invite them." in page.text
    assert not desk.mail("supervisor")


def test_the_registration_number_is_printed(desk: Desk, signed_in: SignedIn) -> None:
    with desk.given():
        held = {"person_id": desk.cast.supervisor.id, "provider_id": desk.cast.provider.id}
        db.session.add(SupervisorProfile(**held, number="AS01234"))
    made = desk.ready()
    assert "Maya Okafor, AS01234" in signed_in("supervisor").get(f"/sign/agreement/{made.id}").text
    desk.sign(made, "supervisor")
    with desk.given():
        assert db.session.scalars(sa.select(Signature.printed_number)).one() == "AS01234"


def not_me(desk: Desk, client: Client, part: str) -> None:
    found = [LINK.search(each.text) for each in desk.mail(part)]
    browser = client()
    browser.get(next(each for each in found if each)[0])
    browser.submit("/not-me", press="This wasn't me")


@pytest.mark.parametrize("roles, after", [((PartyRole.PROVIDER,), "ready"), ((), "partly_signed")])
def test_somebody_else_signed(
    desk: Desk, signed_in: SignedIn, client: Client, app: Flask, roles: tuple[PartyRole, ...], after: str
) -> None:
    made = desk.signed(*roles)
    not_me(desk, client, "supervisor")
    assert desk.state(made) is AgreementStatus.FROZEN
    ines = signed_in("tutor")
    page = ines.get(f"/agreements/{made.id}")
    assert "A signature is in question" in page.text
    assert "Nobody can sign until that is settled." in ines.get(f"/sign/agreement/{made.id}", follow=True).text
    assert {each.address for each in desk.mail() if each.subject.startswith("“This wasn't me”")} == {
        f"{part}@example.org" for part in ("tutor", "lead", "university_coordinator")
    }
    ines.get(page.links["Settle it: the signature of Maya Okafor"])
    ines.submit("/disputes", outcome="uphold", note="She rang us, and knew nothing of it.")
    assert desk.state(made).value == after
    page = signed_in("supervisor").get(f"/agreements/{made.id}")
    assert "Not theirs" in page.text
    desk.sign(made, "supervisor")
    assert app.test_cli_runner().invoke(verify).exit_code == 0


def test_the_signer_had_forgotten(desk: Desk, signed_in: SignedIn, client: Client) -> None:
    made = desk.signed()
    not_me(desk, client, "supervisor")
    lead = signed_in("lead")
    lead.get(lead.get(f"/agreements/{made.id}").links["Settle it: the signature of Maya Okafor"])
    lead.submit("/disputes", outcome="dismiss", note="She found the e-mail.")
    assert desk.state(made) is AgreementStatus.SIGNED


def test_a_dispute_about_an_old_version_leaves_the_new_one_alone(
    desk: Desk, signed_in: SignedIn, client: Client
) -> None:
    first = desk.signed()
    second = desk.signed()
    not_me(desk, client, "supervisor")
    assert (desk.state(first), desk.state(second)) == (AgreementStatus.SUPERSEDED, AgreementStatus.SIGNED)
    lead = signed_in("lead")
    lead.get(lead.get(f"/agreements/{first.id}").links["Settle it: the signature of Maya Okafor"])
    lead.submit("/disputes", outcome="uphold", note="It was somebody else.")
    assert (desk.state(first), desk.state(second)) == (AgreementStatus.SUPERSEDED, AgreementStatus.SIGNED)


@pytest.mark.parametrize("part", ["student", "supervisor", "tutor", "provider_coordinator", "lead", "examiner"])
@pytest.mark.parametrize("state", ["none", "draft", "ready", "signed"])
def test_a_page_takes_few_statements(
    desk: Desk, signed_in: SignedIn, statements: Statements, part: str, state: str
) -> None:
    if state != "none":
        {"draft": desk.written, "ready": desk.ready, "signed": desk.signed}[state]()
    browser = signed_in(part)
    with statements() as seen:
        page = browser.get(f"/placements/{desk.cast.placement.id}/agreement")
    assert page.status == 200
    assert len(seen) <= 8, "\n\n".join(seen)


def test_the_page_to_sign_on_and_the_paper_take_few_statements(
    desk: Desk, signed_in: SignedIn, statements: Statements
) -> None:
    made, browser = desk.signed(PartyRole.STUDENT), signed_in("supervisor")
    for url in (f"/sign/agreement/{made.id}", f"/agreements/{made.id}/print", "/agreements"):
        with statements() as seen:
            browser.get(url)
        assert len(seen) <= 8, "\n\n".join(seen)


def test_a_person_who_left_keeps_their_name_on_it(desk: Desk, signed_in: SignedIn) -> None:
    made = desk.signed()
    with desk.given():
        held = sa.select(Assignment).where(Assignment.person_id == desk.cast.supervisor.id)
        db.session.scalars(held).one().ends = world.in_days(-1)
        name = db.session.get_one(Person, desk.cast.supervisor.id).name
    page = signed_in("tutor").get(f"/agreements/{made.id}")
    assert f"supervised by {name}" in page.text
