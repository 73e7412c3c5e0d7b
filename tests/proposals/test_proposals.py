"""Settings and providers proposed, approved, declined and withdrawn, through the front door; everyone is told."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from placement_portal import clock
from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent
from placement_portal.organisations.models import Invitation, Membership, Organisation, Partnership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Placement
from placement_portal.proposals.models import Proposal
from placement_portal.proposals.rules import MOVES, AlreadyDecided, ProposalAction, ProposalStatus, move
from placement_portal.sites.models import Site, SiteMove
from placement_portal.sites.rules import SiteKind
from placement_portal.web import constraints
from tests import world
from tests.conftest import Given, SignIn, Statements
from tests.house.browser import Browser, Page
from tests.letters import letters_to
from tests.sites.test_pages import day
from tests.world import Cast

SETTING = {
    "name": "Withy Bank Primary School",
    "site_kind": "mainstream_school",
    "place": "Eastmarsh",
    "contact_name": "Joan Ferris",
    "contact": "01632 960177",
    "why": "It has a music room.",
}
PROVIDER = {
    "name": "Wexmarsh Drama Trust",
    "contact_name": "Amos Field",
    "contact": "amos@wexmarsh.example",
    "place": "Wexmarsh",
    "why": "Drama therapy in hospitals.",
}


@pytest.mark.parametrize("status", list(ProposalStatus))
@pytest.mark.parametrize("action", list(ProposalAction))
def test_every_pair_of_state_and_action_is_decided(status: ProposalStatus, action: ProposalAction) -> None:
    if (status, action) in MOVES:
        assert move(status, action) is not status
    else:
        with pytest.raises(AlreadyDecided):
            move(status, action)


def propose_setting(browser: Browser, cast: Cast, **changes: Any) -> Page:
    browser.get(f"/organisations/{cast.provider.id}")
    browser.click("Propose a setting")
    return browser.submit("/setting", SETTING | changes)


def the_proposal() -> Proposal:
    return db.session.scalars(sa.select(Proposal)).one()


def test_a_tutor_proposes_a_school_and_the_provider_approves(
    app: Flask, cast: Cast, sign_in: SignIn, looking: Given
) -> None:
    browser = sign_in(cast.tutor)
    page = propose_setting(browser, cast, why="Jane Smith, born 3/4/2015, asked for it.")
    assert "It is proposed." in page.text
    assert "is this about a child or a client? Then please take it out." in page.text
    assert "Withdraw the proposal" in page.text
    assert page.find("govuk-radios") == []
    with looking():
        assert [each.subject for each in letters_to(app, "provider_coordinator@example.org")] == [
            "A proposal waits for you"
        ]
        url = f"/proposals/{the_proposal().id}"
    keeper = sign_in(cast.provider_coordinator)
    assert keeper.get("/").links["Decide on Withy Bank Primary School"] == url
    keeper.get(f"/organisations/{cast.provider.id}")
    assert "Waiting for you" in keeper.click("Proposals").text
    keeper.click("Withy Bank Primary School")
    page = keeper.submit(url, {"act": "approve"})
    assert "It is decided" in page.text
    assert "Approved" in page.text
    with looking():
        made = db.session.scalars(sa.select(Site).where(Site.name == SETTING["name"])).one()
        assert (made.provider_id, made.kind, made.place) == (cast.provider.id, SiteKind.MAINSTREAM_SCHOOL, "Eastmarsh")
        assert (made.link_person, made.link_contact) == ("Joan Ferris", "01632 960177")
        actions = db.session.scalars(sa.select(LedgerEvent.action).where(LedgerEvent.chain == cast.provider.id))
        assert {"proposal_made", "proposal_decided", "site_added"} <= set(actions)
    assert [each.subject for each in letters_to(app, "tutor@example.org")] == ["A proposal is decided"]
    assert "Approved" in sign_in(cast.lead).get("/proposals").text
    assert "Nothing is proposed" in sign_in(cast.supervisor).get("/proposals").text


def test_declining_needs_a_reason_that_the_proposer_reads(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    propose_setting(browser, cast)
    with looking():
        url = f"/proposals/{the_proposal().id}"
    keeper = sign_in(cast.provider_coordinator)
    keeper.get(url)
    page = keeper.submit(url, {"act": "decline"})
    assert (page.status, len(page.errors)) == (422, 1)
    assert page.errors[0].startswith("Say why you decline it")
    assert keeper.submit(url, {"act": None}).errors == ["Choose what you decide."]
    keeper.get(url)
    keeper.submit(url, {"act": "decline", "reason": "There is nobody free on Thursdays."})
    page = browser.get(url)
    assert "There is nobody free on Thursdays." in page.text
    assert "Declined" in page.text
    with looking():
        assert db.session.scalars(sa.select(Site).where(Site.name == SETTING["name"])).all() == []


def test_withdrawn_once_and_not_after_a_decision(app: Flask, cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser, keeper = sign_in(cast.tutor), sign_in(cast.provider_coordinator)
    propose_setting(browser, cast)
    with looking():
        url = f"/proposals/{the_proposal().id}"
    keeper.get(url)
    assert keeper.post(f"{url}/withdraw").status == 403
    browser.get(url)
    page = browser.submit("/withdraw")
    assert "The proposal is withdrawn" in page.text
    subjects = [each.subject for each in letters_to(app, "provider_coordinator@example.org")]
    assert subjects == ["A proposal waits for you", "A proposal is decided"]
    assert browser.get(browser.post(f"{url}/withdraw").location).text.count("This proposal is decided already.") == 1
    assert keeper.get(url).find("govuk-radios") == []


def test_two_who_decide_at_once(cast: Cast, sign_in: SignIn, given: Given, looking: Given) -> None:
    with given():
        second = world.person()
        world.member(second, cast.provider, MembershipRole.SAFEGUARDING_LEAD)
    propose_setting(sign_in(cast.tutor), cast)
    with looking():
        url = f"/proposals/{the_proposal().id}"
    one, other = sign_in(cast.provider_coordinator), sign_in(second)
    one.get(url)
    other.get(url)
    one.submit(url, {"act": "approve"})
    page = other.submit(url, {"act": "decline", "reason": "No."})
    assert page.status == 200
    assert "Approved" in page.text


def test_a_stale_decision_is_refused(cast: Cast, sign_in: SignIn, given: Given, looking: Given) -> None:
    propose_setting(sign_in(cast.tutor), cast)
    keeper = sign_in(cast.provider_coordinator)
    with looking():
        url = f"/proposals/{the_proposal().id}"
    keeper.get(url)
    with given():
        the_proposal().place = "Elsewhere"
    assert keeper.submit(url, {"act": "approve"}).status == 409


def test_the_same_is_not_proposed_twice_and_a_taken_name_is_said(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    browser = sign_in(cast.tutor)
    propose_setting(browser, cast)
    page = propose_setting(browser, cast, name="withy bank primary SCHOOL")
    assert (page.status, page.errors) == (422, ["This is proposed already, and nobody has decided yet."])
    with looking():
        url = f"/proposals/{the_proposal().id}"
    with given():
        world.site(db.session.merge(cast.provider), "Withy Bank Primary School")
    keeper = sign_in(cast.provider_coordinator)
    keeper.get(url)
    page = keeper.submit(url, {"act": "approve"})
    assert page.errors == ["There is a setting called Withy Bank Primary School already."]


@pytest.mark.parametrize("who", ["university_coordinator", "provider_coordinator"])
def test_a_provider_is_proposed_and_the_lead_approves(cast: Cast, sign_in: SignIn, looking: Given, who: str) -> None:
    browser = sign_in(cast.people[who])
    browser.get(f"/organisations/{cast.university.id}")
    browser.click("Propose a provider")
    page = browser.submit("/provider", PROVIDER)
    assert "It is proposed." in page.text
    with looking():
        url = f"/proposals/{the_proposal().id}"
    lead = sign_in(cast.lead)
    assert url in lead.get("/").links.values()
    lead.get(url)
    lead.submit(url, {"act": "approve"})
    with looking():
        made = db.session.scalars(sa.select(Organisation).where(Organisation.name == PROVIDER["name"])).one()
        together = db.session.scalars(sa.select(Partnership).where(Partnership.provider_id == made.id)).one()
        assert (together.university_id, together.starts) == (cast.university.id, clock.today())
        invited = db.session.scalars(sa.select(Invitation).where(Invitation.organisation_id == made.id)).one()
        assert invited.address == PROVIDER["contact"]
        role = db.session.scalars(sa.select(Membership.role).where(Membership.organisation_id == made.id)).one()
        assert role is MembershipRole.PROVIDER_COORDINATOR


def test_whoever_has_no_address_is_not_written_to_and_nothing_unknown_opens(
    app: Flask, cast: Cast, sign_in: SignIn, given: Given
) -> None:
    with given():
        silent = world.person("Without Account", account=False)
        world.member(silent, db.session.merge(cast.provider), MembershipRole.SAFEGUARDING_LEAD)
    browser = sign_in(cast.tutor)
    propose_setting(browser, cast)
    assert len(letters_to(app, "provider_coordinator@example.org")) == 1
    assert browser.get(f"/proposals/{cast.site.id}").status == 404


def test_a_provider_that_is_known_is_not_proposed(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    browser.get(f"/organisations/{cast.university.id}/proposals/provider")
    page = browser.submit("/provider", PROVIDER | {"name": "Northmoor Arts Trust"})
    assert page.errors[0].startswith("There is an organisation of this name already.")
    page = browser.submit("/provider", PROVIDER | {"contact": "nobody"})
    assert page.status == 422


def test_a_provider_whose_name_was_taken_meanwhile(cast: Cast, sign_in: SignIn, given: Given, looking: Given) -> None:
    browser = sign_in(cast.lead)
    browser.get(f"/organisations/{cast.university.id}/proposals/provider")
    browser.submit("/provider", PROVIDER)
    with looking():
        url = f"/proposals/{the_proposal().id}"
    with given():
        world.provider(PROVIDER["name"])
    browser.get(url)
    assert browser.submit(url, {"act": "approve"}).errors == ["Another organisation has this name already."]


def test_a_setting_passes_to_another_provider_when_that_agrees(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    """The placements that stand there keep their provider, and can still be changed."""
    with given():
        world.partnership(db.session.merge(cast.university), db.session.merge(cast.other_provider))
    keeper = sign_in(cast.provider_coordinator)
    keeper.get(f"/sites/{cast.site.id}")
    keeper.click("Pass it to another provider")
    page = keeper.submit("/pass-on", {"to": str(cast.other_provider.id), "why": "The head has agreed."})
    assert "It is proposed." in page.text
    keeper.get(f"/sites/{cast.site.id}/pass-on")
    assert keeper.submit("/pass-on", {"to": str(cast.other_provider.id)}).status == 422
    with looking():
        url = f"/proposals/{the_proposal().id}"
    other = sign_in(cast.other_provider_coordinator)
    other.get(url)
    other.submit(url, {"act": "approve"})
    with looking():
        assert db.session.get_one(Site, cast.site.id).provider_id == cast.other_provider.id
        assert db.session.scalars(sa.select(SiteMove.to_id)).one() == cast.other_provider.id
        assert db.session.get_one(Placement, cast.placement.id).provider_id == cast.provider.id
    lead = sign_in(cast.lead)
    lead.get(f"/placements/{cast.placement.id}/edit")
    page = lead.submit("/edit", {**day("from_day", 0), "days_a_week": "1.5"})
    assert "The placement is changed." in page.text


WHO = {"lead", "university_coordinator", "tutor", "other_tutor"}


def test_who_may_propose_and_read(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    url = f"/organisations/{cast.provider.id}/proposals/setting"
    assert {who for who, person in cast.people.items() if sign_in(person).get(url).status == 200} == WHO
    propose_setting(sign_in(cast.tutor), cast)
    with looking():
        url = f"/proposals/{the_proposal().id}"
    read = {who for who, person in cast.people.items() if sign_in(person).get(url).status == 200}
    assert read == {"tutor", "lead", "university_coordinator", "provider_coordinator", "safeguarding_lead"}


def test_the_database_refuses_what_cannot_be(cast: Cast, looking: Given) -> None:
    with looking():
        made = Proposal(
            kind="setting",
            status=ProposalStatus.APPROVED,
            university_id=cast.university.id,
            provider_id=cast.provider.id,
            name="New",
            proposed_by_id=cast.tutor.id,
            proposed_at=clock.now(),
        )
        db.session.add(made)
        with pytest.raises(sa.exc.IntegrityError) as error:
            db.session.flush()
        assert constraints.sentence(error.value) == "This proposal is decided already."


def test_the_statements_of_the_list_do_not_grow(
    cast: Cast, sign_in: SignIn, given: Given, statements: Statements
) -> None:
    browser, counts = sign_in(cast.provider_coordinator), []
    for _ in range(2):
        with given():
            for number in range(8):
                made = Proposal(
                    kind="setting",
                    university_id=cast.university.id,
                    provider_id=cast.provider.id,
                    name=f"School {number}",
                    proposed_by_id=cast.tutor.id,
                    proposed_at=clock.now(),
                )
                db.session.add(made)
        with statements() as seen:
            browser.get("/proposals")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8
