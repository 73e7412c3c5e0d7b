"""The student ticks on a phone, the supervisor or the school confirms, and the gate for seeing clients alone opens."""

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from placement_portal import clock
from placement_portal.clearance.models import ClearanceAcceptance, ClearanceItem
from placement_portal.clearance.queries import checks
from placement_portal.clearance.rules import ClearanceStatus
from placement_portal.clearance.rules.exceptions import GateQuestion
from placement_portal.clearance.rules.facts import ItemFacts
from placement_portal.clearance.service import items
from placement_portal.clearance.service.items import About
from placement_portal.database import db
from placement_portal.inductions.models import Induction
from placement_portal.inductions.rules import PRESET
from placement_portal.web import constraints
from tests import clearing
from tests.assurance.conftest import Desk
from tests.clearance.conftest import type_of
from tests.conftest import Client, Given, SignIn, Statements
from tests.house.browser import Browser
from tests.letters import letters_to
from tests.world import Cast

LINES = "Fire: the way out\nThe room"


@pytest.fixture
def desk(cast: Cast, app: Flask, given: Given, sign_in: SignIn) -> Desk:
    """Return the desk of the provider, whose student is cleared for the school; both sides ask for an induction."""
    with given():
        clearing.ask(cast.university, cast.lead)
        clearing.ask(cast.provider, cast.provider_coordinator)
        clearing.clear(cast.student, cast.university, cast.provider)
    return Desk(app, cast, given, sign_in)


def url(cast: Cast) -> str:
    return f"/placements/{cast.placement.id}/inductions/{cast.site.id}"


def keep(browser: Browser, cast: Cast, lines: str) -> None:
    browser.get(f"/sites/{cast.site.id}/induction")
    browser.submit(lines=lines)


def tick_all(browser: Browser, cast: Cast) -> None:
    """Tick every line that the page shows."""
    page = browser.get(url(cast))
    values = [each.get("value") for each in page.tree.iter("input") if each.get("name") == "shown"]
    browser.submit("/tick", shown=values)


def is_open(cast: Cast, question: GateQuestion) -> bool:
    found = checks.of_people([cast.student.id], clock.today())[cast.student.id]
    visit = next(each for each in found.visits if each.place.id == str(cast.site.id))
    return found.gate_at(visit).answers[question].is_open


def test_from_the_first_tick_to_seeing_clients_alone(desk: Desk, cast: Cast, sign_in: SignIn, looking: Given) -> None:
    student, supervisor = sign_in(cast.student), sign_in(cast.supervisor)
    student.get(f"/placements/{cast.placement.id}")
    page = student.click("Induction: what I was shown in the first days")
    assert "Not begun" in page.text
    page = student.click(cast.site.name)
    assert page.heading == f"What were you shown at {cast.site.name}?"
    assert all(line in page.text for line in PRESET)
    values = [each.get("value") for each in page.tree.iter("input") if each.get("name") == "shown"]
    page = student.submit("/tick", shown=values[:2])
    assert f"Saved. {len(PRESET) - 2} lines are left." in page.text
    assert "has ticked every line" in supervisor.get(url(cast)).text
    page = supervisor.post(f"{url(cast)}/confirm", sure="y")
    assert page.errors[0].startswith("Not everything is ticked.")
    assert student.submit("/tick", shown=values[:-1]).text.count("1 line is left.")
    tick_all(student, cast)
    assert "The setting can do it too" in letters_to(desk.app, "supervisor@example.org")[-1].text.replace("\n", " ")
    with looking():
        assert is_open(cast, GateQuestion.ON_SITE)
        assert is_open(cast, GateQuestion.ACCOMPANIED)
        assert not is_open(cast, GateQuestion.ALONE)
    supervisor.get(url(cast))
    assert supervisor.submit("/confirm").errors == ["Tick this to confirm it."]
    page = supervisor.submit("/confirm", sure="y")
    assert f"Confirmed by {cast.supervisor.name}" in page.text
    with looking():
        assert is_open(cast, GateQuestion.ALONE)
        item = db.session.query(ClearanceItem).filter_by(code="induction").one()
        assert (item.decided_by_id, item.made_on) == (cast.supervisor.id, clock.today())
        assert {each.organisation_id for each in item.acceptances} == {cast.provider.id, cast.university.id}
    assert supervisor.post(f"{url(cast)}/confirm", sure="y").errors == [
        "It is confirmed already, so nothing is changed."
    ]
    assert student.post(f"{url(cast)}/tick").errors == ["It is confirmed already, so nothing is changed."]
    assert "Confirmed by" in student.get(url(cast)).text
    assert sign_in(cast.tutor).get(url(cast)).status == 200


def test_the_school_confirms_with_the_link_of_its_letter(
    desk: Desk, cast: Cast, sign_in: SignIn, client: Client, looking: Given
) -> None:
    link, code = desk.send(desk.make())
    visitor = client()
    assert visitor.get("/letter/nonsense/induction").status == 410
    assert visitor.get(f"{link}/induction", follow=True).heading == "Open the letter of assurance"
    visitor.submit(code=code)
    visitor.get(link)
    page = visitor.click("Confirm the induction")
    assert "ticks each line first" in page.text
    page = visitor.post(f"{link}/induction", name="Pat Onslow", sure="y")
    assert page.errors[0].startswith("Not everything is ticked.")
    tick_all(sign_in(cast.student), cast)
    visitor.get(f"{link}/induction")
    assert visitor.submit(name=" ", sure="y").errors == ["Enter a name."]
    visitor.submit(name="Pat Onslow", sure="y")
    page = visitor.get(f"{link}/induction")
    assert page.heading == f"The induction of {cast.student.name} is confirmed"
    assert "By Pat Onslow, Willow Bank School" in page.text
    assert visitor.post(f"{link}/induction", name="Pat", sure="y").errors == [
        "It is confirmed already, so nothing is changed."
    ]
    with looking():
        assert is_open(cast, GateQuestion.ALONE)
        assert db.session.query(ClearanceItem).filter_by(code="induction").one().decided_by_id is None
    desk.stop()
    assert visitor.get(f"{link}/induction", follow=True).heading.startswith("Not current")


def test_a_list_is_changed_and_ticks_of_the_same_words_still_count(
    desk: Desk, cast: Cast, sign_in: SignIn, looking: Given
) -> None:
    keeper, student, supervisor = sign_in(cast.provider_coordinator), sign_in(cast.student), sign_in(cast.supervisor)
    keeper.get(f"/sites/{cast.site.id}")
    assert "list to start from" in keeper.click("What students are shown in the first days").text
    assert keeper.submit(lines=" \n ").errors == ["Write at least one line."]
    assert "The list is changed." in keeper.submit(lines=LINES).text
    assert "Nothing differs." in keeper.submit().text
    tick_all(student, cast)
    supervisor.get(url(cast))
    keep(keeper, cast, f"{LINES}\nThe keys")
    page = student.get(url(cast))
    assert "2 of 3 ticked" in page.text
    tick_all(student, cast)
    page = supervisor.submit("/confirm", sure="y", follow=False)
    assert page.status == 409
    assert "The keys" in page.text
    supervisor.get(url(cast))
    supervisor.submit("/confirm", sure="y")
    keep(keeper, cast, "Something else")
    page = student.get(url(cast))
    assert "The keys" in page.text
    assert "Something else" not in page.text
    stale = keeper.post(f"/sites/{cast.site.id}/induction", lines="x", number="1")
    assert stale.status == 409
    assert keeper.post(f"/sites/{cast.site.id}/induction", lines="x", number="one").status == 409
    student.get(url(cast))
    assert student.post(f"/placements/{cast.placement.id}/inductions/{cast.placement.id}/tick").status == 404


def test_a_line_that_is_on_no_list_any_more_is_refused(desk: Desk, cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.student).post(f"{url(cast)}/tick", shown="made up")
    assert (page.status, page.errors) == (422, ["The list changed. Look at it again."])


def test_what_an_officer_was_sent_before_is_fulfilled_and_nobody_need_ask_for_it(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    student, supervisor = sign_in(cast.student), sign_in(cast.supervisor)
    tick_all(student, cast)
    supervisor.get(url(cast))
    supervisor.submit("/confirm", sure="y")
    with looking():
        assert db.session.query(ClearanceItem).count() == 0
    with given():
        db.session.query(Induction).delete()
        clearing.ask(cast.provider, cast.provider_coordinator)
        about = About(person_id=cast.student.id, site_id=cast.site.id)
        type_ = type_of(cast.provider, "induction")
        facts = ItemFacts(made_on=clock.today())
        sent = items.submit(type_, about, facts, cast.provider.id, by=cast.student)
        db.session.add(ClearanceAcceptance(item_id=sent.id, organisation_id=cast.provider.id, at=clock.now()))
        again = sent.id
    tick_all(student, cast)
    supervisor.get(url(cast))
    supervisor.submit("/confirm", sure="y")
    with looking():
        item = db.session.query(ClearanceItem).one()
        assert (item.id, item.status) == (again, ClearanceStatus.VERIFIED)


def test_the_statements_do_not_grow_and_a_confirmation_names_somebody(
    desk: Desk, cast: Cast, sign_in: SignIn, given: Given, statements: Statements
) -> None:
    browser = sign_in(cast.student)
    tick_all(browser, cast)
    browser.get(url(cast))
    with statements() as seen:
        browser.get(url(cast))
    assert len(seen) <= 8
    with statements() as listed:
        browser.get(f"/placements/{cast.placement.id}/inductions")
    assert len(listed) <= 8

    def broken() -> None:
        with given():
            db.session.query(Induction).one().confirmed_at = clock.now()

    with pytest.raises(IntegrityError) as error:
        broken()
    assert constraints.sentence(error.value) == "Whoever confirms says who they are."
